"""Who challenges whom: offices of the council, bodies and partners of the picture. Plain rules, no database.

A party is written ``office:lead-member``, ``body:children-scrutiny``, ``partner:police`` or ``body:council``.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from clearline.guidance.schema import Guidance
from clearline.organisations.picture import Picture

OFFICES = {
    "lead-member": "Lead member",
    "dcs": "Director of children’s services",
    "chief-executive": "Chief executive",
    "leader": "Leader or mayor",
    "independent-scrutineer": "Independent scrutineer",
}
"""The scrutineer is appointed by the safeguarding partners and answers to nobody here; the others are roles too."""

COUNCIL = "body:council"

Side = Literal["lead-member", "officer", "leader", "scrutiny", "safeguarding", "partner", "body"]
"""What a party is, as far as it matters to who challenges whom."""

_OFFICE_SIDES: dict[str, Side] = {
    "lead-member": "lead-member", "dcs": "officer", "chief-executive": "officer", "leader": "leader",
    "independent-scrutineer": "safeguarding",
}  # fmt: skip

DIRECTIONS: dict[Side, frozenset[Side]] = {
    "lead-member": frozenset({"officer", "partner", "safeguarding"}),
    "leader": frozenset({"lead-member", "officer", "partner"}),
    "officer": frozenset({"officer", "partner", "safeguarding"}),
    "scrutiny": frozenset({"lead-member", "leader", "officer", "partner", "safeguarding"}),
    "safeguarding": frozenset({"partner", "lead-member", "officer", "leader"}),
    "partner": frozenset({"lead-member", "officer", "leader", "partner"}),
    "body": frozenset(),
}
"""Who may challenge whom: 2.3, 2.7b, 2.9, 2.16, 3.22, 3.29 and 3.32 of the 2009 edition, in both directions."""

SUMMONED: frozenset[Side] = frozenset({"lead-member", "leader", "officer"})
"""Whom a scrutiny committee may require to come and answer: section 9FA of the Local Government Act 2000."""

ESCALATES_TO = ("office:chief-executive", "office:leader", COUNCIL)
"""To whom an unanswered challenge goes up."""

MINUTED: frozenset[Side] = frozenset({"scrutiny", "safeguarding", "body"})
"""Bodies, which speak by their minutes."""


class Party(NamedTuple):
    """An office, body or partner that there is on a day."""

    ref: str
    name: str
    side: Side


def _side_of_body(kind: str) -> Side:
    if kind in ("lscb", "safeguarding-partnership"):
        return "safeguarding"
    return "scrutiny" if kind == "scrutiny" else "body"


def parties(picture: Picture | None, guidance: Guidance, on: date) -> tuple[Party, ...]:
    """Return who can challenge or be challenged on a day.

    A safeguarding children board until the last of them ended; safeguarding partners and their scrutineer after it, or
    from the first day that the picture states for the partnership.
    """
    return tuple(_parties(picture, guidance, on))


def _parties(picture: Picture | None, guidance: Guidance, on: date) -> Iterator[Party]:
    boards_ended = guidance.bodies["lscb"].end
    partnerships = boards_ended is not None and on > boards_ended
    for key, name in OFFICES.items():
        if key != "independent-scrutineer" or partnerships:
            yield Party(f"office:{key}", name, _OFFICE_SIDES[key])
    yield Party(COUNCIL, "Full Council", "body")
    if picture is None:
        return
    for key, body in picture.bodies.items():
        side = _side_of_body(body.kind)
        if body.kind == "lscb" and partnerships:
            continue
        if body.kind == "safeguarding-partnership" and not partnerships and body.start is None:
            continue
        if side != "body":
            yield Party(f"body:{key}", body.name, side)
    for key, partner in picture.partners.items():
        yield Party(f"partner:{key}", partner.name, "partner")


def successors(party: str, then: Sequence[Party], now: Sequence[Party]) -> tuple[Party, ...]:
    """Return who took over from a safeguarding board that is no more: the partners and their scrutineer.

    ``then``: who there was when the board challenged; ``now``: who there is. None for every other party, and while the
    board is there. Section 16 of the Children Act 2004, as the Children and Social Work Act 2017 has put it.
    """
    side = next((one.side for one in then if one.ref == party), None)
    if side != "safeguarding" or any(one.ref == party for one in now):
        return ()
    return tuple(one for one in now if one.side == "safeguarding")


def may_challenge(challenger: Party, challenged: Party) -> bool:
    """Return whether one party may challenge another: never itself, and only in a direction that there is."""
    return challenger.ref != challenged.ref and challenged.side in DIRECTIONS[challenger.side]


def may_summon(challenger: Party, challenged: Party) -> bool:
    """Return whether one party may require another to come and answer: scrutiny, members of the executive, officers."""
    return challenger.side == "scrutiny" and challenged.side in SUMMONED
