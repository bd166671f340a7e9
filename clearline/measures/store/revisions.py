"""Tells where two releases of a dataset say different things of the same figure."""

from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store.conditions import quoted
from clearline.measures.store.querying import one_of
from clearline.measures.store.store import NATIONAL, Store


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
    keys = ["indicator", *(name for name in after.filters if name in before.filters), "period", "level", "area"]
    same = " and ".join(f"a.{quoted(key)} = b.{quoted(key)}" for key in keys)
    chosen = ", ".join(f"a.{quoted(key)}" for key in keys)
    told = ", ".join(f"{side}.{name} as {name}_{when}" for side, when in (("b", "before"), ("a", "after"))
                     for name in ("value", "symbol", "text"))  # fmt: skip
    folder = (store.folder(owner) / "releases" / dataset).resolve()
    return store.ask(
        f"select {chosen}, {told} from read_parquet(?) a join read_parquet(?) b on {same} "
        f"where a.value is distinct from b.value or a.symbol <> b.symbol order by {chosen}",
        [str(folder / after.part), str(folder / before.part)],
    )
