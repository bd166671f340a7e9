"""Makes small tidy files of an invented authority, Northmoor, for the tests of loading. All of it is synthetic."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clearline.measures.loading.load import Loaded, load
from clearline.measures.store import Store
from clearline.measures.vocabulary import Column, Dataset, Filter

GEOGRAPHY = "geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
ENGLAND = "National,E92000001,England,,,,,"
REGION = "Regional,E92000001,England,E12000001,North East,,,"
NORTHMOOR = "Local authority,E92000001,England,E12000001,North East,999,E06000999,Northmoor"
HEADING = f"time_period,time_identifier,{GEOGRAPHY},group,children,percent"

PLANS = Dataset(
    key="plans",
    title="Plans",
    publisher="Nobody: synthetic",
    recognised_by=("children", "percent"),
    filters=(Filter(name="group", also=("category",), values={"On 31 March": ("At 31 March",)}),),
    columns=(
        Column(name="children", also=("number",), unit="count"),
        Column(name="percent", also=("percentage",), unit="per-cent"),
    ),
)


def row(
    figures: str, place: str = NORTHMOOR, year: str = "2025", kind: str = "Reporting year", group: str = "All"
) -> str:
    """Return one line of a tidy file."""
    return f"{year},{kind},{place},{group},{figures}"


def write(path: Path, rows: Iterable[str], heading: str = HEADING, encoding: str = "utf-8") -> Path:
    """Write a table and return its path."""
    path.write_bytes(("\n".join([heading, *rows]) + "\n").encode(encoding))
    return path


def loaded(path: Path, *known: Dataset, **more: Any) -> tuple[Store, Loaded]:
    """Load one file into a store beside it; return the store and what became of the file."""
    store = Store(path.parent / "figures")
    return store, load([path], store, known=known or (PLANS,), **more)


def figures(store: Store, dataset: str = "plans", **where: Any) -> list[dict[str, Any]]:
    """Return what the store holds of a dataset as rows, in a stable order."""
    rows: list[dict[str, Any]] = store.observations(dataset, where, []).to_pylist()
    return sorted(rows, key=lambda one: (one["indicator"], one["period"], one["area"], str(one)))


def said(rows: Iterable[str], path: Path, heading: str = HEADING, *known: Dataset, **more: Any) -> str:
    """Return what is said about a file that cannot be loaded."""
    from clearline.kit.errors import BadInput

    try:
        loaded(write(path, rows, heading), *known, **more)
    except BadInput as error:
        return str(error)
    raise AssertionError("It was loaded.")
