"""What is loaded, what was revised, and what the council has let out itself."""

import csv
import io

from django.http import HttpResponse

from clearline.accounts.page import Request
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.pages.flat import cell
from clearline.measures.pages.framing import figures_page, framed
from clearline.measures.queries import Held, Looking, Revised


@figures_page()
def releases(request: Request, seen: Looking) -> HttpResponse:
    """List what is loaded: each release with its dates, rows and symbols."""
    columns = [
        Column("title", "Dataset", lambda one: one.dataset.title),
        Column("release", "Release", lambda one: one.release.label),
        Column("published", "Published", lambda one: one.release.published, missing="Not stated"),
        Column("loaded", "Loaded", lambda one: one.release.loaded),
        Column("rows", "Rows", lambda one: one.release.rows, numeric=True),
        Column("periods", "Periods", _span, sort=lambda one: one.release.last_ends),
        Column("revisions", "Revisions", lambda one: "What was revised" if one.revises and not one.own else "",
               exported=False, sort=False,
               link=lambda one: link(request, "measures:revisions", one.dataset.key)
               if one.revises and not one.own else None),
        Column("key", "dataset", lambda one: one.dataset.key, on_page=False),
        Column("whose", "Whose", lambda one: "own" if one.own else "national", on_page=False),
        Column("symbols", "Symbols", lambda one: [f"{name or 'blank'} {n}" for name, n in one.release.symbols.items()],
               on_page=False),
        Column("notes", "Notes", lambda one: list(one.release.notes)),
    ]  # fmt: skip
    rows = queries.held(seen)
    choices = [("national", "National"), ("own", "The council’s own")]
    whose = Filter("whose", "Whose", choices, lambda one, value: one.own == (value == "own"))
    table = Table(request, "releases", "Releases loaded", columns, rows, search=("title", "release", "key"),
                  filters=[whose] if any(one.own for one in rows) else [], per_page=100)  # fmt: skip
    return respond(request, "measures/releases.html", framed(request, seen, "Releases loaded", table=table))


def _span(one: Held) -> str:
    first, last = one.release.first_period, one.release.last_period
    return f"{first} to {last}" if first != last else first


@figures_page()
def revisions(request: Request, seen: Looking, dataset: str) -> HttpResponse:
    """List what the newest release of a dataset says otherwise than the one before."""
    found = queries.revised(seen, dataset)
    context = framed(
        request, seen, f"Revised: {found.newer.label}", found=found, table=_revised(request, seen, dataset, found)
    )
    return respond(request, "measures/revisions.html", context)


def _revised(request: Request, seen: Looking, dataset: str, found: Revised) -> Table:
    columns = [Column(name, name.replace("_", " ").capitalize()) for name in found.columns]
    mine = queries.place(seen).name
    here = Filter("area", "Area", [("here", mine)], lambda row, value: row["area_name"] == mine)
    return Table(request, f"revisions-{dataset}"[:60], "Figures that were revised", columns, found.rows,
                 filters=[here] if "area_name" in found.columns else [], search=("area_name", "indicator", "period"),
                 empty="No figure was revised.")  # fmt: skip


@figures_page()
def publications(request: Request, seen: Looking) -> HttpResponse:
    """List what the council has let out through disclosure control, by its ledger."""
    entries = queries.published(seen)
    replaced = {one.revises: one.number for one in entries if one.revises}
    columns = [
        Column("number", "Number", numeric=True),
        Column("title", "Title", link=lambda one: link(request, "measures:publication", one.number)),
        Column("on", "Published"),
        Column("released_by", "Released by"),
        Column("checked_by", "Checked by"),
        Column("revises", "Replaces number"),
        Column("replaced", "Replaced by number", lambda one: replaced.get(one.number)),
    ]
    table = Table(request, "publications", "Published by the council", columns, entries, search=("title",),
                  empty="The council has published no table of its own through Clearline yet.")  # fmt: skip
    title = "Published by the council"
    return respond(request, "measures/publications.html", framed(request, seen, title, table=table))


@figures_page()
def publication(request: Request, seen: Looking, number: int) -> HttpResponse:
    """Show one table as its readers have it."""
    entries = queries.published(seen)
    entry = next((one for one in entries if one.number == number), None)
    if entry is None:
        raise BadInput(f"Nothing was published under number {number} by this day.")
    heading, *rows = csv.reader(io.StringIO(entry.table.text))
    columns = [
        Column(f"column-{at}", name.replace("_", " "), cell(lambda row: row, at)) for at, name in enumerate(heading)
    ]
    facts = [
        ("Published", entry.on), ("Released by", entry.released_by), ("Checked by", entry.checked_by),
        ("Replaces", f"Number {entry.revises}" if entry.revises else "No other table"),
        ("Replaced by", [f"Number {one.number}" for one in entries if one.revises == number] or "No other table"),
        ("Files (SHA-256)", [f"{name}: {digest}" for name, digest in entry.files.items()]),
    ]  # fmt: skip
    table = Table(request, f"publication-{number}", entry.title, columns, rows, per_page=100)
    context = framed(request, seen, entry.title, table=table, facts=facts, about_it=f"figures:{number}")
    return respond(request, "measures/publication.html", {**context, "published_on": entry.on})
