"""Asks the store's Parquet files, in a DuckDB in memory that can read nothing but the store, whatever it is asked."""

from collections.abc import Collection, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store.conditions import as_sql, quoted
from clearline.measures.store.releases import Release
from clearline.measures.vocabulary import Where

if TYPE_CHECKING:
    import duckdb

FIXED = ("indicator", "period", "ends", "level", "area", "value", "symbol", "meaning", "status", "text")

_AGE = '"age of the release"'
"""How many releases are newer; no filter is called so, as filters have no blanks in their names."""


def connect(root: Path) -> "duckdb.DuckDBPyConnection":
    """Return a database in memory that reads files under ``root`` only."""
    import duckdb

    database = duckdb.connect()
    database.execute("set autoinstall_known_extensions = false")
    database.execute("set autoload_known_extensions = false")
    database.execute("set allowed_directories = [?]", [str(root.resolve())])
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
    return database


class Question:
    """One question about the releases of a dataset: SQL, its parameters, and which releases it reads."""

    def __init__(self, folder: Path, releases: Sequence[Release]) -> None:
        self.folder = folder
        self.releases = releases
        """Newest first."""

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters of any of the releases, in the order of the newest."""
        return tuple(dict.fromkeys(name for release in self.releases for name in release.filters))

    def observations(self, where: Where, indicators: Collection[str]) -> tuple[str, list[Any]]:
        """Return SQL for the observations of indicators that meet conditions, each from the newest release that has it.

        A release has an indicator in a period when it has any row of it; where it has, older ones are not asked. No
        indicators asks for all.
        """
        columns = ["indicator", *self.filters, *FIXED[1:]]
        conditions, values = as_sql(where, [*columns, "release"])
        wanted = set(indicators)
        able = [one for one in self.releases if not wanted or wanted & set(one.indicators)] or self.releases[:1]
        parts, parameters = [], []
        for age, release in enumerate(able):
            sql, more = self._release(release, age, columns, indicators)
            parts.append(sql)
            parameters += more
        newest = f"qualify {_AGE} = min({_AGE}) over (partition by indicator, period)" if _any_overlap(able) else ""
        chosen = ", ".join(quoted(name) for name in (*columns, "release"))
        both = " union all ".join(parts)
        return f"select {chosen} from (select * from ({both}) {newest}) where {conditions}", parameters + values

    def _release(
        self, release: Release, age: int, columns: Sequence[str], indicators: Collection[str]
    ) -> tuple[str, list[Any]]:
        have = {*FIXED, *release.filters}
        chosen = ", ".join(quoted(name) if name in have else f"null::varchar as {quoted(name)}" for name in columns)
        names = sorted(set(indicators))
        only = f"where indicator in ({', '.join('?' * len(names))})" if names else ""
        path = self.folder / "releases" / release.dataset / release.part
        sql = f"select {chosen}, ?::varchar as release, {age} as {_AGE} from read_parquet(?) {only}"
        return sql, [release.label, str(path.resolve()), *names]


def overlap(one: Release, other: Release) -> bool:
    """Return whether two releases can both have figures of one indicator and period."""
    return not set(one.periods).isdisjoint(other.periods) and not set(one.indicators).isdisjoint(other.indicators)


def _any_overlap(releases: Sequence[Release]) -> bool:
    return any(overlap(one, other) for one, other in combinations(releases, 2))


def one_of(releases: Sequence[Release], wanted: str) -> Release:
    """Return the release that has a label, or a digest that begins so; raise ``BadInput`` when none has."""
    for release in releases:
        if wanted == release.label or (len(wanted) >= 6 and release.digest.startswith(wanted)):
            return release
    todo = f"There is: {', '.join(release.label for release in releases)}."
    raise BadInput(Problem(None, None, f"There is no release '{wanted}'.", todo))
