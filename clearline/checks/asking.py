"""Questions about partners, owners and the two role-holders that several rules ask.

Whoever is designated counts: a vacancy, a borrowed director or a designation given twice is for the rules on
appointment and designation to find, and is not found again where a post or office is named.
"""

from collections.abc import Iterable
from datetime import date

from clearline.organisations.officers import Answer
from clearline.organisations.partnerships import Body, Owned
from clearline.organisations.picture import Picture

_GROUPS = frozenset(
    ("agencies", "board", "committee", "everyone", "forum", "group", "panel", "partners", "partnership")
)
"""Last words of titles that name a group and nobody in it."""


def is_dcs(picture: Picture, ref: str) -> bool:
    """Return whether a reference is a post designated as DCS, or the person in one."""
    return any(picture.same_person(ref, post) for post in picture.with_role("dcs"))


def is_lead_member(picture: Picture, ref: str) -> bool:
    """Return whether a reference is an office designated as lead member, or the person in one."""
    return any(picture.same_person(ref, office) for office in picture.offices_with("lead-member"))


def answered(answer: Answer | None, on: date) -> bool | None:
    """Return whether something was done by a day; ``None`` when not stated, or when only a later time is."""
    if isinstance(answer, date):
        return True if answer <= on else None
    return answer


def has_seat(picture: Picture, partner: str) -> bool | None:
    """Return whether a partner has a seat on the Trust Board, by its own entry or the Board's; ``None``: not known."""
    seats = [picture.seats(body) for body in picture.bodies_of("childrens-trust-board").values()]
    if any(seat.held_by == partner for filled in seats for seat in filled or ()):
        return True
    stated = picture.partners[partner].seat
    return False if stated is None and seats and None not in seats else stated


def engaged(picture: Picture, partner: str) -> bool | None:
    """Return whether a partner has a seat on the Trust Board or another route; ``None`` when not known."""
    seat, route = has_seat(picture, partner), picture.partners[partner].route
    if seat or route:
        return True
    return None if seat is None or route is None else False


def is_a_group(picture: Picture, owner: str) -> bool:
    """Return whether a stated owner is a body or a team, or a title that names a group and nobody in it."""
    if owner in picture.posts or owner in picture.offices:
        return False
    words = owner.lower().replace("-", " ").split()
    named = owner in picture.bodies or owner in picture.organisation.teams
    return named or (bool(words) and words[-1] in _GROUPS and "of" not in words)


def without_owner(picture: Picture, thing: Owned) -> tuple[str, ...]:
    """Return the names of those, the council and each partner that shares it, where a thing has no one named owner."""
    stated = {"the council": thing.council_owner}
    stated |= {picture.the(partner): owner for partner, owner in thing.partner_owners.items()}
    return tuple(
        name for name, owner in stated.items() if owner is False or owner == "nobody" or _group(picture, owner)
    )


def _group(picture: Picture, owner: str | bool | None) -> bool:
    return isinstance(owner, str) and is_a_group(picture, owner)


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """Return a text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def partnerships_for_children(picture: Picture) -> dict[str, Body]:
    """Return the bodies that are partnerships responsible for children; a Trust Board is one unless it says not."""
    return {
        key: body
        for key, body in picture.bodies.items()
        if body.responsible_for_children
        or (body.responsible_for_children is None and body.kind == "childrens-trust-board")
    }
