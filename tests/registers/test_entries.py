"""Entries are added, put right, withdrawn and loaded: each version is kept, each change is in the trail."""

from datetime import date
from typing import Any

import msgspec
import pytest
from northmoor_whole import acting, example, northmoor
from people import make_authority, member
from world_registers import DAY, PLEDGE, POINT, VISIT, add

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.kit.errors import BadInput
from clearline.organisations.officers import Person
from clearline.organisations.organisation import Organisation
from clearline.organisations.partnerships import Seat
from clearline.organisations.picture import Picture
from clearline.registers import actions, queries
from clearline.registers.cells import Wrong, as_text, check, check_entry, from_text, in_words
from clearline.registers.content import registers
from clearline.registers.known import Known, known_on
from clearline.registers.models import Entry
from clearline.registers.subjects import due
from clearline.registers.vocabulary import Column, Each
from clearline.transfer.importing import put_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOBODY = Known(of={}, stated=True)


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def dcs(authority: Authority) -> Acting:
    return acting(member(authority, "dcs"), authority, "dcs")


def test_a_change_is_in_the_trail_with_what_was_and_why(dcs: Acting, authority: Authority) -> None:
    key = actions.add_entry(by=dcs, register="points-of-referral", values=POINT, on=DAY, why="First review")
    actions.change_entry(
        by=dcs, register="points-of-referral", key=key, version=1, values={**POINT, "sample": 30}, on=DAY, why="Recount"
    )
    newest, first = history(authority, f"register:points-of-referral/{key}")
    assert (first.did, first.why) == ("entry added", "First review")
    assert [tuple(change) for change in newest.changes] == [("sample", "24", "30")]
    assert [(row.version, row.latest) for row in Entry.objects.filter(key=key).order_by("id")] == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"point": ""}, "Point of referral: is missing"),
        ({"run-by": "no-such-post"}, "is not one of those it can be"),
        ({"sample": -1}, "must be a count"),
        ({"point": "x" * 201}, "must be 200 characters or fewer"),
    ],
)
def test_what_a_column_cannot_hold_is_refused_whole(dcs: Acting, values: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        actions.add_entry(by=dcs, register="points-of-referral", values={**POINT, **values}, on=DAY)
    assert not Entry.objects.filter(register="points-of-referral").exists()


def test_a_part_is_not_more_than_its_whole_and_an_end_not_before_its_beginning() -> None:
    team = {"team": "East", "as-of": DAY, "posts": 9, "filled": 10}
    assert check_entry(registers()["workforce"], team, NOBODY, {}) == ["Posts filled by staff: is more than posts."]
    ended = {**PLEDGE, "dcs-post": None, "member-office": None, "ended": date(2025, 8, 31)}
    said = check_entry(registers()["pledges"], ended, NOBODY, {})
    assert said == ["Last day: is before day it was made."]


def test_the_key_of_an_entry_with_a_long_name_is_cut_between_words(dcs: Acting) -> None:
    long = {**VISIT, "place": "Conference of the heads of every secondary school"}
    assert (
        actions.add_entry(by=dcs, register="visits", values=long, on=DAY)
        == "2026-05-20-lead-member-conference-of-the-heads-of"
    )


def test_a_change_needs_a_difference_a_reason_and_what_is_there_now(dcs: Acting, authority: Authority) -> None:
    key = actions.add_entry(by=dcs, register="points-of-referral", values=POINT, on=DAY)
    asked: dict[str, Any] = {"by": dcs, "register": "points-of-referral", "key": key, "on": DAY}
    with pytest.raises(BadInput, match="Nothing is different"):
        actions.change_entry(**asked, version=1, values=POINT, why="x")
    with pytest.raises(BadInput, match="Say why"):
        actions.change_entry(**asked, version=1, values={**POINT, "sample": 1}, why=" ")
    with pytest.raises(BadInput, match="There is no entry 'other'"):
        actions.change_entry(**{**asked, "key": "other"}, version=1, values=POINT, why="x")
    actions.add_entry(by=dcs, register="points-of-referral", values={**POINT, "point": "Other"}, on=DAY)
    with pytest.raises(BadInput, match="already"):
        actions.change_entry(**asked, version=1, values={**POINT, "point": "OTHER"}, why="x")
    with pytest.raises(BadInput, match="There is no register 'none'"):
        actions.add_entry(by=dcs, register="none", values={}, on=DAY)


def test_what_is_recorded_stays_when_the_picture_no_longer_has_it(dcs: Acting) -> None:
    key = actions.add_entry(by=dcs, register="points-of-referral", values=POINT, on=DAY)
    Entry.objects.filter(key=key).update(values={**Entry.objects.get(key=key).values, "run-by": "post-that-ended"})
    values = {**POINT, "run-by": "post-that-ended", "sample": 3}
    actions.change_entry(by=dcs, register="points-of-referral", key=key, version=1, values=values, on=DAY, why="x")
    assert Entry.objects.get(key=key, latest=True).values["run-by"] == "post-that-ended"


def test_only_those_who_keep_a_register_change_it(authority: Authority, dcs: Acting) -> None:
    lead_member = acting(member(authority, "lead-member"), authority, "lead-member")
    with pytest.raises(Refused):
        actions.add_entry(by=lead_member, register="points-of-referral", values=POINT, on=DAY)
    with pytest.raises(Refused):
        actions.set_interval(by=dcs, register="points-of-referral", months=3, why="x")
    officer = at_the_machine(authority)
    with pytest.raises(BadInput, match="from 1 to 120"):
        actions.set_interval(by=officer, register="points-of-referral", months=0, why="x")
    with pytest.raises(BadInput, match="Say why"):
        actions.set_interval(by=officer, register="points-of-referral", months=3, why="")


def test_extracts_hold_what_counts_on_the_day_for_whoever_asks(authority: Authority) -> None:
    by = at_the_machine(authority)
    for on, done in ((date(2025, 1, 1), False), (date(2026, 5, 4), True)):
        add(authority, "points-of-referral", {**POINT, "reviewed": on, "onward": done})
    found = queries.extract(authority, "points-of-referral", DAY, by)
    assert found.columns[0] == "Point of referral"
    assert [row[2] for row in found.rows] == [date(2026, 5, 4)]
    assert found.state.result == "passes"
    assert "the newest is of 4 May 2026" in found.freshness
    earlier = queries.extract(authority, "points-of-referral", date(2025, 6, 1), by)
    assert (earlier.state.result, [row[2] for row in earlier.rows]) == ("fails", [date(2025, 1, 1)])
    auditor = acting(member(authority, "auditor"), authority, "auditor")
    unseen = queries.extract(authority, "training", DAY, auditor)
    assert (unseen.columns, unseen.rows) == ((), ())
    assert queries.entries(authority, "training", DAY, auditor) == ()
    assert queries.versions(authority, "training", "x", DAY, auditor) == ()
    assert len(queries.entries(authority, "training", DAY, by)) == 3


def test_what_registers_say_of_duties_names_no_person(authority: Authority) -> None:
    states = queries.register_states(authority, DAY, DAY)
    assert set(states) == set(registers())
    assert states["training"].result == "not known"
    assert "person-" not in " ".join(said for state in states.values() for said in state.says)
    assert queries.register_states(make_authority("southmoor"), DAY, DAY)["visits"].result == "never looked at"


def test_a_column_or_a_register_is_seen_by_those_it_says(authority: Authority) -> None:
    auditor = acting(member(authority, "auditor"), authority, "auditor")
    assert queries.may_see(auditor, "everyone")
    assert queries.may_see(auditor, "exempt")
    assert queries.may_see(auditor, ("auditor",))
    assert not queries.may_see(auditor, ("dcs",))
    assert not queries.may_see(auditor, "confidential")
    assert not queries.may_see(auditor, "people")


COLUMN = {
    "date": Column(key="a", title="A", type="date"), "number": Column(key="a", title="A", type="number"),
    "yes-no": Column(key="a", title="A", type="yes-no"), "link": Column(key="a", title="A", type="link"),
    "duty": Column(key="a", title="A", type="duty"), "person": Column(key="a", title="A", type="person"),
    "choices": Column(key="a", title="A", type="choices", choices={"x": "An X", "y": "A Y"}),
    "text": Column(key="a", title="A", type="text"),
}  # fmt: skip
PEOPLE = Known(of={"person": {"p-1": "Ann Heron", "p-2": "Ann Heron", "p-3": "Bea Marsh"}}, stated=True)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "2026-03-31", date(2026, 3, 31)), ("date", "31 March 2026", date(2026, 3, 31)),
        ("date", "31/03/2026", date(2026, 3, 31)), ("number", "1,204", 1204), ("number", "12", 12),
        ("yes-no", "YES", True), ("yes-no", "no", False), ("choices", "an x; y", ["x", "y"]),
        ("person", "bea marsh", "p-3"), ("person", "p-1", "p-1"), ("link", "https://a.example/b", "https://a.example/b"),
        ("duty", "dcs-lm/2013/dcs-lead-member-clear-top-line", "dcs-lm/2013/dcs-lead-member-clear-top-line"),
        ("text", "  words ", "words"), ("text", " ", None),
    ],
)  # fmt: skip
def test_a_cell_of_text_means_one_value_and_goes_out_as_it_came(kind: str, text: str, value: Any) -> None:
    column = COLUMN[kind]
    assert from_text(column, text, PEOPLE) == value
    if value is not None and (kind, value) != ("person", "p-1"):
        assert from_text(column, as_text(column, value, PEOPLE), PEOPLE) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "31 Brumaire"), ("number", "1.5"), ("number", "-1"), ("number", "99999999999"), ("yes-no", "maybe"),
        ("choices", "x; z"), ("person", "Ann Heron"), ("person", "Carl"), ("link", "javascript:alert(1)"),
        ("link", "https://"), ("duty", "dcs-lm/2013/none"), ("text", "x" * 201),
    ],
)  # fmt: skip
def test_a_cell_that_its_column_cannot_hold_is_wrong(kind: str, text: str) -> None:
    with pytest.raises(Wrong):
        from_text(COLUMN[kind], text, PEOPLE)


