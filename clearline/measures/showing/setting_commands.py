"""`clearline figures targets, key`: what an authority aims at, and which few measures matter most to it."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearline.kit.commands import format_option, print_by_format
from clearline.kit.errors import BadInput
from clearline.measures.showing.options import area_option, store_option

if TYPE_CHECKING:
    from clearline.measures.figures import Area
    from clearline.measures.store import Store
    from clearline.measures.vocabulary import Measure


class Number(click.ParamType[Decimal]):
    """A plain decimal number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the number; fail with the words that a reader needs."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > 15:
            self.fail(f"'{value}' is not a plain number such as 12.5.", param, ctx)
        return number


class ListFirst(click.Group):
    """A group that lists when it is given an area and no command."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command; the name of an area means ``list``."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["list", *args])


@click.group(cls=ListFirst)
def targets() -> None:
    """List an authority's targets, or set one.

    \b
    Example: clearline figures targets Camden
             clearline figures targets set "NI 64" --area Camden --value 4 --by 2027
    """


@targets.command(name="list")
@click.argument("area")
@store_option
@format_option
def list_targets_command(area: str, folder: Path, form: str) -> None:
    """List the targets of an AREA, in the order in which they were set.

    Example: clearline figures targets list Camden
    """
    from clearline.measures.asking.targets import targets as all_targets
    from clearline.measures.store import Store

    store = Store(folder)
    place = store.areas().find(area)
    found = all_targets(store, place.code)
    if not found and form == "table":
        click.echo(f"{place.name} has no targets yet. Set one with `clearline figures targets set`.")
        return
    columns = ("measure", "value", "by", "start", "start_period", "near", "owner", "set_how")
    rows = [
        (one.measure, one.value, one.by.label, one.start, one.start_period.label if one.start_period else None,
         one.near, one.owner, one.set_how)
        for one in found
    ]  # fmt: skip
    print_by_format(form, found, f"Targets of {place.name}", columns, lambda: rows)


@targets.command(name="set")
@click.argument("measure")
@area_option
@click.option("--value", type=Number(), required=True, help="The figure aimed at, in the measure's unit.")
@click.option("--by", required=True, help="The period by which, as published, e.g. 2027 or 2026/27.")
@click.option("--start", type=Number(), help="The figure that it starts from, for the course to the target.")
@click.option("--start-year", help="The period of that figure.")
@click.option("--near", type=Number(), help="How far off is still near. Default: a tenth of the target.")
@click.option("--owner", default="", help="The post that answers for it; not a person's name.")
@click.option("--how", default="", help="How it was set and who was asked.")
@store_option
def set_target_command(
    measure: str, area: str, value: Decimal, by: str, start: Decimal | None, start_year: str | None,
    near: Decimal | None, owner: str, how: str, folder: Path,
) -> None:  # fmt: skip
    """Set the target of an area for a MEASURE, in place of an earlier one for the same period.

    Example: clearline figures targets set "NI 64" --area Camden --value 4 --by 2027 --owner "head of safeguarding"
    """
    from clearline.measures.asking.answers import answer
    from clearline.measures.asking.targets import set_target
    from clearline.measures.figures import Target
    from clearline.measures.showing.years import year_like

    store, place, found = _keepable(measure, area, folder)
    latest = answer(store, found, place).latest
    if latest is None:
        raise BadInput(f"'{found.title}' has no figures for {place.name}, so it cannot be given a target yet.")
    target = Target(
        measure=found.key, value=value, by=year_like(by, latest.period), start=start, near=near, owner=owner,
        start_period=year_like(start_year, latest.period) if start_year else None, set_how=how,
    )  # fmt: skip
    set_target(store, place.code, target, found.polarity)
    click.echo(f"{place.name} aims at {value} by {target.by.label}: {found.title}.")


@click.group(cls=ListFirst)
def key() -> None:
    """List the few measures that matter most to an authority, or change them.

    \b
    Example: clearline figures key Camden
             clearline figures key add "NI 64" --area Camden --reason "Plans drift here."
    """


@key.command(name="list")
@click.argument("area")
@store_option
@format_option
def list_key_command(area: str, folder: Path, form: str) -> None:
    """List the key indicators of an AREA, each with its reason.

    Example: clearline figures key list Camden
    """
    from clearline.measures.asking.key_indicators import key_indicators
    from clearline.measures.store import Store

    store = Store(folder)
    place = store.areas().find(area)
    found = key_indicators(store, place.code)
    if not found and form == "table":
        click.echo(f"{place.name} has no key indicators yet. Mark one with `clearline figures key add`.")
        return
    rows = [(one.measure, one.reason) for one in found]
    print_by_format(form, found, f"Key indicators of {place.name}", ("measure", "says"), lambda: rows)


@key.command(name="add")
@click.argument("measure")
@area_option
@click.option("--reason", required=True, help="Why this one matters most here.")
@store_option
def add_key_command(measure: str, area: str, reason: str, folder: Path) -> None:
    """Mark a MEASURE as a key indicator of an area; every view shows it first.

    Example: clearline figures key add "NI 64" --area Camden --reason "Plans drift here."
    """
    from clearline.measures.asking.key_indicators import add_key_indicator

    store, place, found = _keepable(measure, area, folder)
    add_key_indicator(store, place.code, found.key, reason)
    click.echo(f"A key indicator of {place.name}: {found.title}.")


@key.command(name="remove")
@click.argument("measure")
@area_option
@store_option
def remove_key_command(measure: str, area: str, folder: Path) -> None:
    """Mark a MEASURE as a key indicator no more.

    Example: clearline figures key remove "NI 64" --area Camden
    """
    from clearline.measures.asking.key_indicators import remove_key_indicator

    store, place, found = _keepable(measure, area, folder)
    remove_key_indicator(store, place.code, found.key)
    click.echo(f"No key indicator of {place.name} any more: {found.title}.")


def _keepable(measure: str, area: str, folder: Path) -> "tuple[Store, Area, Measure]":
    """Return the store, an authority and a measure that have a name to be kept under; raise ``BadInput`` otherwise."""
    from clearline.measures.asking.finding import find_measure
    from clearline.measures.store import Store

    store = Store(folder)
    place = store.areas().find(area)
    if place.level != "authority":
        raise BadInput(f"{place.name} is no authority, and only an authority sets targets and key indicators.")
    found = find_measure(measure, store)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.key):
        raise BadInput(
            f"'{measure}' is a column and no measure. Write it down as a measure first, then it can be kept: see "
            "content/measures."
        )
    return store, place, found
