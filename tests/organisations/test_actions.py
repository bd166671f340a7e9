"""Changes of the organisation: what is stated on each day after them, what is refused, and what the trail says."""

from datetime import date
from typing import Any

import pytest
from northmoor import TODAY, northmoor, put
from people import make_authority, make_user, member

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.kit.errors import BadInput
from clearline.organisations import actions, queries
from clearline.organisations.models import Recorded
from clearline.organisations.picture import Picture

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = date(2027, 4, 1)
BEFORE = date(2027, 3, 31)
DCS = "director-of-children"


@pytest.fixture
def authority() -> Authority:
    made = make_authority()
    put(made)
    return made


def officer(authority: Authority, role: Role = "governance-officer") -> Acting:
    return Acting(member(authority, role), authority, frozenset({role}), "page")


def on(authority: Authority, day: date) -> Picture:
    picture = queries.picture(authority, day)
    assert picture is not None
    return picture


def facts(authority: Authority, section: str, key: str) -> dict[str, Any]:
    return dict(queries.versions(authority, section, key)[-1].record.facts)


def restate(authority: Authority, start: date | None, **change: Any) -> None:
    stated = {**facts(authority, "posts", DCS), **change}
    actions.state(by=officer(authority), section="posts", key=DCS, facts=stated, start=start, why="agreed")


def test_what_is_in_the_database_is_the_organisation_that_was_put_there(authority: Authority) -> None:
    assert queries.organisation(authority) == northmoor()
    assert queries.organisation(make_authority("empty")) is None
    assert queries.picture(make_authority("empty"), TODAY) is None


def test_a_change_from_a_day_on_leaves_every_day_before_as_it_was(authority: Authority) -> None:
    restate(authority, LATER, title="Executive Director of People")
    assert on(authority, BEFORE).posts[DCS].title == "Executive Director of Children and Learning"
    assert on(authority, LATER).posts[DCS].title == "Executive Director of People"
    assert on(authority, LATER).person_in(DCS) == "person-director"  # appointments go through all versions


def test_a_change_between_two_versions_ends_where_the_later_begins(authority: Authority) -> None:
    restate(authority, LATER, title="Last")
    restate(authority, date(2026, 9, 1), title="Middle")
    titles = [on(authority, day).posts[DCS].title for day in (TODAY, date(2026, 9, 1), BEFORE, LATER)]
    assert titles == ["Executive Director of Children and Learning", "Middle", "Middle", "Last"]
    spans = [(one.record.valid_from, one.record.valid_to) for one in queries.versions(authority, "posts", DCS)]
    assert spans == [(None, date(2026, 8, 31)), (date(2026, 9, 1), BEFORE), (LATER, None)]


def test_a_change_on_a_day_on_which_a_version_begins_corrects_it(authority: Authority) -> None:
    restate(authority, LATER, title="Wrong")
    restate(authority, LATER, title="Right")
    assert on(authority, LATER).posts[DCS].title == "Right"
    assert [past.did for past in history(authority, f"posts:{DCS}")] == ["post corrected", "post stated"]


def test_a_thing_that_is_stated_before_its_first_day_ends_where_that_begins(authority: Authority) -> None:
    new = {"title": "Head of Play", "reports_to": DCS}
    by = officer(authority)
    actions.state(by=by, section="posts", key="play", facts=new, start=LATER)
    actions.state(by=by, section="posts", key="play", facts={**new, "title": "Play Lead"}, start=date(2027, 1, 1))
    assert [on(authority, day).posts["play"].title for day in (BEFORE, LATER)] == ["Play Lead", "Head of Play"]
    assert "play" not in on(authority, TODAY).posts


def test_a_correction_changes_one_version_and_the_trail_keeps_what_was_stated(authority: Authority) -> None:
    restate(authority, LATER, title="Executive Director of People")
    first = queries.versions(authority, "posts", DCS)[0]
    right = {**first.record.facts, "title": "Director of Children’s Services"}
    actions.correct(
        by=officer(authority), section="posts", key=DCS, number=first.number, facts=right, why="typing", seen=first.mark
    )
    assert on(authority, BEFORE).posts[DCS].title == "Director of Children’s Services"
    assert on(authority, LATER).posts[DCS].title == "Executive Director of People"
    (past, *_) = history(authority, f"posts:{DCS}")
    assert (past.did, past.why, [change.before for change in past.changes]) == (
        "post corrected", "typing", ["Executive Director of Children and Learning"],
    )  # fmt: skip


