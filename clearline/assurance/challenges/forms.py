"""The forms by which challenges are made and followed, actions kept, and spokespeople named."""

from collections.abc import Iterable
from typing import Any

from django import forms

from clearline.assurance.access_forms import AccessForm
from clearline.assurance.challenges.parties import Party
from clearline.assurance.challenges.queries import party_words
from clearline.assurance.challenges.voices import Voice
from clearline.doors.forms import DateField, Form, LongTextField

Choices = Iterable[tuple[str, str]]

MINUTE = "Where the body decided it, for example the minute: Scrutiny, 3 March 2026, item 6"


class _SentForm(AccessForm):
    """Words that are sent in the name of a party, by its holder or by a body's clerk. They are never drafts."""

    minute = forms.CharField(label="Minute", max_length=200, required=False, help_text=MINUTE)

    def __init__(self, *args: Any, clerk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        access: Any = self.fields["access"]
        access.choices = [choice for choice in access.choices if choice[0] != "draft"]
        if not clerk:
            del self.fields["minute"]


class ChallengeForm(_SentForm):
    """A challenge."""

    challenger = forms.ChoiceField(label="In whose name")
    challenged = forms.ChoiceField(label="Whom to challenge")
    topic = forms.CharField(label="Topic", max_length=200, help_text="A few words")
    words = LongTextField(label="The challenge", help_text="What is to be accounted for, and why you ask")
    due = DateField(label="Answer by", help_text="Four weeks unless you choose another day. No law fixes it")
    summons = forms.BooleanField(
        required=False, label="This is a summons: a scrutiny committee requires them to come and answer"
    )
    made_on = DateField(label="Day of the challenge", help_text="For a body: the day on which it decided")

    def __init__(self, *args: Any, own: Iterable[Voice], others: Iterable[Party], **kwargs: Any) -> None:
        own = list(own)
        clerk = any(voice.clerk for voice in own)
        super().__init__(*args, clerk=clerk, **kwargs)
        self.order_fields(["challenger", "challenged", "topic", "words", "due", "summons", "minute", "made_on"])
        self.offer("challenger", [_of(voice) for voice in own])
        self.offer("challenged", [("", "Choose")] + [(one.ref, one.name) for one in others])
        if not clerk:
            del self.fields["made_on"]
        if not any(voice.party.side == "scrutiny" for voice in own):
            del self.fields["summons"]


def _of(voice: Voice) -> tuple[str, str]:
    return voice.party.ref, f"{voice.party.name} (by its minutes)" if voice.clerk else voice.party.name


class StepForm(_SentForm):
    """An answer, what changed, or the end of a challenge."""

    words = LongTextField(label="In your words")

    def __init__(self, *args: Any, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["to", "words", "due", "minute"])
        self.fields["words"].label, self.fields["words"].help_text = label, hint
        self.fields["words"].error_messages["required"] = "Say it in words"


class ReplyForm(StepForm):
    """A reply to an answer."""

    due = DateField(label="Another answer by", required=False, help_text="Leave empty if you ask for no further answer")


class EscalateForm(StepForm):
    """To whom a challenge goes up."""

    to = forms.ChoiceField(label="Escalate to")
    due = DateField(label="Answer by")

    def __init__(self, *args: Any, targets: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", [(party, party_words(party)) for party in targets])


class OpenActionForm(Form):
    """What is to be done, by whom and by when."""

    recommendation = forms.CharField(
        label="Inspection and recommendation", max_length=200,
        help_text="For example: Ofsted, March 2026, recommendation 2. From anything else, open the action on its page",
    )  # fmt: skip
    title = forms.CharField(label="What is to be done", max_length=300, help_text="Name posts, never children")
    owner = forms.ChoiceField(label="Who does it", help_text="A post or an office")
    due = DateField(label="By when")

    def __init__(self, *args: Any, owners: Choices, source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", [("", "Choose"), *owners])
        if source:
            del self.fields["recommendation"]


class ChangeActionForm(Form):
    """Another owner or another day."""

    owner = forms.ChoiceField(label="Who does it", help_text="A post or an office")
    due = DateField(label="By when")
    why = LongTextField(label="Why it changes", max_length=1000, rows=3)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", owners)


class FinishActionForm(Form):
    """What was done, and what shows it."""

    outcome = LongTextField(label="What was done")
    evidence = forms.ChoiceField(label="What shows it", required=False, help_text="Add the evidence first if it is new")

    place = forms.CharField(
        label="Page or paragraph of it", max_length=200, required=False, help_text="Only where something shows it"
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("evidence", [("", "Nothing yet"), *items])


class WhyForm(Form):
    """Why."""

    why = LongTextField(label="Why", max_length=1000, rows=3)


class SpeakForm(Form):
    """Who speaks for whom."""

    party = forms.ChoiceField(label="For which body or partner")
    individual = forms.ChoiceField(label="Who speaks", help_text="People with the role of partner or scrutiny member")
    starts = DateField(label="From")

    def __init__(self, *args: Any, bodies: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", [("", "Choose"), *bodies])
        self.offer("individual", [("", "Choose"), *people])


class EndSpeakingForm(Form):
    """Until when."""

    last = DateField(label="Last day")
    why = LongTextField(label="Why it ends", max_length=1000, rows=3)
