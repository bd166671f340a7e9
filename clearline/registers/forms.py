"""Forms about registers: for an entry, made from the columns; to withdraw it, to set an interval, to load a file."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField
from clearline.kit.errors import BadInput
from clearline.registers.cells import LARGEST, LONGEST, LONGEST_LONG
from clearline.registers.known import Known
from clearline.registers.vocabulary import Column, Register

FEW = 6
"""Choices that are all shown; more are picked from a list."""

YES_NO = [("yes", "Yes"), ("no", "No")]


class EntryForm(Form):
    """Asks for an entry: a field for each column, in their order. ``entry_form`` makes one of a register."""

    register: Register

    def values(self) -> dict[str, Any]:
        """Return what was given, by key of the column."""
        return {column.key: self._value(column) for column in self.register.columns}

    def refuse_columns(self, bad: BadInput) -> None:
        """Show what is wrong with single columns beside their fields, and the rest in the summary."""
        titles = {f"{column.title}: ": at(column.key) for column in self.register.columns}
        for sentence in map(str, bad.problems):
            field = next((name for title, name in titles.items() if sentence.startswith(title)), None)
            self.add_error(field, sentence)

    def _value(self, column: Column) -> Any:
        value = self.cleaned_data.get(at(column.key))
        if column.type == "yes-no":
            return {"yes": True, "no": False}.get(value or "")
        return value.strip() if isinstance(value, str) else value


class WithdrawForm(Form):
    """Why an entry is taken out."""

    why = LongTextField(label="Why it is withdrawn", max_length=1000, rows=3)


class IntervalForm(Form):
    """How old entries may be here."""

    months = forms.IntegerField(label="Months", min_value=1, max_value=120, help_text="From 1 to 120")
    why = LongTextField(label="Why, and who decided", max_length=1000, rows=3)


class FileForm(Form):
    """A file of entries."""

    file = forms.FileField(label="File", help_text="CSV or XLSX with the headings of the template")


class RowsForm(Form):
    """The rows of a file that was looked through, to be put in the register."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)
    why = LongTextField(label="Where the file comes from", max_length=1000, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].personal_warning = True  # type: ignore[attr-defined]  # cells are looked through as words


def entry_form(data: Any, register: Register, known: Known, values: Mapping[str, Any] | None = None) -> EntryForm:
    """Return a form for an entry; with ``values`` to put right what is recorded, and then it asks why."""
    kept = values or {}
    fields: dict[str, Any] = {
        at(column.key): field_for(column, known, kept.get(column.key)) for column in register.columns
    }
    label, hint = ("Why", "") if values is not None else ("Note for the record", "For example where you have it from")
    fields["why"] = LongTextField(label=label, help_text=hint, required=values is not None, max_length=1000, rows=2)
    made = type("AskedForm", (EntryForm,), {**fields, "register": register})
    form: EntryForm = made(data, initial={at(key): _initial(value) for key, value in kept.items()})
    return form


def at(key: str) -> str:
    """Return the name of the field of a column, apart from the fields that every form has."""
    return f"c-{key}"


def field_for(column: Column, known: Known, kept: Any) -> forms.Field:
    """Return the field that asks for a cell; ``kept`` is what is there, which stays among the choices."""
    asked: dict[str, Any] = {"label": column.title, "help_text": column.hint, "required": column.required}
    if column.type == "long-text":
        return LongTextField(max_length=LONGEST_LONG, rows=4, **asked)
    if column.type == "date":
        return DateField(**asked)
    if column.type == "number":
        return forms.IntegerField(min_value=0, max_value=LARGEST, **asked)
    if column.type == "yes-no":
        return RadiosField(choices=YES_NO, **asked)
    if column.type == "link":
        return forms.URLField(assume_scheme="https", max_length=LONGEST, **asked)
    if column.type in ("text", "duty"):
        field = forms.CharField(max_length=LONGEST, **asked)
        field.personal_warning = column.type == "text"  # type: ignore[attr-defined]
        return field
    choices = dict(known.choices(column))
    for one in kept if isinstance(kept, list) else [kept] if kept else []:
        choices.setdefault(one, one)
    if column.type == "choices":
        return CheckboxesField(choices=list(choices.items()), **asked)
    if column.choices and len(choices) <= FEW:
        return RadiosField(choices=list(choices.items()), **asked)
    return forms.ChoiceField(choices=[("", "Choose"), *choices.items()], **asked)


def _initial(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
