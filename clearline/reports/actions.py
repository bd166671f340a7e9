"""Changes of reports: what people say in them, the Word template, and issuing. Publishing is in ``publishing``."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearline.accounts.access_class import OPEN, Access, access_columns, check_opening, may_see
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.assurance.abouts import check_about
from clearline.assurance.signing.actions import sign as sign_thing
from clearline.jobs.actions import enqueue
from clearline.jobs.running import Run
from clearline.kit.errors import BadInput
from clearline.kit.filed import file_away
from clearline.reports import issuing, models
from clearline.reports.composing import about_of, to_sign
from clearline.reports.queries import issued_as, look_of, next_number
from clearline.reports.spoken import Figure, figure_now
from clearline.reports.word_template import checked
from clearline.schedule.actions import record_issue
from clearline.schedule.content import contract_named
from clearline.schedule.issued import Filed

WORK = "issue report"


def comment(
    *, by: Acting, contract: str, content: str, on: date, text: str, office: Role, now: datetime, about: str = "",
    access: Access = OPEN,
) -> None:  # fmt: skip
    """Say something in a report as at a day, as a named person in an office that they have.

    ``about``: such as ``measure:key``; empty: about the whole content. A later one of the same office about the same
    takes its place. What is said of a figure stands in other reports too: ``commenting``. Raises ``Refused`` without
    the permission, outside a sign-in, and in an office of somebody else: nobody writes a member's words but the
    member. ``BadInput`` without words and for no such content.
    """
    authority = _authority(by, "comment in reports")
    if by.user is None:
        raise Refused("Only somebody who is signed in can say something in a report.")
    if office not in by.roles:
        raise Refused(f"You cannot speak as {role_title(office)}: it is not an office of yours here.")
    named = contract_named(contract)
    if content not in {one.key for one in named.contents}:
        raise BadInput(f"{named.title} has no content '{content}'.")
    if not text.strip():
        raise BadInput("Enter what you want to say.")
    if about:
        check_about(about)
    figure = figure_now(authority, about, on, timezone.localdate(now)) or Figure("", "")
    with transaction.atomic():
        _hold(authority)
        models.Remark.objects.create(
            authority=authority, contract=contract, content=content, on=on, about=about, text=text.strip(),
            period=figure.period, value=figure.value, office=office, by=by.user.individual, at=now,
            **access_columns(access),
        )  # fmt: skip
        # its words stay out of the trail, which has readers who may not see those that are closed, now or later
        after = {"content": content, "about": about, "of": figure.period, "as": office, "access": access.kind}
        trail.record(by=by, did="report commented on", about=about_of(contract, on), after=after)


def tell_committee(
    *, by: Acting, contract: str, on: date, texts: Mapping[str, str], classes: Mapping[str, Access] | None = None,
    meeting: str = "", meets: date | None = None, minutes: str = "",
) -> None:  # fmt: skip
    """Write what a report says to its committee. ``texts``: by ``CommitteePaper.HEADINGS``; others stay as they are.

    ``classes``: who may read each; without one a heading keeps the class it has. Raises ``BadInput`` for a report that
    goes to no committee and for an exemption without its reason; ``Refused`` for opening what was closed by anybody but
    the monitoring officer.
    """
    authority = _authority(by, "make reports")
    if not contract_named(contract).committee:
        raise BadInput("This report goes to no committee.")
    if unknown := set(texts) - set(models.CommitteePaper.HEADINGS):
        raise BadInput(f"A committee's paper has no heading '{min(unknown)}'.")
    where: dict[str, Any] = {"meeting": meeting.strip(), "meets": meets, "minutes": minutes.strip()}
    with transaction.atomic():
        _hold(authority)
        rows = models.CommitteePaper.objects.filter(authority=authority, contract=contract, on=on)
        before = rows.values(*where).first() or {}
        paper, _ = models.CommitteePaper.objects.update_or_create(
            authority=authority, contract=contract, on=on, defaults=where
        )
        told: dict[str, str] = {}
        for heading, text in texts.items():
            told |= _head(by, paper, heading, text.strip(), (classes or {}).get(heading))
        about = about_of(contract, on)
        trail.record(by=by, did="committee paper written", about=about, before=before, after={**where, **told})


def _head(by: Acting, paper: models.CommitteePaper, heading: str, text: str, access: Access | None) -> dict[str, str]:
    """Write one heading; return what the trail tells of it: who may read it, and not its words."""
    row = paper.headings.filter(heading=heading).first() or models.CommitteeHeading(paper=paper, heading=heading)
    was = row.access_class
    now = was if access is None else access
    if not may_see(by, was):
        raise Refused("What stands there is not for your role to read, nor to write over.")
    if row.text:
        check_opening(by, was, now)
    if (row.text, was) == (text, now):
        return {}
    for name, value in access_columns(now).items():
        setattr(row, name, value)
    row.text, row.by = text, _individual(by)
    row.save()
    return {heading: f"written ({now.kind})" if text else "emptied"}


def keep_template(*, by: Acting, name: str, content: bytes, now: datetime) -> None:
    """Keep the council's own Word template. Raises ``BadInput`` for one that could do harm or cannot be used."""
    authority = _authority(by, "issue reports")
    checked(content)
    digest = file_away(settings.ISSUED / authority.key, content)
    with transaction.atomic():
        _hold(authority)
        kept = {"name": name[:100], "digest": digest, "size": len(content), "by": _individual(by), "at": now}
        models.WordTemplate.objects.update_or_create(authority=authority, defaults=kept)
        after = {"name": name[:100], "sha256": digest}
        trail.record(by=by, did="Word template kept", about=f"authority:{authority.key}", after=after)


