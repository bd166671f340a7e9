"""The forms by which evidence is added, used and withdrawn."""

from typing import Any

from django import forms

from clearline.assurance.access_forms import AccessForm
from clearline.assurance.evidence.receiving import LARGEST, TAKEN
from clearline.doors.forms import DateField, Form, LongTextField


def content_fields(kind: str, choices: list[tuple[str, str]]) -> dict[str, forms.Field]:
    """Return the fields that ask for what a version is made of, by the kind of evidence.

    ``choices`` are the registers or the issued reports that there are.
    """
    match kind:
        case "file":
            says = (
                f"{TAKEN}, up to {LARGEST // 1_000_000} MB. Never a file with a row for each child. Its words and "
                "tables are looked through for that. Pictures and scanned pages cannot be read: check those yourself"
            )
            return {"file": forms.FileField(label="File", help_text=says, allow_empty_file=True, max_length=200)}
        case "link":
            says = "For example https://www.northmoor.example/minutes/12"
            address = forms.URLField(label="Address", max_length=500, assume_scheme="https", help_text=says)
            return {"link": address}
        case "figure":
            measure = "Its name, or a reference such as NI 64. It is kept as it is shown today"
            period = "As published, such as 2025 or 2024/25. Leave it empty for the latest"
            return {
                "measure": forms.CharField(label="Measure", max_length=200, help_text=measure),
                "period": forms.CharField(label="Period", max_length=20, help_text=period, required=False),
            }
        case "register-extract":
            says = "It is kept as it stands today, without names"
            return {"register": forms.ChoiceField(label="Register", choices=choices, help_text=says)}
        case "pack":
            return {"report": forms.ChoiceField(label="Issued report", choices=choices)}
    return {"where": LongTextField(label="Where it is kept", rows=3, max_length=1000)}


class AddForm(AccessForm):
    """A piece of evidence with its first version."""

    title = forms.CharField(label="Title", max_length=200)
    source = forms.CharField(label="Who made it", max_length=300, help_text="A post, a body or a publisher")
    starts = DateField(label="First day that it speaks of", required=False, help_text="Not the day on which you add it")
    ends = DateField(label="Last day that it speaks of", required=False)
    expires = DateField(label="Last day on which it can be relied on", required=False)

    def __init__(self, *args: Any, kind: str, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        fields = content_fields(kind, choices)
        super().__init__(*args, more=fields, **kwargs)
        if kind == "register-extract":
            self.initial["access"] = "confidential"  # it is never open
        self.order_fields(["title", *fields, "source", *self.fields])


class VersionForm(Form):
    """A later version of a piece of evidence."""

    why = LongTextField(label="What is new in it", rows=2, max_length=1000)

    def __init__(self, *args: Any, kind: str, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        fields = content_fields(kind, choices)
        super().__init__(*args, more=fields, **kwargs)
        self.order_fields([*fields, "why"])


class UseForm(AccessForm):
    """What a piece of evidence proves, by which page, and why."""

    item = forms.ChoiceField(label="Evidence")
    about = forms.ChoiceField(label="What it proves")
    place = forms.CharField(label="Page or paragraph", max_length=200, help_text="So that somebody else finds it")
    why = LongTextField(label="Why it proves this", rows=3)

    def __init__(
        self, *args: Any, items: list[tuple[str, str]], abouts: list[tuple[str, str]], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offer("item", items)
        self.offer("about", abouts)


class EndForm(Form):
    """Why something is no longer used."""

    why = LongTextField(label="Why it is no longer used for this", rows=2, max_length=1000)
