"""Forms about people and roles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from clearline.accounts.models import User
from clearline.accounts.permissions import ROLES
from clearline.accounts.queries import role_title
from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField


class InviteForm(Form):
    """Who is given which role, and for how long."""

    email = forms.EmailField(label="Email address", help_text="Their work address. They sign in with it.")
    name = forms.CharField(label="Name", required=False, max_length=200, help_text="Only for a new account.")
    role = forms.ChoiceField(
        label="Role", choices=[("", "Choose a role"), *((role, role_title(role)) for role in ROLES)]
    )
    ends = DateField(
        label="Last day",
        required=False,
        help_text="The role ends after this day. An inspector’s role always has a last day. For example, 31 3 2027.",
    )


class ReasonForm(Form):
    """Why something is done; it goes into the trail."""

    why = LongTextField(label="Reason", max_length=500, rows=3, help_text="It is kept in the trail.")


class EndForm(ReasonForm):
    """When a role ends."""

    when = RadiosField(
        label="When does the role end?",
        choices=[("now", "Now: they lose it at once and are signed out"), ("day", "After a day that I choose")],
    )
    last_day = DateField(label="Last day", required=False, help_text="If you chose a day. For example, 31 3 2027.")
    field_order = ("when", "last_day", "why")

    def clean(self) -> dict[str, Any]:
        """Return what was given; a day that was promised must be there."""
        given = super().clean()
        if given.get("when") == "day" and not given.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")
        return given


class SamePersonForm(ReasonForm):
    """Whose other account this is."""

    other = forms.ChoiceField(label="Other account of the same person")
    field_order = ("other", "why")

    def __init__(self, *args: Any, others: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("other", [("", "Choose an account"), *((str(user.pk), user.email) for user in others)])


class TokenForm(Form):
    """What a token is for, what it lets a program do, and until when."""

    name = forms.CharField(
        label="What is it for?", max_length=100, help_text="For example, the monthly report of the performance team"
    )
    scopes = CheckboxesField(label="What may it do?", help_text="Never more than your own roles allow at that moment.")
    ends = DateField(label="Last day", help_text="At most a year from now. For example, 31 3 2027.")

    def __init__(self, *args: Any, scopes: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("scopes", scopes.items())