def test_a_correction_of_what_somebody_else_changed_meanwhile_is_refused(authority: Authority) -> None:
    seen = queries.versions(authority, "posts", DCS)[0]
    restate(authority, None, title="Changed meanwhile")
    by = officer(authority)
    with pytest.raises(BadInput, match="has changed since you opened it"):
        actions.correct(by=by, section="posts", key=DCS, number=seen.number, facts={"title": "X"}, seen=seen.mark)
    with pytest.raises(BadInput, match="has changed since you opened it"):
        actions.correct(by=by, section="posts", key="head-of-libraries", number=seen.number, facts={"title": "X"})
    with pytest.raises(BadInput, match="has changed since you opened it"):
        actions.state(by=by, section="posts", key="new", facts={"title": "X"}, start=LATER, seen=seen.mark)


def test_a_post_that_ended_is_not_there_the_day_after(authority: Authority) -> None:
    actions.end(by=officer(authority), section="posts", key="youth-justice-manager", last=BEFORE, why="deleted")
    assert "youth-justice-manager" in on(authority, BEFORE).posts
    assert "youth-justice-manager" not in on(authority, LATER).posts


def test_a_thing_without_a_last_day_of_its_own_is_gone_from_the_day_after(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="teams", key="duty", facts={"title": "Duty team", "leader": DCS}, start=None)
    actions.end(by=by, section="teams", key="duty", last=BEFORE)
    assert "duty" in on(authority, BEFORE).organisation.teams
    assert "duty" not in on(authority, LATER).organisation.teams
    actions.state(by=by, section="teams", key="duty", facts={"title": "Duty team again"}, start=date(2028, 1, 1))
    assert "duty" not in on(authority, LATER).organisation.teams
    assert on(authority, date(2028, 1, 1)).organisation.teams["duty"].title == "Duty team again"


def test_a_change_of_what_has_an_end_already_leaves_the_end_where_it_is(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="teams", key="duty", facts={"title": "Duty team"}, start=None)
    actions.end(by=by, section="teams", key="duty", last=BEFORE)
    actions.state(by=by, section="teams", key="duty", facts={"title": "Duty team renamed"}, start=date(2026, 9, 1))
    assert on(authority, BEFORE).organisation.teams["duty"].title == "Duty team renamed"
    assert "duty" not in on(authority, LATER).organisation.teams


def test_what_is_not_there_or_is_stated_anew_later_is_not_ended(authority: Authority) -> None:
    by = officer(authority)
    with pytest.raises(BadInput, match="There is no post 'nothing' on 2027-03-31"):
        actions.end(by=by, section="posts", key="nothing", last=BEFORE)
    restate(authority, LATER, title="Later")
    with pytest.raises(BadInput, match="stated anew from 2027-04-01"):
        actions.end(by=by, section="posts", key=DCS, last=TODAY)


def test_a_section_that_is_one_thing_is_stated_and_ended(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="plan", key="", facts={"owner": "council"}, start=LATER)
    actions.state(by=by, section="officer_concerns_go_to", key="", facts=False, start=None)
    assert on(authority, TODAY).organisation.plan is None
    later = on(authority, LATER).organisation
    assert (later.plan and later.plan.owner, later.officer_concerns_go_to) == ("council", False)
    actions.end(by=by, section="plan", key="", last=date(2027, 12, 31))
    assert on(authority, date(2028, 1, 1)).organisation.plan is None
    assert history(authority, "section:plan")[0].did == "children and young people’s plan ended"


