"""Changes of the calendar: what is issued, received, asked and answered; how often a report is due.

Pre-election periods and what is released in them are changed in ``electing``; ``release`` is here by its name too.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from clearline.accounts.access_class import OPEN, Access, access_columns
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.schedule import models
from clearline.schedule.content import contract_named
from clearline.schedule.contract import MONTHS, Contract
from clearline.schedule.due import Own, add_months, answers
from clearline.schedule.electing import release as release
from clearline.schedule.issued import Filed, Issued
from clearline.schedule.queries import edition_on, issue, may_read, own_settings, plan_of


def record_issue(
    *,
    by: Acting,
    contract: str,
    on: date,
    now: datetime,
    title: str,
    digest: str,
    inputs: Mapping[str, Any],
    contents: Mapping[str, bool],
    files: Sequence[Filed],
    amends: str = "",
    why: str = "",
    access: Access = OPEN,
) -> str:
    """Record that a report was issued, as at ``on``; return its number. The same one again has the number it has.

    ``contents``: key of each of the contract's contents that the report has to whether it is complete. ``amends``: the
    number of the issue that it puts right. Raises ``BadInput`` for contents that the contract has not, and for an
    amendment of what is not there, was amended already, or without a reason; ``Refused`` without the permission.
    """
    authority = _authority(by, "issue reports")
    named = contract_named(contract)
    told = _told(named, contents)
    with transaction.atomic():
        _hold(authority)
        rows = models.Issue.objects.filter(authority=authority, contract=contract)
        same = rows.filter(digest=digest, amends=amends).first()
        if same is not None:
            return same.number
        period, day = _for_period(authority, contract, on, now, amends, why)
        year = timezone.localdate(now).year
        number = f"{year}-{rows.filter(number__startswith=f'{year}-').count() + 1:02}"
        row = models.Issue.objects.create(
            authority=authority, contract=contract, number=number, title=title, on=on, issued_at=now,
            by=_individual(by), period=period, due=day, digest=digest, inputs=dict(inputs), contents=told,
            amends=amends, why=why.strip(), **access_columns(access),
        )  # fmt: skip
        models.IssuedFile.objects.bulk_create(
            models.IssuedFile(
                issue=row, format=one.format, part=one.part, rendering=one.rendering, name=one.name,
                sha256=one.sha256, size=one.size,
            )
            for one in files
        )  # fmt: skip
        after = {
            "title": title, "on": on, "digest": digest, "amends": amends, "access": access.kind,
            "missing": [one["title"] for one in told if one["required"] and not one["complete"]],
            "files": [f"{one.name} {one.sha256}" for one in files],
        }  # fmt: skip
        trail.record(by=by, did="report issued", about=f"report:{contract}/{number}", why=row.why, after=after)
    return number


def _told(contract: Contract, contents: Mapping[str, bool]) -> list[dict[str, Any]]:
    """Return what the contract asks for beside what there is; of what it does not require, what was begun."""
    unknown = sorted(set(contents) - {one.key for one in contract.contents})
    if unknown:
        raise BadInput(f"The contract of '{contract.key}' has no contents called: {', '.join(unknown)}.")
    return [
        {"key": one.key, "title": one.title, "required": one.required, "complete": contents.get(one.key, False)}
        for one in contract.contents
        if one.required or one.key in contents
    ]


def _for_period(
    authority: Authority, contract: str, on: date, now: datetime, amends: str, why: str
) -> tuple[date | None, date | None]:
    """Return the last day of the period that a report is for, and by when it was due; ``None`` for what has none."""
    rows = models.Issue.objects.filter(authority=authority, contract=contract)
    if amends:
        amended = rows.filter(number=amends).first()
        if amended is None:
            raise BadInput(f"There is no issue {amends} of this report to amend.")
        later = rows.filter(amends=amends).first()
        if later is not None:
            raise BadInput(f"Issue {amends} was amended by {later.number} already. Amend that one.")
        if not why.strip():
            raise BadInput("Say why it is amended.")
        return amended.period, amended.due
    plan = plan_of(authority, contract, timezone.localdate(now))
    last = rows.filter(period__isnull=False).order_by("-period").values_list("period", flat=True).first()
    found = answers(plan, on, last)
    if found is None:
        return None, None
    return found.end, found.due if plan.counts else None


def acknowledge(*, by: Acting, contract: str, number: str, now: datetime) -> None:
    """Confirm that an issue came, for each office of one's own that it is for; again changes nothing.

    Raises ``Refused`` for whoever it is not for, ``BadInput`` when there is none.
    """
    one = _readable(by, contract, number)
    offices = _offices(by, one)
    with transaction.atomic():
        row = _row(by, one)
        there = set(row.receipts.values_list("office", flat=True))
        new = [office for office in offices if office not in there]
        for office in new:
            models.Receipt.objects.create(issue=row, office=office, by=_individual(by), at=now)
        if new:
            trail.record(by=by, did="report received", about=_about(one), after={"offices": new})


def ask(*, by: Acting, contract: str, number: str, text: str, now: datetime) -> int:
    """Ask the maker something about an issue, for an office that it is for; return the question's number.

    Raises ``Refused`` for whoever it is not for, ``BadInput`` without words or when there is none.
    """
    one = _readable(by, contract, number)
    office = _offices(by, one)[0]
    if not text.strip():
        raise BadInput("Enter the question.")
    with transaction.atomic():
        row = _row(by, one)
        next_one = row.questions.count() + 1
        models.Question.objects.create(
            issue=row, number=next_one, office=office, by=_individual(by), at=now, text=text.strip()
        )
        after = {"question": next_one, "office": office, "text": text.strip()}
        trail.record(by=by, did="report questioned", about=_about(one), after=after, personal=("text",))
    return next_one


def answer(*, by: Acting, contract: str, number: str, question: int, text: str, now: datetime) -> None:
    """Answer a question, as the office that made the report.

    Raises ``Refused`` for anybody else, and for whoever asked it; ``BadInput`` without words, for a question that there
    is not, or that has its answer.
    """
    one = _readable(by, contract, number)
    if one.maker not in by.roles:
        raise Refused(f"It is answered by the office that made it: {role_title(one.maker)}.")
    if not text.strip():
        raise BadInput("Enter the answer.")
    with transaction.atomic():
        row = _row(by, one).questions.filter(number=question).first()
        if row is None:
            raise BadInput(f"There is no question {question} about it.")
        by.require_another(row.by_id, "The answer")
        if row.answer:
            raise BadInput("This question has its answer. Ask another to go on.")
        row.answer, row.answered_by, row.answered_at = text.strip(), _individual(by), now
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        after = {"question": question, "answer": row.answer}
        trail.record(by=by, did="report question answered", about=_about(one), after=after, personal=("answer",))


def set_cadence(*, by: Acting, contract: str, own: Own, why: str, on: date) -> None:
    """Set how often and by when a report is due here. ``Own()`` puts it back to what the contract says.

    Raises ``BadInput`` for what would lengthen what is law, and without a reason; ``Refused`` without the permission.
    """
    authority = _authority(by, "set calendar")
    named = contract_named(contract)
    problems = [*_longer_than_law(named, own, on)]
    if own.every not in models.Setting.EVERY:
        problems.append(f"How often is one of: {', '.join(filter(None, models.Setting.EVERY))}.")
    if not why.strip():
        problems.append("Say why.")
    if problems:
        raise BadInput(*problems)
    with transaction.atomic():
        _hold(authority)
        before = own_settings(authority).get(contract, Own())
        rows = models.Setting.objects.filter(authority=authority, contract=contract)
        if own == Own():
            rows.delete()
        else:
            models.Setting.objects.update_or_create(authority=authority, contract=contract, defaults=own._asdict())
        trail.record(
            by=by, did="calendar set", about=f"contract:{contract}", why=why, before=before._asdict(),
            after=own._asdict(),
        )  # fmt: skip


def _longer_than_law(contract: Contract, own: Own, on: date) -> list[str]:
    """Return why a setting would make longer what is law on a day."""
    cadence = contract.cadence_on(edition_on(on), on)
    if cadence.kind != "law" or cadence.every is None:
        return []
    problems = []
    if own.every == "none" or MONTHS.get(own.every, 0) > MONTHS[cadence.every]:  # type: ignore[call-overload]
        problems.append(f"It cannot be due less often: {cadence.says}")
    if own.deadline is not None and own.deadline > contract.deadline:
        problems.append(f"It cannot be due more than {contract.deadline} days after its period: {cadence.says}")
    latest = add_months(on, MONTHS[cadence.every]) + timedelta(days=contract.deadline)
    if own.first_due is not None and own.first_due > latest:
        problems.append(f"It cannot be due first after {latest:%-d %B %Y}: {cadence.says}")
    return problems


def _readable(by: Acting, contract: str, number: str) -> Issued:
    authority = _authority(by, "see reports")
    one = issue(authority, contract, number)
    if one is None:
        raise BadInput(f"There is no issue {number} of this report.")
    if not may_read(by, one):
        raise Refused("This report is for others.")
    return one


def _offices(by: Acting, one: Issued) -> list[Role]:
    """Return the offices of somebody that an issue is for; raise ``Refused`` where there is none."""
    found = [office for office in one.readers if office in by.roles]
    if not found:
        raise Refused("This is for those whom the report is for.")
    return found


def _row(by: Acting, one: Issued) -> models.Issue:
    """Return the row of an issue, the authority held against other writers."""
    assert by.authority is not None
    _hold(by.authority)
    return models.Issue.objects.get(authority=by.authority, contract=one.contract, number=one.number)


def _about(one: Issued) -> str:
    return f"report:{one.contract}/{one.number}"


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _individual(by: Acting) -> Individual | None:
    return by.user.individual if by.user else None


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
