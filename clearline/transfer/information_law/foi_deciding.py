"""Requests for information: opened by a reference, each record decided on by an officer, answered, with a notice."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.transfer.information_law.exemptions import EXEMPTIONS
from clearline.transfer.information_law.foi import Match, search, terms_of
from clearline.transfer.models import FoiDecision, FoiRequest

DAYS = 20
"""Working days in which a request is answered (section 10)."""

SEALED = "sealed:"


class Decided(NamedTuple):
    """A record of a request, and what was decided of it."""

    match: Match
    decision: FoiDecision | None
    """``None`` while nobody has decided."""


def requests_of(authority: Authority) -> tuple[FoiRequest, ...]:
    """Return the requests of an authority, the last received first."""
    return tuple(FoiRequest.objects.filter(authority=authority).order_by("-received", "-id"))


def request_named(authority: Authority, reference: str) -> FoiRequest:
    """Return a request by its reference. Raises ``BadInput`` when there is none."""
    found = FoiRequest.objects.filter(authority=authority, reference=reference).first()
    if found is None:
        raise BadInput(f"There is no request '{reference}'.")
    return found


def answer_by(received: date) -> date:
    """Return the last day to answer, twenty working days on. It counts bank holidays, so it is never too late."""
    day, left = received, DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def open_request(*, by: Acting, reference: str, words: str, received: date, today: date) -> FoiRequest:
    """Open a request. Raises ``BadInput`` for a reference that is taken, nothing to search for, or a day to come."""
    authority = _authority(by)
    reference = reference.strip()
    terms_of(words)
    if not reference or "/" in reference:
        raise BadInput("Give the reference of the request, without a slash.")
    if received > today:
        raise BadInput("The day on which it came must be today or in the past.")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        if FoiRequest.objects.filter(authority=authority, reference=reference).exists():
            raise BadInput(f"There is a request '{reference}' already.")
        who = by.user.individual if by.user else None
        row = FoiRequest.objects.create(
            authority=authority, reference=reference, words=words.strip(), received=received, opened_by=who
        )
        after = {"words": row.words, "received": received}
        trail.record(
            by=by, did="request for information opened", about=f"foi:{reference}", after=after, personal=("words",)
        )
    return row


def schedule(by: Acting, request: FoiRequest) -> tuple[Decided, ...]:
    """Return the records that a request asks for, as they are now, with what was decided of each."""
    decided = {row.record: row for row in request.decisions.select_related("by")}
    return tuple(Decided(match, decided.get(match.record)) for match in search(by, request.words, request.reference))


def decide(
    *, by: Acting, request: FoiRequest, record: str, decision: str, exemption: str = "", note: str = "", on: date
) -> None:
    """Decide whether a record is disclosed; again to put that right.

    Raises ``BadInput`` for a record that the request does not ask for, an exemption that there is not, or no reason;
    ``Refused`` when section 36 is relied on by anybody but the qualified person.
    """
    _authority(by)
    _check(by, decision, exemption, note)
    if record not in {match.record for match in search(by, request.words, request.reference)}:
        raise BadInput("This record is not among those that the request asks for.")
    with transaction.atomic():
        request = _open(request)
        before = FoiDecision.objects.filter(request=request, record=record).first()
        was = {"decision": before.decision, "exemption": before.exemption, "note": before.note} if before else None
        now = {"decision": decision, "exemption": exemption, "note": note.strip()}
        who = by.user.individual if by.user else None
        FoiDecision.objects.update_or_create(request=request, record=record, defaults={**now, "by": who, "decided": on})
        told = by
        if record.startswith(SEALED):  # that there is such a record is told to nobody who may not see it
            told = by._replace(authority=None, roles=frozenset())
            trail.record(by=told, did="sealed", about=record, before=was, after=now, personal=tuple(now))
        else:
            about = f"foi:{request.reference}"
            after = {"record": record, **now}
            trail.record(by=by, did="disclosure decided", about=about, before=was, after=after, personal=("note",))


def close_request(*, by: Acting, request: FoiRequest, on: date) -> None:
    """Note that a request was answered. Raises ``BadInput`` while a record of it is undecided, or when it is closed."""
    _authority(by)
    left = [one for one in schedule(by, request) if one.decision is None]
    if left:
        raise BadInput(f"{len(left)} of its records are not decided on yet. The first: {left[0].match.title}.")
    with transaction.atomic():
        request = _open(request)
        if on < request.received:
            raise BadInput("It cannot be answered before it came.")
        request.closed = on
        request.save(update_fields=["closed"])
        about = f"foi:{request.reference}"
        trail.record(by=by, did="request for information answered", about=about, after={"closed": on})


def refusal_notice(by: Acting, request: FoiRequest) -> str:
    """Return a draft of the notice of what is withheld and why (section 17), for an officer to finish.

    Raises ``BadInput`` when nothing is withheld.
    """
    held: Sequence[FoiDecision] = [
        one.decision for one in schedule(by, request) if one.decision and one.decision.decision == "withhold"
    ]
    if not held:
        raise BadInput("Nothing of this request is withheld, so there is no refusal notice.")
    assert by.authority is not None
    lines = [
        f"{by.authority.name}: request for information {request.reference}",
        "",
        f"You asked us for information, and we received your request on {request.received:%-d %B %Y}.",
        f"We hold information that you asked for, and withhold {len(held)} of its records, for these reasons.",
        "",
    ]
    for section, exemption in EXEMPTIONS.items():
        mine = [row for row in held if row.exemption == section]
        if mine:
            lines += _reasons(section, [row.note for row in mine], exemption.weighed)
    lines += [
        "If you are not satisfied, ask us to look at our decision again within 40 working days of this letter:",
        "[how and whom to ask for an internal review].",
        "",
        "If you are still not satisfied then, you can complain to the Information Commissioner: ico.org.uk, or",
        "Wycliffe House, Water Lane, Wilmslow SK9 5AF (section 50 of the Freedom of Information Act 2000).",
        "",
        "[Draft. Look through it before it is sent: what is written above must not give away what is withheld.]",
    ]
    return "\n".join(lines) + "\n"


def _reasons(section: str, notes: Sequence[str], weighed: bool) -> list[str]:
    exemption = EXEMPTIONS[section]
    lines = [f"{exemption.title} ({len(notes)} of them)", exemption.notice]
    if weighed:
        lines.append("We weighed whether the public interest in withholding it outweighs that in disclosing it:")
    lines += [f"  {note}" for note in dict.fromkeys(note for note in notes if note)]
    return [*lines, ""]


def _check(by: Acting, decision: str, exemption: str, note: str) -> None:
    if decision not in FoiDecision.DECISIONS:
        raise BadInput(f"A decision is one of: {', '.join(FoiDecision.DECISIONS)}.")
    if decision == "disclose":
        if exemption:
            raise BadInput("A record that is disclosed has no exemption.")
        return
    if exemption not in EXEMPTIONS:
        raise BadInput(f"Say by which exemption it is withheld. There are: {', '.join(EXEMPTIONS)}.")
    if EXEMPTIONS[exemption].weighed and not note.strip():
        raise BadInput(f"{exemption}: say where the public interest lies. Without that it cannot be withheld.")
    if exemption == "s36" and by.user is not None and "monitoring-officer" not in by.roles:
        raise Refused("Section 36 rests on the opinion of the qualified person. The monitoring officer can decide it.")


def _authority(by: Acting) -> Authority:
    by.require("decide foi")
    assert by.authority is not None
    return by.authority


def _open(request: FoiRequest) -> FoiRequest:
    """Return a request that is not answered yet, held against other writers."""
    row = FoiRequest.objects.select_for_update().get(pk=request.pk)
    if row.closed is not None:
        raise BadInput(f"This request was answered on {row.closed:%-d %B %Y}.")
    return row
