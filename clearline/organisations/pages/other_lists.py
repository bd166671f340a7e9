"""The lists of sections that have no page of their own name, and the list of those sections."""

from typing import Any

import msgspec
from django.http import Http404, HttpResponse

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.tables import Column
from clearline.organisations.forms.asking import questions_of
from clearline.organisations.forms.questions import Question
from clearline.organisations.pages.lists import OWN_LISTS, listed
from clearline.organisations.pages.showing import Seen
from clearline.organisations.records import is_mapping
from clearline.organisations.sections import SECTION_WORDS
from clearline.organisations.wording import word

COLUMNS = 5
"""How many fields a list shows; the page of a thing shows them all."""


@page("see organisation")
def section(request: Request, section: str) -> HttpResponse:
    """List the things of a section that has no list of its own."""
    if section not in SECTION_WORDS or not is_mapping(section) or section in OWN_LISTS:
        raise Http404
    seen = Seen(request)
    rows = list(msgspec.to_builtins(getattr(seen.picture.organisation, section) or {}).items())
    asked = [
        (name, one) for name, one in questions_of(section, seen.choices, None).items() if name not in ("title", "name")
    ]
    first = Column(
        "title", SECTION_WORDS[section].one.capitalize(),
        show=lambda row: title_of(*row), link=lambda row: seen.address(section, row[0]),
    )  # fmt: skip
    return listed(request, seen, section, (first, *(_column(name, one) for name, one in asked[:COLUMNS])), rows)


def _column(name: str, question: Question) -> Column:
    """Return the column of a field; of a bare value when the thing is nothing else."""

    def show(row: tuple[str, Any]) -> Any:
        value = row[1].get(name) if isinstance(row[1], dict) else row[1]
        return None if value is None else question.shown(value)

    return Column(name, question.label or "Stated", show=show, missing="Not stated")


def title_of(key: str, facts: Any) -> str:
    """Return what a thing is called: its title or name, else its id in words."""
    named = facts if isinstance(facts, dict) else {}
    return str(named.get("title") or named.get("name") or word(key))


@page("see organisation")
def others(request: Request) -> HttpResponse:
    """Show the sections that have no list of their own, and how much is stated in each."""
    seen = Seen(request)
    stated = seen.picture.organisation
    rows = [(one, words.many, getattr(stated, one)) for one, words in SECTION_WORDS.items() if one not in OWN_LISTS]

    def how_much(row: tuple[str, str, Any]) -> str | None:
        section, _, there = row
        if not seen.stated or there is None or there == () or (there == {} and section != "considerations"):
            return None
        if there == {}:
            return "On record that there are none"
        return f"{len(there)} recorded" if is_mapping(section) else "Recorded"

    columns = (
        Column("title", "Fact", show=lambda row: row[1], link=lambda row: where(request, row[0])),
        Column("stated", "Stated", show=how_much, missing="Not stated"),
    )
    return listed(request, seen, "", columns, rows)


def where(request: Request, section: str) -> str:
    """Return the address of a section: its list, or the page of the one thing that it is."""
    if section in OWN_LISTS:
        return link(request, f"organisations:{section}")
    return link(request, "organisations:section" if is_mapping(section) else "organisations:thing", section)
