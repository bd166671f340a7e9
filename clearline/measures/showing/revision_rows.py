"""The figures that the newest release of a dataset gives otherwise than the one before, as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from clearline.measures.store import Release, Store
from clearline.measures.store.revisions import SAID, revisions

WITHDRAWN = "a number, withdrawn"
"""Stands for a number that has a symbol in its place now, which is not told again."""


def print_revisions(store: Store, dataset: str, form: str) -> None:
    """Print what was revised as table, json or csv; raise ``BadInput`` when the dataset has not two releases."""
    from clearline.kit.commands import print_by_format

    columns, rows = revision_rows(store, dataset)
    new, old = (one.label for one in store.releases(dataset)[:2])
    title = f"{new}: {len(rows):,} figures are other than in {old}"
    print_by_format(form, rows, title, columns, lambda: [tuple(row.values()) for row in rows])


def revision_rows(
    store: Store, dataset: str, releases: Sequence[Release] = ()
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """Return the columns and the rows of what two releases, the newer first, say otherwise of the same figures.

    Without ``releases`` the two newest are compared; raises ``BadInput`` when the dataset has not two.
    """
    newer, older = (one.label for one in releases[:2]) if releases else (None, None)
    table = revisions(store, dataset, newer=newer, older=older)
    about = [name for name in table.column_names if name not in SAID and name != "level"]
    areas = store.areas()
    rows = [
        {name: row[name] for name in about}
        | {"area_name": area.name if (area := areas.get(row["area"])) else "", "before": _before(row)}
        | {"after": row["text_after"]}
        for row in table.to_pylist()
    ]
    return (*about, "area_name", "before", "after"), rows


def _before(row: Mapping[str, Any]) -> str:
    """Return what the release before said, but for a number that has been withdrawn."""
    withdrawn = row["value_before"] is not None and row["value_after"] is None
    return WITHDRAWN if withdrawn else str(row["text_before"])