def test_a_key_that_nothing_knows_any_more_is_shown_as_it_is() -> None:
    assert in_words(COLUMN["person"], "p-9", PEOPLE) == "p-9"
    assert check(COLUMN["person"], "p-9", PEOPLE, "p-9") == "p-9"


def test_people_of_one_name_are_told_apart(authority: Authority) -> None:
    from clearline.organisations.actions import name_person

    for key in ("person-director", "person-lead-member"):
        name_person(by=at_the_machine(authority), key=key, name="Ann Heron")
    known, _ = known_on(authority, DAY, named=True)
    assert known.of["person"]["person-director"] == "Ann Heron (person-director)"


def seated(*held_by: str) -> Picture:
    """Return the example with seats on its scrutiny committee."""
    there = example("northmoor")
    body = msgspec.structs.replace(there.bodies["children-scrutiny"], seats=tuple(Seat(held_by=one) for one in held_by))
    return Picture(msgspec.structs.replace(there, bodies={**there.bodies, "children-scrutiny": body}), DAY)


def test_those_who_must_have_an_entry_come_from_the_picture(authority: Authority) -> None:
    register = registers()["training"]
    rule = register.complete[0]
    assert isinstance(rule, Each)
    picture = known_on(authority, DAY, named=False)[1]
    assert picture
    found = due(register, rule, picture)
    assert {"person-lead-member", "person-support-member"} == set(found.subjects)
    assert found.unknown == ("who sits on the Children and Learning Scrutiny Committee",)
    picture = seated("person-director", "leader", "support-member")
    found = due(register, rule, picture)
    committee = "Children and Learning Scrutiny Committee"
    assert found.subjects["person-director"] == f"Member of the {committee}"
    assert "person-leader" in found.subjects
    assert found.unknown == ()


