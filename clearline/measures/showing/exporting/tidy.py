"""Makes a tidy file and its metadata out of figures, in the form that DfE's rules ask for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations, product
from math import prod
from typing import NamedTuple

from clearline.kit.errors import BadInput
from clearline.measures.areas import ENGLAND, Areas
from clearline.measures.asking.series import JOINT
from clearline.measures.figures import Area, Period
from clearline.measures.showing.exporting.tidy_file import LEVELS, META_COLUMNS, PLACE, UNITS, TidyFile, tidy_csv
from clearline.measures.showing.exporting.tidy_rules import problems
from clearline.measures.showing.years import tidy_year
from clearline.measures.vocabulary import Unit

MOST = 2_000_000
"""Rows. More are no use to anyone as CSV, and completing the combinations of filters could make any number."""

NOT_THERE, NEVER_THERE = "x", "z"
"""What stands for a combination of filters that others have, and for one that nobody has."""


class Indicator(NamedTuple):
    """A column of figures."""

    name: str
    label: str
    unit: Unit | None
    """``None`` when it is not known."""


class Figures(NamedTuple):
    """What a file is made of: its cells by period, code of the area, and the labels of the filters."""

    stem: str
    indicators: tuple[Indicator, ...]
    filters: tuple[str, ...]
    cells: Mapping[tuple[Period, str, tuple[str, ...]], Mapping[str, str]]
    """For each indicator's name a plain number, or a symbol in force."""
    restricted: bool = False
    """Whether they are the council's own, which have not been through disclosure control."""


class Tidied(NamedTuple):
    """A data file, its metadata, and what had to be left out, each a sentence."""

    data: TidyFile
    meta: TidyFile
    left_out: tuple[str, ...]


def tidied(figures: Figures, areas: Areas) -> Tidied:
    """Return figures as a tidy file that keeps DfE's rules; raise ``BadInput`` when they cannot be put into one."""
    left_out: Counter[str] = Counter()
    placed: dict[tuple[tuple[str, ...], tuple[str, ...]], Mapping[str, str]] = {}
    for (period, code, labels), cells in figures.cells.items():
        place = _place(period, areas.get(code), areas)
        if isinstance(place, str):
            left_out[place] += 1
        else:
            placed[place, labels] = cells
    if not placed:
        raise BadInput(f"There is nothing of '{figures.stem}' that DfE's rules have a place for.", *left_out)
    varying = [at for at in range(len(figures.filters)) if len({labels[at] for _, labels in placed}) > 1]
    placed = {(place, tuple(labels[at] for at in varying)): cells for (place, labels), cells in placed.items()}
    filters = _snake([figures.filters[at] for at in varying], PLACE)
    names = _snake([one.name for one in figures.indicators], (*PLACE, *filters))
    group, rows = _completed(placed, [one.name for one in figures.indicators])
    heading = (*PLACE, *filters, *names)
    data = tidy_csv(f"{figures.stem}.csv", heading, [(*place, *labels, *cells) for place, labels, cells in rows])
    labels_of = [sorted({labels[at] for _, labels, _ in rows}) for at in range(len(filters))]
    described = [*_filters(filters, labels_of, group), *_indicators(names, figures.indicators, rows)]
    meta = tidy_csv(f"{figures.stem}.meta.csv", META_COLUMNS, described)
    broken = problems(data, meta)
    if broken:
        raise BadInput(*(f"'{figures.stem}' cannot be put into DfE's form: {one}" for one in broken))
    return Tidied(data, meta, tuple(_told(why, count) for why, count in sorted(left_out.items())))


