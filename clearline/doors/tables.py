"""One table: sorted, filtered, searched and paged by its address alone, and given out as CSV or as a workbook.

A page makes it and answers with it::

    table = Table(request, "posts", "Posts", columns, queries.posts(...), filters=(...), search=("title", "holder"))
    return table.respond(request, "organisations/posts.html", {"title": "Posts"})

and its template draws it with ``{% table table %}``. Rows are values, or a queryset, which the database then sorts,
filters and cuts, so that only the page that is shown is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import ceil
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clearline.doors.columns import Column, Filter, Row
from clearline.doors.exports import Format, exported
from clearline.doors.links import here
from clearline.doors.rows import Rows, filtered, ordered, searched
from clearline.doors.values import markup

__all__ = ["Column", "Filter", "Table", "respond"]

ROWS_A_PAGE = 50
MOST_READ = 2_000
"""Rows of a queryset held at once while a file is written."""


class Heading(NamedTuple):
    """The head of a column on a page."""

    column: Column
    address: str
    """Where the table sorted by it is; empty when it cannot be sorted."""
    sorted: str
    """ascending, descending, or nothing"""


class Cell(NamedTuple):
    """A cell on a page."""

    column: Column
    text: SafeString


class Choice(NamedTuple):
    """A filter on a page."""

    filter: Filter
    name: str
    """Its name in the address."""
    value: str
    """What is picked; empty for all."""


class Table:
    """A table on a page and in a file. Each of several on a page has a ``name``, before what its address asks."""

    def __init__(
        self,
        request: HttpRequest,
        subject: str,
        caption: str,
        columns: Sequence[Column],
        rows: Rows,
        *,
        filters: Sequence[Filter] = (),
        search: Sequence[str] = (),
        order: str = "",
        empty: str = "There is nothing to show yet.",
        per_page: int = ROWS_A_PAGE,
        name: str = "",
    ) -> None:
        """Take what to show.

        ``subject`` names the file. ``order`` is the key of a column, with ``-`` before it for downwards; without it the
        rows keep their order. ``search`` are fields of a queryset or keys of columns; without any there is no search.
        """
        self.request, self.subject, self.caption, self.columns, self.every = request, subject, caption, columns, rows
        self.filters, self.search, self.order, self.empty = filters, search, order, empty
        self.per_page, self.name, self.id = per_page, name, f"table-{name or subject}"

    def asks(self, what: str) -> str:
        """Return the name in the address of sort, page, q, format or a filter of this table."""
        return f"{self.name}-{what}" if self.name else what

    def _asked(self, what: str) -> str:
        return self.request.GET.get(self.asks(what), "").strip()

    @cached_property
    def choices(self) -> list[Choice]:
        """The filters and what is picked in each; what is no choice picks nothing."""
        picked = [(each, self._asked(each.key)) for each in self.filters]
        known = [(each, value if value in {key for key, _ in each.choices} else "") for each, value in picked]
        return [Choice(each, self.asks(each.key), value) for each, value in known]

    @property
    def sought(self) -> str:
        """The text that is searched for; empty for none."""
        return self._asked("q").replace("\0", "")[:200] if self.search else ""

    @property
    def narrowed(self) -> bool:
        """Whether a filter or a search leaves rows out."""
        return bool(self.sought) or any(choice.value for choice in self.choices)

    @cached_property
    def sorting(self) -> tuple[Column | None, bool]:
        """The column that orders the rows, ``None`` for the order in which they came, and whether downwards."""
        for asked in (self._asked("sort"), self.order):
            key = asked.removeprefix("-")
            for column in self.columns:
                if column.key == key and column.sort is not False:
                    return column, asked.startswith("-")
        return None, False

    @cached_property
    def chosen(self) -> Rows:
        """The rows that are left, in order, of all pages."""
        rows = filtered(self.every, [(choice.filter, choice.value) for choice in self.choices if choice.value])
        rows = searched(rows, self.sought, self.search, self.columns) if self.sought else rows
        return ordered(rows, *self.sorting)

    @cached_property
    def total(self) -> int:
        """How many rows there are before any filter."""
        return self.every.count() if isinstance(self.every, QuerySet) else len(self.every)

    @cached_property
    def count(self) -> int:
        """How many rows are left by the filters."""
        if not self.narrowed:
            return self.total
        return self.chosen.count() if isinstance(self.chosen, QuerySet) else len(self.chosen)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.count / self.per_page))

    @cached_property
    def page(self) -> int:
        """The page that is shown, from 1; the nearest there is to the one that was asked for."""
        asked = self._asked("page")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
        return min(max(number, 1), self.pages)

    @cached_property
    def body(self) -> list[list[Cell]]:
        """The cells of the page that is shown, row by row."""
        start = (self.page - 1) * self.per_page
        shown = [column for column in self.columns if column.on_page]
        return [[_cell(column, row) for column in shown] for row in self.chosen[start : start + self.per_page]]

    @property
    def headings(self) -> Iterator[Heading]:
        """The heads of the columns that the page shows."""
        by, downwards = self.sorting
        for column in (column for column in self.columns if column.on_page):
            mine = column is by
            key = f"-{column.key}" if mine and not downwards else column.key
            address = self._here(sort=key, page=None) if column.sort is not False else ""
            yield Heading(column, address, ("descending" if downwards else "ascending") if mine else "")

    @property
    def counted(self) -> str:
        """How many rows are shown of how many, in words."""
        first = (self.page - 1) * self.per_page + 1
        last = min(self.page * self.per_page, self.count)
        left = f"{self.count:,} of {self.total:,}" if self.narrowed else f"{self.total:,} in all"
        return f"{left}, showing {first:,} to {last:,}" if self.pages > 1 else left

    @property
    def page_links(self) -> list[tuple[int | None, str]]:
        """Numbers of pages and their addresses, first, last and those nearby; ``None`` where some are left out."""
        near = sorted({1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)})
        found: list[tuple[int | None, str]] = []
        for before, number in zip([0, *near], near, strict=False):
            if number > before + 1:
                found.append((None, ""))
            found.append((number, self._here(page=number)))
        return found

    @property
    def previous_page(self) -> str:
        """The address of the page before; empty on the first."""
        return self._here(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_page(self) -> str:
        """The address of the page after; empty on the last."""
        return self._here(page=self.page + 1) if self.page < self.pages else ""

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files that can be had of it: words and address."""
        return [("CSV", self._here(format="csv", page=None)), ("Excel (XLSX)", self._here(format="xlsx", page=None))]

    @property
    def unfiltered(self) -> str:
        """The address without filters and search."""
        return self._here(q=None, page=None, **{each.key: None for each in self.filters})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address asks besides this table's filters, to be kept when they change."""
        own = {self.asks(what) for what in ("q", "page", "format", *(each.key for each in self.filters))}
        return [(key, value) for key, values in self.request.GET.lists() if key not in own for value in values]

    def _here(self, **changes: object) -> str:
        return here(self.request, **{self.asks(key): value for key, value in changes.items()})

    def file(self) -> HttpResponse | None:
        """Return the whole table as the file that the address asks for, filtered and sorted; ``None`` for no file."""
        kind = self._asked("format")
        if kind not in ("csv", "xlsx"):
            return None
        given = [column for column in self.columns if column.exported]
        rows = self.chosen.iterator(MOST_READ) if isinstance(self.chosen, QuerySet) else self.chosen
        values = ([column.value(row) for column in given] for row in rows)
        return exported(self.request, self.subject, cast(Format, kind), [column.title for column in given], values)

    def respond(self, request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """Return the page, which has this as ``table``, or the file that the address asks for."""
        return respond(request, template, {**(context or {}), "table": self})


def respond(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Return a page with any number of tables in its context, or the file of the one that the address asks for."""
    for table in context.values():
        if isinstance(table, Table) and (file := table.file()) is not None:
            return file
    return render(request, template, dict(context))


def _cell(column: Column, row: Row) -> Cell:
    value = column.value(row)
    if column.numeric and isinstance(value, int):
        text = format_html("{}", f"{value:,}")
    else:
        text = markup(value, column.missing)
    address = column.link(row) if column.link else None
    return Cell(column, format_html('<a class="govuk-link" href="{}">{}</a>', address, text) if address else text)
