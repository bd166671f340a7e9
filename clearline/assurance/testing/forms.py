"""The forms by which a test of assurance is opened, written, reviewed, approved and concluded."""

from collections.abc import Sequence
from typing import Any

from django import forms

from clearline.assurance.access_forms import AccessForm
from clearline.assurance.testing import content
from clearline.assurance.testing.approvals import Step
from clearline.doors.forms import DateField, Form, LongTextField, RadiosField

OWN_BODIES = 3
"""How many bodies of its own a council can put on the way of approval at a time."""

DECISIONS = (
    ("approved", "Approved"),
    ("deferred", "Deferred: more is asked for before it is decided"),
    ("refused", "Not approved"),
)


class OpenForm(Form):
    """What a new test is about."""

    title = forms.CharField(label="Title", max_length=200)
    scope = LongTextField(
        label="Scope",
        help_text="What is tested, what is not, and who makes the test. The public reads this once it is published",
    )
    change_on = DateField(
        label="First day of the change", required=False, help_text="Leave empty where nothing changes on a day"
    )


class ReviseForm(OpenForm):
    """What a test is about, and what it is to conclude."""

    conclusion = forms.ChoiceField(
        label="Proposed conclusion", required=False, help_text="Whoever approves the test approves this"
    )
    conclusion_words = LongTextField(
        label="Reasons for the conclusion, and recommendations", required=False,
        help_text="The public reads this once it is published: leave out what is exempt",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.title}: {one.says}") for one in content.conclusions().values()]
        self.offer("conclusion", [("", "None yet"), *choices])


class WriteForm(AccessForm):
    """What was found of an element."""

    strengths = LongTextField(label="Strengths", required=False, help_text="What works, and by which evidence")
    gaps = LongTextField(label="Gaps", required=False, help_text="What is weak, missing or not known")
    words = LongTextField(label="What follows for the arrangements", required=False, rows=3)
    rating = RadiosField(label="Rating", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.title}: {one.says}") for one in content.ratings().values()]
        self.offer("rating", choices)


class CompareForm(Form):
    """What another authority published of its arrangements."""

    council = forms.CharField(label="Council", max_length=200)
    arrangement = LongTextField(label="Its arrangement", rows=3, max_length=2000)
    link = forms.URLField(label="Where it is published", max_length=500, assume_scheme="https")
    on = DateField(label="When you read it")


class ReviewForm(Form):
    """An independent review."""

    organisation = forms.CharField(label="Organisation of the reviewer", max_length=200)
    capacity = forms.CharField(
        label="Post or capacity of the reviewer", max_length=200, help_text="Never a person’s name"
    )
    words = LongTextField(label="What the review found")
    recommendations = LongTextField(label="Recommendations", required=False)
    on = DateField(label="Day of the review")


class RouteForm(Form):
    """Who has to approve, in order: a number for each; none for those who need not."""

    why = LongTextField(label="Why it is changed", rows=2, max_length=1000)

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {one.key: number for number, one in enumerate(steps, 1)}
        own = {one.key: one.title for one in steps if one.key not in content.places()}
        self.titles = {place.key: place.title for place in content.places().values()} | own
        for key, title in self.titles.items():
            self.fields[f"place-{key}"] = self._number(title, there.get(key))
        for one in range(1, OWN_BODIES + 1):
            self.fields[f"name-{one}"] = forms.CharField(label=f"Another body {one}", required=False, max_length=200)
            self.fields[f"own-{one}"] = self._number(f"Place of another body {one}", None)
        self.order_fields([name for name in self.fields if name != "why"])

    def _number(self, title: str, place: int | None) -> forms.IntegerField:
        widget = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
        return forms.IntegerField(label=title, required=False, min_value=1, max_value=99, initial=place, widget=widget)

    def steps(self) -> list[tuple[str, str]]:
        """Return key and title of each that has a number, in the order of the numbers."""
        given = self.cleaned_data
        numbered = [(given[f"place-{key}"], key, title) for key, title in self.titles.items()]
        numbered += [(given[f"own-{one}"], "", given[f"name-{one}"]) for one in range(1, OWN_BODIES + 1)]
        return [(key, title) for number, key, title in sorted(numbered, key=lambda one: one[0] or 0) if number]


class DecideForm(Form):
    """What a body or office decided."""

    step = RadiosField(label="Who decided?")
    decision = RadiosField(label="What was decided?", choices=DECISIONS)
    on = DateField(label="When was it decided?", help_text="An office signs today")
    minute = forms.CharField(
        label="Reference of the minute", required=False, max_length=200,
        help_text="Of a body’s decision, for example Audit Committee 12 March 2026, item 7",
    )  # fmt: skip
    words = LongTextField(
        label="What was said or asked for", required=False, rows=3, help_text="Needed unless it was approved"
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("step", [(one.key, one.title) for one in steps])


class ConcludeForm(Form):
    """When a test is concluded, and when it is reviewed."""

    on = DateField(label="Concluded on")
    next_review = DateField(
        label="Next review", help_text="The council’s own date: neither the law nor the guidance fixes an interval"
    )
    review_triggers = LongTextField(
        label="What would call for a review before", required=False, rows=3, max_length=1000,
        help_text="For example another function for the director, a new lead member or an inspection",
    )  # fmt: skip


class WhyForm(Form):
    """Why something is done."""

    why = LongTextField(label="Why", max_length=1000, rows=3)
