"""The tables of the findings page: findings, check the text, not stated, overtaken, departures that explain nothing.

A column or filter of legal views is there only for whoever may see them, so that nobody else can tell of one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from clearline.accounts.acting import Acting
from clearline.accounts.page import Request
from clearline.assurance.queries import VIEWS, View, legal_views, on_record
from clearline.checks import queries
from clearline.checks.asking import capital
from clearline.checks.findings import Citation, Finding, IdleDeparture, Overtaken, Report, Unknown
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.guidance import words
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.guidance.schema import Edition
from clearline.organisations.partnerships import Departure

ISO = re.compile(r"\d{4}-\d\d-\d\d")

OVERTAKEN_A_PAGE = 10
"""What has been overtaken matters less than what is found, and there can be a hundred duties of it."""

EXPLAINED = (("no", "Not explained"), ("yes", "Explained by a departure"))
NO_VIEW = "none"
SHORT = {"children-act-2004": "2004 Act", "in-force-today": "law today"}
"""What a paragraph is followed by where it is not of the guidance."""


class Line(NamedTuple):
    """A finding in a table."""

    finding: Finding
    edition: str
    bearers: tuple[str, ...]
    departure: str
    """The key of the departure that explains it; empty when none does."""
    view: View | None
    """The latest legal view that the reader may see."""


def lines(report: Report, found: Iterable[Finding], by: Acting) -> list[Line]:
    """Return findings with what was decided of them, as far as somebody may see it."""
    assert by.authority is not None
    keys: Mapping[Departure, str] = {one.departure: one.key for one in reversed(on_record(by.authority))}
    views: dict[tuple[str, str, str], View] = {}
    for view in legal_views(by):
        views.setdefault(view.of, view)
    return [
        Line(
            finding,
            report.edition,
            queries.bearers_of(finding),
            keys.get(finding.explained, "") if finding.explained else "",
            views.get((report.edition, finding.rule, finding.about)),
        )
        for finding in found
    ]


def findings_table(request: Request, report: Report) -> Table:
    """Return the table of findings."""
    rows = lines(report, report.findings, request.acting)
    return Table(
        request, "findings", "Findings", _columns(request), rows, filters=_filters(request, rows), search=("message",),
        empty="Nothing is found on this day that appears not to meet a provision.",
    )  # fmt: skip


def text_table(request: Request, report: Report) -> Table:
    """Return the table of what would be findings, were the words of their provisions not only remembered."""
    rows = lines(report, report.check_the_text, request.acting)
    columns = [column for column in _columns(request) if column.key != "explained"]
    columns.insert(1, Column("duties", "Duties to read", lambda row: _to_confirm(request, row), sort=False))
    return Table(
        request, "check-the-text", "Findings once the text is read", columns, rows, name="text", empty="There is none."
    )


def unknown_table(request: Request, report: Report) -> Table:
    """Return the table of what could not be judged, because it is not stated."""
    asks, edition = sorted({one.ask for one in report.not_stated}), _edition(report)
    columns = (
        Column("fact", "What is not stated", lambda one: capital(one.fact)),
        Column("ask", "Who would know", lambda one: capital(one.ask)),
        Column("places", "Paragraphs", lambda one: words.places(edition, one.paragraphs), sort=False, exported=False),
        Column("paragraphs", "Paragraphs", lambda one: ", ".join(one.paragraphs), on_page=False),
        Column("rule", "Rule", on_page=False),
    )
    filters = (Filter("ask", "Who would know", [(ask, capital(ask)) for ask in asks]),)
    rows: Sequence[Unknown] = report.not_stated
    return Table(
        request, "not-stated", "Not stated, so not judged", columns, rows, filters=filters, name="unknown",
        empty="Everything that the rules ask for is stated.",
    )  # fmt: skip


def overtaken_table(request: Request, report: Report) -> Table:
    """Return the table of duties whose body or law has ended."""
    edition = _edition(report)
    columns = (
        Column("says", "What it asks", sort=False),
        Column("place", "Paragraph", lambda one: words.places(edition, [one.at]), exported=False),
        Column("at", "Paragraph", on_page=False),
        Column("body", "What has ended"),
        Column("ended", "Ended on"),
        Column("ended_by", "Ended by", on_page=False),
        Column("successors", "Now", sort=False),
    )
    rows: Sequence[Overtaken] = report.overtaken
    empty = "No duty of this edition is overtaken on this day."
    return Table(
        request,
        "overtaken",
        "Provisions that rest on what has ended",
        columns,
        rows,
        name="overtaken",
        empty=empty,
        per_page=OVERTAKEN_A_PAGE,
    )


def idle_table(request: Request, report: Report) -> Table:
    """Return the table of departures that explain nothing."""
    edition = _edition(report)
    columns = (
        Column("departure", "Departure", link=lambda one: link(request, "assurance:departure", one.departure)),
        Column("place", "Provision", lambda one: words.places(edition, [one.provision]), exported=False),
        Column("provision", "Provision", on_page=False),
        Column("why", "Why it explains nothing", lambda one: capital(ISO.sub(_in_words, one.why)), sort=False),
    )
    rows: Sequence[IdleDeparture] = report.idle_departures
    return Table(request, "idle-departures", "Departures that explain nothing", columns, rows, name="idle")


def finding_address(request: Request, row: Line) -> str:
    """Return the address of the page of a finding."""
    return link(request, "checks:finding", row.edition, row.finding.rule, row.finding.about)


def paragraph(request: Request, citation: Citation) -> Linked:
    """Return a paragraph with the address of its page."""
    text = _of_document(citation, citation.place)
    return Linked(text, link(request, "guidance:provision", citation.document, citation.edition, citation.at))


def view_tag(view: View | None) -> Tag | str:
    """Return what the monitoring officer says of a finding."""
    if view is None:
        return "None yet"
    colours = {"agrees": "red", "disagrees": "green", "needs-advice": "yellow"}
    return Tag(f"{view.in_words}{', privileged' if view.privileged else ''}", colours[view.view])


def _columns(request: Request) -> list[Column]:
    seen = [Column("view", "Legal view", lambda row: view_tag(row.view))]
    return [
        Column("message", "What appears not to be met", lambda row: row.finding.message,
               lambda row: finding_address(request, row), sort=False),
        Column("strength", "Force", lambda row: _strength(row.finding), sort=_by_force, exported=False),
        Column("force", "Force", lambda row: words.FORCES[row.finding.force][0], on_page=False),
        Column("basis", "Rests on", lambda row: words.BASES[row.finding.basis], on_page=False),
        Column("places", "Paragraphs", lambda row: _paragraphs(request, row), sort=False, exported=False),
        Column("paragraphs", "Paragraphs", lambda row: _at(row.finding), on_page=False),
        Column("bearers", "Who must act", lambda row: [words.bearer(one) for one in row.bearers]),
        Column("explained", "Departure", lambda row: _departure(request, row)),
        *(seen if request.acting.may("see legal views") else ()),
        Column("remedy", "To put it right", lambda row: row.finding.remedy, on_page=False),
        Column("certainty", "Words", lambda row: words.CERTAINTIES[row.finding.certainty], on_page=False),
        Column("rule", "Rule", lambda row: row.finding.rule, on_page=False),
        Column("about", "About", lambda row: row.finding.about, on_page=False),
        Column("edition", "Edition", on_page=False),
    ]  # fmt: skip


def _filters(request: Request, rows: Sequence[Line]) -> list[Filter]:
    bearers = sorted({bearer for row in rows for bearer in row.bearers}, key=words.bearer)
    rules = sorted({row.finding.rule for row in rows})
    places = list(dict.fromkeys(one.place for row in rows for one in row.finding.citations))
    forces = [force for force in ("must", "should", "presumption") if any(row.finding.force == force for row in rows)]
    views = Filter("view", "Legal view", [*VIEWS.items(), (NO_VIEW, "None yet")],
                   lambda row, value: (row.view.view if row.view else NO_VIEW) == value)  # fmt: skip
    return [
        Filter("force", "Force", [(force, words.FORCES[force][0]) for force in forces],
               lambda row, value: row.finding.force == value),
        Filter("bearer", "Who must act", [(one, words.bearer(one)) for one in bearers],
               lambda row, value: value in row.bearers),
        Filter("rule", "Rule", [(rule, words.plain(rule)) for rule in rules],
               lambda row, value: row.finding.rule == value),
        Filter("paragraph", "Paragraph", [(place, place) for place in places],
               lambda row, value: any(one.place == value for one in row.finding.citations)),
        Filter("explained", "Departure", EXPLAINED,
               lambda row, value: (row.finding.explained is not None) == (value == "yes")),
        *([views] if request.acting.may("see legal views") else []),
    ]  # fmt: skip


def _strength(finding: Finding) -> list[Tag | str]:
    """Return the force of a finding, and on what it rests."""
    return [Tag(*words.FORCES[finding.force]), words.BASES[finding.basis]]


def _by_force(row: Line) -> int:
    return tuple(words.FORCES).index(row.finding.force)


def _paragraphs(request: Request, row: Line) -> list[Linked]:
    """Return where a finding's duties stand, each place once: it leads to the first provision there."""
    places = {(one.document, one.place): one for one in reversed(row.finding.citations)}
    return [paragraph(request, one) for one in reversed(places.values())]


