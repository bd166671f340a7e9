"""What calls for a test of assurance: in a change, on record, in a proposal; and a concluded test answers for it."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from django.utils import timezone
from northmoor_whole import acting, northmoor
from people import client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.assurance.testing import actions, models, queries
from clearline.assurance.testing.called import Trigger
from clearline.checks import proposing
from clearline.checks.calling import before_and_after, by_record, calls_of, proposals_without, without_test
from clearline.checks.gathering import gather, with_tests
from clearline.checks.pages.testing_triggers import asked
from clearline.checks.proposed import proposed
from clearline.checks.proposing import Wanted
from clearline.checks.queries import organisation_of, report_of
from clearline.checks.triggers import concerned, on_record, triggers
from clearline.kit.errors import BadInput
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Proposal
from clearline.organisations.organisation import Change, Organisation
from clearline.organisations.picture import Picture

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 6, 1)
COMBINE = """
posts: {director-of-adults: {holders: [{person: person-director}]}}
functions: {special-educational-needs: {responsible: director-of-place}}
"""


def changed(text: str, name: str = "plain-unitary", on: date = TODAY) -> list[str]:
    """Return the kinds of trigger that a change of an example has."""
    stated = read_organisation(EXAMPLES / f"{name}.yaml")
    would = proposed(stated, yaml.safe_load(text), on)
    return [one.kind for one in triggers(Picture(stated, on), Picture(would, on))]


# In a change


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("{posts: {director-of-adults: {holders: [{person: person-director}]}}}", ["combined"]),
        (
            "{posts: {director-of-children: {holders: [{person: person-director, kind: joint, joint_with: [b]}]}}}",
            ["shared"],
        ),
        (
            "{functions: {adult-learning: {responsible: director-of-children}}}",
            ["functions-added"],
        ),
        ("{functions: {libraries: {political_owner: lead-member}}}", ["portfolio-widened"]),
        ("{functions: {special-educational-needs: {responsible: director-of-place}}}", ["functions-moved"]),
        ("{posts: {head-of-send: {reports_to: director-of-children}}}", ["structure"]),
        ("{posts: {director-of-children: {holders: [{person: person-new}]}}, people: {person-new: {}}}", ["holder"]),
        ("{offices: {lead-member: {holders: [{person: person-support-member}]}}}", ["holder"]),
        ("{posts: {chief-executive: {holders: [{person: person-director}]}}}", ["holder", "head-of-paid-service"]),
        ("{bodies: {children-scrutiny: {name: Another name}}}", []),
        ("{}", []),
    ],
)
def test_each_kind_of_change_is_told_apart(change: str, kinds: list[str]) -> None:
    assert changed(change, "northmoor") == kinds


def test_a_second_tier_that_comes_to_divide_education_from_care_is_named_once() -> None:
    whole = "{posts: {assistant-director-early-help: {services: [education, social-care]}}}"
    assert changed(whole, "northmoor") == []
    stated = read_organisation(EXAMPLES / "northmoor.yaml")
    both = msgspec.structs.replace(stated.posts["assistant-director-early-help"], services=("education", "social-care"))
    whole_tier = msgspec.structs.replace(stated, posts={**stated.posts, "assistant-director-early-help": both})
    found = triggers(Picture(whole_tier, TODAY), Picture(stated, TODAY))
    assert [one.kind for one in found] == ["second-tier-divided"]
    assert not triggers(Picture(stated, TODAY), Picture(stated, TODAY))


def test_the_tested_structure_is_that_before_and_after() -> None:
    stated = read_organisation(EXAMPLES / "northmoor.yaml")
    posts = {key: post for key, post in stated.posts.items() if key != "plan-coordinator"}
    without = msgspec.structs.replace(stated, posts=posts)
    there = concerned(Picture(stated, TODAY), Picture(without, TODAY))
    assert {"plan-coordinator", "director-of-children", "lead-member", "support-member"} <= set(there)
    assert "director-of-place" not in there


# On record


def test_dated_changes_on_record_call_for_a_test_and_others_do_not() -> None:
    stated = read_organisation(EXAMPLES / "northmoor.yaml")
    (one,) = on_record(stated)
    assert (one.on, [each.kind for each in one.triggers]) == (date(2025, 4, 1), ["functions-added"])
    assert on_record(stated, since=date(2025, 4, 1)) == ()


def test_a_holder_who_leaves_and_another_who_follows_are_found_by_their_days() -> None:
    stated = read_organisation(EXAMPLES / "northmoor.yaml")
    post = stated.posts["director-of-children"]
    (holder,) = post.holders or ()
    leaves = msgspec.structs.replace(holder, end=date(2026, 8, 31))
    follows = msgspec.structs.replace(holder, person="person-new", start=date(2026, 9, 1))
    posts = {**stated.posts, "director-of-children": msgspec.structs.replace(post, holders=(leaves, follows))}
    later = msgspec.structs.replace(stated, posts=posts)
    assert [(one.on, one.triggers[0].kind) for one in on_record(later, since=TODAY)] == [(date(2026, 9, 1), "holder")]


# With the database


@pytest.fixture
def authority() -> Authority:
    return northmoor()


def propose(authority: Authority, overlay: str = COMBINE) -> str:
    wanted = Wanted("Two roles", "Savings", date(2026, 12, 1))
    return proposing.propose(
        by=at_the_machine(authority), wanted=wanted, overlay=yaml.safe_load(overlay), now=timezone.now()
    )


def a_test(authority: Authority, **otherwise: object) -> str:
    given = {
        "title": "A test", "scope": "All", "on": TODAY, "triggers": [Trigger(kind="combined", words="x")]
    } | otherwise  # fmt: skip
    return actions.open_test(by=at_the_machine(authority), **given)  # type: ignore[arg-type]


def conclude(key: str, on: date) -> None:
    models.Test.objects.filter(key=key).update(
        state="concluded", conclusion="met", concluded_on=on, next_review=date(2030, 1, 1)
    )


@pytest.mark.django_db
def test_a_change_on_record_waits_until_it_has_a_test(authority: Authority) -> None:
    (one,) = by_record(authority)
    assert one.title == "Change of 1 April 2025"
    assert without_test(authority, ()) == (one,)
    key = a_test(authority, change_on=date(2025, 4, 1))
    by = at_the_machine(authority)
    assert without_test(authority, queries.tests(authority, by)) == ()
    models.Test.objects.filter(key=key).update(state="withdrawn")
    assert without_test(authority, queries.tests(authority, by)) == (one,)


@pytest.mark.django_db
def test_changes_before_the_last_concluded_test_wait_no_longer(authority: Authority) -> None:
    conclude(a_test(authority), date(2026, 5, 1))
    assert without_test(authority, queries.tests(authority, at_the_machine(authority))) == ()


@pytest.mark.django_db
def test_without_an_organisation_nothing_calls_for_a_test() -> None:
    empty = make_authority("empty")
    assert by_record(empty) == ()
    assert proposals_without(empty, ()) == ()
    with pytest.raises(BadInput, match="no such proposal"):
        calls_of(empty, "x")
    a_test(empty)
    (one,) = queries.tests(empty, at_the_machine(empty))
    assert before_and_after(empty, one) is None


@pytest.mark.django_db
def test_a_proposal_calls_for_a_test_before_it_takes_effect(authority: Authority) -> None:
    key = propose(authority)
    calls = calls_of(authority, key)
    assert [one.kind for one in calls.triggers] == ["combined", "functions-moved"]
    assert (calls.title, calls.on, calls.proposal) == ("Two roles", date(2026, 12, 1), key)
    assert [row.key for row in proposals_without(authority, ())] == [key]
    a_test(authority, proposal=key)
    assert proposals_without(authority, queries.tests(authority, at_the_machine(authority))) == ()


@pytest.mark.django_db
def test_a_proposal_that_calls_for_nothing_or_no_longer_fits_has_no_test(authority: Authority) -> None:
    quiet = propose(authority, "{bodies: {children-scrutiny: {name: Another name}}}")
    with pytest.raises(BadInput, match="Nothing in this proposal"):
        calls_of(authority, quiet)
    Proposal.objects.filter(key=quiet).update(overlay={"posts": {"x": {"reports_to": "nobody-there"}}})
    assert proposals_without(authority, ()) == ()


@pytest.mark.django_db
def test_a_concluded_test_answers_the_rule_when_it_was_finished_before_the_change() -> None:
    authority = make_authority()
    stated = read_organisation(EXAMPLES / "northmoor.yaml")
    replace_organisation(by=at_the_machine(authority), organisation=stated, why="a test")

    def finding() -> str:
        report = report_of(authority, edition="2013", on=TODAY, today=TODAY)
        assert report is not None
        return next((one.message for one in report.findings if one.rule == "assurance-test"), "")

    assert "no test of assurance is on record" in finding()
    late = a_test(authority)
    assert "no test of assurance is on record" in finding()
    conclude(late, date(2026, 5, 1))
    a_test(authority, title="Moves the head of the trail")
    assert "no test of assurance was finished in time" in finding()
    conclude(late, date(2025, 3, 1))
    a_test(authority, title="Moves it again")
    assert finding() == ""


@pytest.mark.django_db
def test_an_export_does_not_say_a_test_a_second_time(authority: Authority) -> None:
    conclude(a_test(authority), date(2026, 5, 1))
    gathered, shown = gather(authority), organisation_of(authority)
    assert gathered is not None
    assert shown is not None
    assert gathered.considerations == {}
    assert list(shown.considerations or {}) == ["test-of-assurance-a-test"]


@pytest.mark.django_db
def test_a_test_stays_on_record_where_a_change_takes_all_considerations_away(authority: Authority) -> None:
    conclude(a_test(authority), date(2026, 5, 1))
    done = queries.finished(authority)
    stated = organisation_of(authority)
    assert stated is not None
    changes = (Change(on=TODAY, gone=("considerations",)), Change(on=date(2026, 7, 1)))
    later: Organisation = with_tests(msgspec.structs.replace(stated, changes=changes), done)
    assert "test-of-assurance-a-test" in (Picture(later, TODAY).organisation.considerations or {})
    assert later.changes[1].considerations is None
    assert with_tests(stated, ()) is stated


# Pages


@pytest.mark.django_db
def test_the_list_leads_from_what_calls_for_a_test_to_its_opening(authority: Authority) -> None:
    key = propose(authority)
    client = client_for(member(authority, "governance-officer"))
    page = client.get("/northmoor/tests-of-assurance/").content.decode()
    for words in ("1 April 2025", "The DCS is given other functions: Libraries.", "change=2025-04-01",
                  "Two roles", "No test of assurance has been opened yet."):  # fmt: skip
        assert words in page, words
    assert client.get("/northmoor/tests-of-assurance/open/?change=2020-01-01").status_code == 404
    page = client.get("/northmoor/tests-of-assurance/open/?change=2025-04-01").content.decode()
    assert "Change of 1 April 2025" in page
    page = client.get("/northmoor/tests-of-assurance/open/?proposal=none").content.decode()
    assert "no such proposal" in page
    page = client.get(f"/northmoor/proposals/of/{key}/").content.decode()
    assert "2013 edition, “Additional functions not related to children&#x27;s services”" in page
    assert f"/northmoor/tests-of-assurance/open/?proposal={key}" in page
    given = {"title": "Two roles", "scope": "", "change_on_0": "1", "change_on_1": "12", "change_on_2": "2026"}
    address = f"/northmoor/tests-of-assurance/open/?proposal={key}"
    assert "Enter scope" in client.post(address, given).content.decode()
    page = client.post(address, {**given, "scope": "The director’s post"}, follow=True).content.decode()
    assert "The test of assurance is open." in page
    assert "See its test of assurance" in client.get(f"/northmoor/proposals/of/{key}/").content.decode()
    assert "already" in client.post(address, {**given, "scope": "Again"}).content.decode()
    (one,) = queries.tests(authority, at_the_machine(authority))
    assert [each.kind for each in one.triggers] == ["combined", "functions-moved"]
    assert one.change_on == date(2026, 12, 1)


@pytest.mark.django_db
def test_the_councils_own_review_needs_no_change_and_shows_its_passed_date(authority: Authority) -> None:
    client = client_for(member(authority, "governance-officer"))
    assert "The council’s own review" in client.get("/northmoor/tests-of-assurance/open/").content.decode()
    key = a_test(authority)
    models.Test.objects.filter(key=key).update(
        state="concluded", conclusion="met", concluded_on=date(2020, 1, 1), next_review=date(2021, 1, 1)
    )
    page = client.get("/northmoor/tests-of-assurance/").content.decode()
    assert "1 January 2021: passed" in page
    assert "Met" in page


def test_before_any_edition_no_paragraph_asks() -> None:
    found = asked([Trigger(kind="combined", words="x")], date(1990, 1, 1))
    assert found == [("x", "no edition of the guidance was in force")]


@pytest.mark.django_db
def test_who_may_not_see_proposals_or_run_tests_is_not_led_there(authority: Authority) -> None:
    key = propose(authority)
    page = client_for(member(authority, "auditor")).get("/northmoor/tests-of-assurance/").content.decode()
    assert "Two roles" not in page
    assert "Open a test" not in page
    by = acting(member(authority, "lead-member"), authority, "lead-member")
    assert by.user is not None
    page = client_for(by.user).get(f"/northmoor/proposals/of/{key}/").content.decode()
    assert "Open a test of assurance" not in page


@pytest.mark.django_db
def test_an_authority_without_an_organisation_opens_its_own_review() -> None:
    empty = make_authority("empty")
    client = client_for(member(empty, "governance-officer"))
    assert "own review" in client.get("/empty/tests-of-assurance/open/").content.decode()
    given = {"title": "Review", "scope": "All", "change_on_0": "", "change_on_1": "", "change_on_2": ""}
    page = client.post("/empty/tests-of-assurance/open/", given, follow=True).content.decode()
    assert "The test of assurance is open." in page
