"""How every duty stands, by groups of duties, since a day, and from one edition of the guidance to the next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.assurance.challenges.queries import unchallenged
from clearline.assurance.forms import edition_choices
from clearline.checks.moves import by_editions, edition_before, moves_since
from clearline.checks.pages import standing_tables as tables
from clearline.checks.queries import editions_to_check_by
from clearline.checks.standing import LIVE, WORDS
from clearline.checks.standings import Standing, Standings, standings
from clearline.doors.links import here, link
from clearline.doors.tables import respond
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, historical
from clearline.kit.errors import BadInput

MOST = 5
"""Results that nobody has challenged, of which each is named."""

YEAR = 365
"""Days before the one that is shown, as the first suggestion of since when."""


@page("see findings")
def standing(request: Request) -> HttpResponse:
    """Show how every duty stands, what is not known, and who would know it."""
    everything = request.GET.get("all") == "yes"
    context = _context(request, "Standing of every duty") | {"everything": everything}
    try:
        found = _standings(request)
    except BadInput as bad:
        return render(request, "checks/standing.html", {**context, "problems": bad.problems})
    live = _live(found)
    shown = list(found.duties) if everything else live
    failing = [one.about for one in live if one.word == "Appears not to be met"]
    silent = unchallenged(_authority(request), failing, request.on) if request.acting.may("challenge") else ()
    context |= _framed(request, found) | {
        "table": tables.duties_table(request, shown),
        "prompts": silent[:MOST],
        "more_prompts": len(silent[MOST:]),
        "all_prompts": link(
            request,
            "checks:standing",
            query={
                "edition": request.GET.get("edition"),
                "standing": "Appears not to be met",
            },
        )
        + "#table-standing",
        "asks": tables.ask_table(request, live),
        "counts": _counts(request, found, shown),
        "number": len(live),
        "not_shown": len(found.duties) - len(live),
        "toggle": here(request, all=None if everything else "yes", page=None, standing=None),
    }
    return respond(request, "checks/standing.html", context)


@page("see findings")
def groups(request: Request, by: str) -> HttpResponse:
    """Count how the duties of each bearer, theme, force or document stand."""
    if by not in tables.GROUPS:
        raise Http404
    title = f"Standing by {tables.GROUPS[by][0].lower()}"
    context = _context(request, title) | {"by": by}
    try:
        found = _standings(request)
    except BadInput as bad:
        return render(request, "checks/standing_groups.html", {**context, "problems": bad.problems})
    context |= _framed(request, found) | {"table": tables.groups_table(request, by, _live(found))}
    return respond(request, "checks/standing_groups.html", context)


@page("see findings")
def changes(request: Request) -> HttpResponse:
    """Show what moved since a day: the word for each duty, and which of its proofs."""
    asked = request.GET.get("since", "").strip()
    context = _context(request, "What changed in how duties stand")
    context["since"] = asked or date.fromordinal(request.on.toordinal() - YEAR).isoformat()
    if not asked:
        return render(request, "checks/standing_changes.html", context)
    try:
        since = _day(asked)
        now, moved = moves_since(
            _authority(request), since=since, edition=context["chosen"] or None, on=request.on, today=request.today,
            by=request.acting,
        )  # fmt: skip
    except BadInput as bad:
        return render(request, "checks/standing_changes.html", {**context, "problems": bad.problems})
    context |= _framed(request, now) | {
        "day": since,
        "table": tables.moved_table(request, moved, since.isoformat()),
        "turned": sum(one.turned for one in moved),
        "number": len(moved),
    }
    return respond(request, "checks/standing_changes.html", context)


@page("see findings")
def editions(request: Request) -> HttpResponse:
    """Show what a later edition of the guidance changes, duty by duty, with how each stands by its own edition."""
    names = sorted((one.edition for one in editions_to_check_by()), reverse=True)
    later = request.GET.get("later", "").strip() or names[0]
    context: dict[str, Any] = {"title": "What another edition changes", "names": names, "later": later}
    try:
        before = edition_before(edition_named(load(), later))
        earlier = request.GET.get("earlier", "").strip() or (before.edition if before else "")
        context["earlier"] = earlier
        if not earlier:
            raise BadInput(f"No edition before {later} is held. Choose two.")
        found = by_editions(
            _authority(request), earlier=earlier, later=later, on=request.on, today=request.today, by=request.acting
        )
    except BadInput as bad:
        return render(request, "checks/standing_editions.html", {**context, "problems": bad.problems})
    context |= {
        "found": found,
        "table": tables.steps_table(request, found.steps, found.before.edition, found.after.edition),
        "turned": sum(map(tables.turned, found.steps)),
        "may_offer": request.acting.may("keep judgements"),
        "may_see_offers": request.acting.may("see assurance"),
    }
    return respond(request, "checks/standing_editions.html", context)


def _context(request: Request, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "editions": edition_choices(editions_to_check_by(), request.on),
        "chosen": request.GET.get("edition", "").strip(),
        "of_edition": {"edition": request.GET.get("edition")},
        "groups": [(by, words) for by, (words, _) in tables.GROUPS.items()],
    }


def _framed(request: Request, found: Standings) -> dict[str, Any]:
    """Return by which edition and on which day duties stand so, and the day to look at for one that was replaced."""
    edition = edition_named(load(), f"{found.document}/{found.edition}")
    over = historical(edition, request.today)
    return {
        "found": found,
        "chosen": found.edition,
        "historical": over,
        "first_day": here(request, on=edition.start) if over and edition.start != request.on else "",
    }


def _standings(request: Request) -> Standings:
    return standings(
        _authority(request), edition=request.GET.get("edition", "").strip() or None, on=request.on,
        today=request.today, by=request.acting,
    )  # fmt: skip


def _authority(request: Request) -> Authority:
    assert request.acting.authority is not None
    return request.acting.authority


def _live(found: Standings) -> list[Standing]:
    return [one for one in found.duties if one.word in LIVE]


def _counts(request: Request, found: Standings, shown: Sequence[Standing]) -> list[dict[str, Any]]:
    """Return how many duties stand in each way, each with the address that shows those alone."""
    words = WORDS if len(shown) > len(_live(found)) else LIVE
    everything = "yes" if words is WORDS else None
    query = {"edition": request.GET.get("edition"), "all": everything}
    return [
        {
            "tag": tables.tag(word),
            "number": found.counts[word],
            "address": link(request, "checks:standing", query={**query, "standing": word}) + "#table-standing",
        }
        for word in words
        if found.counts[word] or word in ("Not known", "Never looked at")
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text[:40]}” is not a date. Give a day, for example 2026-04-01.") from None
