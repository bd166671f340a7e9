"""`clearline figures chart, export`: figures as drawings and files for others."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearline.kit.commands import FILE, csv_text, print_csv, print_json
from clearline.kit.errors import BadInput, Problem
from clearline.measures.showing.options import (
    area_option,
    force_option,
    known_by_option,
    model_option,
    source_option,
    store_option,
    year_option,
)  # fmt: skip
from clearline.measures.showing.setting_commands import Number

if TYPE_CHECKING:
    from clearline.measures.asking.series import Source


@click.command(name="chart")
@click.argument("measure")
@area_option
@click.option(
    "--kind", type=click.Choice(["series", "neighbours", "gap"]), default="series", show_default=True,
    help="Over time beside England and the region; beside its neighbours; or the two groups of a gap (name the gap).",
)  # fmt: skip
@click.option("--out", type=FILE, help="The SVG to write, with its data as .csv beside it. Default: standard output.")
@click.option("--start", type=Number(), default=Decimal(0), show_default=True, help="Where the axis of figures begins.")
@year_option
@model_option
@source_option
@known_by_option
@store_option
@click.option(
    "--format", "form", type=click.Choice(["svg", "csv", "json"]), default="svg", show_default=True,
    help="The drawing, or its data as a table.",
)  # fmt: skip
@force_option
def chart_command(
    measure: str, area: str, kind: str, out: Path | None, start: Decimal, period: str | None, model: str | None,
    source: "Source | None", on: date | None, folder: Path, form: str, force: bool,
) -> None:  # fmt: skip
    """Draw a MEASURE as SVG: described in words, readable without colour, the same data as a table beside it.

    \b
    Example: clearline figures chart "NI 64" --area Camden --out long-plans.svg
             clearline figures chart "NI 64" --area Camden --kind neighbours --format csv
    """
    from clearline.measures.showing.charts.asked import Asked, chart_of
    from clearline.measures.showing.charts.charts import COLUMNS
    from clearline.measures.showing.charts.draw import draw
    from clearline.measures.showing.exporting.tidy_file import TidyFile
    from clearline.measures.showing.exporting.writing import write_all
    from clearline.measures.store import Store

    if out is not None and out.suffix != ".svg":
        raise BadInput(Problem(out, None, "is no name of a drawing.", "Let it end in .svg."))
    chart = chart_of(Asked(Store(folder), on, source), measure, area, kind, start, period, model)
    drawn = draw(chart)
    if out is not None:
        data = csv_text(COLUMNS, chart.rows())
        files = [TidyFile(out.name, drawn.encode()), TidyFile(out.with_suffix(".csv").name, data.encode())]
        for path in write_all(out.parent, files, force):
            click.echo(f"Wrote {path}.", err=True)
    elif form == "csv":
        print_csv(COLUMNS, chart.rows())
    elif form == "json":
        print_json(chart)
    else:
        click.echo(drawn, nl=False)


@click.command(name="export")
@click.argument("what", nargs=-1)
@click.option("--area", "names", multiple=True, help="An area to take; as often as needed. Default: every area.")
@click.option("--out", type=FILE, required=True, help="The folder to write into.")
@click.option(
    "--for", "reader", type=click.Choice(["dfe", "power-bi"]), default="dfe", show_default=True,
    help="A tidy CSV with metadata that keeps DfE's rules for files; or one flat table with its columns explained.",
)  # fmt: skip
@click.option(
    "--as", "kind", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True,
    help="What the flat table is written as.",
)  # fmt: skip
@source_option
@known_by_option
@store_option
@force_option
def export_command(
    what: tuple[str, ...], names: tuple[str, ...], out: Path, reader: str, kind: str, source: "Source | None",
    on: date | None, folder: Path, force: bool,
) -> None:  # fmt: skip
    """Export measures or whole datasets, WHAT: for every area and period, or for the areas named.

    Without WHAT the flat table has every measure that can be answered. A file of the council's own figures has
    restricted in its name: put it through `clearline figures publish` before it leaves.

    \b
    Example: clearline figures export "NI 64" children-in-need --area Camden --area England --out export
             clearline figures export --for power-bi --area Camden --out power-bi
    """
    from clearline.measures.showing.exporting.writing import Wanted, flat_files, tidy_files, write_all
    from clearline.measures.store import Store

    wanted = Wanted(Store(folder), on, names, source)
    if reader == "dfe" and not what:
        raise BadInput("Name what to export: measures, or datasets of `clearline figures datasets`.")
    files, notes = flat_files(wanted, what, kind) if reader == "power-bi" else tidy_files(wanted, what)
    for path in write_all(out, files, force):
        click.echo(f"Wrote {path}.", err=True)
    for note in notes:
        click.echo(note, err=True)
