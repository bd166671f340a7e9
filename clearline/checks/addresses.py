"""Where a thing is seen: the pages behind what a duty's proof says, and behind an "about" such as ``measure:key``."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from clearline.accounts.acting import Acting
from clearline.assurance.abouts import about_address as address_of
from clearline.checks.proving import measures_of
from clearline.checks.standing import Proved
from clearline.guidance.queries import Stated
from clearline.registers.content import registers
from clearline.schedule.content import contracts

__all__ = ["address_of", "address_of_proof"]


class _Page(NamedTuple):
    """A page: its name, the permission it asks for, what stands in its address, and its query."""

    name: str
    permission: str
    args: tuple[str, ...] = ()
    query: Mapping[str, str] = {}


KEPT_ELSEWHERE: Mapping[str, _Page] = {
    "challenges": _Page("challenges:challenges", "see challenges"),
    "assurance-statements": _Page("statements:statements", "see assurance"),
    "departures": _Page("assurance:departures", "see departures"),
    "targets": _Page("measures:targets", "see figures"),
}
"""The pages of what duties name as a register while another feature keeps it."""


def address_of_proof(by: Acting, told: Proved, edition: str, stated: Stated) -> str:
    """Return the path of the page behind what a proof of a duty shows; empty where there is none for somebody.

    ``edition``: the one of the guidance by which findings are asked for.
    """
    page = _page(told, edition, stated)
    if page is None or not by.may(page.permission):
        return ""
    assert by.authority is not None
    path = reverse(page.name, args=(by.authority.key, *page.args))
    return f"{path}?{urlencode(page.query)}" if page.query else path


def _page(told: Proved, edition: str, stated: Stated) -> _Page | None:
    key = str(told.key)
    if told.kind == "rule":
        return _page_of_rule(told, key, edition)
    if told.kind == "measure":
        found = measures_of(key)
        name, args = ("measures:measure", (found[0].key,)) if len(found) == 1 else ("measures:scorecard", ())
        return _Page(name, "see published figures", args) if found else None
    if told.kind == "judgement":
        place = (stated.edition.document, stated.edition.edition, stated.duty.key)
        return _Page("statements:judgement", "see assurance", place)
    if told.kind == "report":
        return _Page("schedule:contract", "see calendar", (key,)) if key in contracts() else None
    if key in KEPT_ELSEWHERE:
        return KEPT_ELSEWHERE[key]
    return _Page("registers:register", "see registers", (key,)) if key in registers() else None


def _page_of_rule(told: Proved, key: str, edition: str) -> _Page | None:
    """Return where a rule's findings are, or what it is not told; what it passes has no page."""
    if told.result == "fails":
        return _Page("checks:findings", "see findings", query={"edition": edition, "rule": key})
    return None if told.result == "passes" else _Page("checks:not-stated", "see findings")
