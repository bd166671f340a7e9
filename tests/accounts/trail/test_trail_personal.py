"""Personal values can be erased, the chain stays sound, and an erasure cannot be hidden."""

import pytest
from django.db import connection, transaction
from people import make_authority, member
from tampering import in_chain, officer

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions, queries
from clearline.accounts.trail.models import Kept
from clearline.accounts.trail.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def protection_officer(authority: Authority) -> Acting:
    user = member(authority, "data-protection-officer")
    return Acting(user, authority, frozenset({"data-protection-officer"}), "page")


def appoint(authority: Authority, post: str) -> None:
    with transaction.atomic():
        actions.record(
            by=officer(authority), did="appoint", about=f"post:{post}", why="Ann Heron moved here",
            before={"holder": None}, after={"holder": "Ann Heron", "title": "Director"}, personal={"holder", "why"},
        )  # fmt: skip


def everything() -> str:
    """Return all that the tables of the trail hold, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM trail_entry")
        rows = cursor.fetchall()
        cursor.execute("SELECT * FROM trail_kept")
        return str([rows, cursor.fetchall()])


def test_a_personal_value_is_in_no_entry_and_can_be_read_until_it_is_erased() -> None:
    authority = make_authority()
    appoint(authority, "dcs")
    entry = in_chain(authority)[0]
    assert "Heron" not in f"{entry.why}{entry.before}{entry.after}"
    assert entry.before == '{"holder":null}'
    past = queries.history(authority, "post:dcs", named=True)[0]
    assert past.why == "Ann Heron moved here"
    assert past.changes[0] == ("holder", "nothing", "Ann Heron")
    hidden = queries.history(authority, "post:dcs")[0]
    assert (hidden.why, hidden.changes[0].after) == (queries.NOT_SHOWN, queries.NOT_SHOWN)


def test_erasing_takes_value_and_salt_away_and_the_chain_stays_sound() -> None:
    authority, other = make_authority(), make_authority("southmoor")
    for place in (authority, other):
        appoint(place, "dcs")
    appoint(authority, "deputy")
    heads = verify([authority.key], ()).heads
    erased = actions.erase(
        by=protection_officer(authority), about={"post:dcs", "post:none"}, why="asked for under article 17"
    )
    assert erased == 2
    assert everything().count("Ann Heron") == 4  # of the deputy, and of the other authority
    assert verify([authority.key, other.key], heads).faults == ()
    assert Kept.objects.filter(erased_by=None).count() == 4
    past = queries.history(authority, "post:dcs", named=True)
    assert past[0].did == "erase personal data"
    assert past[0].changes == (("erased", "", "1 after.holder; 1 why"),)
    assert past[1].changes[0].after.startswith("erased on ")
    assert past[1].why == past[1].changes[0].after
    assert actions.erase(by=protection_officer(authority), about={"post:dcs"}, why="again") == 0


def test_a_value_without_its_salt_is_not_told_by_its_commitment() -> None:
    authority = make_authority()
    appoint(authority, "dcs")
    appoint(authority, "dcs")
    first, second = in_chain(authority)
    assert first.after != second.after
    assert first.why_kept != second.why_kept


def test_only_who_answers_for_personal_data_erases() -> None:
    authority = make_authority()
    appoint(authority, "dcs")
    with pytest.raises(Refused):
        actions.erase(by=officer(authority), about={"post:dcs"}, why="tidy")
    assert Kept.objects.filter(erased_by=None).count() == 2


def test_an_erasure_that_no_entry_tells_of_is_found() -> None:
    authority = make_authority()
    appoint(authority, "dcs")
    appoint(authority, "deputy")
    hidden = Kept.objects.filter(entry=in_chain(authority)[0])
    hidden.update(salt=None, value=None, erased_by=in_chain(authority)[1])  # the triggers let a first erasure through
    says = [str(fault) for fault in verify([authority.key], ()).faults]
    assert "northmoor, entry 1: its personal value 'why' was erased, and no entry says so" in says
