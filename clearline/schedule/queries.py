"""Questions about what is due, what was issued, who received it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from clearline.accounts.access_class import Access, Kind, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.guidance.content import load
from clearline.guidance.queries import edition_in_force
from clearline.kit.errors import BadInput
from clearline.kit.proving import ProofState, Result
from clearline.schedule import models
from clearline.schedule.content import contract_named, contracts
from clearline.schedule.contract import Contract
from clearline.schedule.due import Outstanding, Own, Plan, outstanding, plan_for
from clearline.schedule.issued import Filed, Issued, Questioned, Received, Told, Waiting
from clearline.schedule.items import Item

RESTS_ON = {"law": "Law or guidance", "practice": "Local practice"}
"""What fixes a day that the council does not set itself, in words."""


def own_settings(authority: Authority) -> dict[str, Own]:
    """Return what a council has set for its reports, by contract."""
    rows = models.Setting.objects.filter(authority=authority)
    return {row.contract: Own(row.every, row.deadline, row.first_due) for row in rows}


def edition_on(on: date) -> str:
    """Return the edition of the roles guidance in force on a day; empty where none that is held was."""
    try:
        return edition_in_force(load(), on).edition
    except BadInput:
        return ""


def plan_of(authority: Authority, contract: str, on: date) -> Plan:
    """Return how often and by when a report is due at an authority, under the edition in force on a day."""
    own = own_settings(authority).get(contract)
    return plan_for(contract_named(contract), own, edition_on(on), on, authority.since)


def answered_until(authority: Authority, on: date) -> dict[str, date]:
    """Return for each contract the last day of the latest period that has a report, issued by the end of a day."""
    rows = models.Issue.objects.filter(authority=authority, issued_at__lt=end_of(on), period__isnull=False)
    found = rows.order_by().values_list("contract").annotate(latest=Max("period"))
    return dict(found)


def due(authority: Authority, start: date, end: date, on: date) -> tuple[Item, ...]:
    """Return the reports that are late on a day, and those that fall due from ``start`` to ``end``, by their day."""
    settings, answered, edition = own_settings(authority), answered_until(authority, on), edition_on(on)
    found: list[Item] = []
    for contract in contracts().values():
        plan = plan_for(contract, settings.get(contract.key), edition, on, authority.since)
        found += _items(contract, plan, outstanding(plan, on, end, answered.get(contract.key)), start, on)
    return tuple(sorted(found, key=lambda item: (item.due, item.key)))


def _items(contract: Contract, plan: Plan, there: Outstanding, start: date, on: date) -> Iterator[Item]:
    for one in (*([there.late] if there.late else []), *(each for each in there.ahead if each.due >= start)):
        yield Item(
            key=f"report:{contract.key}/{one.end}",
            kind="Report",
            title=f"{contract.title} (period to {one.end:%-d %B %Y})",
            about=f"report:{contract.key}/{one.end}",
            due=one.due,
            owner=contract.maker,
            readers=contract.readers,
            rests_on=RESTS_ON.get(plan.cadence.kind) or ("Local setting" if plan.set_here else "Suggested, local"),
            says=plan.cadence.says,
            late=(on - one.due).days if one is there.late else 0,
            missed=there.missed if one is there.late else 0,
            public=contract.public,
        )


def issues(authority: Authority, by: Acting, contract: str | None = None) -> tuple[Issued, ...]:
    """Return the issued reports that somebody may see, the newest first; of one contract, or of all."""
    rows = _whole(models.Issue.objects.filter(authority=authority))
    if contract is not None:
        rows = rows.filter(contract=contract)
    return tuple(one for one in _issued(rows) if may_read(by, one))


def issue(authority: Authority, contract: str, number: str) -> Issued | None:
    """Return one issued report; ``None`` when there is none. Ask ``may_read`` before it is shown to anybody."""
    rows = models.Issue.objects.filter(Q(number=number) | Q(amends=number), authority=authority, contract=contract)
    return next((one for one in _issued(_whole(rows)) if one.number == number), None)


def may_read(by: Acting, one: Issued) -> bool:
    """Return whether somebody may know of an issued report: those inside and those it is for, within its access class.

    What is published is for the pages of the public to show.
    """
    return _may_read(by, one.maker, one.readers, one.access.kind)


def _may_read(by: Acting, maker: Role, readers: Iterable[Role], access: str) -> bool:
    concerned = not by.roles.isdisjoint({maker, *readers})
    seen = may_see(by, Access(kind=cast(Kind, access)))
    return by.may("see reports") and (concerned or by.may("see assurance")) and seen


def report_states(authority: Authority, on: date, edition: str) -> Mapping[str, ProofState]:
    """Return how each report stands on a day, as a proof of duties of an edition. A fixed number of questions."""
    settings, answered = own_settings(authority), answered_until(authority, on)
    ids: dict[str, int] = {}
    there = models.Issue.objects.filter(authority=authority, issued_at__lt=end_of(on))
    for contract_key, pk in there.order_by("-issued_at", "-id").values_list("contract", "pk"):
        ids.setdefault(contract_key, pk)
    rows = models.Issue.objects.filter(pk__in=ids.values()).defer("inputs").prefetch_related("receipts")
    newest = {row.contract: row for row in rows}
    found = {}
    for contract in contracts().values():
        plan = plan_for(contract, settings.get(contract.key), edition, on, authority.since)
        due_now = outstanding(plan, on, on, answered.get(contract.key))
        found[contract.key] = _state(contract, plan, due_now, newest.get(contract.key), on)
    return found


def _state(contract: Contract, plan: Plan, there: Outstanding, row: models.Issue | None, on: date) -> ProofState:
    if row is None:
        says = ["It has never been issued.", *_late_words(plan, there)]
        result: Result = "never looked at"
        return ProofState(key=contract.key, title=contract.title, result=result, says=tuple(says))
    told = f"The newest is {row.number}, which shows {row.on:%-d %B %Y} and was issued {_day(row.issued_at):%-d %B %Y}."
    missing = [one["title"] for one in row.contents if one["required"] and not one["complete"]]
    first = contract.readers[0]
    receipt = next((one for one in row.receipts.all() if one.office == first and one.at < end_of(on)), None)
    came = f"{role_title(first)} confirmed that it came on {_day(receipt.at):%-d %B %Y}." if receipt else ""
    says = [told, *([f"It does not contain: {'; '.join(missing)}."] if missing else []), *_late_words(plan, there)]
    waits = plan.every is not None and not came
    says.append(f"{role_title(first)} has not confirmed that it came." if waits else came)
    return ProofState(
        key=contract.key,
        title=contract.title,
        result=_result(plan, there, bool(missing), waits),
        says=tuple(filter(None, says)),
        newest=_day(row.issued_at),
    )


def _result(plan: Plan, there: Outstanding, missing: bool, waits: bool) -> Result:
    if missing or (there.late and plan.cadence.kind == "law"):
        return "fails"
    return "not known" if there.late or waits else "passes"


def _late_words(plan: Plan, there: Outstanding) -> list[str]:
    if there.late is None:
        return []
    rule = plan.cadence.says if plan.cadence.kind == "law" else "That day is the council's own setting."
    return [f"The one for the period to {there.late.end:%-d %B %Y} was due {there.late.due:%-d %B %Y}. {rule}"]


def issuer(authority: Authority, contract: str, number: str) -> UUID | None:
    """Return the person who issued a report, whatever the account; ``None`` for the machine, and for no such issue."""
    rows = models.Issue.objects.filter(authority=authority, contract=contract, number=number)
    return rows.values_list("by", flat=True).first()


def waiting_questions(authority: Authority, by: Acting) -> tuple[Waiting, ...]:
    """Return the questions that nobody has answered, of the reports that somebody may see, the oldest first."""
    asked = models.Question.objects.filter(issue__authority=authority, answer="").order_by("at", "id")
    wanted = ("issue__contract", "issue__access", "issue__number", "issue__title", "number", "at", "text")
    return tuple(
        Waiting(contract=key, number=issue, title=title, maker=maker, question=number, at=at, text=text)
        for key, access, issue, title, number, at, text in asked.values_list(*wanted)
        if _may_read(by, maker := contract_named(key).maker, contract_named(key).readers, access)
    )


def unread(authority: Authority, by: Acting) -> tuple[Issued, ...]:
    """Return the newest report of each contract, where it is for an office of somebody and has not been confirmed."""
    newest: dict[str, int] = {}
    rows = models.Issue.objects.filter(authority=authority).order_by("-issued_at", "-id")
    for pk, key, access in rows.values_list("pk", "contract", "access"):
        if key not in newest and _may_read(by, contract_named(key).maker, contract_named(key).readers, access):
            newest[key] = pk
    there = _issued(_whole(models.Issue.objects.filter(pk__in=newest.values())))
    return tuple(one for one in there if not by.roles.isdisjoint(one.not_received))


def end_of(on: date) -> datetime:
    """Return the first moment after a day, here."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _whole(rows: QuerySet[models.Issue]) -> QuerySet[models.Issue]:
    several = ("files", "receipts__by", "questions__by", "questions__answered_by")
    return rows.select_related("by").prefetch_related(*several).order_by("-issued_at", "-id")


