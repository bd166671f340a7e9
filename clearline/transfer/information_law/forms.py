"""The forms of information law."""

from datetime import date
from typing import Any

from django import forms

from clearline.accounts.models import Individual
from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField
from clearline.transfer.information_law.exemptions import EXEMPTIONS
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.holds import PERSON
from clearline.transfer.information_law.retention import FINDERS
from clearline.transfer.models import Hold


def why_field(label: str = "Why", help_text: str = "") -> LongTextField:
    """Return a field for the reason of a change."""
    return LongTextField(label=label, help_text=help_text or "It is kept in the trail.", max_length=1000, rows=3)


class WhyForm(Form):
    """A reason, and nothing else."""

    why = why_field()


class DeleteForm(Form):
    """Which types of record are deleted, and why."""

    types = CheckboxesField(label="What to delete")
    why = why_field(help_text="For example: yearly review, agreed with the services on 3 March.")

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = load().retention
        self.offer("types", [(key, f"{titles[key].title} ({counts[key]})") for key in FINDERS if counts.get(key)])


class HoldForm(Form):
    """What is held, from when, and for which inquiry."""

    scope = RadiosField(label="What must be kept")
    person = forms.ChoiceField(label="Which person", required=False, help_text="Only for a hold on one person.")
    reason = why_field("Which inquiry, claim or request asks for it")
    starts = DateField(label="From")

    def __init__(self, *args: Any, people: list[Individual], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [(key, entry.title) for key, entry in load().retention.items() if entry.by != "machine"]
        self.offer("scope", [(Hold.EVERYTHING, "Everything"), ("person", "Everything about one person"), *types])
        self.offer("person", [("", "Nobody chosen"), *((str(person.pk), named(person)) for person in people)])

    def clean(self) -> dict[str, Any]:
        """Return what was given, the scope as a hold has it."""
        given = super().clean()
        if given.get("scope") == "person":
            if given.get("person"):
                given["scope"] = f"{PERSON}{given['person']}"
            elif "person" not in self.errors:
                self.add_error("person", "Select the person")
        return given


class RequestForm(Form):
    """A request for information."""

    reference = forms.CharField(
        label="Reference", max_length=60, help_text="Of the council’s own system. Who asked is not kept here."
    )
    words = forms.CharField(
        label="Words", max_length=200,
        help_text="All of them must be in a record. Put quotation marks around those that belong together.",
    )  # fmt: skip
    received = DateField(label="When it came")


class DecisionForm(Form):
    """What an officer decides of a record."""

    decision = RadiosField(label="Decision", choices=[("disclose", "Disclose"), ("withhold", "Withhold")])
    exemption = forms.ChoiceField(label="Exemption", required=False, help_text="Only for a record that is withheld.")
    note = LongTextField(
        label="Reasons", required=False, max_length=2000,
        help_text="For section 22, 36, 38 and 42: where the public interest lies. They go into the refusal notice.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(section, f"Section {section[1:]}: {one.title}") for section, one in EXEMPTIONS.items()]
        self.offer("exemption", [("", "None"), *chosen])


class AnsweredForm(Form):
    """The day on which a request was answered."""

    on = DateField(label="When the answer was given")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)


def named(person: Individual) -> str:
    """Return a person as an officer finds them: by name, else by address, else by id."""
    addresses = ", ".join(user.email for user in person.users.all())
    if person.name and addresses:
        return f"{person.name} ({addresses})"
    return person.name or addresses or str(person.pk)
