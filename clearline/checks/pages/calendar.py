"""The calendar with what other features have to do by a day: the page, and the feed that calendar programs read."""

from django.http import HttpRequest, HttpResponse

from clearline.accounts.page import Request, page, public_page
from clearline.checks.dated import dated
from clearline.schedule.pages.calendar import AHEAD, feed_with, show


@page("see calendar")
def calendar(request: Request) -> HttpResponse:
    """Show what is due to whom, late first."""
    return show(request, dated(request.acting, request.on, request.on + AHEAD))


@public_page()
def feed(request: HttpRequest, authority: str, secret: str) -> HttpResponse:
    """Give the calendar to a calendar program that has a secret address."""
    return feed_with(request, authority, secret, dated)
