"""`clearline figures show, scorecard, gaps, compare`: what the figures say."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearline.kit.commands import format_option, print_csv, print_json
from clearline.kit.errors import BadInput
from clearline.measures.showing.figure_words import RESTRICTED, restricted
from clearline.measures.showing.flat_rows import (
    ANSWER_COLUMNS,
    GAP_COLUMNS,
    SERIES_COLUMNS,
    answer_row,
    gap_row,
    series_row,
)  # fmt: skip
from clearline.measures.showing.options import (
    area_option,
    known_by_option,
    model_option,
    source_option,
    store_option,
    year_option,
)  # fmt: skip

if TYPE_CHECKING:
    from clearline.measures.asking.series import Source


@click.command(name="show")
@click.argument("measure")
@area_option
@year_option
@model_option
@click.option("--series", "whole", is_flag=True, help="Every period, not only the latest few.")
@source_option
@known_by_option
@store_option
@format_option
def show_command(
    measure: str, area: str, period: str | None, model: str | None, whole: bool, source: "Source | None",
    on: date | None, folder: Path, form: str,
) -> None:  # fmt: skip
    """Show all that is known of a MEASURE for an area.

    MEASURE is its key, its title or another name of it, a number in a framework (NI 64, NF-24), a code or name of
    DfE's Local Authority Interactive Tool, words that one measure alone has in a name, or any loaded column as
    dataset:column[filter=label;...].

    \b
    Example: clearline figures show "NI 64" --area Camden
             clearline figures show NF-24 --area E09000007 --year 2024 --series
    """
    from clearline.measures.asking.answers import answer
    from clearline.measures.asking.finding import find_measure
    from clearline.measures.showing.answer_text import answer_text
    from clearline.measures.store import Store

    store = Store(folder)
    place = store.areas().find(area)
    asked = find_measure(measure, store)
    found = answer(store, asked, place, on=on, period=period, model=model, source=source)
    if form != "table" and restricted(found):
        click.echo(RESTRICTED, err=True)
    if form == "json":
        print_json(found)
    elif form == "csv":
        print_csv(SERIES_COLUMNS, (series_row(found, one) for one in found.series))
    else:
        click.echo(answer_text(found, whole), nl=False)


@click.command(name="scorecard")
@click.argument("area")
@click.option("--brief", is_flag=True, help="The key indicators and the lists only.")
@model_option
@known_by_option
@store_option
@format_option
def scorecard_command(area: str, brief: bool, model: str | None, on: date | None, folder: Path, form: str) -> None:
    """Show every measure of an AREA: its key indicators, what is worse and worsening, what is overdue, then the rest.

    Example: clearline figures scorecard Camden --format csv > scorecard.csv
    """
    from clearline.measures.asking.scorecards import scorecard
    from clearline.measures.showing.scorecard_text import scorecard_text
    from clearline.measures.store import Store

    store = Store(folder)
    card = scorecard(store, store.areas().find(area), on, model=model)
    if form != "table" and any(restricted(one) for one in card.answers):
        click.echo(RESTRICTED, err=True)
    if form == "json":
        print_json(card)
    elif form == "csv":
        print_csv(ANSWER_COLUMNS, (answer_row(one) for one in card.answers))
    else:
        click.echo(scorecard_text(card, brief), nl=False)


@click.command(name="gaps")
@click.argument("area")
@known_by_option
@store_option
@format_option
def gaps_command(area: str, on: date | None, folder: Path, form: str) -> None:
    """Show the gaps between groups of children in an AREA, and whether one narrowed by levelling up or down.

    Example: clearline figures gaps Camden
    """
    from clearline.measures.asking.gaps import gap_from
    from clearline.measures.asking.shelves import Shelves
    from clearline.measures.content import load
    from clearline.measures.showing.scorecard_text import gaps_text
    from clearline.measures.store import Store

    store, content = Store(folder), load()
    shelves = Shelves(store, on=on)
    place = shelves.today(shelves.areas.find(area))
    measures = {measure.key: measure for measure in content.measures}
    pairs = [
        (found, measures[gap.group].unit) for gap in content.gaps if (found := gap_from(shelves, gap, place, measures))
    ]
    if not pairs:
        raise BadInput(f"No figures are loaded from which a gap could be measured for {place.name}.")
    if form == "json":
        print_json([gap for gap, _ in pairs])
    elif form == "csv":
        print_csv(GAP_COLUMNS, (gap_row(gap) for gap, _ in pairs))
    else:
        click.echo(gaps_text(pairs), nl=False)


@click.command(name="compare")
@click.argument("area")
@click.argument("measures", nargs=-1)
@click.option(
    "--with", "names", multiple=True, help="neighbours, region, or any area; as often as needed. Default: neighbours."
)
@year_option
@model_option
@known_by_option
@store_option
@format_option
def compare_command(
    area: str, measures: tuple[str, ...], names: tuple[str, ...], period: str | None, model: str | None,
    on: date | None, folder: Path, form: str,
) -> None:  # fmt: skip
    """Show an AREA beside others, for one or more MEASURES; for its key indicators when none is named.

    \b
    Example: clearline figures compare Camden "NI 64"
             clearline figures compare Camden --with region
    """
    from clearline.measures.asking.finding import find_measure
    from clearline.measures.asking.key_indicators import key_indicators
    from clearline.measures.asking.shelves import Shelves
    from clearline.measures.showing.side_by_side import SIDE_COLUMNS, ordered, side_by_side, side_by_side_text, side_row
    from clearline.measures.store import Store

    store = Store(folder)
    shelves = Shelves(store, on=on)
    place = shelves.today(shelves.areas.find(area))
    wanted = measures or [one.measure for one in key_indicators(store, place.code)]
    if not wanted:
        raise BadInput(
            f"{place.name} has no key indicators yet. Name a measure, or mark one with `clearline figures key add`."
        )
    found = [side_by_side(store, shelves, find_measure(one, store), place, names, model, period) for one in wanted]
    if form == "json":
        print_json(found)
    elif form == "csv":
        print_csv(SIDE_COLUMNS, (side_row(sides, one) for sides in found for one in ordered(sides)))
    else:
        click.echo("\n".join(side_by_side_text(one) for one in found), nl=False)
