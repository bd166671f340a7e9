"""Who issued, received and asked is told by name only to those who see names, and nothing too long is asked for."""

from datetime import date

import pytest
from people import client_for, make_authority, make_user, member
from world_schedule import as_role, at, issued

from clearline.accounts.models import Authority
from clearline.kit.errors import BadInput
from clearline.schedule import actions, electing

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DIGEST = "annual-governance-digest"
"""Of which scrutiny is a reader."""

WITHIN = date(2026, 4, 1)


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def test_names_below_the_published_posts_are_not_told_to_readers_outside(authority: Authority) -> None:
    officer = member(authority, "governance-officer", user=make_user(name="Ivy Dunnock"))
    reader = member(authority, "scrutiny-member", user=make_user(name="Fay Rook"))
    number = issued(authority, DIGEST, by=as_role(authority, "governance-officer", user=officer))
    asking = as_role(authority, "scrutiny-member", user=reader)
    actions.ask(by=asking, contract=DIGEST, number=number, text="Why late?", now=at(date(2026, 4, 9)))
    actions.acknowledge(by=asking, contract=DIGEST, number=number, now=at(date(2026, 4, 9)))
    address = f"/northmoor/reports/{DIGEST}/issued/{number}/"
    inside = client_for(member(authority, "dcs")).get(address).content.decode()
    outside = client_for(member(authority, "scrutiny-member")).get(address).content.decode()
    assert "Why late?" in outside
    for name in ("Ivy Dunnock", "Fay Rook"):
        assert name in inside
        assert name not in outside


def test_who_released_something_is_told_by_name_inside_alone(authority: Authority) -> None:
    key = electing.set_election(
        by=as_role(authority, "monitoring-officer"), election="Council", starts=WITHIN, ends=WITHIN
    )
    officer = member(authority, "monitoring-officer", user=make_user(name="Mo Brent"))
    electing.release(by=as_role(authority, "monitoring-officer", user=officer), about="report:a/2026-01",
                     election=key, why="A safety notice.", now=at(WITHIN))  # fmt: skip
    for role, sees in (("dcs", True), ("scrutiny-member", False)):
        page = client_for(member(authority, role)).get("/northmoor/calendar/pre-election-periods/").content.decode()  # type: ignore[arg-type]
        assert "A safety notice." in page
        assert ("Mo Brent" in page) == sees, role


@pytest.mark.parametrize("about", ["report", ":key", "report:" + "a" * 300, "report:a\0b", "report:a\u202eb"])
def test_what_cannot_be_kept_is_refused_in_words(authority: Authority, about: str) -> None:
    by = as_role(authority, "monitoring-officer")
    key = electing.set_election(by=by, election="Council", starts=WITHIN, ends=WITHIN)
    with pytest.raises(BadInput, match="kind:key"):
        electing.release(by=by, about=about, election=key, why="Why", now=at(WITHIN))
    with pytest.raises(BadInput, match="kind:key"):
        electing.want_release(by=by, about=about, why="Why", on=WITHIN, now=at(WITHIN))
