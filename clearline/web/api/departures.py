"""Departures from the guidance: read, recorded, renewed and ended."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field
from ninja import Router

from clearline.assurance import actions
from clearline.assurance.departing import State, state_on
from clearline.assurance.queries import OnRecord, departure_named, on_record
from clearline.guidance.content import load
from clearline.kit.values import Value
from clearline.organisations.partnerships import Departure
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import not_found
from clearline.web.api.reading import Address, Line, Text, Why, note_kept, sensible, warn

router = Router()

Short = Annotated[str, Meta(min_length=1, max_length=40)]


class Standing(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A departure, and its state on the day."""

    key: str
    departure: Departure
    minutes: str
    published: bool
    state: State


class Decided(Value, frozen=True, kw_only=True):
    """A decision to depart from the guidance (1.12)."""

    provision: Short
    edition: Short
    reasons: Text
    decided_by: Line
    """A post or body, never a name."""
    route: Literal["officer", "executive", "full-council"]
    start: date = field(name="from")
    end: date | None = field(name="to", default=None)
    review: date
    alternatives: Text = ""
    consulted: Text = ""
    minutes: Address = ""
    published: bool = False
    save_anyway: bool = False
    """Whether to keep a text that looks as if a child could be known by it."""


class Renewed(Value, frozen=True, kw_only=True):
    """A later review, and why the departure still holds."""

    review: date
    why: Why


class Ended(Value, frozen=True, kw_only=True):
    """The last day of a departure, and why it ends."""

    last: date
    why: Why


@operation(router, "GET", "/authorities/{slug:authority}/departures", "see departures")
def list_departures(call: Call, on: Day | None = None) -> tuple[Standing, ...]:
    """Departures on record, with their state on a day"""
    return tuple(_standing(one, on or call.today) for one in on_record(call.authority))


@operation(router, "GET", "/authorities/{slug:authority}/departures/{slug:key}", "see departures")
def read_departure(call: Call, key: str, on: Day | None = None) -> Standing:
    """One departure, with its state on a day"""
    return _standing(_named(call, key), on or call.today)


@operation(router, "POST", "/authorities/{slug:authority}/departures", "record departure", status=201)
def record_departure(call: Call, body: Decided) -> Standing:
    """Record a decision to depart from the guidance"""
    texts = (body.reasons, body.decided_by, body.alternatives, body.consulted)
    kinds = warn(texts, body.save_anyway)
    for day in (body.start, body.review, body.end or body.start):
        sensible(day)
    stated = Departure(
        provision=body.provision, edition=body.edition, reasons=body.reasons, decided_by=body.decided_by,
        route=body.route, start=body.start, end=body.end, review=body.review,
        alternatives=body.alternatives or None, consulted=body.consulted or None,
    )  # fmt: skip
    key = actions.record_departure(
        by=call.by, guidance=load(), departure=stated, minutes=body.minutes, published=body.published,
        on=call.today,
    )  # fmt: skip
    note_kept(call.by, f"departure:{key}", kinds)
    return _standing(_named(call, key), call.today)


@operation(router, "POST", "/authorities/{slug:authority}/departures/{slug:key}/renew", "record departure")
def renew_departure(call: Call, key: str, body: Renewed) -> Standing:
    """Put off the review of a departure, with the reasons why it still holds"""
    _named(call, key)
    actions.renew_departure(by=call.by, key=key, review=sensible(body.review), on=call.today, why=body.why)
    return _standing(_named(call, key), call.today)


@operation(router, "POST", "/authorities/{slug:authority}/departures/{slug:key}/end", "record departure")
def end_departure(call: Call, key: str, body: Ended) -> Standing:
    """End a departure after its last day"""
    _named(call, key)
    actions.end_departure(by=call.by, key=key, last=sensible(body.last), why=body.why)
    return _standing(_named(call, key), call.today)


def _named(call: Call, key: str) -> OnRecord:
    return departure_named(call.authority, key) or not_found("There is no such departure.")


def _standing(one: OnRecord, on: date) -> Standing:
    return Standing(key=one.key, departure=one.departure, minutes=one.minutes, published=one.published,
                    state=state_on(one.departure, on))  # fmt: skip
