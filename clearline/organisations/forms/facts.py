"""The form about one thing of the picture, and what every change of it asks besides: from which day, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from msgspec import UNSET

from clearline.doors.forms import DateField, Form, LongTextField, RadiosField
from clearline.organisations.forms.asking import fixed_keys, questions_of
from clearline.organisations.forms.choices import Choices
from clearline.organisations.forms.questions import Question, Unclear
from clearline.organisations.sections import one_of
from clearline.organisations.wording import word


class FactsForm(Form):
    """What is stated of one thing. ``facts`` is what a file would say, once the form is valid.

    What the form does not ask about (appointments, seats, training) is kept as it was.
    """

    def __init__(
        self, data: Any, *, questions: Mapping[str, Question], now: Any = None,
        first: Mapping[str, forms.Field] | None = None,
    ) -> None:  # fmt: skip
        """Take what was sent, ``None`` for nothing; the questions; what is stated now; and what to ask before them."""
        self.questions, self.now = dict(questions), now
        self.facts: Any = None
        self.bare = set(self.questions) == {"stated"}
        stated: Mapping[str, Any] = {"stated": now} if self.bare else now or {}
        initial: dict[str, Any] = {}
        for name, question in self.questions.items():
            value = stated.get(name)
            if value is None:
                value = question.default
            if value is not UNSET and value is not None:
                initial |= question.initial(value)
        asked = {name: field for question in self.questions.values() for name, field in question.fields().items()}
        own = dict(sorted(self.base_fields.items(), key=lambda field: field[0] == "why"))
        self.base_fields = {**(first or {}), **asked, **own}  # type: ignore[misc]
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Put the facts together. What makes no value is an error of its field."""
        given = super().clean()
        found = {} if self.bare else {k: v for k, v in (self.now or {}).items() if k not in self.questions}
        for name, question in self.questions.items():
            try:
                value = question.answer(given)
            except Unclear as error:
                self.add_error(error.field, error.message)
                continue
            if value is not UNSET:
                found[name] = value
            elif question.required and question.name not in self.errors:
                self.add_error(question.name, f"Say something for “{question.label}”")
        self.facts = found.get("stated") if self.bare else found
        if self.bare and self.facts is None and not self.errors:
            self.add_error("stated", "Say what is so. To take back what is stated, end it.")
        return given


class WhyForm(Form):
    """The reason that every change asks for."""

    why = LongTextField(
        label="Reason for this change", max_length=1000, rows=3,
        help_text="For example the decision and its minute. It is kept in the history.",
    )  # fmt: skip


class ChangeForm(FactsForm, WhyForm):
    """A change of a thing that is there: new from a day on, or put right."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    how = RadiosField(
        label="Is this a change, or was it wrong?",
        choices=[("change", "It changes on a day"), ("correct", "It was wrong: correct what is stated")],
    )
    start = DateField(label="The first day on which it is so", required=False, help_text="For example, 1 4 2027.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("how") == "change" and not given.get("start") and "start" not in self.errors:
            self.add_error("start", "Enter the first day on which it is so")
        return given


class AddForm(FactsForm, WhyForm):
    """A thing that was not there before; its first day is when it is stated from."""

    start = DateField(
        label="The first day on which it is there", required=False,
        help_text="For example, 1 4 2027. Leave it empty if it has always been there, as far as this record goes.",
    )  # fmt: skip

    def __init__(self, data: Any, *, section: str, taken: Mapping[str, Any], **kwargs: Any) -> None:
        """Take the section, and the things that it has already."""
        free = [("", ""), *((key, word(key)) for key in fixed_keys(section) if key not in taken)]
        which = forms.ChoiceField(label=f"Which {one_of(section)}?", choices=free)
        self.dated = "from" in kwargs["questions"]
        questions = {name: one for name, one in kwargs.pop("questions").items() if name not in ("from", "to")}
        super().__init__(data, first={"which": which} if fixed_keys(section) else None, questions=questions, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.dated and given.get("start") and isinstance(self.facts, dict):
            self.facts["from"] = given["start"].isoformat()
        return given


class EndForm(WhyForm):
    """The end of a thing, or that it was recorded by mistake."""

    how = RadiosField(
        label="Does it end, or was it recorded by mistake?",
        choices=[("end", "It ends on a day"), ("mistake", "It was recorded by mistake: take it back")],
    )
    last = DateField(label="Its last day", required=False, help_text="For example, 31 3 2027.")
    field_order = ("how", "last", "why")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("how") == "end" and not given.get("last") and "last" not in self.errors:
            self.add_error("last", "Enter its last day")
        return given


class NameForm(WhyForm):
    """The name of a person."""

    name = forms.CharField(label="Name", max_length=200, help_text="Only those who may see people are shown it.")
    field_order = ("name", "why")


def change_form(section: str, choices: Choices, now: Any, data: Any) -> ChangeForm:
    """Return the form that changes a thing of a section; ``now`` is what is stated of it, ``None`` for nothing."""
    return ChangeForm(data, questions=questions_of(section, choices, now), now=now)


def add_form(section: str, choices: Choices, taken: Mapping[str, Any], data: Any) -> AddForm:
    """Return the form that adds a thing to a section, which has some already."""
    return AddForm(data, questions=questions_of(section, choices, None), section=section, taken=taken)
