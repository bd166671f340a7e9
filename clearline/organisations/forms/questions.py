"""The kinds of question that a form about the picture asks. Each makes its fields, and reads one value from them.

A value is what a file would say. ``UNSET`` is what is not stated, which is never the same as no.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from msgspec import UNSET

from clearline.doors.forms import CheckboxesField, DateField, LongTextField, RadiosField
from clearline.organisations.forms.choices import FEW, Choices

LONG = frozenset({"reasons", "note", "alternatives", "consulted"})
"""Texts of several lines."""

FEW_RADIOS = 6


class Unclear(Exception):
    """What was given to a field makes no value."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class Question(ABC):
    """One thing that a form asks."""

    def __init__(self, name: str, label: str, hint: str = "", *, required: bool = False) -> None:
        self.name, self.label, self.hint, self.required = name, label, hint, required
        self.default: Any = UNSET
        self.short = label
        """Its label where the thing that it is about is named already."""

    @abstractmethod
    def fields(self) -> dict[str, forms.Field]:
        """Return the fields of the form by name."""

    def initial(self, value: Any) -> dict[str, Any]:
        """Return what the fields hold for a value that is stated."""
        return {self.name: value}

    def answer(self, given: Mapping[str, Any]) -> Any:
        """Return the value that was given, ``UNSET`` for none. Raises ``Unclear``."""
        value = given.get(self.name)
        return UNSET if value in (None, "") else value

    def shown(self, value: Any) -> Any:
        """Return a value as a page shows it."""
        return value

    def refuse(self, message: str, field: str = "") -> Unclear:
        return Unclear(field or self.name, message)

    def _words(self) -> dict[str, Any]:
        return {"label": self.label, "help_text": self.hint, "required": self.required}


class Text(Question):
    """A text on one line, or on several."""

    def fields(self) -> dict[str, forms.Field]:
        if self.name.rpartition("-")[2] in LONG:
            return {self.name: LongTextField(**self._words())}
        return {self.name: forms.CharField(max_length=300, **self._words())}


class Number(Question):
    """A whole number from 0."""

    def fields(self) -> dict[str, forms.Field]:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
        return {self.name: forms.IntegerField(min_value=0, max_value=10**9, widget=widget, **self._words())}


class Day(Question):
    """A date."""

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: DateField(**self._words())}

    def initial(self, value: Any) -> dict[str, Any]:
        return {self.name: _as_date(value)}

    def answer(self, given: Mapping[str, Any]) -> Any:
        day = super().answer(given)
        return day.isoformat() if isinstance(day, date) else day

    def shown(self, value: Any) -> Any:
        return _as_date(value)


def _as_date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


class Choice(Question):
    """One of some values, and where it may be left open "not stated"."""

    def __init__(self, name: str, label: str, hint: str, options: Mapping[Any, str], *, required: bool = False) -> None:
        super().__init__(name, label, hint, required=required)
        self.options = dict(options)
        self.by_key = {_key(value): value for value in self.options}

    def fields(self) -> dict[str, forms.Field]:
        choices = [(_key(value), words) for value, words in self.options.items()]
        if not self.required:
            choices.insert(0, ("", "Not stated"))
        kind = RadiosField if len(choices) <= FEW_RADIOS else forms.ChoiceField
        if kind is forms.ChoiceField and self.required:
            choices.insert(0, ("", ""))
        return {self.name: kind(choices=choices, **self._words())}

    def initial(self, value: Any) -> dict[str, Any]:
        return {self.name: _key(value)}

    def answer(self, given: Mapping[str, Any]) -> Any:
        return self.by_key.get(given.get(self.name) or "", UNSET)

    def shown(self, value: Any) -> Any:
        return self.options.get(value, value)