def _at(finding: Finding) -> list[str]:
    """Return the same for a file: other programs know a paragraph by that."""
    return list(dict.fromkeys(_of_document(one, one.at) for one in finding.citations))


def _of_document(citation: Citation, at: str) -> str:
    document = SHORT.get(citation.document)
    return f"{at} ({document})" if document else at


def _edition(report: Report) -> Edition:
    return edition_named(load(), report.edition, report.document)


def _departure(request: Request, row: Line) -> Linked | str:
    departure = row.finding.explained
    if departure is None:
        return "Not explained"
    at = words.places(edition_named(load(), row.edition), [departure.provision])
    return Linked(f"Explained from {at}", link(request, "assurance:departure", row.departure))


def _in_words(found: re.Match[str]) -> str:
    return f"{date.fromisoformat(found[0]):%-d %B %Y}"


def _to_confirm(request: Request, row: Line) -> list[Linked] | list[str]:
    unread = [one for one in row.finding.citations if one.certainty != "seen"]
    names = ((one.document, one.edition, one.duty) for one in unread)
    addresses = (link(request, "checks:confirm-text", *name) for name in names)
    titles = (words.known_as(one.at, words.plain(one.duty)) for one in unread)
    if not request.acting.may("confirm text"):
        return list(titles)
    return [Linked(title, address) for title, address in zip(titles, addresses, strict=True)]
