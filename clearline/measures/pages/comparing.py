"""The authority beside others, and the gaps between groups of children."""

from typing import Any

from django.http import HttpResponse

from clearline.accounts.page import Request
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.content import load
from clearline.measures.figures import GapFigure
from clearline.measures.forms import CompareForm
from clearline.measures.pages.answer_table import judgement
from clearline.measures.pages.drawn import drawn
from clearline.measures.pages.flat import flat
from clearline.measures.pages.framing import figures_page, framed, said, subject
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import compared_with, figure, judged, own_figure, restricted
from clearline.measures.showing.flat_rows import GAP_COLUMNS, gap_row
from clearline.measures.showing.side_by_side import SIDE_COLUMNS, Beside, SideBySide, ordered, side_row
from clearline.measures.vocabulary import Measure

MOST = 12
"""Measures that are compared on one page."""


@figures_page()
def compare(request: Request, seen: Looking) -> HttpResponse:
    """Show the authority beside others for one or more measures: for its key indicators when none is named."""
    asked = any(name in request.GET for name in ("measures", "beside", "areas"))
    given = {"beside": "neighbours", **request.GET.dict()}
    form = CompareForm(given if asked else None, initial={"beside": "neighbours"})
    tables: list[Any] = []
    if not asked or form.is_valid():
        wanted = form.cleaned_data if asked else {"measures": "", "beside": "neighbours", "areas": "", "year": ""}
        tables = _tables(request, seen, form, wanted)
    context = framed(
        request, seen, "Compare areas", form=form, tables=tables, asked=asked,
        restricted=any(marked for _, _, marked, _ in tables),
        **{f"file_{at}": table for at, (_, table, _, _) in enumerate(tables)},
    )  # fmt: skip
    return respond(request, "measures/compare.html", context)


def _tables(request: Request, seen: Looking, form: CompareForm, wanted: dict[str, str]) -> list[Any]:
    """Return for each measure its comparison, table, whether it is restricted, and what it is compared with."""
    names = wanted["measures"].splitlines() or [one.measure for one in queries.card(seen).answers if one.key_reason]
    areas = wanted["areas"].splitlines() if wanted["beside"] == "areas" else [wanted["beside"]]
    among = tuple(name.strip() for name in areas if name.strip())
    found, problems = [], dict[str, None]()
    for at, name in enumerate([name.strip() for name in names if name.strip()][:MOST]):
        try:
            measure = queries.named(seen, name)
            sides = queries.beside(seen, measure.key, among, None, wanted["year"].strip() or None)
        except BadInput as error:
            problems |= dict.fromkeys(said(error))
            continue
        marked = restricted(sides.about)
        found.append((sides, _table(request, sides, f"compare-{at + 1}", marked), marked, _said(sides)))
    if form.is_bound:
        for sentence in problems:
            form.add_error(None, sentence)
    return found


def _said(sides: SideBySide) -> list[tuple[str, str]]:
    return [(compared_with(one), figure(one, sides.about.unit)) for one in sides.about.comparators]


def _table(request: Request, sides: SideBySide, name: str, marked: bool) -> Table:
    about = sides.about

    def area(one: Beside) -> str:
        return f"{one.area.name} (this authority)" if one.area.code == about.area.code else one.area.name

    columns = [
        Column("area", "Area", area, exported=False),
        Column("figure", "Figure", lambda one: figure(one.observation, about.unit), numeric=True, exported=False,
               sort=lambda one: one.observation.value),
        Column("rank", "Rank", lambda one: one.rank.rank if one.rank else None, numeric=True, missing="-",
               exported=False),
        Column("band", "Band", lambda one: one.rank.quartile if one.rank else "-", exported=False),
        Column("change", "Change", lambda one: judgement(judged(one.change)), exported=False,
               sort=lambda one: judged(one.change)),
        *flat(SIDE_COLUMNS, lambda one: side_row(sides, one), lambda one: own_figure(one.observation)),
    ]  # fmt: skip
    caption = f"{about.title}, {sides.period.label}"
    return Table(request, subject(name, marked), caption, columns, ordered(sides), name=name, per_page=500)


@figures_page()
def gaps(request: Request, seen: Looking) -> HttpResponse:
    """Show the gaps between groups of children, and whether one narrowed by levelling up or down."""
    rows = queries.gaps(seen)
    marked = any(_restricted(gap) for gap, _ in rows)
    columns = [
        Column("title", "Gap", lambda row: row[0].title, exported=False,
               link=lambda row: link(request, "measures:gap", row[0].key)),
        Column("period", "Period", lambda row: row[0].period.label if row[0].period else "", exported=False),
        Column("group", "Group", lambda row: figure(row[0].group, row[1].unit), numeric=True, exported=False,
               sort=lambda row: row[0].group.value if row[0].group else None),
        Column("others", "Others", lambda row: figure(row[0].others, row[1].unit), numeric=True, exported=False,
               sort=lambda row: row[0].others.value if row[0].others else None),
        Column("points", "Gap in points", lambda row: row[0].points, numeric=True, exported=False, missing="not known"),
        Column("how", "Since the time before", lambda row: judgement(moved(row[0])), exported=False,
               sort=lambda row: moved(row[0])),
        *flat(GAP_COLUMNS, lambda row: gap_row(row[0]), lambda row: _restricted(row[0])),
    ]  # fmt: skip
    ways = sorted({moved(gap) for gap, _ in rows})
    table = Table(
        request, subject("gaps", marked), "Gaps between groups", columns, rows, search=("title",),
        filters=[Filter("how", "Since the time before", [(way, way.capitalize()) for way in ways],
                        lambda row, value: moved(row[0]) == value)],
        empty="No figures are loaded from which a gap could be measured here.",
    )  # fmt: skip
    return respond(request, "measures/gaps.html", framed(request, seen, "Gaps between groups of children", table=table,
                                                         restricted=marked))  # fmt: skip


@figures_page()
def gap(request: Request, seen: Looking, key: str) -> HttpResponse:
    """Show one gap: how wide it is, how it moved, and both groups over time."""
    found = next(((one, measure) for one, measure in queries.gaps(seen) if one.key == key), None)
    about = next((one for one in load().gaps if one.key == key), None)
    if found is None or about is None:
        raise BadInput(f"There is no gap '{key}' that could be measured here.")
    one, measure = found
    marked = _restricted(one)
    picture, table = drawn(request, seen, key, "gap", restricted=marked)
    context = framed(
        request, seen, one.title, restricted=marked, gap=one, about=about, facts=_facts(one, measure), picture=picture,
        picture_table=table,
    )  # fmt: skip
    return respond(request, "measures/gap.html", context)


def _facts(one: GapFigure, measure: Measure) -> list[tuple[str, Any]]:
    period = one.period.label if one.period else "Period"
    return [
        ("Group", f"{figure(one.group, measure.unit)} ({period})"),
        ("Others", f"{figure(one.others, measure.unit)} ({period})"),
        ("Ratio", one.ratio),
        ("Said in words", one.says),
    ]


def moved(one: GapFigure) -> str:
    """Return how a gap moved, in a word or two."""
    if one.narrowed is None:
        return "not known"
    return one.how or "wider"


def _restricted(one: GapFigure) -> bool:
    return any(own_figure(seen) for seen in (one.group, one.others) if seen)