def test_nothing_on_record_is_stated_of_considerations(authority: Authority) -> None:
    empty = make_authority("empty")
    by = officer(empty)
    own = {"id": "empty", "name": "Empty", "kind": "unitary"}
    actions.state(by=by, section="authority", key="", facts=own, start=None)
    assert on(empty, TODAY).organisation.considerations is None
    actions.state(by=by, section="considerations", key="", facts={}, start=None)
    assert on(empty, TODAY).organisation.considerations == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reports_to": "no-such-post"}, "refers to 'no-such-post'"),
        ({"title": 5}, "posts.director-of-children.title: expected text"),
        ({"titel": "X"}, "titel"),
        ({"from": "2027-01-01", "to": "2026-01-01"}, "before it begins"),
        ({"title": "nul\0"}, "a character that no text can hold"),
        ({"title": "half \ud800"}, "a character that no text can hold"),
    ],
)
def test_what_would_not_fit_is_refused_in_words_and_nothing_is_written(
    authority: Authority, change: dict[str, Any], words: str
) -> None:
    before = list(Recorded.objects.order_by("id").values()), Entry.objects.count()
    with pytest.raises(BadInput, match=words):
        restate(authority, LATER, **change)
    assert (list(Recorded.objects.order_by("id").values()), Entry.objects.count()) == before


@pytest.mark.parametrize("key", ["", "Big", "two\n", "a" * 61, "a--b"])
def test_a_key_that_is_no_id_is_refused(authority: Authority, key: str) -> None:
    with pytest.raises(BadInput, match="is not an id"):
        actions.state(by=officer(authority), section="posts", key=key, facts={"title": "X"}, start=None)


def test_what_a_file_could_not_hold_is_refused(authority: Authority) -> None:
    by = officer(authority)
    owned = {"title": "Obesity", "partner_owners": {"two\nlines": True}}
    with pytest.raises(BadInput, match="cannot be seen"):
        actions.state(by=by, section="health_outcomes", key="x", facts=owned, start=None)
    with pytest.raises(BadInput, match="too large a number"):
        actions.state(by=by, section="schools", key="primary", facts={"number": 10**20}, start=None)


def test_an_appointment_is_added_corrected_and_ended(authority: Authority) -> None:
    by, within = officer(authority), f"posts/{DCS}"
    (now,) = queries.parts(authority, within)
    ended = {**now.record.facts, "to": BEFORE.isoformat()}
    actions.state_part(by=by, within=within, part=ended, replaces=now.number, seen=now.mark, why="retires")
    actions.state_part(by=by, within=within, part={"person": "person-new", "from": LATER.isoformat()}, why="council")
    assert [on(authority, day).person_in(DCS) for day in (BEFORE, LATER)] == ["person-director", "person-new"]
    with pytest.raises(BadInput, match="two people hold the post"):
        actions.state_part(by=by, within=within, part={"person": "person-third", "from": "2030-01-01"})
    with pytest.raises(BadInput, match="has changed since"):
        actions.state_part(by=by, within=within, part=ended, replaces=now.number, seen=now.mark)
    with pytest.raises(BadInput, match="has changed since"):
        actions.state_part(by=by, within="posts/chief-executive", part=ended, replaces=now.number)
    assert [past.did for past in history(authority, f"posts:{DCS}")] == ["appointment stated", "appointment corrected"]


def test_the_first_appointment_says_that_holders_are_stated(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="posts", key="play", facts={"title": "Play", "reports_to": DCS}, start=None)
    assert on(authority, TODAY).holders("play") is None
    actions.state_part(by=by, within="posts/play", part={"person": "person-p"})
    assert on(authority, TODAY).person_in("play") == "person-p"
    with pytest.raises(BadInput, match="There is no post 'none'"):
        actions.state_part(by=by, within="posts/none", part={"person": "person-p"})


def test_those_who_support_boards_change_boards_and_nothing_else(authority: Authority) -> None:
    by = officer(authority, "board-support")
    actions.state(by=by, section="bodies", key="new-board", facts={"name": "New", "kind": "other"}, start=None)
    actions.state_part(by=by, within="bodies/new-board", part={"held_by": DCS, "as": "chair"})
    assert history(authority, "bodies:new-board")[0].did == "seat stated"
    with pytest.raises(Refused):
        actions.state(by=by, section="posts", key="x", facts={"title": "X"}, start=None)
    with pytest.raises(Refused):
        actions.state_part(by=by, within=f"posts/{DCS}", part={"person": "x"})
    with pytest.raises(Refused):
        actions.end(by=officer(authority, "dcs"), section="bodies", key="new-board", last=BEFORE)


