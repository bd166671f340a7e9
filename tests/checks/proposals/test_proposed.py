"""A proposal laid over the organisation, and the dated change that adopting it makes."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from clearline.checks.findings import check
from clearline.checks.proposal_words import Telling
from clearline.checks.proposed import adopted, change_of, difference, parts, proposed
from clearline.guidance.content import load
from clearline.kit.errors import BadInput
from clearline.organisations.files import merge, read_organisation
from clearline.organisations.organisation import Change, Organisation, as_on
from clearline.organisations.partnerships import Framework
from clearline.organisations.picture import Picture

EXAMPLES = Path(__file__).parents[3] / "examples"
DAY = date(2012, 6, 1)
WOKINGHAM = {"posts": {"chief-executive": {"holders": [{"person": "person-dcs", "kind": "interim"}]}}}


@pytest.fixture(scope="module")
def today() -> Organisation:
    return read_organisation(EXAMPLES / "wokingham-today.yaml")


def test_the_wokingham_proposal_is_what_its_file_says(today: Organisation) -> None:
    from_file = read_organisation(EXAMPLES / "wokingham-proposal.yaml")
    assert proposed(today, WOKINGHAM, DAY) == msgspec.structs.replace(from_file, extends=None)


@pytest.mark.parametrize(
    ("overlay", "says"),
    [
        ({"extends": "/etc/passwd"}, "never reads a file"),
        ({"changes": []}, "takes effect on one day"),
        ({"departures": {}}, "recorded on its own page"),
        ({"people": {"person-dcs": {"safeguarding_training": True}}}, "recorded in its register"),
        ([], "section by section"),
        ({"posts": {"x": {"title": "a\x00b"}}}, "cannot be kept"),
        ({"posts": {"x": {"title": "a\ud800b"}}}, "cannot be kept"),
        ({"posts": {"x": {}}}, "needs 'title'"),
        ({"posts": {"x": {"title": "X", "reports_to": "no-such-post"}}}, "no-such-post"),
    ],
)
def test_what_a_proposal_may_not_say_is_refused_in_words(today: Organisation, overlay: object, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        proposed(today, overlay, DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 1, "b": {"c": 1, "d": [1]}}, {"b": {"c": 2, "d": [1]}, "e": {}}),
        ({"a": {"b": 1}}, {"a": [1]}),
        ({"a": 1}, {"a": 1}),
        ({"a": 1}, {}),
    ],
)
def test_a_difference_laid_over_what_was_gives_what_is_wanted(
    before: dict[str, object], after: dict[str, object]
) -> None:
    assert merge(before, difference(before, after)) == after


def test_parts_are_the_things_that_change_and_no_others(today: Organisation) -> None:
    overlay = {
        "posts": {"chief-executive": {"title": "Managing Director"}, "new": {"title": "New"}},
        "authority": {"executive": "committee-system"},
        "safeguarding_owner": "lead-member",
    }
    found = [(part.section, part.key) for part in parts(today, overlay, DAY)]
    assert ("posts", "chief-executive") in found
    assert ("posts", "new") in found
    assert ("authority", "") in found
    assert len(found) <= 4


def test_an_adopted_proposal_is_judged_as_it_was_proposed_and_nothing_before_it_changes(today: Organisation) -> None:
    after = adopted(today, WOKINGHAM, DAY)
    would = check(proposed(today, WOKINGHAM, DAY), load(), None, DAY, DAY)
    assert check(after, load(), None, DAY, DAY) == would
    before = date(2012, 5, 31)
    assert check(after, load(), None, before, before) == check(today, load(), None, before, before)
    assert would.findings != check(today, load(), None, DAY, DAY).findings


def test_who_is_replaced_ends_the_day_before_and_who_comes_begins_on_the_day(today: Organisation) -> None:
    change = change_of(today, WOKINGHAM, DAY)
    holders = change.posts["chief-executive"].holders or ()
    old, new = holders
    assert (old.end, new.start) == (date(2012, 5, 31), DAY)
    assert Picture(adopted(today, WOKINGHAM, DAY), DAY).person_in("chief-executive") == "person-dcs"


def test_what_is_over_or_still_to_come_stays_as_it_is(today: Organisation) -> None:
    held = [
        {"person": "person-old", "from": "2001-01-01", "to": "2005-01-01"},
        {"person": "person-now", "from": "2005-01-02", "to": "2012-12-31"},
        {"person": "person-next", "from": "2013-01-01"},
    ]
    base = proposed(today, {"posts": {"chief-executive": {"holders": held}}}, DAY)
    change = change_of(
        base,
        {
            "posts": {
                "chief-executive": {"holders": [{"person": "person-new", "from": "2012-01-01", "to": "2012-12-31"}]}
            }
        },
        DAY,
    )
    holders = {one.person: (one.start, one.end) for one in change.posts["chief-executive"].holders or ()}
    assert holders["person-old"] == (date(2001, 1, 1), date(2005, 1, 1))
    assert holders["person-now"] == (date(2005, 1, 2), date(2012, 5, 31))
    assert holders["person-next"] == (date(2013, 1, 1), None)
    assert holders["person-new"] == (DAY, date(2012, 12, 31))


def test_what_is_taken_away_is_gone_from_the_day_on(today: Organisation) -> None:
    overlay = {"posts": {"chief-executive": {"roles": None}}, "plan": None, "teams": {"t": {"title": "Team"}}}
    with_plan = proposed(today, {"plan": {"status": "statutory"}}, DAY) if today.plan is None else today
    change = change_of(with_plan, overlay, DAY)
    assert "plan" in change.gone
    spare = proposed(today, {"posts": {"spare": {"title": "Spare"}}}, DAY)
    assert change_of(spare, {"posts": {"spare": None}}, DAY).gone == ("posts/spare",)


def test_nothing_to_adopt_and_what_a_later_change_would_overtake_are_refused(today: Organisation) -> None:
    with pytest.raises(BadInput, match="changes nothing"):
        adopted(today, {}, DAY)
    later = msgspec.structs.replace(today, changes=(Change(on=date(2012, 9, 1), safeguarding_owner="lead-member"),))
    with pytest.raises(BadInput, match="2012-09-01"):
        adopted(later, WOKINGHAM, DAY)
    assert as_on(adopted(later, WOKINGHAM, date(2012, 10, 1)), date(2012, 10, 1)).safeguarding_owner == "lead-member"


def test_a_section_that_is_one_thing_is_adopted_whole(today: Organisation) -> None:
    change = change_of(today, {"authority_framework": {"owner": "chief-executive"}}, DAY)
    assert as_on(adopted(today, {"authority_framework": False}, DAY), DAY).authority_framework is False
    assert isinstance(change.authority_framework, Framework)


def test_facts_are_told_in_words() -> None:
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), date(2026, 11, 22))
    told = Telling(picture, {"person-law": "Ann Heron"})
    appointed = [{"person": "person-law", "kind": "interim", "from": "2026-01-02"}]
    cases: list[tuple[object, str]] = [
        (None, "not stated"),
        ({}, "not stated"),
        ([], "nobody, none"),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        ("council", "the Council"),
        ("chief-executive", "Chief Executive"),
        ("2026-01-02", "2 January 2026"),
        ("person-law", "Ann Heron"),
        ("person-director", "person-director"),
        ("leader-and-cabinet", "Leader and cabinet"),
        ("14-19 board", "14-19 board"),
        ({"owner": "chief-executive", "lead_member_assured": False}, "owner Chief Executive, lead member assured no"),
        (appointed, "Ann Heron (interim, from 2 January 2026)"),
        ({"held_by": "chief-executive"}, "Chief Executive"),
    ]
    for value, words in cases:
        assert told.said(value) == words
