"""The forms of the calendar: how often a report is due, a question, an answer, pre-election periods, one's own mail."""

from typing import Any

from django import forms

from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField

EVERY = {
    "month": "Every month",
    "two-months": "Every two months",
    "quarter": "Every quarter",
    "half-year": "Every half-year",
    "year": "Every year",
    "none": "No interval: when something happens",
}
"""How often, in words."""


class CadenceForm(Form):
    """How often and by when a report is due here."""

    every = RadiosField(label="How often?")
    deadline = forms.IntegerField(
        label="Days after the period by which it is due", min_value=0, max_value=366, required=False,
        help_text="Leave empty for what is suggested",
    )  # fmt: skip
    first_due = DateField(
        label="First due", required=False, help_text="Leave empty to follow the financial year, which ends on 31 March"
    )
    why = LongTextField(label="Why", max_length=1000, rows=3)

    def __init__(self, *args: Any, suggested: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every"].required = False
        self.offer("every", [("", f"As suggested: {suggested}"), *EVERY.items()])


READ_BY_ALL = "Everybody whom the report is for reads this: no small number, and nothing that is not open"


class QuestionForm(Form):
    """What a reader asks about a report."""

    text = LongTextField(label="Your question", help_text=READ_BY_ALL)


class AnswerForm(Form):
    """What the maker answers."""

    text = LongTextField(label="Your answer", help_text=READ_BY_ALL)


class ElectionForm(Form):
    """When the pre-election period of an election is."""

    election = forms.CharField(label="Election", max_length=200, help_text="For example, council elections of May 2027")
    starts = DateField(label="First day", help_text="As a rule the day of the notice of election")
    ends = DateField(label="Last day", help_text="The day of the poll")


class ChangeElectionForm(ElectionForm):
    """Other days or another name."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class WhyForm(Form):
    """A reason."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class WhyReleasedForm(Form):
    """Why something is let out within a pre-election period."""

    why = LongTextField(label="Why it may go out before the poll", max_length=1000, rows=3)


class MailForm(Form):
    """Which mail about the calendar somebody wants."""

    mail = CheckboxesField(
        label="Mail",
        required=False,
        choices=[
            ("reminders", "Reminders of what your office owes: 14 days before, 3 days before, and when it is late"),
            ("digest", "Once a week: what is late, due, not yet confirmed and not answered"),
        ],
    )
