"""What every page of a register needs: which register, for whom, and how its values look."""

from typing import Any

from django.http import Http404

from clearline.accounts.models import Authority
from clearline.accounts.page import Request
from clearline.accounts.queries import role_title
from clearline.doors.links import link
from clearline.doors.values import Linked, Tag
from clearline.kit.proving import Result
from clearline.registers.cells import in_words
from clearline.registers.content import registers
from clearline.registers.known import Known
from clearline.registers.vocabulary import Column, Register

STANDINGS: dict[Result, Tag] = {
    "passes": Tag("Complete", "green"), "fails": Tag("Appears to fall short", "red"),
    "not known": Tag("Not known", "yellow"), "never looked at": Tag("Nothing recorded", "grey"),
}  # fmt: skip


def named(key: str) -> Register:
    """Return a register; not found when there is none of that key."""
    found = registers().get(key)
    if found is None:
        raise Http404
    return found


def authority_of(request: Request) -> Authority:
    """Return the authority whose page it is."""
    assert request.acting.authority is not None
    return request.acting.authority


def sources(request: Request, one: Register) -> list[Linked]:
    """Return the paragraphs that ask for a register, each with the page of it."""
    found = []
    for paragraph in one.paragraphs:
        document, edition, at = paragraph.split("/", 2)
        found.append(Linked(f"{at} ({edition})", link(request, "guidance:provision", document, edition, at)))
    return found


def keepers(one: Register) -> list[str]:
    """Return who keeps a register, in words."""
    return [role_title(role) for role in one.keepers]


def shown(request: Request, column: Column, value: Any, known: Known) -> Any:
    """Return a value as a page shows it: what has a page of its own leads there."""
    words = in_words(column, value, known)
    if value is None:
        return None
    if column.type == "link":
        return Linked(value, value)
    if column.type in ("person", "post", "office", "body", "partner") and value in known.of.get(column.type, {}):
        return Linked(words, link(request, f"organisations:{column.type}", value))
    if column.type == "duty":
        return Linked(value, link(request, "guidance:duty", *value.split("/", 2)))
    return words
