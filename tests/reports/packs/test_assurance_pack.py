"""The report of a test of assurance: its fourteen headings, before and after, and who has and has not approved."""

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from django.utils import timezone
from northmoor import northmoor as stated_northmoor
from people import make_authority
from pytest_django import Settings
from world import figures_in
from world_testing import (
    DAY,
    NOW,
    Team,
    concluded,
    decided,
    evidenced,
    opened,
    reviewed,
    sent,
    team,
    written,
    wrote,
)

from clearline.accounts.access_class import Access
from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.assurance.challenges.actions import answer, challenge
from clearline.assurance.challenges.doing import open_action
from clearline.assurance.testing import actions, deciding, models
from clearline.checks import proposing
from clearline.organisations.actions import replace_organisation
from clearline.organisations.models import Proposal
from clearline.reports.blocks import Chart, Facts, Missing, Pack, Points, Rendering, Section, Table, Text, walk
from clearline.reports.composing import compose

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="1", why="It is about one officer.")
COMBINE = """
posts: {director-of-adults: {holders: [{person: person-director}]}}
functions: {special-educational-needs: {responsible: director-of-place}}
"""


@pytest.fixture
def people() -> Team:
    return team()


def report(authority: Authority, on: date = DAY, rendering: Rendering = "open", edition: str = "2013") -> Pack:
    return compose(
        "test-of-assurance", authority, on=on, today=DAY + timedelta(1), rendering=rendering,
        by=at_the_machine(authority), edition=edition,
    )  # fmt: skip


def of(pack: Pack, key: str) -> Section:
    return next(one for one in pack.sections if one.key == key)


def told(*sections: Section, open_only: bool = False) -> str:
    """Return all the words of sections."""
    found = []
    for one in walk(sections):
        if open_only and one.access.kind != "open":
            continue
        if isinstance(one, Text):
            found.append(one.text)
        elif isinstance(one, Points):
            found += one.points
        elif isinstance(one, Facts):
            found += [f"{name}: {value}" for name, value in one.rows]
        elif isinstance(one, Table):
            found += [one.title, one.note, *(cell.text for row in one.rows for cell in row)]
            found += [] if one.rows else [one.empty]
        elif isinstance(one, Missing):
            found.append(one.what)
        elif isinstance(one, Chart):
            found.append(f"{one.title} {one.description}")
    return "\n".join(found)


def test_without_a_test_the_report_says_what_is_missing_and_shows_the_rest(people: Team) -> None:
    pack = report(people.authority)
    keys = [one.key for one in pack.sections]
    assert keys[:14] == [
        "purpose", "trigger-and-scope", "roles", "structure", "additional-functions", "elements", "governance",
        "performance", "voice", "partnerships", "risks", "conclusion", "approval", "next-review",
    ]  # fmt: skip
    assert told(of(pack, "approval")) == "The test of assurance: none is open."
    assert "Libraries" in told(of(pack, "additional-functions"))
    assert "What children, young people and families say." in told(of(pack, "voice"))
    assert "Children and Learning Scrutiny Committee" in told(of(pack, "governance"))
    assert "Northmoor Safeguarding Children Partnership" in told(of(pack, "partnerships"))


def test_without_an_organisation_nothing_of_it_is_made_up() -> None:
    pack = report(make_authority("empty"))
    for key in ("additional-functions", "governance", "partnerships", "structure"):
        assert "Who holds which post" in told(of(pack, key)), key


def test_a_test_on_its_way_says_who_has_not_approved_and_what_is_only_proposed(people: Team) -> None:
    key = sent(people)
    decided(people, people.democratic, key, "audit", "deferred", words="It is not said who has approved it.")
    pack = report(people.authority)
    words = told(of(pack, "approval"))
    assert "Audit committee (deferred)" in words
    assert "It is not said who has approved it." in words
    assert "Proposed: Met." in told(of(pack, "conclusion"))
    assert "Recommends: Name a deputy." in told(of(pack, "conclusion"))
    assert "has not been compared" in told(of(pack, "conclusion"))
    assert "is fixed when the test is concluded" in told(of(pack, "next-review"))
    earlier = report(people.authority, on=DAY - timedelta(1))
    assert "none is open" in told(of(earlier, "approval"))
    evidenced(people, f"test:{key}/partnerships")
    assert "has changed since it was sent for approval last" in told(of(report(people.authority), "approval"))


