"""Makes small stores of made-up figures for tests, through the store's own door."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from clearline.measures.figures import Area
from clearline.measures.store import Store
from clearline.measures.store.adding import Adding, Draft
from clearline.measures.store.writing import observation_schema
from clearline.measures.vocabulary import (
    Column,
    Dataset,
    Filter,
    Measure,
    Polarity,
    Published,
    Sources,
    Unit,
)

ENGLAND, REGION, LONDON, INNER = "E92000001", "E12000001", "E12000007", "E13000001"
A, B, C, D, E = (f"E0600000{number}" for number in range(1, 6))
MEANINGS = {"c": "suppressed", "z": "not applicable", "x": "not available", "-": "not available", "": "missing"}


class Cell(NamedTuple):
    """One figure, or a symbol, as published."""

    column: str
    period: str
    area: str
    published: str
    group: str = ""
    status: str = ""


def ends_of(period: str) -> date:
    """Return where a period ends: 2025 and 2024-25 in March, 2024/25 in August."""
    year = 2000 + int(period[-2:])
    return date(year, 8, 31) if "/" in period else date(year, 3, 31)


def cells(column: str, by_area: Mapping[str, Mapping[str, object]], group: str = "") -> list[Cell]:
    """Return the cells of a column: for each area what was published by period."""
    return [
        Cell(column, period, area, str(text), group)
        for area, periods in by_area.items()
        for period, text in periods.items()
    ]


def dataset(key: str, *columns: str, group: bool = False, unit: Unit | None = None, **said: Any) -> Dataset:
    """Return a made-up dataset, with a filter ``group`` or none."""
    return Dataset(
        key=key,
        title=f"Made up ({key})",
        publisher="Nobody",
        recognised_by=columns,
        columns=tuple(Column(name=name, unit=unit) for name in columns),
        filters=(Filter(name="group"),) if group else (),
        **said,
    )


def add(
    store: Store,
    described: Dataset,
    rows: Iterable[Cell],
    *,
    label: str = "first",
    published: date | None = None,
    owner: str = "national",
    labels: Mapping[str, str] = {},
) -> None:
    """Put one release of made-up figures into a store; ``labels`` are those of filters that are not the group."""
    filters = tuple(one.name for one in described.filters)
    there = [_row(cell, {name: labels.get(name, cell.group) for name in filters}) for cell in rows]
    table = pa.Table.from_pylist(there, schema=observation_schema(filters))
    _add(store, described, table, label, published, owner)


def add_areas(store: Store, *areas: Area, also: Mapping[str, str] = {}) -> None:
    """Put a lookup of authorities into a store."""
    rows = [
        {
            "code": area.code,
            "name": area.name,
            "region": area.region or "",
            "number": area.old_code or "",
            "first_year": "",
            "last_year": str(area.last_year or ""),
            "also": also.get(area.code, ""),
        }
        for area in areas
    ]
    _add(store, dataset("areas", "code"), pa.Table.from_pylist(rows), "areas", None)


def add_neighbours(store: Store, model: str, by_number: Mapping[str, Sequence[str]]) -> None:
    """Put a neighbour model into a store: for each authority's number its neighbours' numbers, the nearest first."""
    rows = [
        {"number": number, "rank": str(rank), "neighbour": near}
        for number, nears in by_number.items()
        for rank, near in enumerate(nears, 1)
    ]
    _add(store, dataset(f"neighbours-{model}", "rank"), pa.Table.from_pylist(rows), model, None)


def add_dictionary(store: Store, *rows: Mapping[str, str]) -> None:
    """Put rows of LAIT's dictionary into a store."""
    blank = dict.fromkeys(("code", "title", "polarity", "decimals", "year_type", "topic", "description"), "")
    blank |= dict.fromkeys(("axis", "no_quartile", "methodology", "source"), "")
    _add(
        store,
        dataset("lait-dictionary", "code"),
        pa.Table.from_pylist([{**blank, **row} for row in rows]),
        "first",
        None,
    )


def authority(code: str, name: str, number: str, region: str = REGION, **more: Any) -> Area:
    """Return an authority."""
    return Area(code=code, name=name, level="authority", region=region, old_code=number, **more)


AREAS = tuple(
    authority(code, f"Place {letter}", str(901 + at))
    for at, (code, letter) in enumerate(zip((A, B, C, D, E), "ABCDE", strict=True))
)


def store_of(root: Path, described: Dataset, rows: Iterable[Cell], **more: Any) -> Store:
    """Return a store with five authorities and one release of one dataset."""
    store = Store(root)
    add_areas(store, *AREAS)
    add(store, described, rows, **more)
    return store


def measure(
    key: str, published: Published, unit: Unit = "per-cent", decimals: int = 1, polarity: Polarity = "low", **more: Any
) -> Measure:
    """Return a made-up measure."""
    return Measure(
        key=key,
        title=more.pop("title", key.replace("-", " ").capitalize()),
        why="",
        outcome=more.pop("outcome", "stay-safe"),
        kind="service-performance",
        numerator="those",
        denominator=more.pop("denominator", "all"),
        unit=unit,
        decimals=decimals,
        polarity=polarity,
        year=more.pop("year", "reporting"),
        definition="checked",
        note=more.pop("note", ""),
        belongs=more.pop("belongs", ()),
        also=more.pop("also", ()),
        sources=Sources(published=published, **more),
    )


def _row(cell: Cell, filters: Mapping[str, str]) -> dict[str, Any]:
    try:
        value: float | None = float(cell.published.replace(",", ""))
    except ValueError:
        value = None
    symbol = cell.published if value is None else ""
    level = "england" if cell.area[:3] == "E92" else "region" if cell.area[:3] in ("E12", "E13") else "authority"
    return {
        "indicator": cell.column,
        **filters,
        "period": cell.period,
        "ends": ends_of(cell.period),
        "level": level,
        "area": cell.area,
        "value": value,
        "symbol": symbol,
        "meaning": MEANINGS[symbol] if value is None else "",
        "status": cell.status,
        "text": cell.published,
    }


def _add(
    store: Store, described: Dataset, table: Any, label: str, published: date | None, owner: str = "national"
) -> None:
    digest = sha256(f"{described.key} {label} {table.to_pylist()}".encode()).hexdigest()
    draft = Draft(dataset=described, digest=digest, file=f"{label}.csv", label=label, published=published)
    with Adding(store, owner) as adding:
        adding.write(draft, lambda: iter(table.to_batches()))
        adding.commit()
