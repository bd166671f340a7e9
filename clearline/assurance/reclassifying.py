"""Changes who may read something that was written: at once and wherever it stands, but in reports already issued."""

from typing import Any

from django.db import transaction

from clearline.accounts.access_class import Access, access_columns, check_opening, opens
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.assurance.classified import KINDS, is_writer, may_change, row_of
from clearline.kit.errors import BadInput

COUNTED = ("figure", "register-extract", "pack")
"""Kinds of evidence in which there can be small numbers or names, which was looked at when it was added."""


def change_access(*, by: Acting, kind: str, key: str, access: Access, why: str) -> int:
    """Change who may read a thing of ``classified.KINDS``, by its primary key; return how many things hang on it and
    were closed with it: the steps of a challenge, the uses of evidence.

    Whoever wrote it may, the governance officer, the monitoring officer and the data protection officer. Raises
    ``Refused`` for anybody else, and for opening what was closed by anybody but the monitoring officer; ``BadInput``
    without a reason, for what cannot be a draft or is finished elsewhere, and for evidence that holds small numbers.
    """
    assert by.authority is not None
    columns = access_columns(access)
    if not why.strip():
        raise BadInput("Say why.")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        row = row_of(by.authority, kind, key)
        if row is None:
            raise BadInput("There is no such thing here.")
        if not may_change(by, kind, row):
            raise Refused("Only whoever wrote it and those who keep what others wrote say who may read it.")
        was = row.access_class
        _check(by, kind, row, was, access)
        _set(row, columns)
        below = _close_below(row, kind, access)
        before, after = _told(was), {kind: str(row.pk), **_told(access), **({"with it": below} if below else {})}
        # neither its words nor why it is exempt: the trail has readers who may not see them
        did = f"changed who may read it: {KINDS[kind].title.lower()}"
        trail.record(by=by, did=did, about=KINDS[kind].about(row), why=why.strip(), before=before, after=after)
    return below


def _check(by: Acting, kind: str, row: Any, was: Access, access: Access) -> None:
    if access == was:
        raise BadInput("That is who may read it already.")
    if access.kind == "draft":
        raise BadInput("What has been said is no draft any more. Choose another.")
    if was.kind == "draft":
        if KINDS[kind].finish:
            raise BadInput(KINDS[kind].finish)
        if not (is_writer(by, kind, row) or by.may("open what was closed")):
            raise Refused("A draft is finished by whoever wrote it.")
    check_opening(by, was, access)
    if kind == "evidence" and row.kind in COUNTED and opens(was, access):
        raise BadInput("What is in it can hold small numbers or names. Add it anew if more people may read it.")


def _close_below(row: Any, kind: str, access: Access) -> int:
    """Close what hangs on a thing where more people read it than the thing; return how many those were."""
    if not KINDS[kind].below:
        return 0
    there = getattr(row, KINDS[kind].below).exclude(access="draft")
    wider = [one for one in there if opens(access, one.access_class)]
    for one in wider:
        _set(one, access_columns(access))
    return len(wider)


def _set(row: Any, columns: dict[str, str]) -> None:
    changed: dict[str, object] = dict(columns)
    if hasattr(row, "edits"):
        changed["edits"] = row.edits + 1  # a form that was opened before does not set the class back
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


def _told(access: Access) -> dict[str, str]:
    return {"access": access.kind, **({"paragraph": access.paragraph} if access.paragraph else {})}
