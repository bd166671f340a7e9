"""Keeps an authority's own figures, month by month or from its returns, in its folder of the store."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pyarrow as pa

from clearline.kit.values import Key, Value
from clearline.measures.content import load
from clearline.measures.figures import Area, Level, Status
from clearline.measures.store import Release, Store
from clearline.measures.store.adding import Adding, Draft, already
from clearline.measures.store.writing import observation_schema

FILTERS = ("measure", "group", "owner")

PARTS = ("numerator", "denominator")
"""What own figures are: counts, from which the figure is computed."""

LEVEL: Level = "authority"


def indicator(measure: str, part: str) -> str:
    """Return what the store calls a count of a measure.

    Each measure has indicators of its own, so that a table of one measure never answers for the others: the newest
    release that has an indicator in a period is the one that is asked.
    """
    return f"{measure} {part}"


class OwnFigure(Value, frozen=True, kw_only=True):
    """One figure that an authority counted itself."""

    measure: Key
    period: str
    ends: date
    numerator: Decimal
    denominator: Decimal | None = None
    """``None`` for a measure that is a count."""
    group: str = ""
    """The group of children that it is about; "" for all."""
    owner: str = ""
    """The post that answers for it."""
    status: Status = ""


def keep_own(
    store: Store,
    area: Area,
    dataset: Literal["local", "returned"],
    figures: Sequence[OwnFigure],
    file: str,
    digest: str,
) -> tuple[Release, bool]:
    """Add own figures as a release of an authority's folder; return it, and whether it was there already.

    ``digest`` is the SHA-256 of what they were read from, so that the same table is never kept twice. Raises
    ``BadInput`` when the store cannot be written.
    """
    described = next(one for one in load().datasets if one.key == dataset)
    old = already(store.manifest(area.code), digest, described)
    if old is not None:
        return old, True
    draft = Draft(dataset=described, digest=digest, file=file, label=file, areas=[area])
    with Adding(store, area.code) as adding:
        adding.write(draft, lambda: iter([_batch(area.code, figures)]))
        return adding.commit()[0], False


def _batch(code: str, figures: Sequence[OwnFigure]) -> Any:
    """Return own figures as observations: a row for each count."""
    rows = [_row(code, figure, part, value) for figure in figures for part, value in _counts(figure)]
    schema = observation_schema(FILTERS)
    return pa.RecordBatch.from_arrays(
        [pa.array([row[field.name] for row in rows], _value_type(field.type)).cast(field.type) for field in schema],
        schema=schema,
    )


def _value_type(type_: Any) -> Any:
    return pa.string() if pa.types.is_dictionary(type_) else type_


def _counts(figure: OwnFigure) -> list[tuple[str, Decimal]]:
    found = zip(PARTS, (figure.numerator, figure.denominator), strict=True)
    return [(part, value) for part, value in found if value is not None]


def _row(code: str, figure: OwnFigure, part: str, value: Decimal) -> dict[str, Any]:
    return {
        "indicator": indicator(figure.measure, part),
        "measure": figure.measure,
        "group": figure.group,
        "owner": figure.owner,
        "period": figure.period,
        "ends": figure.ends,
        "level": LEVEL,
        "area": code,
        "value": float(value),
        "symbol": "",
        "meaning": "",
        "status": figure.status,
        "text": f"{value:f}",
    }
