"""What appears not to meet the guidance, today and were something changed."""

from datetime import date
from typing import Any

from ninja import Router

from clearline.accounts.models import Authority
from clearline.assurance.queries import confirmed_texts
from clearline.checks.findings import Report
from clearline.checks.proposed import proposed
from clearline.checks.queries import organisation_of, report_of
from clearline.checks.what_if import WhatIf, what_if
from clearline.guidance.content import load
from clearline.kit.values import Value
from clearline.organisations.organisation import Organisation, as_on
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import not_found
from clearline.web.api.reading import sensible

router = Router()

NOTHING = "Nothing is stated of the organisation yet."


class Tried(Value, frozen=True, kw_only=True):
    """What is tried out, without being kept."""

    overlay: dict[str, Any]
    """What would be different, as a file that extends today's says it: section, thing, facts; null takes away."""
    on: date | None = None
    """The day by which both are judged; ``null`` for today."""
    edition: str | None = None
    """The edition of the guidance; ``null`` for the one in force on the day."""


@operation(router, "GET", "/authorities/{slug:authority}/findings", "see findings")
def list_findings(call: Call, on: Day | None = None, edition: str | None = None) -> Report:
    """Findings on a day by an edition of the guidance, with what is not stated and what has been overtaken"""
    report = report_of(call.authority, edition=edition, on=on or call.today, today=call.today)
    return report or not_found(NOTHING)


@operation(router, "POST", "/authorities/{slug:authority}/what-if", "see findings")
def try_out(call: Call, body: Tried) -> WhatIf:
    """What would change in findings and lines, were the organisation different. Nothing is kept"""
    day = sensible(body.on or call.today)
    return brought(call.authority, body.overlay, day, day, body.edition, call.today)


def brought(
    authority: Authority, overlay: dict[str, Any], laid_on: date, on: date, edition: str | None, today: date
) -> WhatIf:
    """Return what an overlay would bring, laid over the organisation of a day and judged on a day.

    Raises ``BadInput`` when it would not fit, ``Http404`` when nothing is stated.
    """
    there: Organisation = organisation_of(authority) or not_found(NOTHING)
    would = proposed(there, overlay, laid_on)
    return what_if(as_on(there, laid_on), would, load(), edition, on, today, confirmed_texts(authority))
