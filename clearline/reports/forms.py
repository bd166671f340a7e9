"""The forms of reports: what somebody says in one, issuing, and the Word template."""

from typing import Any

from django import forms

from clearline.accounts.queries import role_title
from clearline.assurance.access_forms import AccessForm
from clearline.doors.forms import Form, LongTextField, RadiosField


class CommentForm(AccessForm):
    """What a named person says in a report, in one of their offices."""

    office = RadiosField(label="You speak as")
    text = LongTextField(label="What you want to say", max_length=6000, rows=8)

    def __init__(self, *args: Any, offices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("office", [(one, role_title(one)) for one in offices])
        self.fields["office"].initial = offices[0]


class IssueForm(Form):
    """Whether an issue puts another right, and why."""

    amends = forms.ChoiceField(label="Does it put an earlier issue right?", required=False)
    why = LongTextField(label="Why it is amended", required=False, rows=3, max_length=1000)

    def __init__(self, *args: Any, earlier: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("amends", [("", "No, it is a new one"), *((number, f"It amends {number}") for number in earlier)])


class WhyForm(Form):
    """A reason."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class TemplateForm(Form):
    """The council's own Word template."""

    file = forms.FileField(
        label="Word template", help_text="A plain Word document (.docx) of 10 MB or less, without macros or links"
    )
