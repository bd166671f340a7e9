"""The first page shows each role what needs it now, with a link to where it can act, then the state of the whole."""

import re
import sys
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

sys.path.insert(0, str(Path(__file__).parents[2] / "measures" / "showing"))

from made_figures import loaded, made_content
from northmoor_whole import DOUBLE_LINE, departs, northmoor
from people import client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import ROLES, Role
from clearline.checks.needs import guidance, needs, outcomes
from clearline.checks.needs.things import MOST, Asked, Figures
from clearline.measures.asking.gaps import How
from clearline.measures.figures import Answer, Area, Change, Comparator, GapFigure, Observation, Period, Reliability
from clearline.organisations.actions import state
from clearline.organisations.models import Proposal

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)


@pytest.fixture
def authority() -> Authority:
    return northmoor()


def home(authority: Authority, role: Role, on: str = "2026-06-01", client: Client | None = None) -> str:
    """Return the words of the page of a role."""
    client = client or client_for(member(authority, role))
    response = client.get(f"/{authority.key}/", {"on": on})
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_home_that_says_in_which_role_and_leads_nowhere_forbidden(
    role: Role, authority: Authority
) -> None:
    departs(authority, review=date(2026, 7, 1))
    client = client_for(member(authority, role))
    page = client.get("/northmoor/?on=2026-06-01").content.decode()
    assert "You are here as" in page
    links = set(re.findall(r'href="(/northmoor/[^"#]*)', page.split("<main")[1].split("</main")[0]))
    here = [unescape(link) for link in links if "/outcomes/" not in link and "/organisation/" not in link]
    assert {link: client.get(link).status_code for link in here} == dict.fromkeys(here, 200)
    assert all("on=2026-06-01" in link for link in here)


def test_those_who_answer_for_findings_are_told_of_the_open_ones_and_what_they_can_do(authority: Authority) -> None:
    departs(authority)
    for role, todo in (("governance-officer", "record a departure"), ("dcs", "Decide what is done"),
                       ("lead-member", "Ask the director"), ("chief-executive", "Ask what is being done")):  # fmt: skip
        page = home(authority, role)  # type: ignore[arg-type]
        assert "3 findings are not explained by a departure (2 must, 1 should)" in page
        assert todo in page
    for role in ("partner", "board-support", "analyst", "auditor"):
        assert "not explained" not in home(authority, role)  # type: ignore[arg-type]


def test_what_was_not_found_thirty_days_before_is_new(authority: Authority) -> None:
    post = next(one for one in _posts(authority) if one == "head-of-housing-options")
    facts = {"title": "Head of Housing Options", "reports_to": ["director-of-adults", "director-of-place"]}
    state(by=at_the_machine(authority), section="posts", key=post, facts=facts, start=date(2026, 5, 20))
    assert "since 2 May 2026" in home(authority, "governance-officer")
    assert "not there before" not in home(authority, "governance-officer", "2026-05-01")
    assert "not there before" not in home(authority, "governance-officer", "2026-08-01")


def _posts(authority: Authority) -> list[str]:
    from clearline.checks.queries import organisation_of

    organisation = organisation_of(authority)
    assert organisation is not None
    return list(organisation.posts)


def test_the_monitoring_officer_is_told_of_findings_without_a_view_until_each_has_one(authority: Authority) -> None:
    client = client_for(member(authority, "monitoring-officer"))
    assert "4 findings without your legal view" in home(authority, "monitoring-officer", client=client)
    client.post(f"/northmoor/findings/2013/{DOUBLE_LINE}/legal-view/", {"view": "agrees", "reasons": "As found."})
    assert "3 findings without your legal view" in home(authority, "monitoring-officer", client=client)
    for rule, about in (("dcs-holds-functions", "leaving-care"), ("lm-covers-functions", "early-childhood"),
                        ("assurance-test", "director-of-children")):  # fmt: skip
        address = f"/northmoor/findings/2013/{rule}/{about}/legal-view/"
        assert client.post(address, {"view": "needs-advice", "reasons": "To counsel."}).status_code == 302
    assert "without your legal view" not in home(authority, "monitoring-officer", client=client)
    assert "legal view" not in home(authority, "dcs")