def test_triggers_stand_beside_the_paragraphs_of_the_edition(people: Team) -> None:
    opened(people)
    assert "2009 edition, 3.13" in told(of(report(people.authority, edition="2009"), "trigger-and-scope"))
    heading = "2013 edition, “Additional functions not related to children's services”"
    assert heading in told(of(report(people.authority), "trigger-and-scope"))


def test_a_draft_says_what_nobody_has_written(people: Team) -> None:
    key = opened(people)
    pack = report(people.authority)
    assert "What was found of partnerships (not started)." in told(of(pack, "elements"))
    wrote(people, key, "partnerships", gaps="", rating="")
    words = told(of(report(people.authority), "elements"))
    assert "Strengths. Each function has one lead." in words
    assert "What was found of partnerships (in progress)." in words
    assert "found no gap" in told(of(pack, "risks"))
    assert "It has not been sent for approval yet." in told(of(pack, "approval"))
    assert "A conclusion." in told(of(pack, "conclusion"))
    assert "An independent review." in told(of(pack, "conclusion"))
    deciding.withdraw(by=people.governance, key=key, why="x")
    assert "none is open" in told(of(report(people.authority), "approval"))


def test_the_report_of_a_past_day_shows_elements_and_conclusion_as_they_were_then(people: Team) -> None:
    key = concluded(people)
    later = DAY + timedelta(7)
    models.Test.objects.update(state="draft")
    wrote(people, key, "partnerships", gaps="Courts are not heard.", on=later)
    models.Test.objects.update(state="concluded", concluded_on=later)
    then, now = (
        compose("test-of-assurance", people.authority, on=on, today=later, rendering="open",
                by=at_the_machine(people.authority), edition="2013")
        for on in (DAY, later)
    )  # fmt: skip
    assert "Courts are not heard." in told(of(now, "elements"), of(now, "risks"))
    assert "Courts are not heard." not in told(of(then, "elements"), of(then, "risks"))
    assert ("Concluded: Met." in told(of(now, "conclusion")), "Proposed: Met." in told(of(then, "conclusion"))) == (
        True, True
    )  # fmt: skip
    assert "How far it is today: Concluded" in told(of(then, "trigger-and-scope"))
    assert "How far it is: Concluded" in told(of(now, "trigger-and-scope"))


def test_a_concluded_test_gives_its_actions_challenges_comparisons_and_review(people: Team) -> None:
    key = written(people)
    actions.compare(
        by=people.governance, key=key, council="Southmoor", arrangement="Two directors.",
        link="https://southmoor.example/1", on=DAY, today=DAY,
    )  # fmt: skip
    wrote(people, key, "childrens-involvement", words="Ask the youth council.", rating="serious-gaps")
    raised = challenge(
        by=people.lead_member, challenger="office:lead-member", challenged="office:dcs", topic="Who stands in?",
        words="Nobody is named.", on=DAY, due=DAY, about=f"test:{key}/seniority-and-breadth",
    )  # fmt: skip
    answer(by=people.dcs, key=raised, words="The assistant director does.", on=DAY)
    open_action(
        by=people.governance, title="Agree a protocol", source=f"test:{key}", owner="director-of-children",
        due=date(2026, 8, 1), on=DAY,
    )  # fmt: skip
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    actions.review(
        by=people.inspector, key=key, organisation="Inspectorate", capacity="Inspector", words="Clear.",
        recommendations="", on=DAY, today=DAY, own=True,
    )  # fmt: skip
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    actions.route(by=people.governance, key=key, steps=[("lead-member", "Lead member")], why="a short way")
    decided(people, people.lead_member, key, "lead-member")
    deciding.conclude(
        by=people.governance, key=key, on=DAY, today=DAY, next_review=date(2027, 6, 1), review_triggers=""
    )
    pack = report(people.authority)
    assert "The assistant director does." in told(of(pack, "elements"))
    for words in ("Southmoor", "Agree a protocol", "Concluded: Met."):
        assert words in told(of(pack, "conclusion")), words
    assert "Ask the youth council." in told(of(pack, "voice"))
    risks = next(one for one in walk((of(pack, "risks"),)) if isinstance(one, Table))
    assert risks.rows[0][0].text == "Children's involvement and experience"
    assert "1 June 2027 (the council's own date; no law fixes an interval)" in told(of(pack, "next-review"))
    assert "Everybody who has to approve has approved: Lead member." in told(of(pack, "approval"))