def _key(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class Reference(Question):
    """A thing of the picture: from a list where there are few, by id or title where there are many."""

    def __init__(
        self, name: str, label: str, hint: str, choices: Choices, rooms: Sequence[str], *,
        required: bool = False, extra: Mapping[Any, str] | None = None, now: Any = None, loose: bool = False,
    ) -> None:  # fmt: skip
        """Take where it may lead, other values that it may have (``False``: no), and what is stated now.

        ``loose``: what is called nothing here is kept in the words that were written.
        """
        super().__init__(name, label, hint, required=required)
        self.choices, self.rooms, self.extra, self.loose = choices, rooms, dict(extra or {}), loose
        self.titles = choices.among(rooms)
        if isinstance(now, str) and now not in self.titles:
            self.titles[now] = choices.title(now)
        self.listed = len(self.titles) <= FEW

    def fields(self) -> dict[str, forms.Field]:
        if not self.listed:
            hint = f"{self.hint} Write its title or its id.".strip()
            return {self.name: forms.CharField(max_length=300, **{**self._words(), "help_text": hint})}
        first = [("", "")] if self.required else [("", "Not stated")]
        more = [(_key(value), words) for value, words in self.extra.items()]
        return {self.name: forms.ChoiceField(choices=[*first, *more, *self.titles.items()], **self._words())}

    def initial(self, value: Any) -> dict[str, Any]:
        if isinstance(value, str) and not self.listed:
            return {self.name: self.choices.title(value) if self._alone(value) else value}
        return {self.name: _key(value)}

    def _alone(self, key: str) -> bool:
        """Return whether nothing else has the same title."""
        return self.titles.get(key) == self.choices.title(key)

    def answer(self, given: Mapping[str, Any]) -> Any:
        written = (given.get(self.name) or "").strip()
        by_key = {_key(value): value for value in self.extra}
        if not written or written in by_key:
            return by_key.get(written, UNSET)
        return self.named(written)

    def named(self, written: str) -> str:
        """Return the id of what somebody wrote. Raises ``Unclear``."""
        try:
            return written if written in self.titles else self.choices.find(written, self.rooms)
        except ValueError as error:
            if self.loose:
                return written
            raise self.refuse(str(error)) from None

    def shown(self, value: Any) -> Any:
        return self.choices.shown(value) if isinstance(value, str) else self.extra.get(value, value)


class OneOrSeveral(Question):
    """A thing of the picture, or two where two are stated, each in a field of its own."""

    def __init__(
        self, name: str, label: str, hint: str, choices: Choices, rooms: Sequence[str], *, now: Any = None
    ) -> None:
        super().__init__(name, label, hint)
        there = (now,) if isinstance(now, str) else tuple(now or ())
        count = max(2, len(there))
        labels = [label, *["And also, only where more than one is stated"] * (count - 1)]
        stated = (*there, *[None] * count)
        self.each = [
            Reference(f"{name}-{at}" if at else name, labels[at], "" if at else hint, choices, rooms, now=stated[at])
            for at in range(count)
        ]

    def fields(self) -> dict[str, forms.Field]:
        return {name: field for each in self.each for name, field in each.fields().items()}

    def initial(self, value: Any) -> dict[str, Any]:
        there = (value,) if isinstance(value, str) else tuple(value)
        return {k: v for each, one in zip(self.each, there, strict=False) for k, v in each.initial(one).items()}

    def answer(self, given: Mapping[str, Any]) -> Any:
        found = [one for each in self.each if (one := each.answer(given)) is not UNSET]
        if len(found) > 1 and "nobody" in found:
            raise self.refuse("Choose nobody, or somebody, and not both")
        found = list(dict.fromkeys(found))
        return (found[0] if len(found) == 1 else found) if found else UNSET

    def shown(self, value: Any) -> Any:
        there = (value,) if isinstance(value, str) else value
        return [self.each[0].shown(one) for one in there] or "None"


class Ticks(Question):
    """Any of some values; where it may be left open, "none" is a choice of its own."""

    def __init__(
        self, name: str, label: str, hint: str, options: Mapping[str, str], *, open_: bool, required: bool
    ) -> None:
        super().__init__(name, label, hint, required=required)
        self.options, self.open = dict(options), open_

    def fields(self) -> dict[str, forms.Field]:
        none = [("none", "None: it is on record that there are none")] if self.open else []
        words = {**self._words(), "required": False}
        return {self.name: CheckboxesField(choices=[*self.options.items(), *none], **words)}

    def initial(self, value: Any) -> dict[str, Any]:
        return {self.name: list(value) or (["none"] if self.open else [])}

    def answer(self, given: Mapping[str, Any]) -> Any:
        ticked = list(given.get(self.name) or ())
        if "none" in ticked and len(ticked) > 1:
            raise self.refuse("Tick what there is, or tick none, and not both")
        return [] if ticked == ["none"] else ticked or UNSET

    def shown(self, value: Any) -> Any:
        return [self.options[one] for one in value] or "None"


class Lines(Question):
    """Several words or things of the picture, one on a line; where it may be left open, "none" is a tick of its own."""

    def __init__(
        self, name: str, label: str, hint: str, *, open_: bool, required: bool, reference: Reference | None = None
    ) -> None:
        by = "title or id" if reference else ""
        super().__init__(name, label, f"{hint} One on a line{', by ' + by if by else ''}.".strip(), required=required)
        self.open, self.reference = open_, reference

    def fields(self) -> dict[str, forms.Field]:
        text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **{**self._words(), "required": False})
        none = forms.BooleanField(required=False, label=f"{self.label}: it is on record that there are none")
        return {self.name: text, **({f"{self.name}-none": none} if self.open else {})}

    def initial(self, value: Any) -> dict[str, Any]:
        ref = self.reference
        lines = [str(ref.initial(one)[ref.name]) if ref and not ref.listed else self._title(one) for one in value]
        return {self.name: "\n".join(lines), f"{self.name}-none": self.open and not lines}

    def _title(self, one: str) -> str:
        return self.reference.titles.get(one, one) if self.reference else one

    def answer(self, given: Mapping[str, Any]) -> Any:
        lines = [line.strip() for line in (given.get(self.name) or "").splitlines() if line.strip()]
        none = given.get(f"{self.name}-none")
        if none and lines:
            raise self.refuse("Write what there is, or tick that there are none, and not both", f"{self.name}-none")
        if self.reference:
            lines = [self._named(line) for line in lines]
        return list(dict.fromkeys(lines)) or ([] if none else UNSET)

    def _named(self, line: str) -> str:
        assert self.reference is not None
        try:
            return self.reference.named(line)
        except Unclear as error:
            raise self.refuse(error.message) from None

    def shown(self, value: Any) -> Any:
        return [self.reference.shown(one) if self.reference else one for one in value] or "None"