def _told(why: str, count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'} left out: {why}"


def _place(period: Period, area: Area | None, areas: Areas) -> tuple[str, ...] | str:
    """Return the cells of time and place, or why the rules have none."""
    year = tidy_year(period)
    if year is None:
        return f"the rules have no form for the period {period.label}."
    if area is None:
        return "their area is not known."
    if area.level == "england":
        below = ("",) * 5
    else:
        region = area if area.level == "region" else _region(area, areas)
        if region is None:
            return f"{area.name} ({area.code}) has no region, and the rules ask for one."
        own = (area.old_code or "", area.code, area.name) if area.level == "authority" else ("", "", "")
        below = (region.code, region.name, *own)
    return (*year, LEVELS[area.level], ENGLAND.code, ENGLAND.name, *below)


def _region(area: Area, areas: Areas) -> Area | None:
    """Return an authority's region; of a joint return or a code without one, that of who has its first number today."""
    twin = areas.of_number((area.old_code or "").partition(JOINT)[0])
    code = area.region or (twin.region if twin else None)
    return areas.get(code) if code else None


Row = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _completed(
    placed: Mapping[tuple[tuple[str, ...], tuple[str, ...]], Mapping[str, str]], names: Sequence[str]
) -> tuple[tuple[int, int] | None, list[Row]]:
    """Return which filter groups which, and the rows in order with every combination of filters for every place."""
    there = {labels for _, labels in placed}
    width = len(next(iter(there)))
    sizes = [len({labels[at] for labels in there}) for at in range(width)]
    group = None if len(there) == prod(sizes) else _grouping(there, sizes)
    wanted = sorted(there) if group or len(there) == prod(sizes) else sorted(
        product(*({labels[at] for labels in there} for at in range(width)))
    )  # fmt: skip
    places = sorted({place for place, _ in placed})
    if len(places) * len(wanted) > MOST:
        raise BadInput("There would be more than 2,000,000 rows. Name some areas, or single measures.")
    rows = []
    for place in places:
        for labels in wanted:
            cells = placed.get((place, labels), {})
            missing = NOT_THERE if labels in there else NEVER_THERE
            rows.append((place, labels, tuple(cells.get(name, missing) for name in names)))
    return group, rows


def _grouping(there: set[tuple[str, ...]], sizes: Sequence[int]) -> tuple[int, int] | None:
    """Return a filter whose labels group those of another, so that their pairs and the rest are complete."""
    for one, other in permutations(range(len(sizes)), 2):
        pairs = len({(labels[one], labels[other]) for labels in there})
        rest = prod(size for at, size in enumerate(sizes) if at not in (one, other))
        if sizes[one] < sizes[other] and pairs < sizes[one] * sizes[other] and len(there) == pairs * rest:
            return one, other
    return None


def _snake(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    """Return names in snake_case that begin with a letter, are unlike one another and are not taken."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
        plain = plain if re.match(r"[a-z]", plain) else f"n_{plain}"
        new = next(one for one in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if one not in (*found, *taken))
        found.append(new)
    return found


def _filters(
    names: Sequence[str], labels: Sequence[Sequence[str]], group: tuple[int, int] | None
) -> list[tuple[str, ...]]:
    """Return the metadata of the filters; one that groups another has no row of its own."""
    rows: list[tuple[str, ...]] = []
    for at, name in enumerate(names):
        if group and at == group[0]:
            continue
        label = name.replace("_", " ").capitalize()
        by = names[group[0]] if group and at == group[1] else ""
        default = "" if "Total" in labels[at] else labels[at][0]
        rows.append((name, "Filter", label, "", "", "", f"Filter by {label.lower()}", by, default))
    return rows


def _indicators(names: Sequence[str], indicators: Sequence[Indicator], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the metadata of the indicators, with the most decimal places that a figure has."""
    labels = Counter(one.label.casefold() for one in indicators)
    described: list[tuple[str, ...]] = []
    for at, (name, one) in enumerate(zip(names, indicators, strict=True)):
        places = max((_places(cells[at]) for _, _, cells in rows), default=0)
        label = one.label if labels[one.label.casefold()] == 1 else f"{one.label} ({name})"
        unit = UNITS.get(one.unit, "") if one.unit else ""
        described.append((name, "Indicator", label, "", unit, str(places), "", "", ""))
    return described


def _places(cell: str) -> int:
    return len(cell.partition(".")[2]) if cell[-1].isdigit() else 0


def number(value: Decimal) -> str:
    """Return a number as the rules write it: digits and at most one point."""
    return f"{value:f}"
