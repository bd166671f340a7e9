"""`clearline returns`: statutory child-level returns, measured where they lie. Only figures come out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearline.kit.commands import FILE, FINE, FOUND, format_option, print_by_format

if TYPE_CHECKING:
    from clearline.measures.returns.measuring import Measured, ReturnedFigure

BY = ("whereabouts", "sex", "ethnic_group", "need", "placement_type", "age")

authority_option = click.option(
    "--authority", metavar="CODE", help="Whose returns they are: nine characters, e.g. E09000007. Without it, each"
    " authority's files lie in a folder named after its code.",
)  # fmt: skip
rules_option = click.option(
    "--with-dfe-rules", is_flag=True,
    help="Also run DfE's own rules, each validator in an environment of its own (made when first used).",
)  # fmt: skip


@click.group()
def returns() -> None:
    """Measure statutory returns: SSDA903 CSV files, CIN census XML and Annex A workbooks.

    \b
    Example: clearline returns measure our-returns --authority E09000007
             clearline returns check our-returns

    The rows of children stay where they are: they are read in memory, and only figures and counts are printed.
    """


@returns.command("measure")
@click.argument("directory", type=FILE, metavar="DIR")
@authority_option
@click.option("--year", type=click.IntRange(2000, 2100), help="The collection year, e.g. 2025. Default: all there are.")
@click.option("--postcodes", type=FILE, help="Where postcodes are: CSV or Parquet, as ONS publishes. For distances.")
@click.option("--by", type=click.Choice(BY), multiple=True, help="Break the figures down, e.g. by whereabouts.")
@click.option("--save", "saving", is_flag=True, help="Keep the figures in the store as the authority's own.")
@click.option(
    "--store", "folder", type=FILE, envvar="CLEARLINE_FIGURES", show_envvar=True, default=Path("figures"),
    show_default=True, help="The folder of figures, for --save.",
)  # fmt: skip
@click.option(
    "--engine", metavar="ADDRESS", envvar="CLEARLINE_ENGINE", show_envvar=True,
    help="Count on your own postgresql://... or Spark master, not here. Needs the extra 'scale'.",
)  # fmt: skip
@rules_option
@format_option
def measure_command(
    directory: Path,
    authority: str | None,
    year: int | None,
    postcodes: Path | None,
    by: tuple[str, ...],
    saving: bool,
    folder: Path,
    engine: str | None,
    with_dfe_rules: bool,
    form: str,
) -> None:
    """Print every measure that the returns below DIR can answer. Restricted: it contains small numbers.

    Example: clearline returns measure our-returns --authority E09000007 --postcodes postcodes.csv

    Files are recognised by what is in them. Each year of a return lies in a folder of its own. Years together tell how
    long children have been in care and whether reviews were on time.
    """
    from clearline.measures.returns import measuring

    measuring.check_authority(authority)
    found = measuring.measure(
        directory, authority, year=year, postcodes=postcodes, groups=by, with_dfe_rules=with_dfe_rules, engine=engine
    )
    if saving:
        from clearline.measures.returns.saving import save

        click.echo(f"Kept {save(found.figures, folder):,} figures in {folder}.", err=True)
    _print_figures(found, by, form)


def _print_figures(found: "Measured", by: Sequence[str], form: str) -> None:
    columns = ["authority", "year", "title", *by, "figure", "of", "why none"]
    if form == "csv":
        columns = ["marking", "measure", *columns[:3], *by, "figure", "unit", "numerator", "denominator", "why none"]
    print_by_format(form, found, found.marking, columns, lambda: _rows(found.figures, form, found.marking))
    if form != "json":
        _say_checks(found)
        if found.faults:
            click.echo("Not everything could be used: `clearline returns check` shows what.", err=True)


def _rows(figures: Sequence["ReturnedFigure"], form: str, marking: str) -> Any:
    for one in figures:
        start = [one.authority, one.year, one.title.removesuffix(" (own return)"), *one.group]
        if form == "csv":
            counts = [one.unit, one.numerator, one.denominator]
            yield [marking, one.measure, *start, "" if one.value is None else one.value, *counts, one.why_none]
        else:
            counted = f"{one.numerator:,} / {one.denominator:,}" if one.denominator is not None else ""
            yield [*start, one.shown, counted, one.why_none]


@returns.command("check")
@click.argument("directory", type=FILE, metavar="DIR")
@authority_option
@rules_option
@format_option
def check_command(directory: Path, authority: str | None, with_dfe_rules: bool, form: str) -> None:
    """Print what could not be used of the returns below DIR: by file, first row and column, with counts.

    Example: clearline returns check our-returns

    Exit status 1 when there is something, other than files that are no part of a return. No content of a cell is ever
    printed.
    """
    from clearline.measures.returns import measuring

    measuring.check_authority(authority)
    found = measuring.check(directory, authority, with_dfe_rules=with_dfe_rules)
    columns = ["file", "table", "column", "first row", "count", "says"]
    rows = [[one.file, one.table, one.column, one.first_row, one.count, one.says] for one in found.faults]
    print_by_format(form, found, "What could not be used", columns, lambda: rows)
    if form != "json":
        _say_checks(found)
    wrong = any(one.says != measuring.NOT_RECOGNISED for one in found.faults)
    broken = any(check.issues or check.crashed for check in found.rule_checks)
    click.get_current_context().exit(FOUND if wrong or broken else FINE)


def _say_checks(found: "Measured") -> None:
    """Say on standard error what DfE's rules found."""
    if found.rule_checks:
        from clearline.measures.returns.dfe_rules import statement

        for one in found.rule_checks:
            for sentence in statement(one):
                click.echo(sentence, err=True)
