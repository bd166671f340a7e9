"""Challenges in lists: all of them, and those of one office, body or partner in both directions."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.assurance.challenges import queries
from clearline.assurance.challenges.queries import Challenge
from clearline.assurance.challenges.voices import parties_here
from clearline.assurance.naming import called
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Tag

STATES = {
    "overdue": Tag("Overdue", "red"),
    "waiting": Tag("Waiting for an answer", "yellow"),
    "answered": Tag("Answered", "blue"),
    "closed": Tag("Closed", "grey"),
}


def authority_of(request: Request) -> Authority:
    """Return the authority whose page it is."""
    assert request.acting.authority is not None
    return request.acting.authority


def state_tag(one: Challenge) -> Tag:
    """Return how a challenge stands, as a tag."""
    return STATES["overdue" if one.overdue else one.state]


def holds(one: Challenge, value: str) -> bool:
    """Return whether a challenge has a state of the filter; what is overdue waits too."""
    return one.overdue if value == "overdue" else one.state == value


def _table(request: Request, caption: str, rows: Iterable[Challenge], empty: str, name: str = "") -> Table:
    found = list(rows)
    words = called(request.acting, [one.about for one in found if one.about], request.on)
    columns = (
        Column("topic", "Topic", link=lambda one: link(request, "challenges:challenge", one.key)),
        Column(
            "state", "State", state_tag, sort=lambda one: list(STATES).index("overdue" if one.overdue else one.state)
        ),
        Column("challenger_name", "From", link=lambda one: link(request, "challenges:party", one.challenger)),
        Column("challenged_name", "To", link=lambda one: link(request, "challenges:party", one.challenged)),
        Column("made_on", "Made"),
        Column("due", "Answer due"),
        Column("about", "About", lambda one: words.get(one.about), on_page=False),
        Column("words", "The challenge", on_page=False),
        Column("summons", "Summons", on_page=False),
        Column("key", "Number", on_page=False),
        Column("access", "Who may read it", lambda one: one.access.kind, on_page=False),
    )
    froms = sorted({(one.challenger, one.challenger_name) for one in found}, key=lambda pair: pair[1])
    tos = sorted({(one.challenged, one.challenged_name) for one in found}, key=lambda pair: pair[1])
    filters = (
        Filter("state", "State", [(key, tag.text) for key, tag in STATES.items()], holds),
        Filter("challenger", "From", froms),
        Filter("challenged", "To", tos),
    )
    return Table(
        request, "challenges", caption, columns, found, filters=filters, search=("topic", "words", "key"), empty=empty,
        name=name,
    )  # fmt: skip


@page("see challenges")
def challenges(request: Request) -> HttpResponse:
    """List the challenges that this reader may see, after those that wait for their own answer."""
    found = queries.challenges(authority_of(request), request.acting, request.on, today=request.today)
    waiting = [one for one in found if one.state == "waiting"]
    empty = "No challenge is on record that you may read."
    context = {
        "title": "Challenges",
        "yours": queries.to_answer(request.acting, request.today),
        "waiting": len(waiting),
        "overdue": sum(one.overdue for one in waiting),
        "may_challenge": request.acting.may("challenge"),
        "may_name": request.acting.may("change boards"),
    }
    return _table(request, "All challenges", found, empty).respond(request, "challenges/list.html", context)


@page("see challenges")
def party(request: Request, party: str) -> HttpResponse:
    """List what one office, body or partner asked of others, and what others asked of it."""
    found = queries.challenges(authority_of(request), request.acting, request.on, today=request.today)
    names = {one.ref: one.name for one in parties_here(authority_of(request), request.on)}
    for one in found:
        names.setdefault(one.challenger, one.challenger_name)
        names.setdefault(one.challenged, one.challenged_name)
    if party not in names:
        raise Http404
    made = [one for one in found if one.challenger == party]
    received = [one for one in found if party in one.answerers]
    tables = {
        "made": _table(request, "Challenges made", made, "None that you may read.", "made"),
        "received": _table(request, "Challenges received", received, "None that you may read.", "received"),
    }
    return respond(request, "challenges/party.html", {"title": names[party], **tables})
