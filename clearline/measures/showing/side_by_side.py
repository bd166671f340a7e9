"""One measure for several areas in the same period, as a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.measures.asking.answers import answer_from, own
from clearline.measures.asking.changing import change
from clearline.measures.asking.comparators import rank
from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.figures import Answer, Area, Change, Comparator, Observation, Period, Rank
from clearline.measures.showing.figure_words import compared_with, figure, judged
from clearline.measures.showing.plain_text import prose, table
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure

SIDE_COLUMNS = ("measure", "period", "area_code", "area", "value", "shown", "rank", "of", "quartile")


class Beside(Value, frozen=True, kw_only=True):
    """The figure of one of the areas."""

    area: Area
    observation: Observation
    rank: Rank | None
    change: Change | None


class SideBySide(Value, frozen=True, kw_only=True):
    """One measure for several areas, the one that it is about first."""

    about: Answer
    period: Period
    areas: tuple[Beside, ...]


def others_named(shelves: Shelves, area: Area, names: Sequence[str], model: str | None) -> tuple[Area, ...]:
    """Return the areas that an area is to stand beside: ``neighbours``, ``region``, or any names and codes.

    Raises ``BadInput`` when there are no neighbours or no region, and for a name that is not there.
    """
    found: list[Area] = []
    for name in names or ("neighbours",):
        if name.casefold() == "neighbours":
            found += _neighbours(shelves, area, model)
        elif name.casefold() == "region":
            found += _of_region(shelves, area)
        else:
            found.append(shelves.areas.find(name))
    return tuple({one.code: one for one in found if one.code != area.code}.values())


def newest_model(shelves: Shelves, model: str | None) -> str:
    """Return the neighbour model asked for, or the newest; raise ``BadInput`` when none is loaded."""
    models = shelves.areas.models()
    if model is None and not models:
        raise BadInput(
            "No statistical neighbours are loaded. Load DfE's table of them with `clearline figures load`, or name the "
            "areas yourself with --with."
        )
    return model or models[0]


def _neighbours(shelves: Shelves, area: Area, model: str | None) -> Iterator[Area]:
    which = newest_model(shelves, model)
    codes = shelves.areas.neighbours(area.code, which)
    if not codes:
        raise BadInput(f"{area.name} has no statistical neighbours in the {which} model.")
    yield from (one for code in codes if (one := shelves.areas.get(code)))


def _of_region(shelves: Shelves, area: Area) -> Iterator[Area]:
    if area.region is None:
        raise BadInput(f"{area.name} is in no region.")
    yield from (one for one in shelves.areas.authorities() if one.region == area.region and not one.successors)


def side_by_side(
    store: Store, shelves: Shelves, measure: Measure, area: Area, names: Sequence[str], model: str | None,
    period: str | None,
) -> SideBySide:  # fmt: skip
    """Return a measure for an area and others in its latest period, or the one asked for.

    Raises ``BadInput`` when nothing that could answer is loaded, or nothing is published for the area.
    """
    about = answer_from(shelves, measure, area, own(store, area), period=period, model=model)
    if about is None or about.latest is None:
        raise BadInput(f"Nothing is loaded or published that answers '{measure.title}' for {area.name}.")
    when = about.latest.period
    series = resolve(shelves, measure, area.code, when.label)
    assert series is not None, "it has just answered"
    at = series.periods.index(when)
    areas = (about.area, *others_named(shelves, about.area, names, model))
    beside = tuple(
        _beside(series, one, series.latest(one.code) if series.stands and not period else at) for one in areas
    )
    return SideBySide(about=about, period=when, areas=beside)


def _beside(series: Series, area: Area, at: int) -> Beside:
    return Beside(
        area=area,
        observation=series.observation(at, area.code),
        rank=rank(series, area, at),
        change=change(series, at, area.code),
    )


def ordered(sides: SideBySide) -> list[Beside]:
    """Return the areas from the highest figure to the lowest, those without a number last by name."""
    return sorted(
        sides.areas,
        key=lambda one: (one.observation.value is None, -(one.observation.value or 0), one.area.name),
    )


def side_by_side_text(sides: SideBySide) -> str:
    """Return the areas under one another with what they are all compared with; ``>`` marks the one it is about."""
    about = sides.about
    rows = [
        (
            ">" if one.area.code == about.area.code else "",
            one.area.name,
            figure(one.observation, about.unit),
            str(one.rank.rank) if one.rank and one.rank.rank else "-",
            one.rank.quartile if one.rank else "-",
            judged(one.change),
        )
        for one in ordered(sides)
    ]
    lines = [prose(f"{about.title}, {sides.period.label}"), ""]
    lines.append(table(("", "area", "figure", "rank", "band", "change"), rows, right=("figure", "rank")))
    lines += [""] * bool(about.comparators)
    lines += [prose(_said(one, about), 0, 2) for one in about.comparators]
    return "\n".join(lines) + "\n"


def _said(one: Comparator, about: Answer) -> str:
    return f"{compared_with(one)}: {figure(one, about.unit)}"


def side_row(sides: SideBySide, one: Beside) -> Sequence[Any]:
    """Return one area as a flat row."""
    rank = (one.rank.rank, one.rank.of, one.rank.quartile) if one.rank else (None, None, "-")
    seen = one.observation
    return (sides.about.measure, sides.period.label, one.area.code, one.area.name, seen.value, seen.shown, *rank)
