"""The forms of the organisation from a browser's side: who may, what is asked, what is kept, what is refused."""

from datetime import date
from typing import Any

import msgspec
import pytest
from django.test import Client
from northmoor import northmoor, put
from people import client_for, make_authority, member

from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS, ROLES, Role
from clearline.organisations import queries
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

pytestmark = pytest.mark.django_db

DCS = "director-of-children"
LATER = date(2027, 4, 1)
START = {"start_0": "1", "start_1": "4", "start_2": "2027"}
POST = {"title": "Head of Play", "front_line": "no", "named_in_public": "no", "reports_to": DCS, "why": "agreed"}


@pytest.fixture
def authority() -> Authority:
    made = make_authority()
    put(made)
    return made


def sent(client: Client, path: str, **given: Any) -> str:
    """Return where a form led that was taken; fail with its errors when it was not."""
    response = client.post(f"/northmoor/organisation/{path}", given)
    assert response.status_code == 302, response.context["form"].errors
    return str(response["Location"])


def refused(client: Client, path: str, **given: Any) -> str:
    response = client.post(f"/northmoor/organisation/{path}", given)
    assert response.status_code == 200
    page = response.content.decode()
    assert "There is a problem" in page
    assert "<title>Error: " in page
    return page


def on(authority: Authority, day: date) -> Picture:
    picture = queries.picture(authority, day)
    assert picture is not None
    return picture


def officer(authority: Authority, role: Role = "governance-officer") -> Client:
    return client_for(member(authority, role))


def test_a_post_is_added_changed_and_ended(authority: Authority) -> None:
    client = officer(authority)
    assert sent(client, "add/posts/", **POST, **START) == "/northmoor/organisation/posts/head-of-play/"
    assert "head-of-play" not in on(authority, date(2027, 3, 31)).posts
    sent(client, "change/posts/head-of-play/?on=2027-04-01", **{**POST, "title": "Play Lead"}, how="correct")
    assert on(authority, LATER).posts["head-of-play"].title == "Play Lead"
    changed = {"start_0": "1", "start_1": "june", "start_2": "2027"}
    sent(
        client, "change/posts/head-of-play/?on=2027-05-01", **{**POST, "title": "Head of Fun"}, how="change", **changed
    )
    assert on(authority, date(2027, 6, 1)).posts["head-of-play"].title == "Head of Fun"
    assert on(authority, date(2027, 5, 31)).posts["head-of-play"].title == "Play Lead"
    sent(client, "end/posts/head-of-play/?on=2027-07-01", last_0="31", last_1="12", last_2="2027", why="cut", how="end")
    assert "head-of-play" not in on(authority, date(2028, 1, 1)).posts


def test_an_authority_begins_from_nothing(authority: Authority) -> None:
    empty = make_authority("northmoor-two")
    client = officer(empty)
    own = {"id": "northmoor-two", "name": "Two", "kind": "unitary", "shadow": "no", "how": "correct", "why": "begin"}
    assert client.post("/northmoor-two/organisation/change/authority/", own).status_code == 302
    assert on(empty, LATER).authority.name == "Two"
    second = {"title": "Chief", "front_line": "no", "named_in_public": "no", "why": "x", "reports_to": "council"}
    assert client.post("/northmoor-two/organisation/add/posts/", second).status_code == 302
    third = {"which": "primary", "number": "3", "why": "x"}
    assert client.post("/northmoor-two/organisation/add/schools/", third)["Location"].endswith("/fact/schools/primary/")
    assert client.post("/northmoor-two/organisation/add/people/", {"why": "x"})["Location"].endswith("/people/person/")


def test_what_would_not_fit_is_told_in_the_error_summary(authority: Authority) -> None:
    client = officer(authority)
    sent(client, "add/posts/", **POST, **START)
    early = {"last_0": "1", "last_1": "1", "last_2": "2020", "why": "x", "how": "end"}
    page = refused(client, "end/posts/head-of-play/?on=2027-04-01", **early)
    assert "There is no post &#x27;head-of-play&#x27; on 2020-01-01." in page
    own = {"id": "x", "name": "X", "kind": "unitary", "shadow": "no", "how": "change", "why": "x", **START}
    backwards = {"from_0": "1", "from_1": "1", "from_2": "2030", "to_0": "1", "to_1": "1", "to_2": "2029"}
    assert "before it begins" in refused(client, "change/authority/", **own, **backwards)
    early = {**POST, "title": "Player", "reports_to": "head-of-play"}
    assert "not there on every day from then" in refused(client, "add/posts/?on=2027-04-01", **early)
    assert "must include a day and month" in refused(client, "add/posts/", **POST, start_2="2027")


def test_what_is_missing_is_told_beside_its_field(authority: Authority) -> None:
    page = refused(officer(authority), "add/posts/", title="", why="")
    assert 'href="#id_title">Enter title' in page
    assert 'href="#id_why">Enter reason for this change' in page


def test_a_change_of_what_somebody_else_changed_meanwhile_is_refused(authority: Authority) -> None:
    client = officer(authority)
    seen = client.get(f"/northmoor/organisation/change/posts/{DCS}/").context["form"]["seen"].value()
    sent(client, f"change/posts/{DCS}/", **{**POST, "reports_to": "chief-executive"}, how="correct")
    for how in ({"how": "correct"}, {"how": "change", **START}):
        page = refused(client, f"change/posts/{DCS}/", **POST, **how, seen=seen)
        assert "has changed since you opened it" in page


