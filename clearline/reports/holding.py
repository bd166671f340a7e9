"""Finds which issued reports tell something in their open part: those files never change."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from typing import NamedTuple

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.kit.errors import BadInput
from clearline.reports.queries import content_of, open_files, published
from clearline.schedule.issued import Issued
from clearline.schedule.queries import issues

LETTERS = 60
"""Of a text, by which it is looked for: a pack cuts some of what it tells."""

_TAG = re.compile(r"<[^>]*>")
_OTHER = re.compile(r"[\W_]+")


class Holding(NamedTuple):
    """An issued report that holds it, or of which that cannot be known."""

    issue: Issued
    public: bool
    readable: bool
    """Whether its file could be read; where not, it may hold it."""


def holding(authority: Authority, texts: Sequence[str], since: date | None, today: date) -> tuple[Holding, ...]:
    """Return the issued reports whose open part tells any of some texts, the newest first.

    They are looked for in the HTML of the open part, letters and digits alone, by their beginning. ``since``: the first
    day on which they were there; ``None`` when that is not known.
    """
    sought = [letters[:LETTERS] for text in texts if (letters := _letters(text))]
    if not sought:
        return ()
    public = {(one.issue.contract, one.issue.number) for one in published(authority, today)}
    found = []
    for one in issues(authority, at_the_machine(authority)):
        if since and one.issued_on < since:
            continue
        told = _told(authority, one)
        if told is None or any(text in told for text in sought):
            found.append(Holding(one, (one.contract, one.number) in public, told is not None))
    return tuple(found)


def _told(authority: Authority, one: Issued) -> str | None:
    """Return what the open part says, letters and digits alone; ``None`` when its file cannot be read."""
    try:
        return "".join(_pages(authority, one))
    except BadInput:
        return None


def _pages(authority: Authority, one: Issued) -> Iterator[str]:
    for file in open_files(one):
        if file.format == "html":
            yield _letters(unescape(_TAG.sub(" ", content_of(authority, file).decode())))


def _letters(text: str) -> str:
    return _OTHER.sub("", text).casefold()
