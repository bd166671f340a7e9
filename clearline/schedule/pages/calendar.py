"""What is due to whom: the calendar, one's own mail and feed, and the feed that calendar programs read."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.schedule import subscribing
from clearline.schedule.forms import MailForm
from clearline.schedule.ical import calendar_file
from clearline.schedule.items import Item, concerning
from clearline.schedule.queries import RESTS_ON, due, unread, waiting_questions
from clearline.schedule.reminding import Extra

AHEAD = timedelta(days=366)
"""How far the calendar looks."""

MOST = 20
"""Questions that are told one by one, the oldest first."""

SOON = timedelta(days=30)
LAW = RESTS_ON["law"]


def show(request: Request, extra: Iterable[Item]) -> HttpResponse:
    """Show the calendar with what other features have to be done by a day, late first."""
    authority = _authority(request)
    reports = due(authority, request.on, request.on + AHEAD, request.on)
    items = concerning([*reports, *extra], request.acting)
    questions = waiting_questions(authority, request.acting)
    context = {
        "title": "Calendar",
        "late": sum(1 for one in items if one.late),
        "soon": sum(1 for one in items if not one.late and one.due <= request.on + SOON),
        "unread": [(one, link(request, "reports:issue", one.contract, one.number))
                   for one in unread(authority, request.acting)],
        "questions": [(one, link(request, "reports:issue", one.contract, one.number)) for one in questions[:MOST]],
        "more_questions": len(questions[MOST:]),
    }  # fmt: skip
    return _table(request, items).respond(request, "schedule/calendar.html", context)


def _table(request: Request, items: tuple[Item, ...]) -> Table:
    columns = (
        Column("due", "Due"),
        Column("title", "What", lambda one: _what(request, one), sort=lambda one: one.title),
        Column("owner", "From", lambda one: one.owner_words or None, missing="Nobody yet"),
        Column("readers", "To", lambda one: [role_title(each) for each in one.readers], sort=False),
        Column("standing", "Standing", _standing, sort=lambda one: -one.late),
        Column("rests_on", "Day fixed by", lambda one: Tag(one.rests_on, "blue" if one.rests_on == LAW else "grey")),
        Column("kind", "Kind", on_page=False),
        Column("missed", "Earlier ones never made", numeric=True, on_page=False),
        Column("says", "Why then", on_page=False),
    )
    owners = sorted({one.owner for one in items if one.owner})
    readers = sorted({each for one in items for each in one.readers})
    kinds = sorted({one.kind for one in items})
    filters = (
        Filter("from", "From", [(each, role_title(each)) for each in owners], lambda one, value: one.owner == value),
        Filter("to", "To", [(each, role_title(each)) for each in readers], lambda one, value: value in one.readers),
        Filter("kind", "Kind", [(each, each) for each in kinds], lambda one, value: one.kind == value),
        Filter("when", "When", [("late", "Late"), ("soon", "In the next 30 days")],
               lambda one, value: bool(one.late) if value == "late" else one.due <= request.on + SOON),
    )  # fmt: skip
    return Table(
        request, "calendar", "What is due", columns, items, filters=filters, search=("title",),
        empty="Nothing is due in the next twelve months.",
    )  # fmt: skip


def _what(request: Request, one: Item) -> Linked | str:
    """Return what is due as words that lead to its page: for a report, to its contract."""
    kind, _, key = one.about.partition(":")
    address = one.address
    if not address and kind == "report":
        address = link(request, "schedule:contract", key.partition("/")[0])
    return Linked(one.title, address) if address else one.title


def _standing(one: Item) -> list[Tag | str] | Tag:
    if not one.late:
        return Tag("Due", "grey")
    late = Tag(f"Late by {one.late} day{'' if one.late == 1 else 's'}", "red")
    return [late, f"{one.missed} before it never made"] if one.missed else late


@page("see calendar", methods=("GET", "POST"))
def own(request: Request) -> HttpResponse:
    """Choose one's own mail; make or end one's own feed. The page that makes a feed is the only one that shows it."""
    authority, context = _authority(request), {"title": "Your calendar", "no_date": True, "made": ""}
    wanted = subscribing.wanted(request.user, authority)
    initial = {"mail": [name for name in ("reminders", "digest") if getattr(wanted, name)]}
    doing = request.POST.get("do", "")
    form = MailForm(request.POST if doing == "mail" else None, initial=initial)
    if doing == "mail" and form.is_valid():
        picked = form.cleaned_data["mail"]
        chosen = subscribing.Wanted(reminders="reminders" in picked, digest="digest" in picked)
        subscribing.choose_mail(by=request.acting, wanted=chosen)
        messages.success(request, "Your choice of mail is saved.")
        return redirect(link(request, "schedule:own"))
    if doing == "end":
        subscribing.end_feed(by=request.acting, now=timezone.now())
        messages.success(request, "The address no longer works.")
        return redirect(link(request, "schedule:own"))
    if doing == "make":
        secret = subscribing.make_feed(by=request.acting, now=timezone.now())
        address = reverse("schedule:feed", kwargs={"authority": authority.key, "secret": secret})
        context["made"] = request.build_absolute_uri(address)
    has_feed = subscribing.has_feed(request.user, authority)
    return render(request, "schedule/own.html", {**context, "form": form, "has_feed": has_feed})


def feed_with(request: HttpRequest, authority: str, secret: str, besides: Extra) -> HttpResponse:
    """Give the calendar of a secret address, with what else there is to do, as its owner may see it."""
    now = timezone.now()
    today = timezone.localdate(now)
    acting = subscribing.feed_of(authority, secret, today)
    if acting is None or acting.authority is None:
        raise Http404
    reports = due(acting.authority, today, today + AHEAD, today)
    items = concerning([*reports, *besides(acting, today, today + AHEAD)], acting)
    name = f"Clearline: {acting.authority.name}"
    domain = urlsplit(settings.SITE).hostname or "clearline"
    text = calendar_file(name, items, domain=domain, authority=authority, site=settings.SITE, now=now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="clearline.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _authority(request: Request) -> Authority:
    assert request.acting.authority is not None
    return request.acting.authority
