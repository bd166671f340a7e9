"""Works out beforehand what the first visitors of a web process would wait for, and again after every change.

The pages' own questions are asked, which keep their answers in the process; asked again they cost next to nothing, so
the rounds go on: after a change, an upload and midnight nobody waits either. A page that is asked for before its turn
works out what it needs itself.
"""

from contextlib import suppress
from datetime import date
from threading import Event, Thread

from django.db import Error, connections
from django.urls import get_resolver
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.checks import queries as checks
from clearline.checks.needs.guidance import NEW
from clearline.checks.needs.outcomes import figures_of
from clearline.kit.errors import BadInput
from clearline.organisations.drawing.layout import ask_graphviz

EVERY = 20.0
"""Seconds from one round to the next."""

LONGEST = 10.0
"""Seconds that a web process waits for its first round before it takes requests."""

MOST = 24
"""Authorities of one installation: twice as many answers about figures must have room with those that pages keep."""

_READERS: tuple[Role, ...] = ("dcs", "partner")
"""One who may see the authority's own figures, and one who may not."""


def begin(stop: Event | None = None) -> Thread:
    """Load the code of all pages and wait for the first round, for ``LONGEST``; the thread goes on until ``stop``."""
    get_resolver().url_patterns  # noqa: B018 - this imports them
    first = Event()
    thread = Thread(target=_rounds, args=(stop or Event(), first), name="warming", daemon=True)
    thread.start()
    first.wait(LONGEST)
    return thread


def _rounds(stop: Event, first: Event) -> None:
    while not stop.is_set():
        with suppress(Error):  # the database is away: the next round finds it, and the pages say so meanwhile
            warm(timezone.localdate())
        connections.close_all()
        if not first.is_set():
            first.set()
            with suppress(BadInput):
                ask_graphviz("graph {}")  # the layout engine takes a second to load
        stop.wait(EVERY)


def warm(today: date) -> None:
    """Ask what the home pages, the findings and the pages about figures ask of each authority."""
    for authority in Authority.objects.order_by("key")[:MOST]:
        with suppress(BadInput):
            report = checks.report_of(authority, edition=None, on=today, today=today)
            if report:
                checks.report_of(authority, edition=report.edition, on=today - NEW, today=today)
        checks.organisation_of(authority)
        for role in _READERS:
            figures_of(Acting(None, authority, frozenset({role}), "page"), today, today)