def test_no_name_of_an_officer_is_in_the_open_rendering(people: Team) -> None:
    concluded(people)
    assert "Ivy Dunnock" not in repr(report(people.authority))
    assert "Hal Wren" not in repr(report(people.authority, rendering="restricted"))  # offices decide, not people


def test_what_is_exempt_stands_in_blocks_of_its_own(people: Team) -> None:
    key = written(people)
    wrote(people, key, "child-protection", access=EXEMPT, strengths="The canary sings.", gaps="The canary ails.")
    pack = report(people.authority)
    assert "canary" in told(*pack.sections)
    assert "canary" not in told(*pack.sections, open_only=True)
    exempt = [one for one in walk(pack.sections) if one.access == EXEMPT]
    titles = [one.title for one in exempt if isinstance(one, Table)]
    assert titles == [
        "How each element is rated", "Evidence: Child protection systems", "Gaps that the test found"
    ]  # fmt: skip


def test_what_the_maker_may_not_see_is_said_to_be_there(people: Team) -> None:
    key = reviewed(people)
    wrote(people, key, "child-protection", access=Access(kind="privileged"))
    by = people.governance._replace(roles=frozenset({"analyst"}))
    pack = compose("test-of-assurance", people.authority, on=DAY, today=DAY, rendering="open", by=by)
    assert "not for the readers of this report" in told(of(pack, "elements"))


def test_the_structure_is_drawn_before_and_after_a_proposal_and_after_its_adoption(people: Team) -> None:
    by = people.governance
    wanted = proposing.Wanted("Two roles", "Savings", date(2026, 12, 1))
    proposal = proposing.propose(by=by, wanted=wanted, overlay=yaml.safe_load(COMBINE), now=timezone.now())
    opened(people, proposal=proposal, change_on=date(2026, 12, 1))
    drawn = told(of(report(people.authority), "structure"))
    for words in ("Before the change, as at 1 December 2026.", "With the change, as at 1 December 2026.",
                  "Special educational needs and disability (responsible officer)",
                  "Executive Director of Place"):  # fmt: skip
        assert words in drawn, words
    proposing.send(by=by, key=proposal)
    proposing.adopt(by=people.monitoring, key=proposal, on=date(2026, 12, 1), decision="Cabinet", now=timezone.now())
    drawn = told(of(report(people.authority), "structure"))
    assert "Before the change, as at 30 November 2026." in drawn
    pack = report(people.authority, on=DAY)
    further = told(of(pack, "additional-functions"))
    assert "director of adult social services, with the change." in further
    assert "director of adult social services, before the change." not in further


def test_a_proposal_that_no_longer_fits_leaves_the_lines_of_today(people: Team) -> None:
    wanted = proposing.Wanted("Two roles", "Savings", date(2026, 12, 1))
    proposal = proposing.propose(by=people.governance, wanted=wanted, overlay={}, now=timezone.now())
    opened(people, proposal=proposal)
    Proposal.objects.update(overlay={"posts": {"x": {"reports_to": "nobody-there"}}})
    assert "Lead unbroken to the Council" in told(of(report(people.authority), "structure"))


def test_key_indicators_stand_in_it_where_there_are_figures(people: Team, tmp_path: Path, settings: Settings) -> None:
    assert "Missing" in repr(of(report(people.authority), "performance"))
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        assert "Key indicators, concerns first" in told(of(report(people.authority), "performance"))


def test_a_structure_without_a_director_says_so(people: Team) -> None:
    stated = stated_northmoor()
    post = msgspec.structs.replace(stated.posts["director-of-children"], roles=())
    posts = {**stated.posts, "director-of-children": post}
    bare = msgspec.structs.replace(stated, posts=posts)
    replace_organisation(by=at_the_machine(people.authority), organisation=bare, why="x")
    opened(people)
    assert "no post is designated" in told(of(report(people.authority), "structure"))
    models.Test.objects.update(change_on=None)
    opened(people, title="Another", change_on=None)
    assert "no post is designated" in told(of(report(people.authority), "structure"))
