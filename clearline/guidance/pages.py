"""Pages of the guidance: what documents there are, what they ask, and what became of it from edition to edition.

The page of one duty joins what features know of it, and is in ``checks``.
"""

from typing import Any

from django.http import Http404, HttpResponse

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Linked
from clearline.guidance import comparing, exporting, oscal, queries, rows, words
from clearline.guidance.content import load
from clearline.guidance.duty_table import duty_table, lines
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput
from clearline.kit.writing import csv_text

KINDS = {
    "statutory-guidance": "Statutory guidance",
    "act": "Act of Parliament",
    "present-law": "Present law",
    "consultation-response": "Consultation response",
    "article": "Article",
}
"""What a document is; only the first three bind anybody."""


def edition_or_404(document: str, edition: str) -> Edition:
    """Return an edition by the words of an address."""
    try:
        return queries.edition_named(load(), f"{document}/{edition}")
    except BadInput:
        raise Http404 from None


@page("see guidance")
def editions(request: Request) -> HttpResponse:
    """List the documents and their editions."""
    shown = [(rows.edition_row(edition), edition) for edition in load().editions]
    columns = (
        Column("title", "Title", lambda row: row[0].title,
               lambda row: link(request, "guidance:edition", row[0].document, row[0].edition)),
        Column("name", "Document and edition", lambda row: f"{row[0].document}/{row[0].edition}"),
        Column("kind", "What it is", lambda row: KINDS[row[1].kind]),
        Column("from", "In force from", lambda row: row[0].start),
        Column("to", "To", lambda row: row[0].end),
        Column("provisions", "Paragraphs", lambda row: row[0].provisions, numeric=True, on_page=False),
        Column("duties", "Statements", lambda row: row[0].duties, numeric=True),
        Column("certainty", "Words", lambda row: words.CERTAINTIES[row[0].certainty]),
        Column("link", "Source", lambda row: row[0].link, on_page=False),
    )  # fmt: skip
    kinds = Filter("kind", "What it is", list(KINDS.items()), lambda row, kind: row[1].kind == kind)
    table = Table(request, "editions", "Documents and editions", columns, shown, filters=(kinds,))
    return table.respond(request, "guidance/editions.html", {"title": "Guidance"})


@page("see guidance")
def edition(request: Request, document: str, edition: str) -> HttpResponse:
    """Show one edition and all that it asks."""
    chosen = edition_or_404(document, edition)
    found = lines(queries.stated_in(chosen), request.on)
    empty = "No copy of this edition was found, so nothing of it is held here."
    table = duty_table(request, f"duties-{document}-{edition}", "What it asks", found, editions=False, empty=empty)
    facts = [
        ("What it is", KINDS[chosen.kind]),
        ("Published by", f"{chosen.publisher}, {chosen.published}"),
        ("In force from", chosen.start),
        ("To", chosen.end or "It still is" if chosen.start else None),
        ("Words", words.CERTAINTIES[chosen.certainty]),
        ("Note", chosen.note or "None"),
        ("Source", Linked("Read the document", chosen.link) if chosen.link else None),
    ]
    context = {"title": chosen.title, "edition": chosen, "facts": facts,
               "historical": queries.historical(chosen, request.today), "kinds": exporting_kinds(chosen)}  # fmt: skip
    return table.respond(request, "guidance/edition.html", context)


def exporting_kinds(chosen: Edition) -> list[tuple[str, str]]:
    """Return the files in which an edition can be had: kind and words; none for one that holds nothing."""
    kinds = [("csv", "Everything as CSV"), ("json", "JSON"), ("oscal", "OSCAL catalogue (JSON)")]
    return kinds if chosen.chapters else []


