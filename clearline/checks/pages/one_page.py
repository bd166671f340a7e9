"""Who is accountable, on one page: both lines, and what is statute, guidance, overtaken and not stated on the day."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.checks import queries
from clearline.checks.pages.findings import nothing_stated
from clearline.checks.standing import LIVE, Word
from clearline.checks.standings import Standings, standings
from clearline.doors.links import link
from clearline.doors.values import Linked
from clearline.guidance.words import BASES
from clearline.kit.errors import BadInput
from clearline.organisations.gaps import gaps
from clearline.organisations.pages.line import lines_shown
from clearline.organisations.pages.showing import Seen

SHORT: dict[Word, str] = {
    "Appears not to be met": "Not met",
    "Appears to be met in part": "Met in part",
    "Check the text": "Check the text",
    "Departs with reasons": "Departs",
    "Never looked at": "Never looked at",
    "Not known": "Not known",
    "Appears to be met": "Met",
}
"""Heads of columns; the words above the table say that all of it is how things appear."""


@page("see findings")
def one_page(request: Request) -> HttpResponse:
    """Show both lines and how many duties of each basis stand in which way."""
    authority = request.acting.authority
    assert authority is not None
    organisation = queries.organisation_of(authority)
    if organisation is None:
        return nothing_stated(request, "On one page")
    context: dict[str, Any] = {"title": "On one page", **lines_shown(Seen(request))}
    try:
        found = standings(authority, edition=None, on=request.on, today=request.today, by=request.acting)
    except BadInput as bad:
        context["problems"] = [problem.what for problem in bad.problems]
        return render(request, "checks/one_page.html", context)
    unstated = gaps(organisation, request.on)
    context |= {
        "edition": found.edition,
        "words": [SHORT[word] for word in LIVE],
        "bases": _by_basis(request, found),
        "overtaken": [one for one in found.duties if one.word == "Overtaken"],
        "unstated": unstated[:FEW], "more": max(0, len(unstated) - FEW),
    }  # fmt: skip
    return render(request, "checks/one_page.html", context)


FEW = 10
"""Facts not stated that are listed here; the page of their own lists all."""


def _by_basis(request: Request, found: Standings) -> list[tuple[str, list[Linked | str]]]:
    """Return, for statute, other law and guidance, how many duties that bind stand in each way."""
    counted: Counter[tuple[str, Word]] = Counter((one.stated.duty.basis, one.word) for one in found.duties)
    rows: list[tuple[str, list[Linked | str]]] = []
    for basis, title in BASES.items():
        numbers = [counted[basis, word] for word in LIVE]
        if any(numbers):
            cells = [_linked(request, word, number) for word, number in zip(LIVE, numbers, strict=True)]
            rows.append((title, cells))
    return rows


def _linked(request: Request, word: Word, number: int) -> Linked | str:
    return Linked(str(number), link(request, "checks:standing", query={"standing": word})) if number else "0"
