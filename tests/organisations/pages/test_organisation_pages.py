"""The lists and the pages of things: what they show on which day, to whom, and that nothing of another is there."""

import re
from datetime import date

import pytest
from django.test import Client
from northmoor import put
from people import client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.organisations import actions, queries

pytestmark = pytest.mark.django_db

DCS = "director-of-children"
LISTS = ("", "offices/", "functions/", "bodies/", "partners/", "people/", "others/", "others/teams/", "line/")


@pytest.fixture
def authority() -> Authority:
    made = make_authority()
    put(made)
    return made


def reader(authority: Authority, role: Role = "governance-officer") -> Client:
    return client_for(member(authority, role))


def seen(client: Client, path: str, **query: str) -> str:
    response = client.get(f"/northmoor/organisation/{path}", query)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_an_organisation_of_which_nothing_is_recorded_says_so(path: str) -> None:
    client = reader(make_authority())
    words = seen(client, path)
    assert ("Nothing is recorded" in words) == (path != "line/")
    assert ("Start with the authority" in words) == (path != "line/")
    assert "Start with the authority" not in seen(client_for(member(make_authority(), "dcs")), path)


def test_every_address_that_a_page_of_the_organisation_leads_to_is_there(authority: Authority) -> None:
    client, waiting, visited = reader(authority), [f"/northmoor/organisation/{path}" for path in LISTS], set()
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"[^/?]*-[^/]*", "x", address)
        if kind in visited:
            continue
        visited.add(kind)
        response = client.get(address)
        assert response.status_code == 200, address
        found = re.findall(r'href="(/northmoor/organisation/[^"#]*)', response.content.decode(errors="replace"))
        waiting += [each.replace("&amp;", "&") for each in found]
    assert len(visited) > 60


def test_the_posts_are_filtered_searched_and_exported(authority: Authority) -> None:
    client = reader(authority)
    assert "2 of 34" in seen(client, "", filled="vacant")
    assert "1 of 34" in seen(client, "", role="dcs")
    assert "1 of 34" in seen(client, "", q="heron")
    assert "Head of Libraries" not in seen(client, "", service="education")
    file = client.get("/northmoor/organisation/?format=csv&role=dcs")
    rows = file.content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("Executive Director of Children and Learning,Ann Heron,Chief Executive,")
    assert client.get("/northmoor/organisation/?format=xlsx").content[:2] == b"PK"


def test_the_other_lists_are_filtered(authority: Authority) -> None:
    client = reader(authority)
    assert "Libraries" not in seen(client, "functions/", group="education").split("</form>")[-1]
    assert "Corporate Parenting Panel" in seen(client, "bodies/", kind="corporate-parenting-panel")
    assert "Bea Marsh" in seen(client, "offices/", filled="filled")
    assert " of " in seen(client, "partners/", kind="police")


def test_a_post_shows_its_holders_line_work_and_seats(authority: Authority) -> None:
    words = seen(reader(authority), f"posts/{DCS}/")
    parts = (
        "Ann Heron",
        "Line up",
        "The Council",
        "School admissions",
        "Libraries",
        "Corporate Parenting Panel: member",
    )
    assert [part for part in parts if part not in words] == []
    assert "Line up" in seen(reader(authority), "offices/lead-member/")
    assert "Carries out" in seen(reader(authority), "posts/social-worker-front-door/")
    assert "Show the line of accountability" in seen(reader(authority), "functions/libraries/")
    assert "Holds and held" in seen(reader(authority), "people/person-director/")


def test_a_page_is_as_at_its_date_and_every_link_keeps_it(authority: Authority) -> None:
    by = at_the_machine(authority)
    facts = {**queries.versions(authority, "posts", DCS)[0].record.facts, "title": "Director of People"}
    actions.state(by=by, section="posts", key=DCS, facts=facts, start=date(2027, 4, 1), why="restructure")
    client = reader(authority)
    now, later = seen(client, f"posts/{DCS}/", on="2027-03-31"), seen(client, f"posts/{DCS}/", on="2027-04-01")
    assert [">Director of People</h1>" in page for page in (now, later)] == [False, True]
    assert "Before: Executive Director of Children and Learning<br>After: Director of People" in now
    assert "restructure" in now
    links = re.findall(r'href="(/northmoor/organisation/[^"]*)', later.partition("<main")[2])
    assert len(links) > 20
    assert all("on=2027-04-01" in address for address in links)


def test_a_thing_that_is_not_there_on_the_day_says_since_when_or_that_it_ended(authority: Authority) -> None:
    by, client = at_the_machine(authority), reader(authority)
    actions.state(by=by, section="teams", key="duty", facts={"title": "Duty"}, start=date(2027, 4, 1))
    actions.end(by=by, section="teams", key="duty", last=date(2027, 5, 1))
    assert "it is stated from 1 April 2027" in seen(client, "fact/teams/duty/", on="2026-01-01")
    assert "it ended before" in seen(client, "fact/teams/duty/", on="2028-01-01")
    assert "Change or correct" in seen(client, "fact/teams/duty/", on="2027-04-15")
    assert "not stated yet" in seen(client, "fact/plan/")


