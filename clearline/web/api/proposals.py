"""Proposals: read, made, changed while they are drafts, and what they would bring. Adopted they are in the browser."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta
from ninja import Router

from clearline.checks import proposing
from clearline.checks.what_if import WhatIf
from clearline.kit.values import Value
from clearline.organisations.models import Proposal
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.findings import brought
from clearline.web.api.problems import not_found
from clearline.web.api.reading import Text, note_kept, sensible, warn

router = Router()


class Proposed(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A proposal without what it changes."""

    key: str
    title: str
    state: Literal["draft", "for-decision", "adopted", "withdrawn"]
    takes_effect: date
    reasons: str
    made_at: datetime
    decided_at: datetime | None
    decision: str


class WithOverlay(Proposed, frozen=True, kw_only=True, omit_defaults=False):
    """A proposal with what it changes."""

    overlay: dict[str, Any]


class New(Value, frozen=True, kw_only=True):
    """A proposal to be made, as a draft."""

    title: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
    takes_effect: date
    reasons: Text = ""
    overlay: dict[str, Any] = {}
    """What is to be different, as a file that extends today's says it: section, thing, facts; null takes away."""
    save_anyway: bool = False
    """Whether to keep a text that looks as if a child could be known by it."""


class Overlay(Value, frozen=True, kw_only=True):
    """What a draft is to change, in the place of what it changed."""

    overlay: dict[str, Any]


@operation(router, "GET", "/authorities/{slug:authority}/proposals", "see proposals")
def list_proposals(call: Call) -> tuple[Proposed, ...]:
    """Proposals, the latest first"""
    return tuple(Proposed(**_said(row)) for row in Proposal.objects.filter(authority=call.authority))


@operation(router, "GET", "/authorities/{slug:authority}/proposals/{slug:key}", "see proposals")
def read_proposal(call: Call, key: str) -> WithOverlay:
    """A proposal with what it changes"""
    row = _named(call, key)
    return WithOverlay(**_said(row), overlay=row.overlay)


@operation(router, "GET", "/authorities/{slug:authority}/proposals/{slug:key}/findings", "see proposals")
def read_proposal_findings(call: Call, key: str, on: Day | None = None, edition: str | None = None) -> WhatIf:
    """What a proposal would bring, judged on the day on which it takes effect or another"""
    row = _named(call, key)
    return brought(call.authority, row.overlay, row.takes_effect, on or row.takes_effect, edition, call.today)


@operation(router, "POST", "/authorities/{slug:authority}/proposals", "propose", status=201)
def make_proposal(call: Call, body: New) -> WithOverlay:
    """Make a draft of a proposal"""
    kinds = warn((body.title, body.reasons), body.save_anyway)
    wanted = proposing.Wanted(body.title.strip(), body.reasons, sensible(body.takes_effect))
    key = proposing.propose(by=call.by, wanted=wanted, overlay=body.overlay, now=call.now)
    note_kept(call.by, proposing.about(key), kinds)
    return read_proposal(call, key)


@operation(router, "PUT", "/authorities/{slug:authority}/proposals/{slug:key}/overlay", "propose")
def rewrite_proposal(call: Call, key: str, body: Overlay) -> WithOverlay:
    """Put other changes in the place of those of a draft"""
    _named(call, key)
    proposing.rewrite(by=call.by, key=key, overlay=body.overlay)
    return read_proposal(call, key)


def _named(call: Call, key: str) -> Proposal:
    row = Proposal.objects.filter(authority=call.authority, key=key).first()
    return row or not_found("There is no such proposal.")


def _said(row: Proposal) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Proposed.__struct_fields__}
