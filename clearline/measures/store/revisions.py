"""Tells where two releases of a dataset say different things of the same figure."""

from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store.conditions import quoted
from clearline.measures.store.querying import one_of
from clearline.measures.store.releases import Release
from clearline.measures.store.store import NATIONAL, Store

SAID = {
    "value_before": "b.value", "symbol_before": "b.symbol", "text_before": "b.text",
    "value_after": "a.value", "symbol_after": "a.symbol", "text_after": "a.text",
}  # fmt: skip
"""The columns in which a revision says what each release has."""


def revisions(
    store: Store, dataset: str, owner: str = NATIONAL, newer: str | None = None, older: str | None = None
) -> Any:
    """Return the figures that two releases both have and that differ, as an Arrow table.

    Columns: indicator, the filters of both, period, level, area, and value, symbol and text before and after. Without
    names the two newest releases are compared. Raises ``BadInput`` when there are not two, or none of that name.
    """
    releases = store.releases(dataset, owner)
    if len(releases) < 2:
        what = f"'{dataset}' has {len(releases)} releases loaded; revisions need two."
        raise BadInput(Problem(None, None, what, "Load the earlier release too."))
    after = one_of(releases, newer) if newer else releases[0]
    before = one_of(releases, older) if older else releases[releases.index(after) - len(releases) + 1]
    chosen = ", ".join(f"a.{quoted(key)}" for key in _keys(after, before))
    told = ", ".join(f"{cell} as {name}" for name, cell in SAID.items())
    return store.ask(
        f"select {chosen}, {told} from read_parquet(?) a join read_parquet(?) b on {_same(after, before)} "
        f"where a.value is distinct from b.value or a.symbol <> b.symbol order by {chosen}",
        [_path(store, owner, after), _path(store, owner, before)],
    )


def gone(store: Store, after: Release, before: Release, owner: str = NATIONAL) -> int:
    """Return how many figures a release does not have that one before it has, in the periods that both have."""
    table = store.ask(
        "select count(*) as gone from read_parquet(?) b where period in (select period from read_parquet(?)) "
        f"and not exists (select 1 from read_parquet(?) a where {_same(after, before)})",
        [_path(store, owner, before), *[_path(store, owner, after)] * 2],
    )
    return int(table["gone"][0].as_py())


def _keys(one: Release, other: Release) -> list[str]:
    """Return the columns that say what a figure of either release is about."""
    return ["indicator", *(name for name in one.filters if name in other.filters), "period", "level", "area"]


def _same(one: Release, other: Release) -> str:
    return " and ".join(f"a.{quoted(key)} = b.{quoted(key)}" for key in _keys(one, other))


def _path(store: Store, owner: str, release: Release) -> str:
    return str((store.folder(owner) / "releases" / release.dataset / release.part).resolve())
