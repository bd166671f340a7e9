"""The part of a form that says how far what is written may be read."""

from typing import Any

from django import forms

from clearline.accounts.access_class import PARAGRAPHS, Access, Kind
from clearline.doors.forms import Form, LongTextField

WORDS: dict[Kind, str] = {
    "open": "Open: everybody who may see this page, and readers of what is published",
    "exempt": "Exempt: kept from the public under Schedule 12A of the Local Government Act 1972",
    "confidential": "Confidential: those accountable, governance and the monitoring officer",
    "privileged": "Privileged: legal advice",
    "draft": "Draft: not finished, and counted nowhere",
}

CLASSES = (
    ("open", WORDS["open"]),
    *((f"exempt-{key}", f"Exempt under paragraph {key}: {words.lower()}") for key, words in PARAGRAPHS.items()),
    *((kind, WORDS[kind]) for kind in ("confidential", "privileged", "draft")),
)  # fmt: skip
"""Every class with every paragraph as one choice, for forms that ask it of several texts."""


def chosen_class(choice: str, why: str) -> Access:
    """Return the access class of one of ``CLASSES``; the action that takes it checks it."""
    kind, _, paragraph = choice.partition("-")
    return Access(kind=kind, paragraph=paragraph, why=why if paragraph else "")  # type: ignore[arg-type]


def choice_of(access: Access) -> str:
    """Return the one of ``CLASSES`` that an access class is."""
    return f"exempt-{access.paragraph}" if access.kind == "exempt" else access.kind


class AccessForm(Form):
    """A form whose last questions are the access class; a form that inherits it puts its own fields first."""

    access = forms.ChoiceField(label="Who may read this", choices=tuple(WORDS.items()), initial="open")
    exempt_paragraph = forms.ChoiceField(
        label="Paragraph of Schedule 12A", required=False, help_text="Only for what is exempt",
        choices=(("", "Not exempt"), *((key, f"{key}: {words}") for key, words in PARAGRAPHS.items())),
    )  # fmt: skip
    exempt_why = LongTextField(
        label="Why the public interest favours keeping it exempt", required=False, rows=3, max_length=1000,
        help_text="Only for what is exempt",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("access", "exempt_paragraph", "exempt_why")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def access_class(self) -> Access:
        """Return what was chosen; the action that takes it checks it."""
        given = self.cleaned_data
        return Access(kind=given["access"], paragraph=given["exempt_paragraph"], why=given["exempt_why"])

    def without_access(self) -> dict[str, Any]:
        """Return all that was given but the access class and the tick under a warning."""
        own = ("access", "exempt_paragraph", "exempt_why", "save_anyway")
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


class ReclassifyForm(AccessForm):
    """Who may read a thing from now on, and why."""

    why = LongTextField(
        label="Why you change it", rows=3, max_length=1000,
        help_text="The trail keeps it, and others read that: do not repeat words that you close",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["access", "exempt_paragraph", "exempt_why", "why"])