def _issued(rows: Iterable[models.Issue]) -> Iterator[Issued]:
    there = list(rows)
    amended = {(row.contract, row.amends): row.number for row in there if row.amends}
    for row in there:
        contract = contract_named(row.contract)
        yield Issued(
            contract=row.contract, number=row.number, title=row.title, on=row.on, issued_at=row.issued_at,
            issued_on=_day(row.issued_at), by=_name(row.by), maker=contract.maker, readers=contract.readers,
            period=row.period, due=row.due, digest=row.digest, inputs=row.inputs,
            contents=tuple(Told(**one) for one in row.contents), amends=row.amends, why=row.why,
            amended_by=amended.get((row.contract, row.number), ""), access=row.access_class,
            files=tuple(_filed(one) for one in row.files.all()),
            receipts=tuple(Received(office=one.office, by=_name(one.by), at=one.at) for one in row.receipts.all()),
            questions=tuple(_questioned(one) for one in row.questions.all()),
        )  # fmt: skip


def _filed(row: models.IssuedFile) -> Filed:
    return Filed(
        format=row.format,  # type: ignore[arg-type]
        part=row.part,
        rendering=row.rendering,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
    )


def _questioned(row: models.Question) -> Questioned:
    return Questioned(
        number=row.number, office=row.office, by=_name(row.by), at=row.at, text=row.text, answer=row.answer,
        answered_by=_name(row.answered_by), answered_at=row.answered_at,
    )  # fmt: skip


def _name(individual: Individual | None) -> str:
    return individual.name if individual else ""
