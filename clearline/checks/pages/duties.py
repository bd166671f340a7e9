"""The page of one duty: what it asks, and what each of its proofs says of this authority on the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.assurance.evidence import viewing as evidence
from clearline.checks.grounds import Grounds
from clearline.checks.pages.standing_tables import tag
from clearline.checks.standing import Proved
from clearline.checks.standing_shapes import KINDS
from clearline.checks.standings import Standing, standing_of
from clearline.doors.links import link
from clearline.doors.values import Linked, Tag
from clearline.guidance import queries, rows, tracing, words
from clearline.guidance.content import load
from clearline.guidance.duty_table import state_of
from clearline.guidance.queries import ROLES, Stated
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput

RESULTS = {"passes": "green", "fails": "red", "not known": "grey", "never looked at": "grey"}
"""The colour of the tag of a proof."""

THERE: Mapping[str, str] = {
    "rule": "Findings of this rule",
    "measure": "All that is known of this figure",
    "report": "The report, its issues and who received them",
    "register": "The register and its entries",
    "judgement": "The two statements",
}
"""What the page behind a proof is called."""


@page("see guidance")
def duty(request: Request, document: str, edition: str, key: str) -> HttpResponse:
    """Show one duty with its proofs and, to those who see findings, how it stands here and what moved since a day."""
    known = load()
    stated = tracing.find_duty(known, document, edition, key)
    if stated is None:
        raise Http404
    now = standing_of(stated, _grounds(request, stated, request.on))
    may_see = request.acting.may("see findings")
    context: dict[str, Any] = {
        "title": stated.numbered,
        "stated": stated,
        "facts": _facts(request, stated),
        "proofs": [_card(request, one) for one in now.proofs],
        "kin": [
            (kin.how, f"{kin.stated.place} of {kin.stated.edition.title}", kin.stated.duty.says,
             _address(request, kin.stated))
            for kin in tracing.kin(known, stated)
        ],
        "historical": queries.historical(stated.edition, request.today),
        "standing": tag(now.word) if may_see else None,
        "departure": link(request, "assurance:departure", now.departure)
        if now.departure and may_see and request.acting.may("see departures") else "",
        "since": _since(request, now) if may_see else None,
        "about": now.about,
    }  # fmt: skip
    if request.acting.may("see assurance"):
        context |= evidence.shown(request, now.about)
    if stated.certainty == "remembered" and request.acting.may("confirm text"):
        context["confirm"] = link(request, "checks:confirm-text", document, edition, key)
    return render(request, "checks/duty.html", context)


def _grounds(request: Request, stated: Stated, on: date, recorded_by: date | None = None) -> Grounds:
    """Return what is known of the authority on a day, as far as the reader may see it; see ``Grounds``."""
    assert request.acting.authority is not None
    edition = _guidance(stated, on)
    return Grounds(
        request.acting.authority, edition=edition, on=on, today=request.today, by=request.acting,
        recorded_by=recorded_by,
    )  # fmt: skip


def _guidance(stated: Stated, on: date) -> Edition:
    """Return the edition of the guidance that a duty is looked at with: its own, or the one in force on the day."""
    if stated.edition.document == ROLES:
        return stated.edition
    try:
        return queries.edition_in_force(load(), on)
    except BadInput:
        return queries.editions_of(load(), ROLES)[-1]


def _since(request: Request, now: Standing) -> dict[str, object] | None:
    """Return how the duty stood on the day that the address asks about, and which proofs moved since; else ``None``."""
    try:
        day = date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None
    if day >= request.on:
        return None
    then = standing_of(now.stated, _grounds(request, now.stated, day, day))
    pairs = zip(then.proofs, now.proofs, strict=True)
    moved = [f"{new.title}: {old.result} > {new.result}" for old, new in pairs if old.result != new.result]
    return {"day": day, "then": tag(then.word), "moved": moved}


def _facts(request: Request, stated: Stated) -> list[tuple[object, ...]]:
    """Return what is known of a duty itself; what it does not say is left out."""
    duty, edition, known = stated.duty, stated.edition, load()
    paragraph = link(request, "guidance:provision", edition.document, edition.edition, stated.provision.at)
    systems = {one.number: one.name for one in known.systems}
    pair = tracing.find_duty(known, edition.document, edition.edition, duty.pair) if duty.pair else None
    facts: list[tuple[object, ...]] = [
        ("Paragraph", Linked(stated.place, paragraph)),
        ("Force", Tag(*words.FORCES[duty.force])),
        ("Rests on", words.BASES[duty.basis]),
        ("Who must act", [words.bearer(one) for one in duty.bearers]),
        ("Towards", [words.bearer(one) for one in duty.counterparts]),
        ("Only when", [words.CONDITIONS[one] for one in duty.when]),
        ("Waits for", duty.switch and words.plain(duty.switch)),
        ("In force from", duty.start or edition.start),
        ("In force to", duty.end or edition.end),
        ("On the day", state_of(known, stated, request.on)),
        ("Overtaken", rows.overtaken_words(known, stated, request.on)),
        ("How often", duty.cadence),
        ("It lists", list(duty.items)),
        ("Words", words.CERTAINTIES[stated.certainty]),
        ("The other column", pair and Linked(pair.duty.says, _address(request, pair))),
        ("Theme", [systems[number] for number in duty.systems]),
        ("Note", duty.note),
        ("Source", stated.link and Linked("Read it in the document", stated.link)),
    ]
    return [fact for fact in facts if fact[1]]


def _address(request: Request, stated: Stated) -> str:
    return link(request, "guidance:duty", stated.edition.document, stated.edition.edition, stated.duty.key)


def _card(request: Request, told: Proved) -> dict[str, object]:
    """Return a proof as its template shows it, with the age of what it rests on and the page behind it."""
    on = request.GET.get("on") if not request.on_problem else None
    address = told.address
    if address and on:
        address = f"{address}{'&' if '?' in address else '?'}on={request.on.isoformat()}"
    there = THERE[told.kind]
    if told.kind == "rule" and told.result != "fails":
        there = "Everything that is not stated"
    return {
        "kind": KINDS[told.kind],
        "told": told,
        "tag": Tag(told.result.capitalize(), RESULTS[told.result]),
        "address": address,
        "there": there,
        "age": _age((request.on - told.newest).days) if told.newest else "",
        "ask": told.ask,
    }


def _age(days: int) -> str:
    """Return an age in words: days, then months, then years; nothing for what is of the day itself."""
    if days < 1:
        return ""
    number, unit = (days, "day") if days < 62 else (days // 30, "month") if days < 730 else (days // 365, "year")
    return f"{number} {unit}{'' if number == 1 else 's'} old"
