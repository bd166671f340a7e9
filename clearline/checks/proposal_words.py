"""What a proposal changes and what it would bring, in words that a committee can read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from clearline.checks.asking import capital
from clearline.checks.proposed import Part
from clearline.checks.what_if import LineChange, WhatIf
from clearline.organisations.lines.words import day_in_words
from clearline.organisations.picture import Picture
from clearline.organisations.sections import SECTION_WORDS
from clearline.organisations.wording import label, word

_CHOICE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""One of a choice of values; all else is text as somebody wrote it, a day or a number."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

LINES = {
    "professional": "professional line",
    "political": "political line",
    "responsible": "responsible officer",
    "politically responsible": "political owner",
}


class FieldChange(NamedTuple):
    """One fact of a thing, without the proposal and with it."""

    name: str
    before: str
    after: str


class Changed(NamedTuple):
    """A thing that a proposal changes, in words."""

    part: Part
    title: str
    how: str
    """new, changed or taken away"""
    fields: tuple[FieldChange, ...]


class Row(NamedTuple):
    """A line of the file of what a proposal would bring."""

    change: str
    about: str
    says: str
    force: str
    paragraphs: tuple[str, ...]
    remedy: str


class Telling:
    """Says facts in words: ids by title, people by name as far as the reader may see them."""

    def __init__(self, picture: Picture, names: Mapping[str, str]) -> None:
        self.picture, self.names = picture, names
        stated = picture.organisation
        self.known = {"council", *stated.posts, *stated.offices, *stated.functions, *stated.bodies, *stated.partners,
                      *stated.teams}  # fmt: skip

    def said(self, value: Any) -> str:
        """Return a fact, as a file says it, in words."""
        if value is None or value == {}:
            return "not stated"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(map(self.said, value)) or "nobody, none"
        if isinstance(value, dict):
            return self._together(value)
        return self._word(str(value))

    def _together(self, facts: Mapping[str, Any]) -> str:
        """Return several facts together; of an appointment or a seat who it is first, and the rest in brackets."""
        rest = {name: value for name, value in facts.items() if name not in ("person", "held_by")}
        told = [self._of(name, value) for name, value in rest.items()]
        if len(rest) == len(facts):
            return ", ".join(told)
        who = self._word(str(facts.get("person") or facts.get("held_by")))
        return f"{who} ({', '.join(told)})" if told else who

    def _of(self, name: str, value: Any) -> str:
        if name in ("kind", "as"):
            return self.said(value).lower()
        return f"{name.replace('_', ' ')} {self.said(value)}"

    def _word(self, text: str) -> str:
        if text in self.names:
            return self.names[text]
        if text in self.known:
            return self.picture.name(text)
        if _DAY.fullmatch(text):
            return day_in_words(date.fromisoformat(text))
        return word(text) if _CHOICE.fullmatch(text) and text not in self.picture.organisation.people else text


def changed(parts: Iterable[Part], was: Telling, would: Telling) -> list[Changed]:
    """Return what a proposal changes, thing by thing."""
    return [_changed(part, was, would) for part in parts]


def _changed(part: Part, was: Telling, would: Telling) -> Changed:
    section = SECTION_WORDS[part.section]
    stated = part.before if part.after is None else part.after
    own = stated.get("title") or stated.get("name") if isinstance(stated, dict) else None
    title = f"{capital(section.one)}: {own or part.key.replace('-', ' ')}" if part.key else section.many
    how = "new" if part.before is None else "taken away" if part.after is None else "changed"
    old = part.before if isinstance(part.before, dict) else {"": part.before}
    new = part.after if isinstance(part.after, dict) else {"": part.after}
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    fields = [
        FieldChange(label(name) if name else "It is", was.said(old.get(name)), would.said(new.get(name)))
        for name in names
    ]
    return Changed(part, title, how, tuple(fields))


def line(change: LineChange, steps: tuple[str, ...] | None) -> str:
    """Return a line before or after, in words."""
    return "not there" if steps is None else " > ".join(steps) or "nobody"


def rows(answer: WhatIf) -> Iterator[Row]:
    """Yield everything that a proposal would bring as rows of a file, in the order of the page."""
    for what, findings in (("finding appears", answer.appear), ("finding disappears", answer.disappear)):
        for one in findings:
            yield Row(what, one.about, one.message, one.force, one.paragraphs, one.remedy)
    for change in answer.lines:
        says = f"from {line(change, change.before)} to {line(change, change.after)}"
        yield Row("line changes", f"{change.about} ({LINES[change.kind]})", says, "", (), "")
    for trigger in answer.triggers:
        yield Row("test of assurance", "", trigger, "", (), "")