def test_a_departure_is_announced_before_its_review_and_after_it(authority: Authority) -> None:
    departs(authority, review=date(2026, 7, 1))
    assert "departure due" not in home(authority, "governance-officer", "2026-05-01")
    assert "1 departure due for review" in home(authority, "governance-officer")
    assert "1 departure past its review date" in home(authority, "governance-officer", "2026-07-02")
    assert "departure due" not in home(authority, "dcs")


def test_a_proposal_waits_for_everybody_who_may_adopt_it_but_its_author(authority: Authority) -> None:
    author = member(authority, "governance-officer")
    Proposal.objects.create(
        authority=authority, key="people", title="Director of People", takes_effect=ON, state="for-decision",
        author=author.individual, made_at=timezone.now(),
    )  # fmt: skip
    Proposal.objects.create(
        authority=authority, key="draft", title="Not sent yet", takes_effect=ON, author=Individual.objects.create(),
        made_at=timezone.now(),
    )  # fmt: skip
    page = home(authority, "chief-executive")
    assert "1 proposal for decision" in page
    assert "Director of People" in page
    assert "Not sent yet" not in page
    assert "for decision" not in home(authority, "governance-officer", client=client_for(author))
    assert "for decision" not in home(authority, "dcs")
    asked = Asked(at_the_machine(authority), authority, ON, ON, None, None, None, None)
    assert [need.title for need in guidance.proposals(asked)] == ["1 proposal for decision"]


def test_those_who_would_know_are_told_what_is_not_stated(authority: Authority) -> None:
    assert "2 facts that you would know are not stated" in home(authority, "democratic-services-officer")
    assert "22 facts not stated about the organisation" in home(authority, "governance-officer")
    assert "not stated about" not in home(authority, "dcs")


def test_the_administrator_is_told_of_roles_that_end_and_of_nobody_being_governance_officer(
    authority: Authority,
) -> None:
    page = home(authority, "administrator")
    assert "Nobody is governance officer yet" in page
    member(authority, "governance-officer")
    member(authority, "inspector", ends=date(2026, 6, 20))
    page = home(authority, "administrator")
    assert "Nobody is governance officer" not in page
    assert "1 role ending by 1 July 2026" in page
    assert "People with a role here" in page


def test_an_empty_authority_says_what_to_do_first() -> None:
    authority = make_authority("southmoor")
    assert "Nothing is stated about the organisation yet" in home(authority, "governance-officer")
    assert "No figures are loaded for this authority yet" in home(authority, "analyst")
    for role in ("lead-member", "auditor"):
        page = home(authority, role)
        assert "Nothing needs you now" in page
        assert "The governance officer states the posts" in page


def test_a_day_before_the_act_has_no_findings_and_a_home_all_the_same(authority: Authority) -> None:
    assert "Findings:" not in home(authority, "governance-officer", "2004-01-01")


def test_the_state_of_the_whole_counts_by_force(authority: Authority) -> None:
    departs(authority)
    page = home(authority, "auditor")
    assert "Findings: must 2" in page
    assert "Findings: should 2, 1 of them explained by a departure" in page
    assert "Departures that hold 1" in page


# Outcomes: figures made here, so that what is said of them can be told beforehand

AREA = Area(code="E06000999", name="Northmoor", level="authority")
YEAR = Period(label="2025", ends=date(2025, 3, 31), year="financial")


def measure(key: str, value: int, neighbours: int, *, worsening: bool = False, own: bool = False) -> Answer:
    """Return an answer of which a low figure is the better one."""
    seen = Observation(period=YEAR, value=Decimal(value), shown=str(value), source="returned" if own else "published")
    moved = Change(since=YEAR, difference=Decimal(1), direction="worse", beyond_chance=True, says="It got worse.")
    median = Comparator(
        kind="neighbours", name="Neighbours", value=Decimal(neighbours), shown=str(neighbours), statistic="median",
        model="2025", used=10, of=10,
    )  # fmt: skip
    reliability = Reliability(source="", release="", published=None, loaded=None, audited="", faults=())
    return Answer(
        measure=key, title=key.capitalize(), outcome=None, unit="per-cent", decimals=0, polarity="low", area=AREA,
        latest=seen, series=(seen,), change=moved if worsening else None, comparators=(median,),
        reliability=reliability,
    )  # fmt: skip


def gap(title: str, points: int, *, narrowed: bool | None = False, how: How = "") -> GapFigure:
    return GapFigure(
        key=title.lower(), title=title, area=AREA, period=YEAR, group=None, others=None, points=Decimal(points),
        ratio=None, narrowed=narrowed, how=how, says=f"The gap is {points}.",
    )  # fmt: skip


