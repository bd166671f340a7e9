"""What appears not to meet the guidance, what changed, and what is departed from, as the parts of packs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from clearline.assurance.departing import state_on
from clearline.assurance.queries import OnRecord, on_record
from clearline.checks.findings import Finding, Report
from clearline.checks.queries import report_of
from clearline.guidance import words
from clearline.guidance.content import load
from clearline.guidance.queries import departed_from
from clearline.kit.errors import BadInput
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Source, Table, Text
from clearline.reports.packs.parts import day
from clearline.reports.packs.places import cited

YEAR = timedelta(days=365)

QUARTER = timedelta(days=91)
"""How far back a report looks that was not issued before."""

COLUMNS = ("What appears not to meet the guidance", "Where", "What would put it right")


def findings_table(asked: Asked, title: str, found: Sequence[Finding], empty: str) -> Table:
    """Return a table of findings, each leading to its page."""
    edition = asked.report.edition if asked.report else asked.edition
    return Table(
        title=title,
        columns=COLUMNS,
        rows=tuple(_finding(asked, edition, one) for one in found),
        empty=empty,
        sources=(rules(asked),),
    )


def rules(asked: Asked) -> Source:
    """Return the source of findings."""
    return asked.source(f"Clearline's rules, {asked.edition} edition", "checks:findings", as_of=asked.on)


def _finding(asked: Asked, edition: str, one: Finding) -> tuple[Cell, ...]:
    explained = f" A departure with reasons is on record, to be reviewed by {day(one.explained.review)}." \
        if one.explained else ""  # fmt: skip
    return (
        Cell(text=f"{one.message}{explained}", source=asked.address("checks:finding", edition, one.rule, one.about)),
        Cell(text=f"{cited(one)} ({words.FORCES[one.force][0].lower()})"),
        Cell(text=one.remedy),
    )


def earlier_report(asked: Asked, since: date) -> Report | None:
    """Return what the rules found on an earlier day, by the same edition; ``None`` when that cannot be said."""
    try:
        return report_of(asked.authority, edition=asked.edition, on=since, today=asked.today)
    except BadInput:
        return None


def changed(now: Report, before: Report) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that are new, and those that are gone."""
    return _not_in(now.findings, before.findings), _not_in(before.findings, now.findings)


def _not_in(these: Iterable[Finding], those: Iterable[Finding]) -> list[Finding]:
    known = {(one.rule, one.about) for one in those}
    return [one for one in these if (one.rule, one.about) not in known]


def changes(asked: Asked, since: date) -> Iterator[AnyBlock]:
    """Yield what is found now and was not there on an earlier day, and what was there and is gone."""
    now, before = asked.report, earlier_report(asked, since)
    if now is None or before is None:
        yield Text(text=f"What changed since {day(since)} cannot be said: there is nothing to compare with.")
        return
    new, gone = changed(now, before)
    yield findings_table(asked, f"New since {day(since)}", new, f"Nothing new is found since {day(since)}.")
    if gone:
        yield Table(
            title=f"No longer found since {day(since)}",
            columns=("What was found", "Where"),
            rows=tuple((Cell(text=one.message), Cell(text=cited(one))) for one in gone),
            sources=(rules(asked),),
        )


def departures(asked: Asked) -> tuple[OnRecord, ...]:
    """Return the departures that hold on the day; for an open rendering, those that are published."""
    over = ("not begun", "ended")
    every = (one for one in on_record(asked.authority) if state_on(one.departure, asked.on) not in over)
    return tuple(one for one in every if asked.rendering == "restricted" or one.published)


def departure_table(asked: Asked, found: Sequence[OnRecord]) -> Table:
    """Return a table of departures with their reasons, who decided, and when each is reviewed."""
    return Table(
        title="Departures from the guidance, with reasons",
        columns=("Provision", "Reasons", "Decided by", "From", "Review by"),
        rows=tuple(_departure(asked, one) for one in found),
        empty="No departure is on record.",
    )


def _departure(asked: Asked, one: OnRecord) -> tuple[Cell, ...]:
    it = one.departure
    state = state_on(it, asked.on)
    late = ": passed, so it explains nothing any more" if state == "review passed" else ""
    place = departed_from(load(), it.provision, it.edition)
    return (
        Cell(text=place, source=asked.address("assurance:departure", one.key)),
        Cell(text=it.reasons),
        Cell(text=f"{it.decided_by} ({it.route.replace('-', ' ')})"),
        Cell(text=day(it.start)),
        Cell(text=f"{day(it.review)}{late}"),
    )
