"""`clearline figures measures`: what can be asked for, and the table to fill in for a council's own months."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from clearline.kit.commands import format_option, print_csv, print_json
from clearline.kit.errors import BadInput, Problem
from clearline.measures.content import load
from clearline.measures.showing.figure_words import UNITS
from clearline.measures.showing.plain_text import prose
from clearline.measures.vocabulary import Measure, Measures

COLUMNS = ("key", "title", "outcome", "unit", "polarity", "belongs", "kind", "numerator", "denominator", "definition",
           "note", "also")  # fmt: skip


@click.command(name="measures")
@click.argument("words", nargs=-1)
@click.option("--template", is_flag=True, help="Print a monthly table to fill in for the measures found, as CSV.")
@click.option("--from", "year", type=click.IntRange(2000, 2100), help="Its first April. Default: this year's.")
@format_option
def measures_command(words: tuple[str, ...], template: bool, year: int | None, form: str) -> None:
    """List the measures with all these WORDS in their key, names, framework or set; without WORDS every measure.

    \b
    Example: clearline figures measures child protection
             clearline figures measures "NI 64" --template > monthly.csv
    """
    known = load()
    found = [one for one in known.measures if _has(known, one, words)]
    if not found:
        said = " ".join(words)
        raise BadInput(Problem(None, None, f"No measure has the words '{said}'.", "Try fewer of them."))
    if template:
        _print_template(found, year or _this_april())
    elif form == "json":
        print_json(found)
    elif form == "csv":
        print_csv(COLUMNS, (_row(one) for one in found))
    else:
        for one in found:
            frameworks = "".join(f", {belongs.reference}" for belongs in one.belongs)
            click.echo(prose(f"{one.key}: {one.title}. {UNITS[one.unit]}{frameworks}.", 0, 2))


def _has(known: Measures, measure: Measure, words: Sequence[str]) -> bool:
    sets = [one.key for one in known.sets if measure.key in one.measures]
    parts = (measure.key, measure.title, *measure.also, *(belongs.reference for belongs in measure.belongs), *sets)
    text = "\n".join(parts).casefold()
    return all(word.casefold() in text for word in words)


def _row(measure: Measure) -> Sequence[Any]:
    return [
        [belongs.reference for belongs in measure.belongs] if name == "belongs" else getattr(measure, name)
        for name in COLUMNS
    ]


def _this_april() -> int:
    """Return the year in which the reporting year of today began."""
    today = date.today()
    return today.year - (today.month < 4)


def _print_template(measures: Sequence[Measure], year: int) -> None:
    """Print one table with a line for each measure and month."""
    from clearline.measures.loading.local import template

    heading, *_ = template(measures[0], year).splitlines()
    click.echo(heading)
    for measure in measures:
        for row in template(measure, year).splitlines()[1:]:
            click.echo(row)
