"""People who state, and a judgement with both statements, for tests of statements."""

from datetime import date
from typing import Any

from northmoor_whole import acting
from people import make_user, member

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements import actions
from clearline.assurance.statements.actions import Place

DUTY: Place = ("dcs-lm", "2013", "dcs-ensures-effective-systems")
LAW: Place = ("dcs-lm", "2013", "authority-takes-guidance-into-account")
TOP: Place = ("dcs-lm", "2013", "leader-chief-executive-hold-final-responsibility")
MAY: Place = ("dcs-lm", "2013", "councils-may-share-a-dcs")
ADDRESS = f"/northmoor/statements/{'/'.join(DUTY)}/"
NAMES = {"dcs": "Ann Heron", "lead-member": "Bea Marsh"}
DAY = date(2026, 6, 1)


def as_(authority: Authority, *roles: Role) -> Acting:
    """Return a new person at work in some roles."""
    user = member(authority, roles[0], user=make_user(name=NAMES.get(roles[0], "Cal Reed")))
    return acting(user, authority, *roles)


def say(by: Acting, role: Role, result: str = "satisfied", place: Place = DUTY, on: date = DAY, **more: Any) -> None:
    """State something in a column."""
    given = {"words": f"{role}: the panel meets.", "saw": "The minutes of May.", **more}
    actions.say(by=by, place=place, role=role, result=result, on=on, **given)


def both(authority: Authority, result: str = "satisfied", place: Place = DUTY, on: date = DAY) -> tuple[Acting, Acting]:
    """Let two people state the same; return them."""
    first, second = as_(authority, "dcs"), as_(authority, "lead-member")
    say(first, "dcs", result, place, on)
    say(second, "lead-member", result, place, on)
    return first, second


def keep(by: Acting, place: Place = DUTY, on: date = DAY, **more: Any) -> None:
    """Keep a judgement."""
    given: dict[str, Any] = {
        "state": "to-be-stated", "strength": "fair", "decision": "", "review": None, "trigger": "", "why": "Asked for.",
        **more,
    }  # fmt: skip
    actions.keep(by=by, place=place, on=on, **given)
