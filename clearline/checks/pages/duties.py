"""The page of one duty: what it asks, and what each of its proofs says of this authority on the day."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.assurance.queries import confirmed_texts
from clearline.checks import proving
from clearline.checks.queries import organisation_of
from clearline.checks.standing import Facts, Proved, Word, applies, standing
from clearline.doors.links import link
from clearline.doors.values import Linked, Tag
from clearline.guidance import queries, rows, tracing, words
from clearline.guidance.content import load
from clearline.guidance.duty_table import state_of
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Proof
from clearline.organisations.picture import Picture, holds_on

COLOURS: dict[Word, str] = {
    "Appears to be met": "green",
    "Appears not to be met": "red",
    "Appears to be met in part": "orange",
    "Check the text": "yellow",
    "Departs with reasons": "purple",
}
"""Of the tag of a standing; all others are grey."""

RESULTS = {"passes": "green", "fails": "red", "not known": "grey", "not built": "grey"}

KINDS = {
    "rule": "Structure",
    "measure": "Figures",
    "report": "Report",
    "register": "Register",
    "judgement": "Judgement",
}


@page("see guidance")
def duty(request: Request, document: str, edition: str, key: str) -> HttpResponse:
    """Show one duty with its proofs and, to those who see findings, how it stands here."""
    known = load()
    stated = tracing.find_duty(known, document, edition, key)
    if stated is None:
        raise Http404
    picture = _picture(request) if request.acting.may("see findings") else None
    proofs = [_proved(request, proof, picture) for proof in stated.duty.proofs]
    context: dict[str, Any] = {
        "title": f"{stated.provision.at}: {stated.duty.says}",
        "stated": stated,
        "facts": _facts(request, stated),
        "proofs": [_card(request, one) for one in proofs],
        "kin": [
            (kin.how, f"{kin.stated.provision.at} of {kin.stated.edition.title}", kin.stated.duty.says,
             _address(request, kin.stated))
            for kin in tracing.kin(known, stated)
        ],
        "historical": queries.historical(stated.edition, request.today),
    }  # fmt: skip
    if request.acting.may("see findings"):
        word = standing(_standing_facts(request, stated, picture), proofs)
        context["standing"] = Tag(word, COLOURS.get(word, "grey"))
    if stated.certainty == "remembered" and request.acting.may("confirm text"):
        context["confirm"] = link(request, "checks:confirm-text", document, edition, key)
    return render(request, "checks/duty.html", context)


def _picture(request: Request) -> Picture | None:
    assert request.acting.authority is not None
    organisation = organisation_of(request.acting.authority)
    return Picture(organisation, request.on) if organisation else None


def _proved(request: Request, proof: Proof, picture: Picture | None) -> Proved:
    """Return what a proof says, as far as the reader's roles may know it."""
    acting, known = request.acting, load()
    assert acting.authority is not None
    if proof.kind == "rule":
        told = proving.by_rule(proof, picture)
        return told if acting.may("see findings") else _untold(told, "Your roles here do not see findings.")
    if proof.kind == "measure":
        if not (acting.may("see figures") or acting.may("see published figures")):
            title = known.proofs.measures[str(proof.key)].title
            told = Proved(kind="measure", key=proof.key, title=title, result="not known")
            return _untold(told, "Your roles here do not see figures.")
        own = acting.may("see figures")
        return proving.by_measure(proof, known, settings.FIGURES, acting.authority.gss_code, request.on, own=own)
    return proving.by_register_or_report(proof, known)


def _untold(told: Proved, why: str) -> Proved:
    return Proved(kind=told.kind, key=told.key, title=told.title, result="not known", says=(why,))


def _standing_facts(request: Request, stated: Stated, picture: Picture | None) -> Facts:
    assert request.acting.authority is not None
    known, duty, edition = load(), stated.duty, stated.edition
    switched_on = picture.organisation.switched_on if picture else ()
    binds = edition.kind in ("statutory-guidance", "act", "present-law")
    begun = edition.start is None or edition.start <= request.on
    lasting = edition.end is None or request.on <= edition.end
    departures = picture.organisation.departures.values() if picture and duty.basis == "guidance" else ()
    confirmed = (edition.document, edition.edition, duty.key) in confirmed_texts(request.acting.authority)
    return Facts(
        force=duty.force if binds else "comment",
        in_force=begun and lasting and queries.holds_on(duty, request.on, switched_on),
        applies=(applies(picture, duty.when) if picture else None) if duty.when else True,
        overtaken=rows.overtaken_words(known, stated, request.on),
        departs=any(
            one.provision == stated.provision.at
            and one.edition in (None, edition.edition)
            and holds_on(one, request.on)
            and request.on <= one.review
            for one in departures
        ),
        text_seen=stated.certainty != "remembered" or confirmed,
    )


def _facts(request: Request, stated: Stated) -> list[tuple[object, ...]]:
    """Return what is known of a duty itself; what it does not say is left out."""
    duty, edition, known = stated.duty, stated.edition, load()
    paragraph = link(request, "guidance:provision", edition.document, edition.edition, stated.provision.at)
    systems = {one.number: one.name for one in known.systems}
    pair = tracing.find_duty(known, edition.document, edition.edition, duty.pair) if duty.pair else None
    facts: list[tuple[object, ...]] = [
        ("Paragraph", Linked(stated.provision.at, paragraph)),
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
    """Return a proof as its template shows it; a link only to where the reader may go."""
    acting, address = request.acting, ""
    if told.kind == "rule" and acting.may("see findings"):
        address = link(request, "checks:findings", query={"rule": told.key})
    one = proving.measures_of(str(told.key)) if told.kind == "measure" else ()
    if len(one) == 1 and acting.may("see published figures"):
        address = link(request, "measures:measure", one[0].key)
    tag = Tag(told.result.capitalize(), RESULTS[told.result])
    return {"kind": KINDS[told.kind], "told": told, "tag": tag, "address": address}
