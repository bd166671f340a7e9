"""``clearline line``: the lines of accountability in words, as data or as a drawing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from clearline.kit.commands import FILE, FINE, FOUND, format_option, on_option, print_csv, print_json, write_new
from clearline.kit.errors import BadInput, Problem
from clearline.organisations.files import read_organisation
from clearline.organisations.lines.report import LineReport, report
from clearline.organisations.lines.words import prose
from clearline.organisations.picture import Picture

COLUMNS = (
    "subject", "subject_title", "subject_kind", "line", "line_kind", "about", "state", "complete", "reason",
    "step", "id", "title", "kind", "roles", "marks", "notes",
)  # fmt: skip


@click.command("line")
@click.argument("picture", type=FILE)
@click.option(
    "--from", "start", help="A post, function or political office, by id or title. Default: those that matter."
)
@on_option
@format_option
@click.option("--draw", type=FILE, help="Draw the picture as SVG into this file as well.")
@click.option("--force", is_flag=True, help="Write the drawing over a file that is there already.")
@click.pass_context
def line_command(
    ctx: click.Context, picture: Path, start: str | None, on: date | None, form: str, draw: Path | None, force: bool
) -> None:
    """Show the professional and the political line of accountability, and where they break.

    Without --from: the lines of every statutory function and every front-line post. A line that is broken, forked or
    a loop gives exit status 1.

    \b
    Example: clearline line our-council.yaml --from social-worker
    Example: clearline line our-council.yaml --on 2009-09-01 --draw lines.svg
    """
    shown = Picture(read_organisation(picture), on or date.today())
    if draw and start is None:
        from clearline.organisations.drawing.draw import check_count

        check_count(
            shown, len(shown.own_posts) + len(shown.offices), whole=True
        )  # before lines by the thousand are walked
    answer = report(shown, start)
    if draw:
        _draw(shown, answer, start, draw, force)
    if form == "json":
        print_json(answer)
    elif form == "csv":
        print_csv(COLUMNS, _rows(answer))
    else:
        click.echo(prose(answer, one=start is not None), nl=False)
    ctx.exit(FOUND if answer.at_fault else FINE)


def _draw(picture: Picture, answer: LineReport, start: str | None, path: Path, force: bool) -> None:
    """Write the drawing and say on standard error how large it prints, so that what is piped stays clean."""
    from clearline.organisations.drawing.draw import LEGIBLE, draw

    if path.suffix.lower() != ".svg":
        raise BadInput(Problem(path, None, "is not the name of an SVG file.", "Let it end in .svg."))
    drawing = draw(picture, answer, whole=start is None)
    write_new(path, drawing.svg, force)
    small = " That is hard to read: draw a part of it with --from." if drawing.smallest_text < LEGIBLE else ""
    click.echo(f"{path}: {drawing.size}, smallest text {drawing.smallest_text:.1f} pt.{small}", err=True)


def _rows(answer: LineReport) -> Iterator[tuple[Any, ...]]:
    """Yield one row a step; a line without a step has one row that says why."""
    for subject in answer.subjects:
        for number, line in enumerate(subject.lines, 1):
            complete = "yes" if line.complete else "no"
            who = (subject.id, subject.title, subject.kind)
            start = (*who, number, line.kind, line.about, line.state, complete, line.reason)
            for place, step in enumerate(line.steps, 1):
                yield (*start, place, step.id, step.title, step.kind, step.roles, step.marks, step.notes)
            if not line.steps:
                yield (*start, 0, "", "", "", (), (), ())
