"""The forms of proposals."""

from pathlib import Path
from typing import Any

from django import forms

from clearline.doors.forms import DateField, Form, LongTextField
from clearline.kit.errors import BadInput
from clearline.kit.reading import read_yaml_text

LARGEST = 200_000
"""Characters of a proposal in YAML; the largest that anybody wrote has some thousands."""

PASTED = Path("your text")
"""What problems in a pasted proposal call it."""

EXAMPLE = "posts: {chief-executive: {holders: [{person: person-dcs, kind: interim}]}}"


class WantedForm(Form):
    """What a proposal is, beside what it changes."""

    title = forms.CharField(
        label="Title", max_length=200, help_text="For example “One director for children and adults”"
    )
    reasons = LongTextField(
        label="Reasons",
        required=False,
        help_text="Why this is proposed, for those who will decide. It can wait until you send it for decision",
    )
    takes_effect = DateField(
        label="From which day would it take effect?",
        help_text="The proposal is judged as at this day, by the guidance in force then",
    )


class TextForm(Form):
    """What a proposal changes, as a file that extends today's would say it."""

    text = forms.CharField(
        label="What changes, as YAML",
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=f"Only what is to be different, for example {EXAMPLE}. Write null to take a thing away",
    )
    file = forms.FileField(
        label="Or upload a file", required=False, help_text="A YAML file of up to 200,000 characters"
    )

    def clean(self) -> dict[str, Any]:
        """Return what was given, with what the text or the file says as ``overlay``; nothing is read by its name."""
        given = super().clean()
        try:
            given["overlay"] = self._overlay(given)
        except BadInput as error:
            self.refuse(error)
        return given

    def _overlay(self, given: dict[str, Any]) -> Any:
        upload, text = given.get("file"), given.get("text") or ""
        if upload:
            if upload.size > LARGEST:
                raise BadInput("The file is too large: a proposal says only what changes.")
            try:
                text = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise BadInput("The file is not UTF-8 text. Save it as UTF-8.") from None
        if not text.strip():
            return {}
        return read_yaml_text(text.replace("\r\n", "\n"), Path("your file") if upload else PASTED)[0] or {}


class WhyForm(Form):
    """Why something is done to a proposal."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class AdoptForm(Form):
    """The decision to adopt a proposal."""

    on = DateField(label="From which day does it take effect?")
    decision = LongTextField(
        label="Who decided, where, and the minute",
        max_length=1000,
        rows=3,
        help_text="Posts and bodies, not names. For example “Council, 14 May 2026, minute 12”",
    )
