"""In whose name somebody may write: offices of their roles, those they speak for, bodies whose minutes they keep."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import Role
from clearline.accounts.queries import live
from clearline.assurance.challenges.models import Spokesperson
from clearline.assurance.challenges.parties import Party, Side, parties, successors
from clearline.guidance.content import load
from clearline.organisations import queries as organisations
from clearline.organisations.picture import Picture

CLERKS: dict[Side, frozenset[Role]] = {
    "scrutiny": frozenset({"democratic-services-officer"}),
    "safeguarding": frozenset({"board-support", "governance-officer"}),
    "body": frozenset({"democratic-services-officer", "governance-officer"}),
}
"""Who records what a body decided, with the minute: a body speaks by its minutes."""


class Voice(NamedTuple):
    """A party in whose name somebody may write."""

    party: Party
    since: date | None
    """From when this person holds the office or speaks for it; ``None`` when not known, and for a clerk."""
    clerk: bool
    """Whether it only records what a body decided, so that the minute must be given."""


def parties_here(authority: Authority, on: date) -> tuple[Party, ...]:
    """Return who can challenge or be challenged at an authority on a day."""
    return parties(organisations.picture(authority, on), load(), on)


def challengers(authority: Authority, challenger: str, made_on: date, here: Sequence[Party]) -> tuple[str, ...]:
    """Return the parties that act for the challenger of a challenge: itself, and its successors once it is no more.

    ``made_on``: when it was raised; ``here``: who there is on the day. A challenge belongs to the office or the
    body, so whoever took over goes on.
    """
    if any(one.ref == challenger for one in here):
        return (challenger,)
    then = parties_here(authority, made_on)
    return (challenger, *(one.ref for one in successors(challenger, then, here)))


def voices(by: Acting, on: date) -> tuple[Voice, ...]:
    """Return in whose name somebody may write on a day, as themselves before as a clerk."""
    if by.user is None or by.authority is None:
        return ()
    here = {party.ref: party for party in parties_here(by.authority, on)}
    since = _offices(by, on) | _spoken_for(by, on)
    own = [Voice(party, since[ref], False) for ref, party in here.items() if ref in since]
    clerk = [
        Voice(party, None, True)
        for ref, party in here.items()
        if ref.startswith("body:") and ref not in since and not by.roles.isdisjoint(CLERKS.get(party.side, ()))
    ]
    return (*own, *clerk)


def voice_for(by: Acting, on: date, *refs: str) -> Voice | None:
    """Return the first voice that somebody has among some parties; ``None`` when there is none."""
    found = {voice.party.ref: voice for voice in voices(by, on)}
    return next((found[ref] for ref in refs if ref in found), None)


def _offices(by: Acting, on: date) -> dict[str, date | None]:
    """Return the offices of somebody's roles, each with since when they hold it."""
    assert by.authority is not None
    assert by.user is not None
    rows = Membership.objects.filter(live(on), user=by.user, authority=by.authority).order_by("starts")
    roles = {row.role: row.starts for row in rows}
    picture = organisations.picture(by.authority, on)
    people = organisations.person_keys(by.authority, by.user.individual_id) if picture else ()
    held = {
        role: next((holder.start for holder in picture.holders(ref) or () if holder.person in people), None)
        for role, ref in _posts(picture).items()
    } if picture else {}  # fmt: skip
    names = by.roles & {"lead-member", "dcs", "chief-executive", "leader"}
    return {f"office:{role}": held.get(role) or roles.get(role) for role in sorted(names)}


def _posts(picture: Picture) -> dict[str, str]:
    found = {
        "lead-member": picture.lead_member, "dcs": picture.dcs, "leader": picture.leader,
        "chief-executive": picture.head_of_paid_service,
    }  # fmt: skip
    return {role: ref for role, ref in found.items() if ref}


def _spoken_for(by: Acting, on: date) -> dict[str, date | None]:
    live_on = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    rows = Spokesperson.objects.filter(live_on, authority=by.authority, individual=by.person)
    return dict(rows.values_list("party", "starts"))