@page("see guidance")
def export(request: Request, document: str, edition: str, kind: str) -> HttpResponse:
    """Give an edition out for other tools."""
    chosen = edition_or_404(document, edition)
    if kind not in dict(exporting_kinds(chosen)):
        raise Http404
    if kind == "csv":
        text, type_, ending = csv_text(exporting.COLUMNS, exporting.as_rows(chosen)), "text/csv", "csv"
    elif kind == "json":
        text, type_, ending = exporting.as_json(chosen), "application/json", "json"
    else:
        text, type_, ending = oscal.as_oscal(load(), chosen), "application/json", "oscal.json"
    response = HttpResponse(text, content_type=f"{type_}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{document}-{edition}.{ending}"'
    return response


@page("see guidance")
def provision(request: Request, document: str, edition: str, at: str) -> HttpResponse:
    """Show what one paragraph asks, with what the Act and present law say at a section of that name."""
    known, chosen = load(), edition_or_404(document, edition)
    try:
        found = lines(rows.at_locator(known, chosen, at, request.on), request.on)
    except BadInput:
        raise Http404 from None
    table = duty_table(request, f"paragraph-{edition}-{at}", f"Paragraph {at}", found, editions=True, empty="")
    return table.respond(
        request, "guidance/provision.html", {"title": f"{at} of {chosen.title}", "edition": chosen, "at": at}
    )


@page("see guidance")
def duties(request: Request) -> HttpResponse:
    """List what binds on the day, by the edition in force or another that is asked for."""
    known = load()
    asked = request.GET.get("edition", "")
    problems: list[str] = []
    try:
        day = request.on if request.GET.get("on") or not asked else None
        chosen, on = queries.choose(known, asked or None, day, request.today)
        bound = queries.binding(known, chosen, on)
        found = lines([*bound.in_force, *(ended.stated for ended in bound.overtaken)], on)
        caption = f"In force on {on:%-d %B %Y} by the {chosen.edition} edition"
    except BadInput as error:
        problems = [
            str(one).replace("Name one, for example --edition 2009.", "Choose an edition.") for one in error.problems
        ]
        found, caption = [], "Duties in force"
    table = duty_table(request, "duties", caption, found, editions=True, empty="Nothing is in force.")
    names = [one.edition for one in queries.editions_of(known, queries.ROLES)]
    context = {"title": "Duties in force", "problems": problems, "names": names, "asked": asked}
    return table.respond(request, "guidance/duties.html", context)


@page("see guidance")
def search(request: Request) -> HttpResponse:
    """Search every edition of every document."""
    found = lines((one for edition in load().editions for one in queries.stated_in(edition)), request.on)
    empty = "There is no guidance here."
    table = duty_table(request, "search", "Statements of every document", found, editions=True, empty=empty)
    return table.respond(request, "guidance/search.html", {"title": "Search the guidance"})


@page("see guidance")
def compare(request: Request) -> HttpResponse:
    """Say what became of every duty from one edition to a later one."""
    known = load()
    asked = [request.GET.get(name, "") for name in ("earlier", "later")]
    names = [(f"{one.document}/{one.edition}", one.title) for one in known.editions if one.chapters]
    context: dict[str, Any] = {"title": "Compare two editions", "names": names, "earlier": asked[0],
                               "later": asked[1], "everything": request.GET.get("all") == "yes"}  # fmt: skip
    if all(asked):
        try:
            context |= _compared(request, asked[0], asked[1], everything=context["everything"])
        except BadInput as error:
            context["problems"] = [str(one) for one in error.problems]
    return respond(request, "guidance/compare.html", context)


def _compared(request: Request, earlier: str, later: str, everything: bool) -> dict[str, Any]:
    known = load()
    before, after = queries.edition_named(known, earlier), queries.edition_named(known, later)
    changes = comparing.compare(before, after, known.editions, binding_only=not everything)
    counts = {kind: number for kind, number in comparing.summary(changes).items() if number}

    def told(edition: Edition, versions: tuple[comparing.Version, ...]) -> list[Any]:
        named = [(edition.document, edition.edition, one.key) for one in versions]
        places = [
            Linked(one.at, link(request, "guidance:duty", *name)) for one, name in zip(versions, named, strict=True)
        ]
        return [part for place, one in zip(places, versions, strict=True) for part in (place, one.says)]

    columns = (
        Column("kind", "Change", lambda change: words.plain(change.kind)),
        Column("before", f"In {earlier}", lambda change: told(before, change.before), sort=False, missing="Not there"),
        Column("after", f"In {later}", lambda change: told(after, change.after), sort=False, missing="Not there"),
        Column("force-before", "Force before", lambda change: _forces(change.before)),
        Column("force-after", "Force after", lambda change: _forces(change.after)),
        Column("certainty", "Words", lambda change: words.CERTAINTIES[change.certainty]),
    )
    kinds = Filter("kind", "Change", [(kind, f"{words.plain(kind)} ({number})") for kind, number in counts.items()])
    table = Table(request, f"compare-{before.edition}-{after.edition}", "What became of each duty", columns, changes,
                  filters=(kinds,), search=("before", "after"), empty="Neither edition binds anybody.")  # fmt: skip
    counted = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    return {"table": table, "counted": counted, "caveat": comparing.caveat(before, after)}


def _forces(versions: tuple[comparing.Version, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.FORCES[one.force][0] for one in versions))
