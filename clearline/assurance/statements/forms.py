"""The forms in which those accountable state, and in which a judgement is kept."""

from typing import Any

from django import forms

from clearline.assurance.access_forms import AccessForm
from clearline.assurance.statements.columns import RESULTS
from clearline.assurance.statements.workflow import DECISIONS, STATES, STRENGTHS
from clearline.doors.forms import DateField, Form, LongTextField, RadiosField


class SayForm(AccessForm):
    """A statement in one's own column."""

    result = RadiosField(label="How does this duty stand?", choices=tuple(RESULTS.items()))
    words = LongTextField(label="Why you say so", help_text="In your own words. Nobody else can change them")
    saw = LongTextField(
        label="What you saw", rows=3, help_text="What you read, heard or visited that this rests on, and when"
    )


class KeepForm(Form):
    """How far a judgement is, and what was decided. None of it is a word of the two who are accountable."""

    state = RadiosField(label="How far is it?", choices=tuple(STATES.items()))
    strength = forms.ChoiceField(
        label="Strength of the evidence", required=False, choices=(("", "Not said"), *STRENGTHS.items())
    )
    decision = forms.ChoiceField(
        label="What was decided", required=False, choices=(("", "Nothing yet"), *DECISIONS.items())
    )
    review = DateField(
        label="Look at it again by", required=False,
        help_text="After this day it counts as not known. If what would trigger a review has happened, give that day",
    )  # fmt: skip
    trigger = LongTextField(
        label="Or when", required=False, rows=2, max_length=500,
        help_text="What would make it be looked at again, for example an inspection or a new director",
    )  # fmt: skip
    why = LongTextField(label="Why", rows=2, max_length=1000)


class VoiceForm(AccessForm):
    """What children and young people say about a duty."""

    words = LongTextField(
        label="What children and young people say",
        help_text="In their words where you can. Nothing by which a child could be known",
    )
    how = forms.CharField(
        label="How it was heard", max_length=300, help_text="For example the children in care council, or a survey"
    )
    heard_on = DateField(label="When it was heard")


class OfferForm(Form):
    """From which edition to which judgements are offered."""

    from_edition = forms.ChoiceField(label="Judgements of")
    to_edition = forms.ChoiceField(label="Offer them to")
    why = LongTextField(label="Why", rows=2, max_length=1000)

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_edition", "to_edition"):
            self.offer(name, editions)