def test_a_post_of_another_authority_has_its_line_there(authority: Authority) -> None:
    by = at_the_machine(authority)
    elsewhere = {"title": "Joint Director", "authority": "elsewhere"}
    actions.state(by=by, section="posts", key="joint", facts=elsewhere, start=None)
    assert "its line is that authority’s" in seen(reader(authority), "posts/joint/")


def test_names_are_shown_to_those_who_may_see_people_and_of_public_posts_to_all(authority: Authority) -> None:
    by = at_the_machine(authority)
    actions.name_person(by=by, key="person-c1", name="Kay Private")
    actions.name_person(by=by, key="person-e1", name="Pat Public")
    facts = {
        **queries.versions(authority, "posts", "assistant-director-education")[0].record.facts,
        "named_in_public": True,
    }
    actions.state(by=by, section="posts", key="assistant-director-education", facts=facts, start=None)
    inside, outside = reader(authority), reader(authority, "partner")
    assert "Kay Private" in seen(inside, "")
    for path in ("", "posts/assistant-director-care/", "bodies/", "others/", f"posts/{DCS}/"):
        assert "Kay Private" not in seen(outside, path)
        assert "person-c1" not in seen(outside, path)
    words = seen(outside, "")
    assert ("Ann Heron" in words, "Pat Public" in words, "Filled" in words) == (True, True, True)
    assert "Somebody who is not named here" in seen(outside, "posts/assistant-director-care/")
    assert outside.get("/northmoor/organisation/people/").status_code == 403
    assert outside.get("/northmoor/organisation/people/person-c1/").status_code == 403


def test_nothing_of_another_authority_is_found(authority: Authority) -> None:
    other = make_authority("southmoor")
    client = reader(other)
    assert client.get("/northmoor/organisation/").status_code == 404
    assert client.get(f"/southmoor/organisation/posts/{DCS}/").status_code == 404
    assert b"Ann Heron" not in client.get("/southmoor/organisation/").content


@pytest.mark.parametrize(
    "path",
    [
        "posts/none/", "people/nobody-here/", "others/posts/", "others/plan/", "others/departures/", "fact/posts/x/",
        "fact/teams/", "fact/plan/x/", "fact/teams/none/", "change/none/", "change/posts/none/", "add/plan/",
        "add/none/", "end/plan/", "end/posts/none/", "end/authority/", "name/none/", "none/plan/", "none/posts/none/",
        "none/functions/libraries/", "appoint/functions/libraries/",
        "appoint/posts/none/", f"appoint/posts/{DCS}/999999/",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(authority: Authority, path: str) -> None:
    assert reader(authority).get(f"/northmoor/organisation/{path}").status_code == 404


def test_what_a_thing_is_called_is_escaped_in_words_and_in_the_picture(authority: Authority) -> None:
    evil = {"title": "<script>alert(1)</script>", "reports_to": DCS, "front_line": True, "services": ["social-care"]}
    actions.state(by=at_the_machine(authority), section="posts", key="evil", facts=evil, start=None)
    client = reader(authority)
    for path in ("", "posts/evil/", "line/?of=evil", "change/posts/evil/", "people/"):
        assert "<script>alert" not in seen(client, path)


def test_a_post_that_ended_or_has_not_begun_says_so(authority: Authority) -> None:
    by, client = at_the_machine(authority), reader(authority)
    dated = {"title": "Fixed term", "from": "2027-01-01", "to": "2027-12-31", "holders": []}
    actions.state(by=by, section="posts", key="fixed", facts=dated, start=None)
    assert "it begins on 1 January 2027" in seen(client, "posts/fixed/", on="2026-12-31")
    assert "it ended on 31 December 2027" in seen(client, "posts/fixed/", on="2028-01-01")
    assert "It is not there on this day." in seen(client, "posts/fixed/", on="2028-01-01")
    assert "Add an appointment" in seen(client, "posts/fixed/", on="2027-06-01")
    assert "Add an appointment" not in seen(client, "posts/fixed/", on="2028-01-01")


def test_appointments_of_other_days_are_marked(authority: Authority) -> None:
    client = reader(authority)
    assert ">Later</strong>" in seen(client, f"posts/{DCS}/", on="2020-01-01")
    (now,) = queries.parts(authority, f"posts/{DCS}")
    ended = {**now.record.facts, "to": "2024-01-01"}
    actions.state_part(by=at_the_machine(authority), within=f"posts/{DCS}", part=ended, replaces=now.number)
    assert ">Ended</strong>" in seen(client, f"posts/{DCS}/")


def test_things_of_which_little_is_stated_have_pages(authority: Authority) -> None:
    by, client = at_the_machine(authority), reader(authority)
    actions.state(by=by, section="posts", key="bare", facts={"title": "Bare"}, start=None)
    actions.state_part(by=by, within="bodies/corporate-parenting-panel", part={"held_by": "person-c1"})
    for path in (
        "",
        "posts/bare/",
        "bodies/",
        "bodies/corporate-parenting-panel/",
        "people/person-c1/",
        "none/posts/bare/",
    ):
        assert seen(client, path)
    assert seen(client, "none/considerations/")
