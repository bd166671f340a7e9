"""The forms about appointments and seats, which have a first and a last day of their own."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clearline.organisations.forms.asking import part_questions
from clearline.organisations.forms.choices import Choices
from clearline.organisations.forms.facts import FactsForm, WhyForm
from clearline.organisations.officers import Holder
from clearline.organisations.partnerships import Seat


class PartForm(FactsForm, WhyForm):
    """An appointment or a seat."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    mistake = forms.BooleanField(label="It was recorded by mistake: take it back", required=False)


class AppointmentForm(PartForm):
    """An appointment; its holder is a person who is recorded already, or one who is named here."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        name = forms.CharField(
            label="Name of a person who is not recorded yet", max_length=200, required=False,
            help_text="Leave it empty when you have chosen a person.",
        )  # fmt: skip
        kwargs["questions"]["person"].required = False
        super().__init__(data, first={"new_person": name}, **kwargs)
        self.order_fields(["person", "new_person"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        named, chosen = bool(given.get("new_person")), "person" in (self.facts or {})
        if named == chosen and "person" not in self.errors:
            self.add_error(
                "person", "Choose a person, or write the name of a new one" + (", and not both" if named else "")
            )
        return given


def part_form(section: str, choices: Choices, now: Mapping[str, Any] | None, data: Any) -> PartForm:
    """Return the form about an appointment in posts or offices, or a seat of a body; ``now`` is how it is stated."""
    kind, of = (PartForm, Seat) if section == "bodies" else (AppointmentForm, Holder)
    form = kind(data, questions=part_questions(of, choices, now), now=now)
    if now is None:
        del form.fields["mistake"]
    return form
