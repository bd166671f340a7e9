"""The page of one duty with both columns, what children say, the evidence, signatures and what was said before."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.accounts.trail.queries import history
from clearline.assurance.evidence.viewing import shown
from clearline.assurance.signing.queries import signatures
from clearline.assurance.statements import queries
from clearline.assurance.statements.offering import offered_to
from clearline.assurance.statements.pages.listing import pair_tag, said_tag
from clearline.assurance.statements.queries import Judgement, as_seen
from clearline.assurance.statements.signed import signed_content
from clearline.assurance.statements.workflow import DECISIONS, STATES, STRENGTHS
from clearline.doors.links import link
from clearline.doors.values import Linked
from clearline.guidance import words
from clearline.guidance.queries import Stated, force_rank


@page("see assurance")
def judgement(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Show what both say of a duty as of the day, and all that belongs to it."""
    one, stated = found(request, document, edition, duty)
    assert request.acting.authority is not None
    acting, authority = request.acting, request.acting.authority
    seen = as_seen(one, acting)
    mine = [role for role in one.column_names if acting.may(f"state as {role}")]
    signed = signatures(authority, one.about, signed_content(authority, one, request.on), on=request.on)
    unsigned = set(mine) - {each.office for each in signed if not each.changed}
    context: dict[str, Any] = {
        "title": stated.duty.says,
        "stated": stated,
        "duty_address": link(request, "guidance:duty", document, edition, duty),
        "place": (document, edition, duty),
        "seen": seen,
        "before": [said for said in seen.history if said not in seen.columns],
        "columns": _columns(one, request),
        "together": pair_tag(one.pair),
        "stale": one.stale(request.on),
        "kept": _kept(one),
        "pair": _pair(request, stated),
        "offered": _offered(request, one),
        "binds": bool(force_rank(stated.duty)),
        "may_say": bool(mine),
        "may_sign": bool(unsigned) and None not in one.columns and request.on == request.today,
        "may_keep": acting.may("keep judgements"),
        "may_record_voice": acting.may("record children's words"),
        **shown(request, f"duty:{document}/{edition}/{duty}"),
        "signatures": signed,
        "history": history(authority, one.about, named=acting.may("see people")),
    }
    return render(request, "statements/judgement.html", context)


def found(request: Request, document: str, edition: str, duty: str) -> tuple[Judgement, Stated]:
    """Return a judgement of the day and its duty. Raises ``Http404`` for what cannot be judged."""
    assert request.acting.authority is not None
    stated = queries.stated_duty(document, edition, duty)
    one = queries.judgement(request.acting.authority, document, edition, duty, on=request.on)
    if stated is None or one is None:
        raise Http404
    return one, stated


def _columns(one: Judgement, request: Request) -> list[dict[str, Any]]:
    seen = as_seen(one, request.acting)
    verbs = ("ensures", "is satisfied")
    return [
        {
            "office": role_title(role), "verb": verb, "said": said, "tag": said_tag(said),
            "mine": request.acting.may(f"state as {role}"),
        }
        for role, verb, said in zip(one.column_names, verbs, seen.columns, strict=True)
    ]  # fmt: skip


def _kept(one: Judgement) -> list[tuple[str, object]]:
    due = one.due
    review = [due, "Local limit: a year after the older statement"] if due and due != one.review else due
    return [
        ("How far", STATES[one.state]),
        ("Strength of the evidence", STRENGTHS.get(one.strength, "Not said")),
        ("Decided", DECISIONS.get(one.decision, "Nothing yet")),
        ("Look at it again by", review or "No day set"),
        ("Or when", one.trigger or "No trigger set"),
    ]


def _pair(request: Request, stated: Stated) -> Linked | None:
    """Return the duty of the other of the two, which has statements of its own."""
    edition, pair = stated.edition, stated.duty.pair
    other = queries.stated_duty(edition.document, edition.edition, pair) if pair else None
    if other is None:
        return None
    bearers = " and ".join(words.bearer(one) for one in other.duty.bearers)
    address = link(request, "statements:judgement", edition.document, edition.edition, other.duty.key)
    return Linked(f"{bearers}: {other.duty.says}", address)


def _offered(request: Request, one: Judgement) -> list[dict[str, Any]]:
    """Return what was said under earlier editions, to be read beside what is said anew."""
    assert request.acting.authority is not None
    return [
        {
            "how": each.how, "on": each.on, "edition": each.earlier.edition,
            "said": [said for said in as_seen(each.earlier, request.acting).columns if said],
            "address": link(request, "statements:judgement", each.earlier.document, each.earlier.edition,
                            each.earlier.duty),
        }
        for each in offered_to(request.acting.authority, one, request.on)
    ]  # fmt: skip
