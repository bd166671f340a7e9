"""The line of accountability: a service or a post is chosen, and both lines are shown in words and as a picture."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from clearline.accounts.page import Request, page
from clearline.doors.forms import Form
from clearline.kit.errors import BadInput
from clearline.kit.keeping import worked_out_once
from clearline.organisations.forms.choices import FEW
from clearline.organisations.lines.line import Line
from clearline.organisations.lines.report import LineReport, report
from clearline.organisations.lines.steps import Step
from clearline.organisations.lines.words import HEADINGS, faults, mark_words
from clearline.organisations.pages.lists import places
from clearline.organisations.pages.showing import Seen
from clearline.organisations.picture import Picture

STATES = {"complete": "", "not-known": "Not known", "forked": "Forked", "broken": "Broken", "looping": "A loop"}

ROOMS = (("Services and other functions", "functions"), ("Posts", "posts"), ("Political offices", "offices"))


class OfForm(Form):
    """Whose line is shown."""

    def __init__(self, data: Any, seen: Seen) -> None:
        """Offer a list where there are few, and otherwise ask for a title or an id."""
        groups = [
            (words, sorted(seen.choices.among((room,)).items(), key=lambda pair: pair[1])) for words, room in ROOMS
        ]
        words = "Choose a service, a post or a political office"
        if sum(len(options) for _, options in groups) <= FEW:
            every = ("", "The lines that matter most: every statutory function and front-line post")
            of: forms.Field = forms.ChoiceField(label=words, required=False, choices=[every, *groups])
        else:
            of = forms.CharField(label=words, required=False, max_length=300, help_text="Write its title or its id.")
        super().__init__(data, more={"of": of})


@page("see organisation")
def line(request: Request) -> HttpResponse:
    """Show the lines of what is chosen; of every statutory function and front-line post when nothing is."""
    seen = Seen(request)
    form = OfForm(request.GET if "of" in request.GET else None, seen)
    asked = request.GET.get("of", "").strip() or None
    context: dict[str, Any] = {
        "title": "Line of accountability",
        "form": form,
        "places": places(seen, "line"),
        "asked": asked,
    }
    return render(request, "organisations/line.html", context | lines_shown(seen, asked))


def lines_shown(seen: Seen, asked: str | None = None) -> dict[str, Any]:
    """Return what ``organisations/lines_shown.html`` shows: the lines of a thing, or of every function and post."""
    try:
        found = _found(seen.picture, asked)
    except BadInput as bad:
        return {"problems": [problem.what.replace(" --from", "") for problem in bad.problems]}
    return {
        "subjects": [_subject(seen, one) for one in found.subjects] if asked else [],
        "together": [] if asked else _together(seen, found), "notes": found.notes,
        "faults": faults(found.subjects), "executive": found.executive, **_picture(seen, found, asked),
    }  # fmt: skip


def _subject(seen: Seen, subject: Any) -> dict[str, Any]:
    """Return a function, post or office with its lines in words."""
    return {"title": subject.title, "facts": subject.facts, "lines": [_line(seen, one) for one in subject.lines]}


def _line(seen: Seen, line: Line) -> dict[str, Any]:
    """Return a line in words, its first step first."""
    about = f" for {line.about}" if line.about else ""
    steps = [_step(seen, step) for step in line.steps]
    return {
        "heading": f"{HEADINGS[line.kind]}{about}", "steps": steps, "state": STATES[line.state], "reason": line.reason,
    }  # fmt: skip


def _step(seen: Seen, step: Step) -> tuple[Any, str]:
    """Return a step with a link to its page, and what is to be noticed there."""
    return seen.choices.shown(step.id), ", ".join((*step.roles, *mark_words(step)))


def _together(seen: Seen, found: LineReport) -> list[dict[str, Any]]:
    """Return all lines, those that are the same once, with what each is the line of."""
    grouped: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for subject in found.subjects:
        for one in subject.lines:
            key = repr((one.kind, one.steps, one.state))
            grouped.setdefault(key, (_line(seen, one), []))[1].append(subject.title)
    return [{**shown, "of": list(dict.fromkeys(titles))} for shown, titles in grouped.values()]


def _picture(seen: Seen, found: LineReport, asked: str | None) -> dict[str, Any]:
    """Return the drawing, or why there is none."""
    from clearline.organisations.drawing.draw import check_count

    try:
        if asked is None:
            check_count(seen.picture, len(seen.picture.own_posts) + len(seen.picture.offices), whole=True)
        svg = _drawn(seen.picture, found, asked is None, *(seen.address(section, _ANY) for section in _DRAWN))
    except BadInput as bad:
        return {"undrawn": " ".join(problem.what for problem in bad.problems).replace(" with --from", "")}
    return {"drawing": SafeString(svg)}


_DRAWN = ("posts", "offices", "bodies")
"""The sections whose things have a box in the picture."""

_ANY = "0any0"
"""Stands for the key of a thing in the address of any."""

_found = lru_cache(maxsize=16)(report)


@worked_out_once(16)
def _drawn(picture: Picture, found: LineReport, whole: bool, *addresses: str) -> str:
    """Return the drawing. It holds nothing of the reader, and is kept for as long as the picture is the same one.

    ``addresses``: of any thing of each section that is drawn.
    """
    from clearline.organisations.drawing.draw import draw

    def address(key: str) -> str | None:
        drawn: tuple[Mapping[str, object], ...] = (picture.posts, picture.offices, picture.bodies)
        pairs = zip(drawn, addresses, strict=True)
        return next((its.replace(_ANY, key) for things, its in pairs if key in things), None)

    return draw(picture, found, whole, address).svg
