"""The list of duties with what both columns say, and what was offered from an earlier edition."""

from django.http import Http404, HttpResponse

from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.assurance.statements import queries
from clearline.assurance.statements.columns import PAIRS, RESULTS, Pair, Said
from clearline.assurance.statements.offering import Offered
from clearline.assurance.statements.offering import offers as offers_of
from clearline.assurance.statements.pages.order import Failing, in_force, in_order, judged_editions
from clearline.assurance.statements.queries import Judgement, StatementSaid
from clearline.assurance.statements.workflow import STATES, STRENGTHS
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.guidance.content import load
from clearline.guidance.queries import ALWAYS, edition_named
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput

COLOURS: dict[Said, str] = {"satisfied": "green", "partly": "yellow", "not-satisfied": "red", "cannot-say": "grey"}
PAIR_COLOURS: dict[Pair, str] = {"one": "yellow", "both satisfied": "green", "agree": "orange", "disagree": "red"}


def show(request: Request, failing_in: Failing) -> HttpResponse:
    """List the duties that rest on a judgement, what presses most first.

    Raises ``Http404`` for an edition that cannot be judged.
    """
    edition = _edition(request)
    lines = in_order(edition, request.acting, failing_in(edition, request.on), request.on)
    table = Table(
        request, "statements", "Duties and what is said of them", _columns(request), lines, filters=_filters(request),
        search=("says", "place"), order="urgency", empty="No duty of this edition rests on a judgement.",
    )  # fmt: skip
    waiting = [line for line in lines if line.yours]
    context = {
        "title": "Statements",
        "edition": edition,
        "editions": [
            (one.edition, link(request, "statements:statements", query={"edition": f"{one.document}/{one.edition}"}))
            for one in judged_editions() if one != edition and one.document not in ALWAYS
        ],
        "yours": len(waiting),
        "first": link(request, "statements:say", *waiting[0].name) if waiting else "",
        "may_keep": request.acting.may("keep judgements"),
    }  # fmt: skip
    return table.respond(request, "statements/statements.html", context)


@page("see assurance")
def offers(request: Request) -> HttpResponse:
    """List what was judged under an earlier edition and offered to the duty of a later one."""
    assert request.acting.authority is not None
    columns = (
        Column("later", "Duty", lambda one: says_of(one.later), link=lambda one: _to(request, one.later)),
        Column("how", "How it continues", lambda one: one.how.capitalize()),
        Column("earlier", "Said before", lambda one: PAIRS[one.earlier.pair],
               link=lambda one: _to(request, one.earlier)),
        Column("edition", "Under", lambda one: one.earlier.edition),
        Column("now", "Said anew", lambda one: pair_tag(one.later.pair)),
        Column("on", "Offered on"),
    )  # fmt: skip
    filters = (
        Filter("now", "Said anew", [("no", "Not yet by both"), ("yes", "By both")],
               lambda one, value: (one.later.pair not in ("neither", "one")) == (value == "yes")),
    )  # fmt: skip
    found: tuple[Offered, ...] = offers_of(request.acting.authority, request.on)
    table = Table(
        request, "offers", "Offered from an earlier edition", columns, found, filters=filters,
        empty="Nothing has been offered.",
    )  # fmt: skip
    context = {"title": "Offered from an earlier edition", "may_keep": request.acting.may("keep judgements")}
    return table.respond(request, "statements/offers.html", context)


def says_of(one: Judgement) -> str:
    """Return what the duty of a judgement says."""
    stated = queries.stated_duty(one.document, one.edition, one.duty)
    return stated.duty.says if stated else one.duty


def said_tag(said: StatementSaid | None) -> Tag | str:
    """Return what is said in a column; plain words where it is nothing, so that what is said stands out."""
    return Tag(RESULTS[said.result], COLOURS[said.result]) if said else "Nothing said"


def pair_tag(pair: Pair) -> Tag | str:
    """Return what two columns come to; plain words where it is nothing."""
    return PAIRS[pair] if pair == "neither" else Tag(PAIRS[pair], PAIR_COLOURS[pair])


def _edition(request: Request) -> Edition:
    """Return the edition that is asked for, else the one in force on the day. Raises ``Http404``."""
    asked = request.GET.get("edition", "")
    if not asked:
        return in_force(request.on)
    try:
        found = edition_named(load(), asked)
    except BadInput:
        raise Http404 from None
    if found not in judged_editions():
        raise Http404
    return found


def _to(request: Request, one: Judgement) -> str:
    return link(request, "statements:judgement", one.document, one.edition, one.duty)


def _columns(request: Request) -> tuple[Column, ...]:
    return (
        Column("says", "Duty", lambda line: line.stated.duty.says, link=lambda line: _to(request, line.one)),
        Column("urgency", "Why it stands here", lambda line: line.urgency.why, sort=lambda line: line.place),
        Column("document", "Document", lambda line: line.stated.edition.title, on_page=False),
        Column("officer", "DCS or chief executive", lambda line: said_tag(line.one.columns[0])),
        Column("member", "Lead member or leader", lambda line: said_tag(line.one.columns[1])),
        Column("pair", "Together", lambda line: pair_tag(line.one.pair), on_page=False),
        Column("due", "Review by", lambda line: line.one.due),
        Column("place", "Paragraph", lambda line: line.stated.place, sort=False, exported=False),
        Column("at", "Paragraph", lambda line: line.stated.provision.at, on_page=False),
        Column("state", "How far", lambda line: STATES[line.one.state], on_page=False),
        Column("strength", "Evidence", lambda line: STRENGTHS.get(line.one.strength), on_page=False),
        Column("offices", "Whose columns", lambda line: [role_title(one) for one in line.one.column_names],
               on_page=False),
        Column("yours", "Yours to say", on_page=False),
    )  # fmt: skip


def _filters(request: Request) -> tuple[Filter, ...]:
    return (
        Filter("pair", "Together", list(PAIRS.items()), lambda line, value: line.one.pair == value),
        Filter("review", "Review", [("passed", "Passed"), ("soon", "Within 60 days"), ("later", "Later")],
               lambda line, value: line.review(request.on) == value),
        Filter("state", "How far", list(STATES.items()), lambda line, value: line.one.state == value),
        Filter("yours", "Yours to say", [("yes", "Yes")], lambda line, value: line.yours),
    )  # fmt: skip
