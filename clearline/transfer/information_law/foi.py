"""Finds the records that a request for information asks for, and proposes what may keep each from being disclosed.

A proposal goes by the class of a record and by what its words look like. An officer reads the record and decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.personal import find
from clearline.accounts.trail.models import Entry, Kept
from clearline.assurance.models import Departure, LegalView
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person, Proposal, Recorded
from clearline.organisations.sections import about as about_section
from clearline.registers.content import registers
from clearline.registers.models import Entry as RegisterEntry
from clearline.transfer.information_law.foi_assurance import classes
from clearline.transfer.information_law.foi_types import Class, Likely
from clearline.transfer.information_law.redacting import Redacting
from clearline.transfer.models import FoiDecision, FoiRequest, Hold, RetentionRun

AROUND = 60
"""Characters of a record shown on either side of what was found."""

_CONFIDENCE = re.compile(r"\b(?:in confidence|confidential|confidentially)\b", re.IGNORECASE)


class Match(NamedTuple):
    """A record that has the words."""

    record: str
    """``kind:key``, as the trail names it."""
    kind: str
    title: str
    day: date | None
    excerpt: str
    likely: tuple[Likely, ...]
    """None where nothing in its class or its words suggests an exemption."""

    @property
    def sections(self) -> str:
        """The sections that may apply, in words."""
        return ", ".join(likely.section for likely in self.likely) or "none seems likely"

    @property
    def reasons(self) -> str:
        """Why they may apply."""
        return " ".join(likely.why for likely in self.likely)


def terms_of(words: str) -> tuple[str, ...]:
    """Return what is searched for: each word, and what stands in quotation marks as one. Raises ``BadInput``."""
    found = re.findall(r'["“]([^"”]+)["”]|(\S+)', words)
    plain = ((quoted or word).strip(' "“”').casefold() for quoted, word in found)
    terms = tuple(dict.fromkeys(term for term in plain if term))
    if not terms or max(map(len, terms)) < 2:
        raise BadInput("Give at least one word of two letters or more.")
    return terms


def search(by: Acting, words: str, besides: str = "") -> tuple[Match, ...]:
    """Return the records of an authority that hold all the words, in any order; published or not.

    ``besides`` is the reference of a request whose own handling is left out: its words would always find it. Legal
    views come up for those who may see them only. Raises ``BadInput`` for nothing to search for, ``Refused`` for
    whoever does not decide on requests.
    """
    by.require("decide foi")
    assert by.authority is not None
    terms = terms_of(words)
    names = tuple(Person.objects.filter(authority=by.authority).exclude(individual__name="").values_list(
        "individual__name", flat=True))  # fmt: skip
    known = Redacting((), (form for name in names for form in (name, name.split(" ", 1)[-1]) if " " in name))
    found: list[Match] = []
    for one in CLASSES:
        found += _matches(one, by, terms, known, besides)
    return tuple(found)


def _matches(one: Class, by: Acting, terms: tuple[str, ...], known: Redacting, besides: str) -> Iterator[Match]:
    condition = Q()
    for term in terms:
        condition &= _anywhere(one.fields, term)
    for row in one.rows(by).filter(condition).order_by("pk").iterator(chunk_size=500):
        if besides and _request_of(row) == besides:
            continue
        text = _text(row, one.fields)
        likely = dict.fromkeys([*one.likely(row), *_by_words(text, known)])
        yield Match(one.record(row), one.kind, one.title(row), one.day(row), excerpt(text, terms), tuple(likely))


def _request_of(row: Any) -> str:
    """Return the reference of the request that a record comes from; empty for a record of anything else."""
    if isinstance(row, FoiRequest):
        return row.reference
    if isinstance(row, FoiDecision):
        return row.request.reference
    entry = row.entry if isinstance(row, Kept) else row
    about = entry.about if isinstance(entry, Entry) else ""
    return about.removeprefix("foi:") if about.startswith("foi:") else ""


def _anywhere(fields: Iterable[str], term: str) -> Q:
    condition = Q()
    for field in fields:
        # JSON in the database has letters beyond ASCII as escapes
        for form in dict.fromkeys((term, msgspec.json.encode(term).decode()[1:-1], ascii_json(term))):
            condition |= Q(**{f"{field}__icontains": form})
    return condition


def ascii_json(term: str) -> str:
    """Return a word as JSON of ASCII has it."""
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in term)


def _text(row: Any, fields: Iterable[str]) -> str:
    values = []
    for name in fields:
        value: Any = row
        for part in name.split("__"):
            value = getattr(value, part)
        values.append(value if isinstance(value, str) else msgspec.json.encode(value).decode() if value else "")
    return " · ".join(value for value in values if value)


def excerpt(text: str, terms: Iterable[str]) -> str:
    """Return the part of a text around the first word that is found in it."""
    lowered = text.casefold()
    at = min((place for place in (lowered.find(term) for term in terms) if place >= 0), default=0)
    start, end = max(at - AROUND, 0), at + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _by_words(text: str, known: Redacting) -> Iterator[Likely]:
    """Yield what the words of a record suggest, whatever its class."""
    kinds = sorted({found.kind for found in find(text)})
    if kinds:
        yield Likely("s40", f"Its words hold what looks like {' and '.join(kinds)}.")
    elif known(text) != text:
        yield Likely("s40", "Its words name a person or give an address.")
    if _CONFIDENCE.search(text):
        yield Likely("s41", "Its words speak of confidence.")


def _of(model: Any) -> Callable[[Acting], QuerySet[Any]]:
    return lambda by: model._default_manager.filter(authority=by.authority)


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _departure(row: Departure) -> Iterator[Likely]:
    if row.published:
        yield Likely("s21", "It is published.")


def _proposal(row: Proposal) -> Iterator[Likely]:
    if row.state == "for-decision":
        yield Likely("s22", "It is to be decided; its papers are published with the agenda, if the meeting is open.")
    elif row.state in ("draft", "withdrawn"):
        yield Likely("s36", "It is advice that was not decided on.")


def _view(row: LegalView) -> Iterator[Likely]:
    if row.privileged:
        yield Likely("s42", "It is marked as privileged.")
    else:
        yield Likely("s36", "It is advice of the monitoring officer.")


def _views(by: Acting) -> QuerySet[LegalView]:
    rows = LegalView.objects.filter(authority=by.authority)
    if not by.may("see legal views"):
        return rows.none()
    return rows if by.may("see privileged views") else rows.filter(privileged=False)


def _entries(by: Acting) -> QuerySet[Entry]:
    return Entry.objects.filter(authority=by.authority)


def _kept(by: Acting) -> QuerySet[Kept]:
    if not by.may("see people"):
        return Kept.objects.none()
    return Kept.objects.filter(entry__authority=by.authority, erased_by=None).select_related("entry")


def _at(text: str) -> date:
    return date.fromisoformat(text[:10])


_PERSONAL = Likely("s40", "It is about a person by its nature.")


def _register(row: RegisterEntry) -> list[Likely]:
    """Return what likely withholds an entry: one about a person is personal by its nature."""
    known = registers().get(row.register)
    return [_PERSONAL] if known is None or known.about_people else []


CLASSES: tuple[Class, ...] = (
    Class("Organisation", _of(Recorded), ("facts",),
          lambda row: about_section((row.within or row.section).split("/")[0], row.within.partition("/")[2] or row.key),
          lambda row: f"{row.section.replace('_', ' ')} {row.key or row.within}".strip(),
          lambda row: row.valid_from, lambda row: [_PERSONAL] if row.section == "people" else []),
    Class("Name", _of(Person), ("individual__name",), lambda row: f"people:{row.key}", lambda row: row.individual.name,
          lambda row: None,
          lambda row: [Likely("s40", "A name. Of senior officers and councillors it is mostly to be disclosed.")]),
    Class("Proposal", _of(Proposal), ("title", "reasons", "overlay", "decision"), lambda row: f"proposal:{row.key}",
          lambda row: row.title, lambda row: _day(row.made_at), _proposal),
    Class("Departure", _of(Departure), ("reasons", "alternatives", "consulted", "decided_by"),
          lambda row: f"departure:{row.key}", lambda row: f"Departure from {row.provision}", lambda row: row.starts,
          _departure),
    Class("Legal view", _views, ("reasons",), lambda row: f"sealed:{row.seal}",
          lambda row: f"Legal view of {row.rule}", lambda row: row.given_on, _view),
    Class("Register", _of(RegisterEntry), ("register", "about", "values"), lambda row: f"register:{row.pk}",
          lambda row: f"{row.register} of {row.about}", lambda row: row.on, _register),
    Class("Trail", _entries, ("did", "about", "why", "before", "after"), lambda row: f"entry:{row.sequence}",
          lambda row: f"Entry {row.sequence}: {row.did}", lambda row: _at(row.at), lambda row: []),
    Class("Trail, personal", _kept, ("value",), lambda row: f"kept:{row.pk}",
          lambda row: f"Personal value of entry {row.entry.sequence}", lambda row: _at(row.entry.at),
          lambda row: [_PERSONAL]),
    Class("Hold", _of(Hold), ("reason", "lifted_why"), lambda row: f"hold:{row.key}", lambda row: row.key,
          lambda row: row.starts, lambda row: []),
    Class("Receipt of deletion", _of(RetentionRun), ("why",), lambda row: f"retention:{row.pk}",
          lambda row: f"Receipt {row.pk}", lambda row: _day(row.at), lambda row: []),
    Class("Request for information", _of(FoiRequest), ("reference", "words"), lambda row: f"foi:{row.reference}",
          lambda row: f"Request {row.reference}", lambda row: row.received, lambda row: []),
    Class("Decision on a request", lambda by: FoiDecision.objects.filter(
              request__authority=by.authority).exclude(record__startswith="sealed:"), ("note",),
          lambda row: f"foi-decision:{row.pk}", lambda row: f"Decision on {row.record}", lambda row: row.decided,
          lambda row: [Likely("s36", "It weighs a disclosure.")]),
    *classes(),
)  # fmt: skip
"""Every type of record with text. Figures are found by their own pages, and work in the background is none."""
