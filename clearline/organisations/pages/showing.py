"""What pages of the organisation share: the picture of the day, and how a reader sees what is in it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from clearline.accounts.page import Request
from clearline.doors.links import link
from clearline.doors.values import Linked, Tag
from clearline.organisations import queries
from clearline.organisations.forms.asking import questions_of
from clearline.organisations.forms.choices import Choices
from clearline.organisations.officers import Authority, Holder, OfficeRole, PostRole
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture, refs
from clearline.organisations.sections import permission_to_change
from clearline.organisations.wording import word

PUBLISHED_POSTS: tuple[PostRole, ...] = ("chief-executive", "dcs")
PUBLISHED_OFFICES: tuple[OfficeRole, ...] = ("lead-member", "leader", "mayor")
"""Whose holders every council names in public; other posts say so of themselves."""

OWN_PAGES = {
    "posts": "post", "offices": "office", "functions": "function", "bodies": "body", "partners": "partner",
    "people": "person",
}  # fmt: skip
"""Sections whose things have pages of their own names."""

_KEY = "00key00"
"""Stands for the key of a thing in the address of any."""

VACANT, NOT_STATED = Tag("Vacant", "orange"), Tag("Not stated", "grey")


class Seen:
    """The organisation as one reader sees it on one day."""

    def __init__(self, request: Request) -> None:
        self.request, self.acting, self.on = request, request.acting, request.on
        self._addresses: dict[str, str] = {}
        assert self.acting.authority is not None
        self.authority = self.acting.authority
        found = queries.picture(self.authority, self.on)
        self.stated = found is not None
        """Whether anything is recorded at all."""
        self.picture = found or self._empty()

    def _empty(self) -> Picture:
        authority = Authority(id=self.authority.key, name=self.authority.name, kind="unitary")
        return Picture(Organisation(authority=authority), self.on)

    @property
    def sees_people(self) -> bool:
        return self.acting.may("see people")

    @cached_property
    def names(self) -> dict[str, str]:
        """The names that the reader may see: of all, or of those who are named in public."""
        names = queries.names(self.authority)
        if self.sees_people:
            return names
        places = [post for role in PUBLISHED_POSTS for post in self.picture.with_role(role)]
        places += self.picture.offices_with(*PUBLISHED_OFFICES)
        places += [key for key, post in self.picture.own_posts.items() if post.named_in_public]
        shown = {holder.person for place in places for holder in self.picture.all_holders(place) or ()}
        return {key: name for key, name in names.items() if key in shown}

    @cached_property
    def choices(self) -> Choices:
        return Choices(self.picture, self.names, self.linked)

    def address(self, section: str, key: str) -> str:
        """Return the address of a thing's page. Ten thousand are asked for at once, so each section's is made once."""
        if section not in self._addresses:
            own = OWN_PAGES.get(section)
            args = (f"organisations:{own}", _KEY) if own else ("organisations:thing", section, _KEY)
            self._addresses[section] = link(self.request, *args)
        return self._addresses[section].replace(_KEY, key, 1)

    def linked(self, section: str, key: str, title: str) -> Any:
        """Return a thing as it is shown: people by name and with a link only to those who may see them."""
        if section == "people":
            return self.person(key)
        return Linked(title, self.address(section, key))

    def thing(self, ref: str) -> Any:
        """Return anything that has an id as it is shown."""
        return self.choices.shown(ref)

    def things(self, stated: str | tuple[str, ...] | None) -> list[Any] | None:
        """Return what a field refers to; ``None`` when it is not stated."""
        if stated is None:
            return None
        return [self.thing(ref) for ref in refs(stated)] or [word("nobody")]

    def person(self, key: str) -> Any:
        """Return a person by name, by id, or for those who may see neither as somebody."""
        if self.sees_people:
            return Linked(self.names.get(key, key), self.address("people", key))
        return self.names.get(key, "Somebody who is not named here")

    def holder(self, holder: Holder) -> Any:
        """Return somebody who holds a post or an office."""
        who = self.person(holder.person) if holder.person in self.names or self.sees_people else "Filled"
        if holder.kind == "substantive":
            return who
        words = f"{who.text if isinstance(who, Linked) else who} ({word(holder.kind).lower()})"
        return who._replace(text=words) if isinstance(who, Linked) else words

    def holders(self, place: str) -> list[Any]:
        """Return who holds a post or an office on the day, or that nobody does."""
        stated = self.picture.all_holders(place)
        if stated is None:
            return [NOT_STATED]
        return [self.holder(one) for one in stated] or [VACANT]

    def filled(self, place: str) -> str:
        """Return whether a post or an office is ``filled``, ``vacant`` or ``not-stated``."""
        stated = self.picture.all_holders(place)
        return "not-stated" if stated is None else "filled" if stated else "vacant"

    def facts(self, section: str, facts: Any) -> list[tuple[str, Any]]:
        """Return what is stated of a thing, field by field, as it is shown."""
        questions = questions_of(section, self.choices, facts)
        stated = facts if isinstance(facts, Mapping) and "stated" not in questions else {"stated": facts}
        rows = []
        for name, question in questions.items():
            value = stated.get(name)
            value = question.default if value is None else value
            rows.append((question.label, question.shown(value) if name in stated or isinstance(value, bool) else None))
        return rows

    def may_change(self, section: str) -> bool:
        return self.acting.may(permission_to_change(section))
