"""What stands in the calendar: reports that are due, and what other features have to be done by a day."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.kit.values import Value

Kind = Literal["Report", "Review", "Action", "Challenge", "Statement", "Test of assurance"]

OUTSIDE: frozenset[Role] = frozenset({"scrutiny-member", "partner", "inspector"})
"""Readers who are not at work in the council: a reminder about a public report to one of them is a public reminder."""


class Item(Value, frozen=True, kw_only=True):
    """Something that is due by a day, from some office to others. It never says anything about a child."""

    key: str
    """Names it for good: a calendar program and the mail know it by this."""
    kind: Kind
    title: str
    about: str
    """``kind:key`` of the thing."""
    due: date
    owner: Role | None
    """The office that must act; ``None`` when it is nobody's yet, or somebody's who is only named."""
    owner_name: str = ""
    """Who must act, in words, where that is a partner or a post without a role of its own."""
    readers: tuple[Role, ...] = ()
    rests_on: str = "Local setting"
    """Whether law, guidance, local practice or a local setting fixes the day."""
    says: str = ""
    late: int = 0
    """Days since it was due; 0 when it is not late."""
    missed: int = 0
    """How many earlier ones of the same report were never made."""
    public: bool = False
    """Whether it is about something that is meant to be published."""
    address: str = ""
    """Path of its page within the site; empty where there is none."""

    @property
    def owner_words(self) -> str:
        """Who must act, in words; empty when it is nobody's yet."""
        return role_title(self.owner) if self.owner else self.owner_name


def concerning(items: Iterable[Item], by: Acting) -> tuple[Item, ...]:
    """Return the items that somebody may see: all inside; outside what their own offices make or read. Late first,
    then by the day."""
    offices = by.roles
    all_of_it = by.may("see assurance")
    seen = (one for one in items if all_of_it or not offices.isdisjoint({one.owner, *one.readers}))
    return tuple(sorted(seen, key=lambda one: (one.late == 0, one.due, one.key)))
