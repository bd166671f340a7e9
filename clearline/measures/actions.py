"""Changes of targets and key indicators, and figures taken in: each with its permission, and one entry in the trail.

What changes lies in the figures folder. It is written last inside the transaction of the trail, so that when either
fails neither is kept; only a failing commit itself could leave a change without its entry.
"""

import re
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail.actions import record, record_refusal
from clearline.jobs.actions import enqueue
from clearline.jobs.queries import newest
from clearline.kit.errors import BadInput
from clearline.measures import receiving
from clearline.measures.asking import key_indicators as keys
from clearline.measures.asking import targets
from clearline.measures.asking.answers import answer
from clearline.measures.asking.finding import find_measure
from clearline.measures.child_level import ChildLevel
from clearline.measures.figures import Area, Target
from clearline.measures.queries import Seen, figures_root
from clearline.measures.showing.years import year_like
from clearline.measures.vocabulary import Measure

WORK = "load figures"
"""The kind of work, a key of ``settings.JOBS``."""

MOST_WAITING = 5
"""Files of one authority that can wait to be loaded."""

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Kept(NamedTuple):
    """A measure of which an authority keeps something."""

    store: Seen
    area: Area
    measure: Measure


def _keepable(by: Acting, key: str) -> _Kept:
    """Return the authority's store and a written measure. Raises ``Refused`` and ``BadInput``."""
    by.require("change figures")
    assert by.authority is not None
    code = by.authority.gss_code
    store = Seen(figures_root(), code)
    measure = find_measure(key, store)
    if not _KEY.fullmatch(measure.key):
        raise BadInput(f"'{key}' is a column and no measure, so nothing can be kept of it.")
    area = store.areas().find(code)
    if area.level != "authority":
        raise BadInput(f"{area.name} is no authority, and only an authority sets targets and key indicators.")
    return _Kept(store, area, measure)


class Aim(NamedTuple):
    """A target as it is asked for; periods as they are written."""

    value: Any
    """A ``Decimal`` in the measure's unit."""
    by: str
    start: Any = None
    start_year: str = ""
    near: Any = None
    owner: str = ""
    how: str = ""


def set_target(*, by: Acting, measure: str, aim: Aim, why: str) -> Target:
    """Set the target of a measure, in place of an earlier one for the same period.

    Raises ``BadInput`` for what is no period of the measure, and for whatever ``asking.targets`` refuses.
    """
    kept = _keepable(by, measure)
    latest = answer(kept.store, kept.measure, kept.area).latest
    if latest is None:
        raise BadInput(f"'{kept.measure.title}' has no figures here, so it cannot be given a target yet.")
    target = Target(
        measure=kept.measure.key, value=aim.value, by=year_like(aim.by, latest.period), start=aim.start,
        start_period=year_like(aim.start_year, latest.period) if aim.start_year else None, near=aim.near,
        owner=aim.owner, set_how=aim.how,
    )  # fmt: skip
    there = targets.targets(kept.store, kept.area.code)
    before = next((one for one in there if (one.measure, one.by) == (target.measure, target.by)), None)
    with transaction.atomic():
        record(
            by=by, did="target set", about=f"target:{target.measure}", why=why,
            before=_told(before) if before else None, after=_told(target),
        )  # fmt: skip
        targets.set_target(kept.store, kept.area.code, target, kept.measure.polarity)
    return target


def _told(target: Target) -> dict[str, object]:
    """Return what the trail says of a target: all but the figure it starts from, which can be a small number."""
    plain: dict[str, object] = msgspec.to_builtins(target)
    return {name: value for name, value in plain.items() if not name.startswith("start")}


def mark_key(*, by: Acting, measure: str, reason: str) -> None:
    """Make a measure a key indicator, or give it another reason. Raises ``BadInput`` when the reason is empty."""
    kept = _keepable(by, measure)
    there = keys.key_indicators(kept.store, kept.area.code)
    before = next((one.reason for one in there if one.measure == kept.measure.key), None)
    with transaction.atomic():
        record(
            by=by, did="key indicator marked", about=f"key-indicator:{kept.measure.key}", why=reason,
            before={"reason": before} if before else None, after={"reason": reason},
        )  # fmt: skip
        keys.add_key_indicator(kept.store, kept.area.code, kept.measure.key, reason)


def unmark_key(*, by: Acting, measure: str, why: str) -> None:
    """Make a measure no key indicator any more. Raises ``BadInput`` when it is none."""
    kept = _keepable(by, measure)
    there = keys.key_indicators(kept.store, kept.area.code)
    before = next((one.reason for one in there if one.measure == kept.measure.key), None)
    with transaction.atomic():
        record(
            by=by, did="key indicator removed", about=f"key-indicator:{kept.measure.key}", why=why,
            before={"reason": before} if before else None,
        )  # fmt: skip
        keys.remove_key_indicator(kept.store, kept.area.code, kept.measure.key)


def upload(
    *, by: Acting, file: Any, kind: receiving.Kind, published: date | None, now: datetime, today: date
) -> UUID:  # fmt: skip
    """Take in a file of figures and ask for it to be loaded; return the id of that work.

    ``file``: an uploaded file of Django's. Raises ``BadInput``, and keeps nothing, for what cannot be loaded; a file
    that looks child-level leaves an entry that says only that one was refused.
    """
    by.require("change figures")
    assert by.authority is not None
    if kind == "published" and Authority.objects.count() > 1:
        raise BadInput(
            "Published statistics are shared by all authorities of this installation, so whoever looks after it loads "
            "them, with `clearline figures load`. Here you can upload the council’s own figures."
        )
    waiting = [one for one in newest(by.authority) if one.what == WORK and one.state in ("waiting", "running")]
    if len(waiting) >= MOST_WAITING:
        raise BadInput(f"{MOST_WAITING} files are waiting to be loaded already. Try again when they have been.")
    try:
        folder, name = receiving.receive(file.chunks(), file.name, kind, today=today)
    except ChildLevel:
        record_refusal(by=by, did="figures uploaded", about="figures:upload", why="The file looked child-level.")
        raise
    try:
        with transaction.atomic():
            arguments = {"folder": folder, "kind": kind, "published": published.isoformat() if published else None}
            job = enqueue(by=by, what=WORK, now=now, arguments=arguments)
            record(by=by, did="figures uploaded", about=f"figures:{name}", after={"kind": kind, "bytes": file.size})
    except BaseException:
        receiving.forget(folder)
        raise
    return job
