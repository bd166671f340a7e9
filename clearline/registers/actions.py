"""Changes of what registers hold: first the roll-call of safeguarding training and vetting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.registers import queries
from clearline.registers.models import Entry
from clearline.registers.queries import TRAINING, VETTING

STANDINGS = ("registered", "not-registered", "barred")
"""What can be said of a person under the Vetting and Barring Scheme."""


def record_training(*, by: Acting, about: str, done: date | bool, why: str = "") -> None:
    """Record that a person had safeguarding training on a day, or whether at all."""
    before = queries.training(_authority(by)).get(about)
    on = None if isinstance(done, bool) else done
    _add(by, TRAINING, about, on, {"done": bool(done)}, before, done, why)


def record_vetting(*, by: Acting, about: str, standing: str, why: str = "") -> None:
    """Record a person's standing under the Vetting and Barring Scheme. Raises ``BadInput`` for one there is not."""
    if standing not in STANDINGS:
        raise BadInput(f"'{standing}' is no standing. There are: {', '.join(STANDINGS)}.")
    before = queries.vetting(_authority(by)).get(about)
    _add(by, VETTING, about, None, {"standing": standing}, before, standing, why)


def _authority(by: Acting) -> Authority:
    assert by.authority is not None
    return by.authority


def _add(
    by: Acting, register: str, about: str, on: date | None, values: Mapping[str, Any], was: Any, now: Any, why: str
) -> None:
    """Add an entry about a person, who is named in it by an id alone."""
    by.require("change organisation")
    with transaction.atomic():
        Entry.objects.create(authority=_authority(by), register=register, about=about, on=on, values=dict(values))
        trail.record(
            by=by, did=f"{register} recorded", about=f"people:{about}", why=why,
            before={"stated": was}, after={"stated": now}, personal=("stated", "why"),
        )  # fmt: skip
