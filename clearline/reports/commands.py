"""`clearline report`: makes a report of an authority as a file; `clearline reports list`: which there are."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearline.kit.commands import FILE, format_option, on_option, print_by_format, write_new
from clearline.kit.errors import BadInput

if TYPE_CHECKING:
    from clearline.reports.blocks import Part, Rendering
    from clearline.reports.formats import Format

FORMATS = ("pdf", "docx", "xlsx", "csv", "html", "zip")


@click.command(name="report")
@click.argument("contract")
@click.option("--authority", "key", required=True, help="The key of the authority, e.g. northmoor.")
@on_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True)
@click.option(
    "--part",
    type=click.Choice(("whole", "open", "exempt")),
    default="whole",
    show_default=True,
    help="What anybody may read, the appendix of what is not open, or both.",
)
@click.option(
    "--rendering",
    type=click.Choice(("restricted", "open")),
    help="Small numbers as they are, for named readers, or hidden. Default: hidden in the open part alone.",
)
@click.option("--edition", help="Edition of the guidance. Default: the one in force on the day.")
@click.option("--out", type=FILE, required=True, help="The file to write, whole or not at all.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def report_command(
    contract: str,
    key: str,
    on: date | None,
    form: "Format",
    part: "Part",
    rendering: "Rendering | None",
    edition: str | None,
    out: Path,
    force: bool,
) -> None:
    """Make a report from what is on record, as at a day: a draft, which issues nothing.

    CONTRACT is the key of a report or a beginning of it that is no other's: see `clearline reports list`. What is
    missing is said in the file, and on the terminal.

    \b
    Example: clearline report lead-member --authority northmoor --on 2026-03-31 --format pdf --out briefing.pdf
             clearline report governance --authority northmoor --part open --format docx --out assessment.docx
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from clearline.reports.drafting import draft_file

    if part == "open" and rendering == "restricted":
        raise BadInput("The open part never holds small numbers. Leave out --rendering restricted.")
    made = draft_file(
        named(contract), key, on=on, form=form, part=part, edition=edition,
        rendering=rendering or ("open" if part == "open" else "restricted"),
    )  # fmt: skip
    write_new(out, made.content, force)
    for one in made.missing:
        click.echo(f"Missing: {one.what} {one.todo}".strip(), err=True)
    click.echo(f"Written: {out}", err=True)


@click.group(name="reports")
def reports() -> None:
    """Say which reports there are.

    Example: clearline reports list
    """


@reports.command(name="list")
@format_option
def list_command(form: str) -> None:
    """List the reports: who makes each for whom, and how often it is due.

    Example: clearline reports list --format csv
    """
    from clearline.schedule.content import contracts

    def rows() -> list[tuple[object, ...]]:
        return [
            (one.key, one.maker, list(one.readers), one.cadence[0].says if one.cadence else "")
            for one in contracts().values()
        ]

    columns = ("report", "made by", "for", "how often")
    print_by_format(form, list(contracts().values()), "Reports", columns, rows)


def named(beginning: str) -> str:
    """Return the key of the only report that begins so; raise ``BadInput`` naming those there are."""
    from clearline.schedule.content import contracts

    there = contracts()
    found = [beginning] if beginning in there else [key for key in there if key.startswith(beginning)]
    if len(found) != 1:
        said = "There is no report" if not found else "More than one report begins with"
        raise BadInput(f"{said} '{beginning}'. There are: {', '.join(found or there)}.")
    return found[0]
