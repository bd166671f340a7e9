"""What can be asked for: every measure, what is not computed, and the table to fill in for a council's own months."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.content import load
from clearline.measures.forms import FindForm
from clearline.measures.loading.local import template as monthly_table
from clearline.measures.pages.framing import figures_page, framed, problem, said
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import OUTCOMES, UNITS
from clearline.measures.vocabulary import Measure


@figures_page()
def measures(request: Request, seen: Looking) -> HttpResponse:
    """List every measure, and find one by any of its names: those of LAIT and of loaded columns too."""
    form = FindForm(request.GET if "name" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            found = queries.named(seen, form.cleaned_data["name"])
            return redirect(link(request, "measures:measure", found.key))
        except BadInput as error:
            for sentence in said(error):
                form.add_error("name", sentence)
    context = framed(request, seen, "All measures", form=form, table=_table(request, seen))
    return respond(request, "measures/measures.html", context)


def _table(request: Request, seen: Looking) -> Table:
    known = load()
    answered = {one.measure for one in queries.card(seen).answers}
    sets = {one.key: one.measures for one in known.sets}
    frameworks = sorted({by.framework for one in known.measures for by in one.belongs})

    def file_column(name: str) -> Column:
        return Column(f"file-{name}", name, lambda one: getattr(one, name), on_page=False)

    columns = [
        Column("title", "Measure", link=lambda one: link(request, "measures:measure", one.key)),
        Column("references", "Belongs to", lambda one: [by.reference for by in one.belongs]),
        Column("outcome", "Theme", lambda one: OUTCOMES[one.outcome]),
        Column("unit", "Unit", lambda one: UNITS[one.unit]),
        Column("answered", "Figure here", lambda one: _answered(one, answered)),
        *(file_column(name) for name in ("key", "polarity", "kind", "numerator", "denominator", "definition", "note")),
        Column("also", "also", lambda one: list(one.also), on_page=False),
    ]
    filters = [
        Filter("theme", "Theme", [(key or "", words) for key, words in OUTCOMES.items() if key],
               lambda one, value: one.outcome == value),
        Filter("framework", "Framework", [(one, one.replace("-", " ").capitalize()) for one in frameworks],
               lambda one, value: value in {by.framework for by in one.belongs}),
        Filter("set", "Set", [(one.key, one.title) for one in known.sets], lambda one, value: one.key in sets[value]),
        Filter("answered", "Figure here", [("yes", "Yes"), ("no", "No")],
               lambda one, value: (one.key in answered) == (value == "yes")),
    ]  # fmt: skip
    return Table(request, "measures", "Measures", columns, known.measures, filters=filters, order="title",
                 search=("title", "file-key", "references", "also"))  # fmt: skip


def _answered(one: Measure, answered: set[str]) -> Any:
    return Tag("Yes", "green") if one.key in answered else Tag("No", "grey")


@figures_page()
def not_computed(request: Request, seen: Looking) -> HttpResponse:
    """List what is known and not computed, why, and what would be needed."""
    rows = load().not_computed
    columns = [
        Column("id", "Reference"), Column("title", "Title"), Column("why_not", "Why it is not computed"),
        Column("what_would_be_needed", "What would be needed"),
        Column("framework", "Framework", lambda one: one.framework.replace("-", " ").capitalize()),
    ]  # fmt: skip
    frameworks = [(one, one.replace("-", " ").capitalize()) for one in sorted({row.framework for row in rows})]
    table = Table(request, "not-computed", "Not computed", columns, rows, search=("id", "title", "why_not"),
                  filters=[Filter("framework", "Framework", frameworks)])  # fmt: skip
    return respond(request, "measures/not_computed.html", framed(request, seen, "Not computed", table=table))


@page("see figures")
def template(request: Request, key: str) -> HttpResponse:
    """Give the table to fill in for a measure month by month, from April of the reporting year of the day."""
    found = next((one for one in load().measures if one.key == key), None)
    if found is None:
        return problem(request, BadInput(f"There is no measure '{key}' of which months could be kept."))
    response = HttpResponse(monthly_table(found, _april(request.on)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-monthly.csv"'
    return response


def _april(day: date) -> int:
    """Return the year in which the reporting year of a day began."""
    return day.year - (day.month < 4)