def test_a_member_of_a_committee_is_called_so_where_no_name_is_recorded(authority: Authority) -> None:
    there = example("northmoor")
    people = {**there.people, "person-scrutineer": Person()}
    body = msgspec.structs.replace(there.bodies["children-scrutiny"], seats=(Seat(held_by="person-scrutineer"),))
    bodies = {**there.bodies, "children-scrutiny": body}
    put_organisation(
        by=at_the_machine(authority), organisation=msgspec.structs.replace(there, people=people, bodies=bodies),
        why="members are named",
    )  # fmt: skip
    known, _ = known_on(authority, DAY, named=False)
    assert known.of["person"]["person-scrutineer"] == "Member of the Children and Learning Scrutiny Committee"


def test_what_the_picture_does_not_state_is_said(authority: Authority) -> None:
    bare = msgspec.convert(
        {"authority": {"id": "a", "name": "A", "kind": "unitary"},
         "offices": {"lead": {"title": "Cabinet Member", "role": "lead-member"}}}, Organisation,
    )  # fmt: skip
    register, picture = registers()["training"], Picture(bare, DAY)
    found = due(register, Each(of=("dcs", "lead-member", "scrutiny-members")), picture)
    assert found.unknown == (
        "which post is that of the Director of children’s services (DCS)", "who is the Cabinet Member",
        "which scrutiny bodies there are",
    )  # fmt: skip
    assert due(register, Each(of=("dcs",)), None).unknown == ("the organisation",)
    assert set(due(registers()["leadership-development"], Each(of=("dcs",)), None).subjects) == {"dcs"}
    posts = registers()["points-of-referral"]
    assert set(due(posts, Each(of=("lead-member",)), picture).subjects) == {"lead"}