def found(role: Role, *answers: Answer, gaps: tuple[GapFigure, ...] = ()) -> list[str]:
    """Return what a role is told of figures: titles and what is named."""
    authority = make_authority()
    by = at_the_machine(authority)._replace(roles=frozenset({role}))
    asked = Asked(by, authority, ON, ON, None, None, None, Figures(answers, gaps, None))
    told = [need for need in needs(asked) if need.place.name.startswith("measures:")]
    return [line for need in told for line in (need.title, *(one.text for one in need.named))]


def test_the_lead_member_reads_first_where_outcomes_are_worse_than_neighbours() -> None:
    said = found(
        "lead-member", measure("absence", 9, 5, worsening=True), measure("moves", 9, 5), measure("plans", 4, 5)
    )
    assert said == [
        "1 measure worse than the neighbours and getting worse", "Absence: 9%; neighbours 5%",
        "1 other measure worse than the neighbours", "Moves: 9%; neighbours 5%",
    ]  # fmt: skip


def test_outcomes_come_first_for_a_lead_member_and_findings_first_for_a_governance_officer(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Figures((measure("absence", 9, 5, worsening=True),), (), date(2026, 1, 1))
    monkeypatch.setattr("clearline.checks.pages.home.figures_of", lambda by, on, today: bad)
    page = home(authority, "lead-member")
    assert page.index("Absence") < page.index("not explained by a departure")
    page = home(authority, "governance-officer")
    assert page.index("not explained by a departure") < page.index("Absence")
    assert "Measures with a figure 1: 1 worse than the neighbours" in page
    assert "1 January 2026" in page


def test_a_leader_reads_what_gets_worse_and_not_all_that_is_worse() -> None:
    assert found("leader", measure("moves", 9, 5)) == []
    assert len(found("leader", measure("moves", 9, 5, worsening=True))) == 2
    assert found("partner", measure("moves", 9, 5, worsening=True)) == []


def test_a_gap_is_told_when_a_group_is_further_behind_and_not_when_it_is_ahead_or_as_far() -> None:
    gaps = (gap("Wider", 5), gap("Ahead", -5), gap("Same", 5, how="no change"), gap("Closing", 5, narrowed=True))
    assert found("dcs", gaps=gaps) == ["1 gap between groups of children that widened", "Wider: The gap is 5."]


def test_the_analyst_is_told_of_old_figures() -> None:
    old = measure("moves", 4, 5)
    aged = [one for one in found("analyst", old) if "old" in one]
    assert aged == []
    asked = found_on(date(2028, 6, 1), old)
    assert asked == ["1 measure with a target whose day has passed, or figures that are old"]


def found_on(on: date, *answers: Answer) -> list[str]:
    authority = make_authority()
    by = at_the_machine(authority)._replace(roles=frozenset({"analyst"}))
    asked = Asked(by, authority, on, on, None, None, None, Figures(answers, (), None))
    return [need.title for need in outcomes.overdue(asked)]


def test_only_the_first_few_are_named_and_the_others_counted() -> None:
    said = found("dcs", *(measure(f"measure-{n}", 9, 5) for n in range(MOST + 3)))
    assert len(said) == 1 + MOST


def test_figures_of_the_council_s_own_are_marked_as_restricted(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    for own in (True, False):
        made = Figures((measure("absence", 3, 1, own=own),), (), None)
        monkeypatch.setattr("clearline.checks.pages.home.figures_of", lambda by, on, today, made=made: made)
        assert ("Restricted: contains small numbers" in home(authority, "dcs")) == own


def test_what_is_loaded_is_told(authority: Authority, settings: Settings, tmp_path: Path) -> None:
    by = at_the_machine(authority)
    with made_content(tmp_path):
        settings.FIGURES = loaded(tmp_path)
        told = outcomes.figures_of(by, ON, ON)
    assert told is not None
    assert [answer.measure for answer in told.answers]
    assert told.gaps
    assert told.newest is None  # these made-up releases do not say


def test_figures_are_read_from_the_store_by_whoever_may_see_them(authority: Authority, settings: Settings) -> None:
    by = at_the_machine(authority)
    assert outcomes.figures_of(by._replace(roles=frozenset({"administrator"})), ON, ON) is None
    settings.FIGURES = Path("/nowhere")
    assert outcomes.figures_of(by, ON, ON) is None
