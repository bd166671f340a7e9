"""The forms by which departures are recorded, renewed, ended and published."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from clearline.doors.forms import DateField, Form, LongTextField, RadiosField
from clearline.guidance.schema import Edition

ROUTES = (
    ("officer", "An officer, under delegated powers"),
    ("executive", "The executive: cabinet, mayor or lead member"),
    ("full-council", "Full Council"),
)


def edition_choices(editions: Iterable[Edition], on: date) -> list[tuple[str, str]]:
    """Return editions to choose from, the newest first, each with whether it is in force on a day."""
    found = sorted(editions, key=lambda one: one.start or date.min, reverse=True)
    return [(one.edition, f"{one.edition}, {_standing(one, on)}") for one in found]


def _standing(edition: Edition, on: date) -> str:
    if edition.end is not None and edition.end < on:
        return f"replaced on {edition.end + timedelta(days=1):%-d %B %Y}"
    return "in force" if edition.start and edition.start <= on else "not yet in force"


class DepartureForm(Form):
    """A decision to depart from the guidance, with what paragraph 1.12 of the 2009 edition asks of it."""

    edition = forms.ChoiceField(label="Edition of the guidance")
    provision = forms.CharField(
        label="Paragraph", max_length=40, help_text="As the finding gives it, for example 2.14 or L23"
    )
    reasons = LongTextField(
        label="Reasons", help_text="Why the council departs from the guidance. The reasons must be clear"
    )
    alternatives = LongTextField(label="What else was considered", required=False)
    consulted = LongTextField(label="Who was consulted, and what they said", rows=3, required=False)
    decided_by = forms.CharField(
        label="Who decided", max_length=200, help_text="A post or body, for example Cabinet; never a person’s name"
    )
    route = RadiosField(label="How was it decided?", choices=ROUTES)
    start = DateField(label="Holds from")
    end = DateField(label="Last day", required=False, help_text="Leave empty if no end was decided")
    review = DateField(label="Review date", help_text="It explains nothing after this day, unless it is renewed before")
    minutes = forms.URLField(
        label="Link to the minutes", required=False, max_length=200, assume_scheme="https",
        help_text="For example https://www.northmoor.example/minutes/12",
    )  # fmt: skip
    published = forms.BooleanField(required=False, label="Publish it: the public may read this departure")

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("edition", editions)


class RenewForm(Form):
    """A later review date."""

    review = DateField(label="New review date")
    why = LongTextField(label="Why the departure still holds", max_length=1000, rows=3)


class EndForm(Form):
    """The last day of a departure."""

    last = DateField(label="Last day")
    why = LongTextField(label="Why it ends", max_length=1000, rows=3)


class PublishForm(Form):
    """Why the public may read a departure, or no longer."""

    why = LongTextField(label="Why", max_length=1000, rows=3)
