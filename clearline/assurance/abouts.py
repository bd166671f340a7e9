"""The things that a signature, a challenge, an action or a use of evidence is about: in words, and where they are seen.

An "about" is ``kind:key``: ``duty:dcs-lm/2009/key``, ``measure:came-back``, ``test:two-roles/scope``.
"""

import re
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch

from clearline.doors.links import link
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, stated_in
from clearline.guidance.words import places
from clearline.kit.errors import BadInput
from clearline.measures.content import load as load_measures


class _Page(NamedTuple):
    name: str
    permission: str
    """That it asks for."""


class _Kind(NamedTuple):
    word: str
    pages: tuple[_Page | None, ...] = ()
    """The page of such a thing by how many parts its key has, the first for one part."""


KINDS = {
    "duty": _Kind("Duty", (None, None, _Page("guidance:duty", "see guidance"))),
    "judgement": _Kind("Statements on a duty", (None, None, _Page("statements:judgement", "see assurance"))),
    "finding": _Kind("Finding", (None, None, _Page("checks:finding", "see findings"))),
    "measure": _Kind("Measure", (_Page("measures:measure", "see published figures"),)),
    "gap": _Kind("Gap", (_Page("measures:gap", "see published figures"),)),
    "test": _Kind(
        "Test of assurance",
        (_Page("testing:test", "see tests of assurance"), _Page("testing:element", "see tests of assurance")),
    ),
    "report": _Kind("Report", (_Page("schedule:contract", "see calendar"), _Page("reports:issue", "see reports"))),
    "pack": _Kind("Report not issued yet"),
    "register": _Kind(
        "Register", (_Page("registers:register", "see registers"), _Page("registers:entry", "see registers"))
    ),
    "challenge": _Kind("Challenge", (_Page("challenges:challenge", "see challenges"),)),
    "action": _Kind("Action", (_Page("challenges:action", "see assurance"),)),
    "departure": _Kind("Departure", (_Page("assurance:departure", "see departures"),)),
    "evidence": _Kind("Evidence", (_Page("evidence:item", "see assurance"),)),
    "inspection": _Kind("Recommendation of an inspection"),
}
"""What can be named. What an inspection recommended has no page here."""

_SHAPE = re.compile(r"[a-z]+:[\w()., &'’/-]+\Z")
_HYPHEN = re.compile(r"-(?=[a-z])")
"""Between words; one before a number stays."""
MOST = 300
"""Characters of an about, at most: as many as the trail keeps of one."""


def check_about(about: str) -> str:
    """Return an about as it is; raise ``BadInput`` for what is no kind of thing, or no duty or measure that there is.

    Whether the other things are there is not asked: they are kept by features that this one knows nothing of.
    """
    kind, _, key = about.partition(":")
    if kind not in KINDS or not _SHAPE.match(about) or len(about) > MOST:
        raise BadInput(f"“{about[:80]}” names nothing that this could be about. Begin from the page of the thing.")
    if kind in ("duty", "judgement"):
        _duty_says(key)
    elif kind == "measure" and key not in _measure_titles():
        raise BadInput(f"There is no measure '{key}'.")
    return about


def asked_about(request: HttpRequest, name: str) -> tuple[str, list[str]]:
    """Return the about that an address asks for by a name, and what is wrong with it; empty for none."""
    about = request.GET.get(name, "")
    try:
        return check_about(about) if about else "", []
    except BadInput as bad:
        return "", [str(problem) for problem in bad.problems]


def about_words(about: str) -> str:
    """Return what an about is called on pages: a duty by what it says, a measure by its title, the rest by their key.

    Content moves on: what it no longer has is called by its key.
    """
    kind, _, key = about.partition(":")
    word = KINDS[kind].word if kind in KINDS else kind.capitalize()
    named = key if kind == "inspection" else _HYPHEN.sub(" ", key).replace("/", ", ")
    if kind in ("duty", "judgement"):
        with suppress(BadInput):
            named = _duty_says(key)
    elif kind == "measure" and key in _measure_titles():
        named = _measure_titles()[key]
    return f"{word}: {named}"


def about_address(request: HttpRequest, about: str) -> str | None:
    """Return the address of the page of a thing; ``None`` where it has none, or none that this reader may open."""
    kind, _, key = about.partition(":")
    pages = KINDS[kind].pages if kind in KINDS else ()
    parts = key.split("/", max(len(pages) - 1, 0))
    page = pages[len(parts) - 1] if pages else None
    if page is None or not request.acting.may(page.permission):  # type: ignore[attr-defined]
        return None
    try:
        return link(request, page.name, *parts)
    except NoReverseMatch:  # a key that is none
        return None


def _duty_says(key: str) -> str:
    """Return what a duty says, of ``document/edition/duty``. Raises ``BadInput`` for one that there is not."""
    edition, _, duty = key.rpartition("/")
    for stated in stated_in(edition_named(load(), edition)):
        if stated.duty.key == duty:
            at = places(stated.edition, [stated.provision.at])
            return f"{stated.duty.says.rstrip('.')} ({at}, {stated.edition.edition})"
    raise BadInput(f"{edition} has no duty '{duty}'.")


@cache
def _measure_titles() -> dict[str, str]:
    return {one.key: one.title for one in load_measures().measures}