def test_a_name_is_personal_in_the_trail(authority: Authority) -> None:
    by, user = officer(authority), make_user(name="Cat Moss")
    actions.name_person(by=by, key="person-adults", name="", individual=user.individual, why="has an account")
    assert queries.names(authority)["person-adults"] == "Cat Moss"
    assert queries.person_keys(authority, user.individual_id) == ("person-adults",)
    entry = Entry.objects.filter(about="people:person-adults").latest("sequence")
    assert "Cat Moss" not in f"{entry.before}{entry.after}"


def test_what_is_stated_of_a_person_is_personal_in_the_trail(authority: Authority) -> None:
    facts = {"political_activity": ["canvassing"], "note": "of no interest"}
    actions.state(by=officer(authority), section="people", key="person-adults", facts=facts, start=LATER)
    entry = Entry.objects.filter(about="people:person-adults").latest("sequence")
    assert "canvassing" not in str(entry.after)


def test_an_import_puts_a_whole_organisation_in_the_place_of_another(authority: Authority) -> None:
    restate(authority, LATER, title="Forgotten")
    put(authority, northmoor())
    assert queries.organisation(authority) == northmoor()
    with pytest.raises(Refused):
        actions.replace_organisation(by=officer(authority, "dcs"), organisation=northmoor(), why="")
    assert history(authority, "section:organisation")[0].did == "organisation replaced"


def test_a_version_that_was_a_mistake_is_taken_back_and_the_one_before_goes_on(authority: Authority) -> None:
    restate(authority, LATER, title="A mistake")
    restate(authority, date(2028, 1, 1), title="Later still")
    by = officer(authority)
    number = queries.versions(authority, "posts", DCS)[1].number
    actions.withdraw(by=by, section="posts", key=DCS, number=number, why="never agreed")
    assert on(authority, LATER).posts[DCS].title == "Executive Director of Children and Learning"
    assert on(authority, date(2028, 1, 1)).posts[DCS].title == "Later still"
    (past, *_) = history(authority, f"posts:{DCS}")
    assert past.did == "post taken back"
    assert "A mistake" in str(past.changes)
    with pytest.raises(BadInput, match="has changed since"):
        actions.withdraw(by=by, section="posts", key=DCS, number=number)


def test_a_thing_that_was_a_mistake_goes_with_its_appointments_unless_others_refer_to_it(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="posts", key="play", facts={"title": "Play", "reports_to": DCS}, start=None)
    actions.state_part(by=by, within="posts/play", part={"person": "person-p"})
    (part,) = queries.parts(authority, "posts/play")
    (version,) = queries.versions(authority, "posts", "play")
    actions.withdraw(by=by, section="posts", key="play", number=version.number)
    assert not Recorded.objects.filter(pk=part.number).exists()
    (version,) = queries.versions(authority, "posts", DCS)
    with pytest.raises(BadInput, match=f"refers to '{DCS}'"):
        actions.withdraw(by=by, section="posts", key=DCS, number=version.number)


def test_an_appointment_that_was_a_mistake_is_taken_back(authority: Authority) -> None:
    (part,) = queries.parts(authority, f"posts/{DCS}")
    actions.withdraw(by=officer(authority), section="posts", key=DCS, number=part.number)
    assert on(authority, TODAY).holders(DCS) == ()
    assert history(authority, f"posts:{DCS}")[0].did == "appointment taken back"


def test_a_post_that_nobody_ever_held_is_recorded_as_vacant(authority: Authority) -> None:
    by = officer(authority)
    actions.state(by=by, section="posts", key="play", facts={"title": "Play", "reports_to": DCS}, start=None)
    actions.state_none(by=by, section="posts", key="play", why="new")
    assert on(authority, TODAY).holders("play") == ()
    actions.state_none(by=by, section="considerations", why="none found")
    with pytest.raises(BadInput, match="There is no post"):
        actions.state_none(by=by, section="posts", key="none")


def test_an_authority_that_was_a_mistake_leaves_nothing() -> None:
    empty = make_authority("empty")
    own = {"id": "empty", "name": "Empty", "kind": "unitary"}
    actions.state(by=officer(empty), section="authority", key="", facts=own, start=None)
    (version,) = queries.versions(empty, "authority", "")
    actions.withdraw(by=officer(empty), section="authority", key="", number=version.number)
    assert queries.organisation(empty) is None
