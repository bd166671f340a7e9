"""Which changes call for a test of assurance: dated ones on record, and proposals; and which of them have none."""

from collections.abc import Collection
from datetime import date

from clearline.accounts.models import Authority
from clearline.assurance.testing.called import Trigger
from clearline.assurance.testing.queries import Listed
from clearline.checks.proposed import proposed
from clearline.checks.queries import organisation_of
from clearline.checks.triggers import DAY, concerned, on_record, triggers
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.organisations.models import Proposal
from clearline.organisations.organisation import Organisation, as_on
from clearline.organisations.picture import Picture


class Calls(Value, frozen=True, kw_only=True):
    """A change that calls for a test."""

    title: str
    """Which a test of it could have."""
    triggers: tuple[Trigger, ...]
    tested: tuple[str, ...]
    """Posts and offices of the tested structure, before and after."""
    on: date | None
    """The first day of the change; ``None`` for none."""
    proposal: str
    """Key of the proposal; empty for a change on record."""


def by_record(authority: Authority, since: date | None = None) -> tuple[Calls, ...]:
    """Return the dated changes on record after a day that call for a test, the earliest first; those to come too."""
    organisation = organisation_of(authority)
    return tuple(
        Calls(title=f"Change of {one.on:%-d %B %Y}", triggers=one.triggers, tested=one.tested, on=one.on, proposal="")
        for one in (on_record(organisation, since) if organisation else ())
    )


def without_test(authority: Authority, tests: Collection[Listed]) -> tuple[Calls, ...]:
    """Return the dated changes since the last concluded test that have no test of their own.

    A change has one when a test that was not withdrawn names its first day, or its proposal was adopted from that day.
    """
    live = [one for one in tests if one.state != "withdrawn"]
    keys = [one.proposal for one in live if one.proposal]
    adopted = Proposal.objects.filter(authority=authority, key__in=keys, state="adopted")
    covered = {one.change_on for one in live} | set(adopted.values_list("takes_effect", flat=True))
    since = max((one.concluded_on for one in live if one.concluded and one.concluded_on), default=None)
    return tuple(one for one in by_record(authority, since) if one.on not in covered)


def calls_of(authority: Authority, key: str) -> Calls:
    """Return what in a proposal calls for a test.

    Raises ``BadInput`` when there is no such proposal that is not decided, or nothing in it calls for one.
    """
    row = Proposal.objects.filter(authority=authority, key=key, state__in=("draft", "for-decision")).first()
    organisation = organisation_of(authority)
    if row is None or organisation is None:
        raise BadInput("There is no such proposal that is still to be decided.")
    found = _calls_of(organisation, row)
    if not found.triggers:
        raise BadInput("Nothing in this proposal calls for a test of assurance.")
    return found


def proposals_without(authority: Authority, tests: Collection[Listed]) -> tuple[Proposal, ...]:
    """Return the proposals that wait for a decision, call for a test and have none."""
    organisation = organisation_of(authority)
    if organisation is None:
        return ()
    having = {one.proposal for one in tests if one.state != "withdrawn"}
    rows = Proposal.objects.filter(authority=authority, state__in=("draft", "for-decision")).exclude(key__in=having)
    return tuple(row for row in rows.order_by("takes_effect", "id") if _calls(organisation, row))


def before_and_after(authority: Authority, test: Listed) -> tuple[Picture, Picture] | None:
    """Return the organisation before and after the change that a test is of.

    Of a proposal that is not adopted both are as at the day when it would take effect, else the days before and of the
    change. ``None`` when it is of no change, or what is proposed no longer fits.
    """
    organisation = organisation_of(authority)
    row = Proposal.objects.filter(authority=authority, key=test.proposal).first() if test.proposal else None
    if organisation is None:
        return None
    if row is not None and row.state != "adopted":
        try:
            return _pictures(organisation, row)
        except BadInput:
            return None
    on = row.takes_effect if row else test.change_on
    return (Picture(organisation, on - DAY), Picture(organisation, on)) if on else None


def _calls(organisation: Organisation, row: Proposal) -> bool:
    """Return whether a proposal calls for a test; one that no longer fits what is stated says so on its own page."""
    try:
        return bool(_calls_of(organisation, row).triggers)
    except BadInput:
        return False


def _calls_of(organisation: Organisation, row: Proposal) -> Calls:
    was, would = _pictures(organisation, row)
    called = triggers(was, would)
    return Calls(
        title=row.title, triggers=called, tested=concerned(was, would), on=row.takes_effect, proposal=row.key
    )  # fmt: skip


def _pictures(organisation: Organisation, row: Proposal) -> tuple[Picture, Picture]:
    """Return the organisation without and with a proposal on its day. Raises ``BadInput`` when it does not fit."""
    on = row.takes_effect
    return Picture(as_on(organisation, on), on), Picture(proposed(organisation, row.overlay, on), on)
