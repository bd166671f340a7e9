"""The kinds of things that have an access class of their own, and what of each is kept from those who may not read it.

Tables of other features are named, not imported: reports stand above assurance. An issued report is not among them: it
never changes.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError

from clearline.accounts.access_class import Access, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.kit.values import Value


class Kind(NamedTuple):
    """One kind of thing that has an access class."""

    table: str
    title: str
    authority: str
    """The lookup from the table to its authority."""
    texts: tuple[str, ...]
    """The fields that are kept from those who may not read it."""
    about: Callable[[Any], str]
    """What the trail calls that which it belongs to, from its row."""
    finish: str = ""
    """How a draft of it is finished, where that is done by writing it anew; empty where its writer just opens it."""
    below: str = ""
    """The rows that hang on it and are read only by those who may read it."""
    on: str = "on"
    """The field of the first day on which it was here; empty for none."""
    writer: str = "by"
    """The lookup to whoever wrote it."""


def _of_judgement(row: Any) -> str:
    one = row.judgement
    return f"judgement:{one.document}/{one.edition}/{one.duty}"


KINDS = {
    "statement": Kind(
        "statements.Statement", "Statement", "judgement__authority", ("words", "saw"), _of_judgement,
        finish="It is a draft, and counts once it is stated. State anew.",
    ),
    "voice": Kind("statements.Voice", "What children said", "judgement__authority", ("words", "how"), _of_judgement),
    "evidence": Kind(
        "evidence.Item", "Evidence", "authority", ("title", "source"), lambda row: f"evidence:{row.key}", below="uses"
    ),
    "use": Kind(
        "evidence.Use", "Use of evidence", "item__authority", ("place", "why"), lambda row: f"evidence:{row.item.key}"
    ),
    "challenge": Kind(
        "challenges.Challenge", "Challenge", "authority", ("topic", "words", "minute"),
        lambda row: f"challenge:{row.key}", below="steps", on="made_on",
    ),
    "step": Kind(
        "challenges.Step", "What followed a challenge", "challenge__authority", ("words", "minute"),
        lambda row: f"challenge:{row.challenge.key}",
    ),
    "element": Kind(
        "testing.Element", "Element of a test of assurance", "test__authority", ("strengths", "gaps", "words"),
        lambda row: f"test:{row.test.key}/{row.key}", finish="It is a draft. Finish it where it is written.", on="",
        below="writings", writer="writings__by",
    ),
    "remark": Kind(
        "reports.Remark", "What somebody says in a report", "authority", ("text",),
        lambda row: f"pack:{row.contract}/{row.on}", finish="It is a draft. Say it anew in the report.",
    ),
    "heading": Kind(
        "reports.CommitteeHeading", "What a committee is told", "paper__authority", ("text",),
        lambda row: f"pack:{row.paper.contract}/{row.paper.on}", finish="It is a draft. Finish it where it is written.",
        on="",
    ),
}  # fmt: skip


class Classed(Value, frozen=True, kw_only=True):
    """A thing with its access class, for somebody who may change that."""

    kind: str
    """A key of ``KINDS``."""
    key: str
    about: str
    """What it belongs to: ``kind:key``."""
    access: Access
    texts: tuple[str, ...]
    """What is kept from those who may not read it, whoever asks."""
    readable: bool
    """Whether this person may read it: who may change the class may not always."""
    since: date | None
    """The first day on which it was here; ``None`` when that is not known."""

    @property
    def title(self) -> str:
        return KINDS[self.kind].title


def row_of(authority: Authority, kind: str, key: str) -> Any:
    """Return the row of a thing by its primary key; ``None`` when there is none of it at this authority."""
    if kind not in KINDS:
        return None
    model: Any = apps.get_model(KINDS[kind].table)
    try:
        number = model._meta.pk.to_python(key)
    except ValidationError:
        return None
    return model._default_manager.filter(**{KINDS[kind].authority: authority}, pk=number).first()


def is_writer(by: Acting, kind: str, row: Any) -> bool:
    """Return whether somebody wrote a thing, whatever the account."""
    rows = type(row)._default_manager.filter(pk=row.pk, **{KINDS[kind].writer: by.person})
    return by.person is not None and bool(rows.exists())


def may_change(by: Acting, kind: str, row: Any) -> bool:
    """Return whether somebody may say who reads a thing: whoever wrote it, and those who keep what others wrote."""
    return by.may("change access") or is_writer(by, kind, row)


def classed(by: Acting, kind: str, key: str) -> Classed | None:
    """Return a thing whose access class somebody may change; ``None`` for any other."""
    assert by.authority is not None
    row = row_of(by.authority, kind, key)
    if row is None or not may_change(by, kind, row):
        return None
    # of what several people wrote in turn, having written once is not to read what stands there now
    own = KINDS[kind].writer == "by" and is_writer(by, kind, row)
    reads = own or (_above(row, kind, by) and may_see(by, row.access_class))
    since = getattr(row, KINDS[kind].on) if KINDS[kind].on else None
    return Classed(
        kind=kind, key=key, about=KINDS[kind].about(row), access=row.access_class, texts=_texts(row, kind),
        readable=reads, since=since,
    )  # fmt: skip


def _texts(row: Any, kind: str) -> tuple[str, ...]:
    """Return what is kept from those who may not read a thing, without what is empty."""
    return tuple(text for name in KINDS[kind].texts if (text := getattr(row, name).strip()))


def changeable(by: Acting, kind: str) -> frozenset[str] | None:
    """Return the keys of the things of a kind whose access class somebody may change; ``None`` for all of them."""
    if by.may("change access"):
        return None
    if by.person is None:
        return frozenset()
    model: Any = apps.get_model(KINDS[kind].table)
    rows = model._default_manager.filter(**{KINDS[kind].authority: by.authority, KINDS[kind].writer: by.person})
    return frozenset(str(key) for key in rows.values_list("pk", flat=True))


def _above(row: Any, kind: str, by: Acting) -> bool:
    """Return whether somebody may read what a thing hangs on."""
    above = {"use": "item", "step": "challenge"}.get(kind)
    return above is None or may_see(by, getattr(row, above).access_class)
