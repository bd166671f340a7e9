"""The form of what a report says to its committee: each heading with who may read it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms

from clearline.accounts.access_class import Access
from clearline.assurance.access_forms import CLASSES, choice_of, chosen_class
from clearline.doors.bound_field import BoundField
from clearline.doors.forms import DateField, Form, LongTextField
from clearline.reports.committee import Paper
from clearline.schedule.contract import Contract


class HeadingFields(NamedTuple):
    """The fields of one heading."""

    title: str
    text: BoundField
    access: BoundField
    why: BoundField
    said: str
    """Who may read it, in a word."""
    opened: bool
    """Whether who may read it is asked in sight: where it is not open to all, or something is wrong."""


class PaperForm(Form):
    """What a report says to its committee, under the headings that whoever writes may read."""

    meeting = forms.CharField(label="Committee or body", max_length=200, required=False)
    meets = DateField(label="Day of the meeting", required=False)
    minutes = forms.CharField(
        label="Minute reference", max_length=300, required=False, help_text="When there is one, after the meeting"
    )

    def __init__(self, *args: Any, contract: Contract, headings: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._titles = {one.key: one.title for one in contract.contents if one.key in headings}
        for key, title in self._titles.items():
            hint = "One a line" if key == "background-papers" else ""
            self.fields[key] = LongTextField(label=title, required=False, help_text=hint)
            self.fields[f"{key}-access"] = forms.ChoiceField(
                label=f"Who may read this: {title.lower()}", choices=CLASSES, initial="open", required=False,
                help_text="What is privileged is never printed. Advice that members get is exempt, paragraph 5",
            )  # fmt: skip
            self.fields[f"{key}-why"] = LongTextField(
                label=f"Why the public interest favours keeping it exempt: {title.lower()}", required=False, rows=2,
                max_length=1000, help_text="Only for what is exempt",
            )  # fmt: skip

    def headings(self) -> Iterator[HeadingFields]:
        """Yield the fields heading by heading, for the page."""
        words = dict(CLASSES)
        for key, title in self._titles.items():
            text, access, why = (self[name] for name in (key, f"{key}-access", f"{key}-why"))
            value = str(access.value() or "open")
            said = words.get(value, value).partition(":")[0].lower()
            wrong = bool(access.errors or why.errors) or bool(self.errors and value != "open")
            yield HeadingFields(title, text, access, why, said, wrong)  # type: ignore[arg-type]

    def texts(self) -> dict[str, str]:
        """Return what was written, by heading."""
        return {key: self.cleaned_data[key] for key in self._titles}

    def classes(self) -> dict[str, Access]:
        """Return who may read each; the action that takes them checks them."""
        given = self.cleaned_data
        return {key: chosen_class(given[f"{key}-access"] or "open", given[f"{key}-why"]) for key in self._titles}


def written(paper: Paper | None) -> Mapping[str, Any]:
    """Return what is written already, as the first values of the form."""
    if paper is None:
        return {}
    found: dict[str, Any] = {"meeting": paper.meeting, "meets": paper.meets, "minutes": paper.minutes}
    for key, one in paper.headings.items():
        found |= {key: one.text, f"{key}-access": choice_of(one.access), f"{key}-why": one.access.why}
    return found
