"""`clearline check` and `clearline what-if`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from clearline.checks.findings import Finding, Report, check
from clearline.checks.report_text import report_text
from clearline.checks.what_if import what_if
from clearline.checks.what_if_text import proposal_text
from clearline.guidance.content import load
from clearline.kit.commands import (
    FILE,
    FINE,
    FOUND,
    edition_option,
    format_option,
    on_option,
    print_csv,
    print_json,
)  # fmt: skip
from clearline.organisations.files import read_organisation


@click.command(name="check")
@click.argument("pictures", nargs=-1, required=True, type=FILE)
@on_option
@edition_option
@format_option
@click.pass_context
def check_command(
    ctx: click.Context, pictures: tuple[Path, ...], on: date | None, edition: str | None, form: str
) -> None:
    """Check organisations against the statutory guidance and the Act, each authority by itself.

    Says what appears not to meet a provision, with the paragraphs, what would put it right, and whether a departure
    explains it; then what could not be judged because it is not stated. Exit status 1 when findings are not explained.

    \b
    Example: clearline check our-council.yaml
             clearline check our-council.yaml --on 2009-09-01 --edition 2009 --format json
    """
    guidance = load()
    organisations = [read_organisation(path) for path in pictures]
    reports = [check(organisation, guidance, edition, on, date.today()) for organisation in organisations]
    if form == "json":
        print_json(reports[0] if len(reports) == 1 else reports)
    elif form == "csv":
        print_csv(
            ("authority", "on", "edition", "list", *CELLS), (row for report in reports for row in _csv_rows(report))
        )
    else:
        click.echo("\n\n".join("\n".join(report_text(report)) for report in reports))
    ctx.exit(FOUND if any(report.open for report in reports) else FINE)


@click.command(name="what-if")
@click.argument("today", type=FILE)
@click.argument("proposed", type=FILE)
@on_option
@edition_option
@format_option
@click.pass_context
def what_if_command(
    ctx: click.Context, today: Path, proposed: Path, on: date | None, edition: str | None, form: str
) -> None:
    """Say what a proposed structure would change: findings, lines, and what calls for a test of assurance.

    Exit status 1 when anything would change.

    Example: clearline what-if today.yaml proposed.yaml --edition 2012
    """
    answer = what_if(read_organisation(today), read_organisation(proposed), load(), edition, on, date.today())
    if form == "json":
        print_json(answer)
    elif form == "csv":
        rows: list[tuple[object, ...]] = [("finding appears", *_cells(finding)) for finding in answer.appear]
        rows += [("finding disappears", *_cells(finding)) for finding in answer.disappear]
        for change in answer.lines:
            words = f"from {_joined(change.before)} to {_joined(change.after)}"
            rows.append(("line changes", change.kind, change.about, "", "", "", words, "", "", ""))
        rows += [("test of assurance", "", "", "", "", "", trigger, "", "", "") for trigger in answer.triggers]
        print_csv(("change", *CELLS), rows)
    else:
        click.echo("\n".join(proposal_text(answer)))
    ctx.exit(FOUND if answer.differs else FINE)


def _joined(line: tuple[str, ...] | None) -> str:
    return "not there" if line is None else " > ".join(line) or "nobody"


CELLS = ("rule", "about", "force", "basis", "paragraphs", "message", "remedy", "explained", "certainty")
"""The columns of ``_cells``."""


def _cells(finding: Finding) -> tuple[object, ...]:
    f = finding
    reasons = f.explained.reasons if f.explained else ""
    return f.rule, f.about, f.force, f.basis, f.paragraphs, f.message, f.remedy, reasons, f.certainty


def _csv_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """Yield a row for each finding and each fact that is not stated; one that says `none` where there is neither."""
    whose = (report.authority, report.on, report.edition)
    rows = [("finding", *_cells(finding)) for finding in report.findings]
    rows += [("check the text", *_cells(finding)) for finding in report.check_the_text]
    for unknown in report.not_stated:
        rows.append(
            ("not stated", unknown.rule, "", "", "", unknown.paragraphs, unknown.fact, f"ask {unknown.ask}", "", "")
        )
    yield from ((*whose, *row) for row in rows or [("none", *("" for _ in CELLS))])
