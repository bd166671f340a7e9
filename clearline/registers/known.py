"""What the cells of a register can refer to on a day: people, posts, offices, bodies and partners of the picture."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from clearline.accounts.models import Authority
from clearline.accounts.permissions import ROLES
from clearline.accounts.queries import role_title
from clearline.kit.values import Value
from clearline.organisations.picture import Picture
from clearline.organisations.queries import names, picture
from clearline.registers.vocabulary import Column

ROLE_WORDS: dict[str, str] = {role: role_title(role) for role in ROLES}


class Known(Value, frozen=True, kw_only=True):
    """Ids and what they are called, by the type of the column that can name them."""

    of: Mapping[str, Mapping[str, str]]
    stated: bool
    """Whether any organisation is stated."""

    def words(self, column: Column, value: str) -> str:
        """Return what a value that is a key is called; the key itself when nothing of it is known any more."""
        return self.choices(column).get(value, value)

    def choices(self, column: Column) -> Mapping[str, str]:
        """Return what a column can hold, key to words; empty for a column of words, numbers or days."""
        return column.choices or self.of.get(column.type, {})


def known_on(authority: Authority, on: date, *, named: bool) -> tuple[Known, Picture | None]:
    """Return what can be referred to on a day, and the picture that says so; ``None`` when nothing is stated.

    ``named``: people by their recorded name; else, and where none is recorded, by what they hold or by their id.
    """
    there = picture(authority, on)
    if there is None:
        return Known(of={"role": ROLE_WORDS}, stated=False), None
    people = _held(there) | (names(authority) if named else {})
    of = {
        "person": {key: people.get(key, key) for key in dict.fromkeys((*there.organisation.people, *_held(there)))},
        "post": {key: post.title for key, post in there.own_posts.items()},
        "office": {key: office.title for key, office in there.offices.items()},
        "body": {key: body.name for key, body in there.bodies.items()},
        "partner": {key: partner.name for key, partner in there.partners.items()},
        "role": ROLE_WORDS,
    }
    return Known(of={kind: _told_apart(each) for kind, each in of.items()}, stated=True), there


def _told_apart(called: Mapping[str, str]) -> dict[str, str]:
    """Return what each is called, with its id where several are called the same, so that a file can say which."""
    often = Counter(each.casefold() for each in called.values())
    return {key: f"{each} ({key})" if often[each.casefold()] > 1 else each for key, each in called.items()}


def _held(there: Picture) -> dict[str, str]:
    """Return what each holder of a post, an office or a seat is there as, by person."""
    held: dict[str, str] = {}
    for ref in (*there.own_posts, *there.offices):
        for holder in there.all_holders(ref) or ():
            held.setdefault(holder.person, there.name(ref))
    for body in there.bodies.values():
        for seat in there.seats(body) or ():
            if seat.held_by in there.organisation.people:
                held.setdefault(seat.held_by, f"Member of the {body.name}")
    return held
