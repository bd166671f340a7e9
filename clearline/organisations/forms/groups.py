"""Questions that are made of others: a part with parts of its own, several alike, one value or another."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from msgspec import UNSET

from clearline.doors.forms import RadiosField
from clearline.kit.identifiers import new_key
from clearline.organisations.forms.questions import Choice, Question


class Inside(Question):
    """A part with fields of its own; stated when any of them is."""

    def __init__(self, name: str, label: str, hint: str, parts: Mapping[str, Question]) -> None:
        """Take the questions of the part by the names that files give them."""
        super().__init__(name, label, hint)
        self.parts = dict(parts)

    def fields(self) -> dict[str, forms.Field]:
        found = {name: field for part in self.parts.values() for name, field in part.fields().items()}
        for field in found.values():
            field.required = False
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        there = {name: value.get(name, part.default) for name, part in self.parts.items()}
        stated = [(self.parts[name], one) for name, one in there.items() if one is not UNSET and one is not None]
        return {name: one for part, fact in stated for name, one in part.initial(fact).items()}

    def answer(self, given: Mapping[str, Any]) -> Any:
        found = {name: part.answer(given) for name, part in self.parts.items()}
        stated = {name: value for name, value in found.items() if value is not UNSET}
        if not stated:
            return UNSET
        for name, part in self.parts.items():
            if part.required and part.default is UNSET and name not in stated:
                raise part.refuse(f"{part.label} is needed with the rest")
        return stated

    def shown(self, value: Any) -> Any:
        return [
            f"{part.short}: {_one_line(part.shown(value[name]))}" for name, part in self.parts.items() if name in value
        ]


def _one_line(shown: Any) -> str:
    from clearline.doors.values import words

    return words(shown).replace("; ", ", ")


class Either(Question):
    """One of some plain values, or the answer to a further question."""

    def __init__(
        self, name: str, label: str, hint: str, options: Mapping[Any, str], further: Question, words: str
    ) -> None:
        """Take the plain values, the further question, and the words of the choice that leads to it."""
        super().__init__(name, label, hint)
        self.plain = Choice(name, label, hint, options)
        self.further, self.words = further, words

    def fields(self) -> dict[str, forms.Field]:
        choices = [("", "Not stated"), *((key, self.plain.options[value]) for key, value in self.plain.by_key.items())]
        own = RadiosField(choices=[*choices, ("further", self.words)], **self._words())
        further = self.further.fields()
        for field in further.values():
            field.required = False
        return {self.name: own, **further}

    def initial(self, value: Any) -> dict[str, Any]:
        if isinstance(value, bool):
            return self.plain.initial(value)
        return {self.name: "further", **self.further.initial(value)}

    def answer(self, given: Mapping[str, Any]) -> Any:
        further = self.further.answer(given)
        if given.get(self.name) != "further":
            if further is not UNSET:
                raise self.refuse(f"Choose “{self.words}”, or leave its details empty")
            return self.plain.answer(given)
        if (
            further is UNSET
            and isinstance(self.further, Inside)
            and not any(p.required for p in self.further.parts.values())
        ):
            return {}
        if further is UNSET:
            raise self.refuse(f"Say more: you chose “{self.words}”", next(iter(self.further.fields())))
        return further

    def shown(self, value: Any) -> Any:
        return self.plain.shown(value) if isinstance(value, bool) else self.further.shown(value)


class Repeated(Question):
    """Several parts alike, by id or in order, with room for one more; emptied is taken out."""

    def __init__(self, name: str, label: str, hint: str, make: Callable[[str, str], Question], now: Any) -> None:
        """Take what makes the question of one part by its name and label, and what is stated now."""
        super().__init__(name, label, hint)
        self.keys: Sequence[str | None] = [*(now if isinstance(now, Mapping) else [None] * len(now or ()))]
        self.each = [make(f"{name}-{at}", f"{label} {at + 1}") for at in range(len(self.keys) + 1)]

    def fields(self) -> dict[str, forms.Field]:
        found = {name: field for each in self.each for name, field in each.fields().items()}
        for field in found.values():
            field.required = False
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        stated = value.values() if isinstance(value, Mapping) else value
        return {k: v for each, one in zip(self.each, stated, strict=False) for k, v in each.initial(one).items()}

    def _answers(self, given: Mapping[str, Any]) -> list[tuple[str | None, Any]]:
        answers = [(key, each.answer(given)) for key, each in zip([*self.keys, None], self.each, strict=True)]
        return [(key, value) for key, value in answers if value is not UNSET]

    def answer(self, given: Mapping[str, Any]) -> Any:
        return [value for _, value in self._answers(given)] or UNSET

    def shown(self, value: Any) -> Any:
        stated = value.values() if isinstance(value, Mapping) else value
        return [_one_line(self.each[-1].shown(one)) for one in stated] or "None"


class ById(Repeated):
    """Several parts alike, each with an id, which for a new one is made from its title."""

    def answer(self, given: Mapping[str, Any]) -> Any:
        taken = {key for key in self.keys if key}
        found = {}
        for key, value in self._answers(given):
            titles = [value.get(name) for name in ("title", "name", "commissioner")]
            found[key or new_key(next(filter(None, titles), ""), taken, "part")] = value
        return found or UNSET


class Pairs(Repeated):
    """A value for each of several names that somebody writes."""

    def initial(self, value: Any) -> dict[str, Any]:
        return super().initial([{"name": name, "value": one} for name, one in value.items()])

    def answer(self, given: Mapping[str, Any]) -> Any:
        found = {value["name"]: value["value"] for _, value in self._answers(given)}
        return found or UNSET

    def shown(self, value: Any) -> Any:
        return [f"{name}: {_one_line(one)}" for name, one in value.items()] or "None"


class Forms(Repeated):
    """The form of executive, or several with the days from and to which each held."""

    def initial(self, value: Any) -> dict[str, Any]:
        return super().initial([{"form": value}] if isinstance(value, str) else value)

    def answer(self, given: Mapping[str, Any]) -> Any:
        found = super().answer(given)
        return found[0]["form"] if found is not UNSET and [*map(len, found)] == [1] else found

    def shown(self, value: Any) -> Any:
        return super().shown([{"form": value}] if isinstance(value, str) else value)
