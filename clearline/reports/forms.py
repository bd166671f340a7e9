"""The forms of reports: what somebody says in one, what a committee is told, issuing, and the Word template."""

from typing import Any

from django import forms

from clearline.accounts.queries import role_title
from clearline.assurance.access_forms import AccessForm
from clearline.doors.forms import DateField, Form, LongTextField, RadiosField
from clearline.reports.models import CommitteePaper
from clearline.schedule.contract import Contract


class CommentForm(AccessForm):
    """What a named person says in a report, in one of their offices."""

    office = RadiosField(label="You speak as")
    text = LongTextField(label="What you want to say", max_length=6000, rows=8)

    def __init__(self, *args: Any, offices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [(one, role_title(one)) for one in offices]  # type: ignore[attr-defined]
        self.fields["office"].initial = offices[0]


class PaperForm(Form):
    """What a report says to its committee."""

    meets = DateField(label="Day of the meeting", required=False)
    minutes = forms.CharField(
        label="Minute reference", max_length=300, required=False, help_text="When there is one, after the meeting"
    )

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in contract.contents:
            if one.key == "meeting":
                self.fields[one.key] = forms.CharField(label="Committee or body", max_length=200, required=False)
            elif one.key in CommitteePaper.HEADINGS:
                hint = "One a line" if one.key == "background-papers" else None
                self.fields[one.key] = LongTextField(label=one.title, required=False, help_text=hint or "")
        self.order_fields([name for name in self.fields if name not in ("meeting", "meets", "minutes")])


class IssueForm(Form):
    """Whether an issue puts another right, and why."""

    amends = forms.ChoiceField(label="Does it put an earlier issue right?", required=False)
    why = LongTextField(label="Why it is amended", required=False, rows=3, max_length=1000)

    def __init__(self, *args: Any, earlier: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "No, it is a new one"), *((number, f"It amends {number}") for number in earlier)]
        self.fields["amends"].choices = choices  # type: ignore[attr-defined]


class WhyForm(Form):
    """A reason."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class TemplateForm(Form):
    """The council's own Word template."""

    file = forms.FileField(
        label="Word template", help_text="A plain Word document (.docx) of 10 MB or less, without macros or links"
    )
