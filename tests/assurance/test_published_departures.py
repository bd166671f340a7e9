"""Comply or explain: the public reads each published departure whole, and none is published before an election."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from northmoor_whole import acting, departs
from people import browser, client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.keeping import shelf
from clearline.accounts.models import Authority
from clearline.assurance import actions, queries
from clearline.assurance.departing import asked_there
from clearline.assurance.models import Departure as Row
from clearline.guidance.content import load
from clearline.kit.errors import BadInput
from clearline.organisations.partnerships import Departure
from clearline.schedule.electing import release, set_election

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
WHOLE = Departure(
    provision="3.16", edition="2009", reasons="A shared hub needs two managers.", decided_by="Cabinet",
    route="executive", start=date(2026, 1, 1), review=date(2099, 1, 1), alternatives="One manager for both.",
    consulted="Staff and the lead member.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    shelf.clear()


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def public(on: date = DAY) -> str:
    response = browser().get("/public/of/northmoor/departures/", {"on": on.isoformat()})
    assert response.status_code == 200
    return response.content.decode()


def published(authority: Authority, departure: Departure = WHOLE) -> str:
    return actions.record_departure(
        by=at_the_machine(authority), guidance=load(), departure=departure, published=True, on=DAY,
        minutes="https://northmoor.example/12",
    )  # fmt: skip


def test_the_public_reads_all_that_explains_a_departure(authority: Authority) -> None:
    published(authority)
    page = public()
    asked = asked_there(load(), WHOLE)
    assert asked
    for words in ("Paragraph 3.16 of the 2009 edition", "A shared hub needs two managers.", "One manager for both.",
                  "Staff and the lead member.", "Cabinet", "The executive", "1 January 2026", "No end decided",
                  "1 January 2099", "https://northmoor.example/12"):  # fmt: skip
        assert words in page, words
    council = browser().get("/public/of/northmoor/").content.decode()
    assert "/public/of/northmoor/departures/" in council


def test_what_is_not_published_or_over_is_not_there(authority: Authority) -> None:
    departs(authority)
    key = published(authority)
    actions.end_departure(by=at_the_machine(authority), key=key, last=DAY, why="Over.")
    assert "A shared hub" in public(DAY)
    assert "Two managers share the hub." not in public(DAY)
    shelf.clear()
    assert "The council publishes no departure for this day." in public(DAY + timedelta(1))
    assert browser().get("/public/of/nowhere/departures/").status_code == 404


def test_what_is_not_stated_is_said_not_to_be(authority: Authority) -> None:
    departs(authority, published=True)
    assert "Not stated" in public()


def test_of_no_named_edition_nothing_is_said_to_be_asked() -> None:
    anywhere = Departure(
        provision="3.16", reasons="x", decided_by="Cabinet", route="executive", start=DAY, review=DAY
    )  # fmt: skip
    assert asked_there(load(), anywhere) == ()


def test_nothing_is_published_in_a_pre_election_period_unless_the_monitoring_officer_releases_it(
    authority: Authority,
) -> None:
    officer = acting(member(authority, "monitoring-officer"), authority, "monitoring-officer")
    key = departs(authority)
    election = set_election(by=officer, election="Council elections", starts=DAY, ends=DAY + timedelta(30))
    publish = {"by": officer, "key": key, "published": True, "why": "Comply or explain."}
    with pytest.raises(BadInput, match="pre-election period of Council elections"):
        actions.publish_departure(**publish, on=DAY)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="pre-election period"):
        published(authority)
    assert len(queries.on_record(authority)) == 1
    about = f"departure:{key}"
    release(by=officer, about=about, election=election, why="Not controversial.", now=datetime(2026, 6, 2, tzinfo=UTC))
    actions.publish_departure(**publish, on=DAY)  # type: ignore[arg-type]
    actions.publish_departure(by=officer, key=key, published=False, why="It names a person.", on=DAY)


def test_the_page_says_why_publishing_is_held(authority: Authority) -> None:
    today = timezone.localdate()
    officer = member(authority, "monitoring-officer")
    by = acting(officer, authority, "monitoring-officer")
    set_election(by=by, election="Council elections", starts=today, ends=today + timedelta(30))
    key = departs(authority)
    page = client_for(officer).post(f"/northmoor/departures/{key}/publish/", {"why": "x"}).content.decode()
    assert "There is a problem" in page
    assert "it is the pre-election period of Council elections" in page


def test_what_is_published_before_a_period_and_begins_within_it_is_held_too(authority: Authority) -> None:
    officer = acting(member(authority, "monitoring-officer"), authority, "monitoring-officer")
    begins = DAY + timedelta(10)
    set_election(by=officer, election="Council elections", starts=DAY + timedelta(5), ends=DAY + timedelta(30))
    with pytest.raises(BadInput, match="pre-election period"):
        departs(authority, start=begins, published=True)
    key = departs(authority, start=begins)
    with pytest.raises(BadInput, match="pre-election period"):
        actions.publish_departure(by=officer, key=key, published=True, on=DAY, why="It is decided.")
    other = departs(authority, start=DAY)
    actions.publish_departure(by=officer, key=other, published=True, on=DAY, why="It is decided.")


def test_a_departure_from_an_edition_that_is_not_held_is_named_as_it_was_kept() -> None:
    authority = make_authority("southmoor")
    key = departs(authority)
    Row.objects.filter(key=key).update(edition="1999")
    page = client_for(member(authority, "governance-officer")).get(f"/southmoor/departures/{key}/")
    assert "Departure from key-5" in page.content.decode()