def remove_template(*, by: Acting) -> None:
    """Print Word documents in Clearline's own look again. Raises ``BadInput`` when there is no template."""
    authority = _authority(by, "issue reports")
    with transaction.atomic():
        _hold(authority)
        row = models.WordTemplate.objects.filter(authority=authority).first()
        if row is None:
            raise BadInput("There is no template to remove.")
        row.delete()
        before = {"name": row.name, "sha256": row.digest}
        trail.record(by=by, did="Word template removed", about=f"authority:{authority.key}", before=before)


def sign(*, by: Acting, contract: str, on: date, office: Role, today: date, now: datetime) -> None:
    """Sign what a report says as at a day. Raises ``BadInput`` for a report that this office does not sign."""
    authority = _authority(by, "sign")
    named = contract_named(contract)
    if office not in named.needs_signatures:
        raise BadInput(f"{named.title} is not signed by the {role_title(office)}.")
    content = to_sign(named, authority, on=on, today=today)
    title = f"{named.title}, as at {on:%-d %B %Y}"
    sign_thing(by=by, about=about_of(contract, on), content=content, title=title, office=office, on=today, now=now)


def ask_to_issue(*, by: Acting, contract: str, on: date, now: datetime, amends: str = "", why: str = "") -> UUID:
    """Ask for a report to be issued; return the id of the work. Raises ``BadInput`` with all that it waits for."""
    authority = _authority(by, "issue reports")
    found = issuing.draft(authority, contract, on=on, today=timezone.localdate(now))
    issuing.require_ready(found)
    arguments = {"contract": contract, "on": on.isoformat(), "amends": amends, "why": why}
    key = f"{WORK} {authority.key} {contract} {found.digest} {amends}"
    with transaction.atomic():
        return enqueue(by=by, what=WORK, now=now, arguments=arguments, key=key)


def issue_report(run: Run, *, contract: str, on: str, amends: str, why: str) -> None:
    """Issue a report as work that can be killed at any moment: all its files are there first, then it is recorded."""
    now = timezone.now()
    made = _made(run.by, contract, date.fromisoformat(on), now, amends, why)
    with run.finishing(f"Issued under the number {made.found.open.number}."):
        _record(run.by, made, now, amends, why)


def issue(*, by: Acting, contract: str, on: date, now: datetime, amends: str = "", why: str = "") -> str:
    """Issue a report at once; return its number. The same one again has the number it has.

    Raises ``Refused`` without the permission, ``BadInput`` for what it waits for and as ``record_issue`` does.
    """
    _authority(by, "issue reports")
    made = _made(by, contract, on, now, amends, why)
    with transaction.atomic():
        return _record(by, made, now, amends, why)


class _Made:
    """A report whose files are filed and which is not recorded yet."""

    def __init__(self, found: issuing.Draft, files: tuple[Filed, ...], needs: dict[str, list[str]]) -> None:
        self.found, self.files, self.needs = found, files, needs


def _made(by: Acting, contract: str, on: date, now: datetime, amends: str, why: str) -> _Made:
    """Return a report with its files filed. What was filed and is never recorded is named by nothing."""
    authority = _authority(by, "issue reports")
    found = issuing.draft(authority, contract, on=on, today=timezone.localdate(now))
    issuing.require_ready(found)
    there = issued_as(authority, contract, found.digest, amends)
    number = there or next_number(authority, contract, now)
    found = issuing.numbered(found, number, amends, why)
    if there:
        return _Made(found, (), {})
    rendered = issuing.files_of(found, look_of(authority))
    files = tuple(_filed(authority, one) for one in rendered)
    return _Made(found, files, {one.name: sorted(one.needs) for one in rendered})


def _filed(authority: Authority, one: issuing.Rendered) -> Filed:
    digest = file_away(settings.ISSUED / authority.key, one.content)
    return Filed(
        format=one.format, part=one.part, rendering=one.rendering, name=one.name, sha256=digest, size=len(one.content)
    )


def _record(by: Acting, made: _Made, now: datetime, amends: str, why: str) -> str:
    """Record an issue; raise ``BadInput`` when its number was taken meanwhile, so that nothing of it is kept."""
    found = made.found
    number = record_issue(
        by=by, contract=found.contract.key, on=found.open.on, now=now, title=found.open.title, digest=found.digest,
        inputs={**found.inputs, "needs": made.needs}, contents=found.contents, files=made.files, amends=amends, why=why,
    )  # fmt: skip
    if number != found.open.number:
        raise BadInput("Another issue of this report was made at the same moment. Issue it again.")
    return number


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _individual(by: Acting) -> Any:
    return by.user.individual if by.user else None


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
