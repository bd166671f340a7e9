"""Questions that join the organisation, what was decided about it and the guidance. The rules are pure, so what they
say of one state of an authority is kept in the process by the head of its trail, which every change moves."""

from datetime import date
from functools import cache

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.assurance.queries import confirmed_texts
from clearline.assurance.testing.queries import finished
from clearline.checks.findings import Finding, Report, check
from clearline.checks.gathering import gather, with_tests
from clearline.guidance.content import load
from clearline.guidance.queries import ROLES, Stated, editions_of, stated_in
from clearline.guidance.schema import Edition
from clearline.kit.keeping import worked_out_once
from clearline.organisations.organisation import Organisation

NO_CHAIN = ""
"""The head of an authority whose trail is empty; nothing is kept for it, since nothing says when it changes."""


def head_of(authority: Authority) -> str:
    """Return the head of the authority's trail: another one after every change."""
    heads = Entry.objects.filter(authority=authority).order_by("-sequence").values_list("head", flat=True)
    return heads.first() or NO_CHAIN


def organisation_of(authority: Authority) -> Organisation | None:
    """Return the whole organisation; ``None`` when none is stated. One query while nothing changes."""
    head = head_of(authority)
    return _organisation(authority.pk, head) if head else _gathered(authority)


def report_of(authority: Authority, *, edition: str | None, on: date, today: date) -> Report | None:
    """Return what a check says of an authority on a day; ``None`` when no organisation is stated.

    ``edition``: its name; ``None`` for the one in force that day. Raises ``BadInput`` as ``findings.check`` does.
    """
    head = head_of(authority)
    if head:
        return _report(authority.pk, head, edition, on, today)
    return _checked(authority, _gathered(authority), edition, on, today)


@worked_out_once(64)
def _organisation(authority: int, head: str) -> Organisation | None:
    return _gathered(Authority.objects.get(pk=authority))


def _gathered(authority: Authority) -> Organisation | None:
    """Return the whole organisation, the tests of assurance that were concluded among what was weighed."""
    organisation = gather(authority)
    return with_tests(organisation, finished(authority)) if organisation else None


@worked_out_once(512)
def _report(authority: int, head: str, edition: str | None, on: date, today: date) -> Report | None:
    whose = Authority.objects.get(pk=authority)
    return _checked(whose, _organisation(authority, head), edition, on, today)


def _checked(
    authority: Authority, organisation: Organisation | None, edition: str | None, on: date, today: date
) -> Report | None:
    if organisation is None:
        return None
    return check(organisation, load(), edition, on, today, confirmed_texts(authority))


@cache
def stated_duties() -> dict[tuple[str, str, str], Stated]:
    """Return every duty where it stands, by document, edition and key."""
    return {
        (edition.document, edition.edition, stated.duty.key): stated
        for edition in load().editions
        for stated in stated_in(edition)
    }


def bearers_of(finding: Finding) -> tuple[str, ...]:
    """Return who must act by the duties that carry a finding."""
    duties = (stated_duties()[one.document, one.edition, one.duty].duty for one in finding.citations)
    return tuple(dict.fromkeys(bearer for duty in duties for bearer in duty.bearers))


@cache
def rules_named() -> frozenset[str]:
    """Return the keys of the rules that the guidance names as proofs."""
    proofs = (proof for stated in stated_duties().values() for proof in stated.duty.proofs)
    return frozenset(proof.key for proof in proofs if proof.kind == "rule" and proof.key)


def editions_to_check_by() -> tuple[Edition, ...]:
    """Return the editions of the guidance on the two roles that are held."""
    return tuple(edition for edition in editions_of(load(), ROLES) if edition.chapters)
