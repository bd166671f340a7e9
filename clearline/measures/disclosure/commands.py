"""`clearline figures suppress` and `clearline figures publish`: make a table of counts safe, and let it out."""

from datetime import date
from pathlib import Path
from typing import NoReturn, get_args

import click

from clearline.kit.commands import FILE, FOUND, Day, format_option, print_by_format, write_new
from clearline.measures.disclosure.about import ProfileKey
from clearline.measures.showing.options import force_option, store_option

about_option = click.option("--about", type=FILE, help="What the table is about. Default: TABLE.about.yaml beside it.")
profile_option = click.option(
    "--profile", type=click.Choice([key for key in get_args(ProfileKey) if key != "unrounded"]),
    help="The rule to hide by. Default: what the about file says, or dfe.",
)  # fmt: skip


@click.command(name="suppress")
@click.argument("table", type=FILE)
@about_option
@profile_option
@click.option("--out", type=FILE, help="Where to write it. Default: print it.")
@click.option("--describe", is_flag=True, help="Print an about file to begin with, and do nothing else.")
@force_option
def suppress_command(
    table: Path, about: Path | None, profile: ProfileKey | None, out: Path | None, describe: bool, force: bool
) -> None:
    """Hide small counts in TABLE, what gives them away, and the rates beside them.

    This is for looking: it is not attacked together with what was published before. `figures publish` does that.

    \b
    Example: clearline figures suppress placements.csv --describe > placements.about.yaml
             clearline figures suppress placements.csv --out safe.csv
    """
    from clearline.measures.disclosure.about_files import read_printed, starter
    from clearline.measures.disclosure.building import read_truth
    from clearline.measures.disclosure.publishing import Refused, prove

    if describe:
        click.echo(starter(table), nl=False)
        return
    printed = read_printed(table, about, profile)
    try:
        safe, _ = prove(read_truth(table, printed.text, printed.about), (), (), seconds=60)
    except Refused as error:
        _say_why(error.why)
    if out is None:
        click.echo(safe.text, nl=False)
    else:
        write_new(out, safe.text, force)
    click.echo(
        f"{safe.cells:,} counts: {safe.primary:,} small, {safe.secondary:,} more hidden, {safe.beside:,} figures "
        "beside them left out. Safe by itself; not attacked together with what was published before, and not entered "
        "in the ledger: publish with `clearline figures publish`.",
        err=True,
    )


@click.command(name="publish")
@click.argument("table", type=FILE)
@click.option("--authority", required=True, help="The code of the authority that publishes it, e.g. E09000007.")
@click.option("--out", type=FILE, required=True, help="The folder for what may leave the house.")
@click.option("--released-by", required=True, help="The post that releases it, not a name.")
@click.option("--checked-by", required=True, help="The post that checked it: another one.")
@about_option
@profile_option
@click.option("--facts", type=FILE, multiple=True, help="A table of the same figures that others have published.")
@click.option("--revises", type=int, help="The number of the publication that this one replaces.")
@click.option("--title", help="Default: the one in the about file, or the file's name.")
@click.option("--on", type=Day(), help="The day of publication. Default: today.")
@click.option("--seconds", type=click.FloatRange(min=1), default=60, show_default=True, help="How long to attack.")
@store_option
@format_option
def publish_command(
    table: Path,
    authority: str,
    out: Path,
    released_by: str,
    checked_by: str,
    about: Path | None,
    profile: ProfileKey | None,
    facts: tuple[Path, ...],
    revises: int | None,
    title: str | None,
    on: date | None,
    seconds: float,
    folder: Path,
    form: str,
) -> None:
    """Make TABLE safe, attack it together with everything published before, and let it out; all of that or nothing.

    The true counts are in TABLE (a CSV in DfE's tidy form) and stay there. What is written to --out is a safe CSV, and
    the meta file when TABLE.meta.csv is there; the ledger in the store remembers what was printed. Exit status 1 when
    it is refused: the reasons name counts and never say what they are.

    \b
    Example: clearline figures publish placements.csv --authority E06000999 --out public \\
               --released-by "Performance manager" --checked-by "Head of safeguarding"
    """
    from clearline.measures.disclosure.about_files import read_meta, read_others, read_printed
    from clearline.measures.disclosure.ledger import ledger_path
    from clearline.measures.disclosure.publishing import Asked, Refused, publish

    printed = read_printed(table, about, profile)
    meta = table.with_suffix(".meta.csv")
    asked = Asked(
        path=table,
        table=printed,
        others=tuple(read_others(path, printed.about) for path in facts),
        title=title or printed.about.title or table.stem,
        on=on or date.today(),
        released_by=released_by,
        checked_by=checked_by,
        revises=revises,
        extra={meta.name: read_meta(meta, printed.text.partition("\n")[0])} if meta.exists() else {},
        seconds=seconds,
    )
    try:
        done = publish(asked, ledger_path(folder, authority), out)
    except Refused as error:
        _say_why(error.why)
    report = done.report
    rows = (
        ("counts", report.cells),
        ("small, hidden", report.primary),
        ("hidden so that those cannot be worked out", report.secondary),
        ("hidden because they were before", report.before),
        ("figures beside them left out", report.beside),
        ("counts attacked", report.attacked),
        ("broken", 0),
        ("known as well from others' tables", report.known_before),
        ("tables it was attacked together with", report.read_with),
        ("number in the ledger", done.number),
        ("digest of the ledger", done.digest),
        *(("to be judged by a person", sentence) for sentence in report.to_judge),
    )
    print_by_format(form, done, f"Published: {asked.title}", ("what", "says"), lambda: rows)
    _say_limits(form)


def _say_why(why: tuple[str, ...]) -> NoReturn:
    """Say why a table is refused, and end with the status of a finding."""
    click.echo("Refused: it is not proved to be safe. Nothing was written.", err=True)
    for reason in why:
        click.echo(f"  - {reason}", err=True)
    click.get_current_context().exit(FOUND)


def _say_limits(form: str) -> None:
    from clearline.measures.disclosure.words import LIMITS

    if form == "table":
        click.echo("What this gate cannot see:")
        for limit in LIMITS:
            click.echo(click.wrap_text(limit, width=100, initial_indent="  - ", subsequent_indent="    "))
