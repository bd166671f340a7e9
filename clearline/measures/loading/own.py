"""Keeps an authority's own figures, month by month or from its returns, in its folder of the store."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from clearline.kit.values import Key, Value
from clearline.measures.content import load
from clearline.measures.figures import Area, Level, Status
from clearline.measures.loading.own_names import PARTS, indicator
from clearline.measures.store import Release, Store

FILTERS = ("measure", "group", "owner")

LEVEL: Level = "authority"


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
    from clearline.measures.store.adding import Adding, Draft, already  # with all of pyarrow, which pages do without

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
    import pyarrow as pa

    from clearline.measures.store.writing import LABEL, observation_schema

    rows = [_row(code, figure, part, value) for figure in figures for part, value in _counts(figure)]
    schema = observation_schema(FILTERS)
    columns = [(field, pa.string() if field.type == LABEL else field.type) for field in schema]
    return pa.RecordBatch.from_arrays(
        [pa.array([row[field.name] for row in rows], type_).cast(field.type) for field, type_ in columns],
        schema=schema,
    )


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
