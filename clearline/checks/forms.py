"""The forms of the pages that join features."""

from django import forms

from clearline.doors.forms import DateField, Form, LongTextField, RadiosField


class LegalViewForm(Form):
    """What the monitoring officer says of a finding."""

    view = RadiosField(
        label="Your view of this finding",
        choices=[
            ("agrees", "I agree: the provision appears not to be met"),
            ("disagrees", "I disagree: the provision appears to be met, or does not apply"),
            ("needs-advice", "It needs advice"),
        ],
    )
    reasons = LongTextField(label="Reasons")
    privileged = forms.BooleanField(
        required=False,
        label="This is privileged legal advice: only those who may see privileged views can tell that it was given",
    )


class ConfirmTextForm(Form):
    """Where and when the words of a duty were read."""

    page = forms.CharField(
        label="Page or paragraph", max_length=40, help_text="For example page 7, or paragraph 12 of the PDF"
    )
    on = DateField(label="Day on which you read it")
    why = LongTextField(
        label="What you read it in",
        max_length=500,
        rows=2,
        required=False,
        help_text="For example the copy on GOV.UK",
    )


class WhyForm(Form):
    """Why something is done."""

    why = LongTextField(label="Why", max_length=1000, rows=3)