def test_somebody_new_is_appointed_by_name_and_corrected(authority: Authority) -> None:
    client = officer(authority)
    (now,) = queries.parts(authority, f"posts/{DCS}")
    ended = {"person": "person-director", "kind": "substantive", "from_0": "5", "from_1": "9", "from_2": "2022"}
    path = f"appoint/posts/{DCS}/{now.number}/"
    sent(client, path, **ended, to_0="31", to_1="3", to_2="2027", why="retires", seen=now.mark)
    new = {
        "new_person": "Cat Moss",
        "kind": "interim",
        "from_0": "1",
        "from_1": "4",
        "from_2": "2027",
        "why": "council",
    }
    sent(client, f"appoint/posts/{DCS}/", **new)
    person = on(authority, LATER).person_in(DCS)
    assert queries.names(authority).get(person or "") == "Cat Moss"
    assert "cat" not in str(person)
    page = refused(client, path, **ended, why="x", seen=now.mark)
    assert "has changed since you opened it" in page


def test_an_appointment_that_is_refused_names_nobody(authority: Authority) -> None:
    before = queries.names(authority)
    page = refused(officer(authority), f"appoint/posts/{DCS}/", new_person="Cat Moss", kind="substantive", why="x")
    assert "two people hold the post" in page
    assert queries.names(authority) == before


def test_a_seat_is_added_by_those_who_support_boards_who_change_no_posts(authority: Authority) -> None:
    client = officer(authority, "board-support")
    path = client.get("/northmoor/organisation/bodies/")
    assert path.status_code == 200
    body = next(iter(on(authority, LATER).bodies))
    where = sent(client, f"appoint/bodies/{body}/", **{"held_by": DCS, "as": "adviser", "why": "invited"})
    assert where.endswith(f"/bodies/{body}/")
    assert any(seat.as_ == "adviser" for seat in on(authority, LATER).bodies[body].seats or ())
    assert client.get("/northmoor/organisation/add/posts/").status_code == 403
    assert client.get("/northmoor/organisation/name/person-c1/").status_code == 403
    assert b"Change or correct" not in client.get(f"/northmoor/organisation/posts/{DCS}/").content


def test_a_name_is_recorded(authority: Authority) -> None:
    where = sent(officer(authority), "name/person-c1/", name="Dan Fell", why="joined")
    assert where == "/northmoor/organisation/people/person-c1/"
    assert queries.names(authority)["person-c1"] == "Dan Fell"


def test_what_is_known_of_a_person_is_changed(authority: Authority) -> None:
    client = officer(authority)
    sent(client, "change/people/person-c1/", note="returned", how="correct", why="told")
    assert on(authority, LATER).organisation.people["person-c1"].note == "returned"
    assert b"returned" in client.get("/northmoor/organisation/people/person-c1/").content


def test_a_section_that_is_one_thing_is_stated_and_ended(authority: Authority) -> None:
    client = officer(authority)
    assert sent(client, "change/plan/", owner="council", how="correct", why="x").endswith("/fact/plan/")
    assert b"End" in client.get("/northmoor/organisation/fact/plan/").content
    assert client.get("/northmoor/organisation/end/plan/").status_code == 200
    assert sent(client, "end/plan/", last_0="31", last_1="3", last_2="2027", why="x", how="end").endswith("/fact/plan/")
    assert on(authority, LATER).organisation.plan is None


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_change_the_organisation_get_its_forms(authority: Authority, role: Role) -> None:
    client = officer(authority, role)
    boards, posts = PERMISSIONS["change boards"], PERMISSIONS["change organisation"]
    assert client.get("/northmoor/organisation/add/bodies/").status_code == (200 if role in boards else 403)
    for path in ("add/posts/", f"change/posts/{DCS}/", f"end/posts/{DCS}/", f"appoint/posts/{DCS}/"):
        assert client.get(f"/northmoor/organisation/{path}").status_code == (200 if role in posts else 403)
        assert client.post(f"/northmoor/organisation/{path}").status_code == (200 if role in posts else 403)


def test_what_was_recorded_by_mistake_is_taken_back(authority: Authority) -> None:
    client = officer(authority)
    sent(client, "add/posts/", **POST)
    assert sent(client, "end/posts/head-of-play/", how="mistake", why="no such post") == "/northmoor/organisation/"
    assert "head-of-play" not in on(authority, LATER).posts
    (now,) = queries.parts(authority, f"posts/{DCS}")
    given = {"person": "person-director", "kind": "substantive", "why": "never held it", "mistake": "on"}
    sent(client, f"appoint/posts/{DCS}/{now.number}/", **given)
    assert on(authority, LATER).holders(DCS) == ()
    assert "Enter its last day" in refused(client, f"end/posts/{DCS}/", how="end", why="x")


def test_that_there_are_none_is_recorded(authority: Authority) -> None:
    client = officer(authority)
    sent(client, "add/posts/", **POST)
    assert b"Record that it is vacant" in client.get("/northmoor/organisation/posts/head-of-play/").content
    sent(client, "none/posts/head-of-play/", why="never filled")
    assert on(authority, LATER).holders("head-of-play") == ()
    assert b"Record that it is vacant" not in client.get("/northmoor/organisation/posts/head-of-play/").content
    empty = make_authority("empty")
    put(empty, northmoor_without_considerations())
    there = officer(empty)
    assert b"Record that nothing is on record" in there.get("/empty/organisation/others/considerations/").content
    assert there.post("/empty/organisation/none/considerations/", {"why": "searched"}).status_code == 302
    assert on(empty, LATER).organisation.considerations == {}
    assert b"Record that nothing" not in there.get("/empty/organisation/others/considerations/").content


def test_that_nothing_is_on_record_of_an_authority_that_is_not_stated_is_refused_on_the_form() -> None:
    answer = officer(make_authority("empty")).post("/empty/organisation/none/considerations/", {"why": "searched"})
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content


def northmoor_without_considerations() -> Organisation:
    return msgspec.structs.replace(northmoor(), considerations=None)
