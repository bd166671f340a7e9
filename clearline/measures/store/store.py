"""The figures store: one folder of national figures and one for each authority, each with its manifest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.areas import Areas
from clearline.measures.figures import Area
from clearline.measures.store import catalogue
from clearline.measures.store.querying import Question, connect, one_of
from clearline.measures.store.releases import EMPTY, Manifest, Release, out_on
from clearline.measures.vocabulary import Dataset, Where

if TYPE_CHECKING:
    import duckdb

NATIONAL = "national"

MODEL = "neighbours-"
"""How the key of a dataset of statistical neighbours begins; the rest names its model."""


class Store:
    """Published figures, immutable and versioned. Reading never changes it; ``loading`` and ``adding`` do."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, owner: str = NATIONAL) -> Path:
        """Return the folder of the national figures, or of an authority's own by its code."""
        return self.root / owner

    def manifest(self, owner: str = NATIONAL) -> Manifest:
        """Return what is loaded. An authority need not have figures of its own; a store must have national ones.

        Raises ``BadInput``, saying how to load, when there is no store, and when its manifest cannot be used.
        """
        if owner == NATIONAL:
            return catalogue.must_read(self.folder())
        return catalogue.read(self.folder(owner)) or EMPTY

    def datasets(self, owner: str = NATIONAL) -> dict[str, Dataset]:
        """Return every dataset that is loaded, as it was described then, by key."""
        manifest = self.manifest(owner)
        loaded = {release.dataset for release in manifest.releases}
        return {key: dataset for key, dataset in sorted(manifest.datasets.items()) if key in loaded}

    def releases(self, dataset: str, owner: str = NATIONAL) -> tuple[Release, ...]:
        """Return the releases of a dataset, newest first; none when it is not loaded."""
        return self.manifest(owner).of(dataset)

    def observations(
        self,
        dataset: str,
        where: Where,
        indicators: Collection[str],
        owner: str = NATIONAL,
        release: str | None = None,
        on: date | None = None,
    ) -> Any:
        """Return observations as an Arrow table, in no order: ``writing.FIXED``, the filters, and ``release``.

        For each indicator and period the newest release that has it answers, or the one release that is named by its
        label or digest. ``on``: only releases that were out on that day (or do not say) and periods that had ended.
        ``where`` limits any column of text; no ``indicators`` asks for all. Raises ``BadInput`` when
        the dataset is not loaded or has no such column.
        """
        question = self._question(dataset, owner, release, on)
        sql, parameters = question.observations(where, indicators)
        if on is not None:
            sql, parameters = f"{sql} and ends <= ?", [*parameters, on]
        return self.ask(sql, parameters)

    def table(self, dataset: str, owner: str = NATIONAL) -> Any:
        """Return the newest release of a lookup or a dictionary as an Arrow table, all its columns text.

        It is small and wanted whole by nearly every command, so it is read without starting a database. Raises
        ``BadInput`` when it is not loaded, or its file is gone or damaged.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        newest = self._question(dataset, owner, None).releases[0]
        path = self.folder(owner) / "releases" / dataset / newest.part
        try:
            with pq.ParquetFile(path) as part:
                return part.read(use_threads=False)
        except (OSError, pa.ArrowException):
            todo = "Load the published file again with --force."
            raise BadInput(Problem(path, None, "is listed in the manifest, and is gone or damaged.", todo)) from None

    def ask(self, sql: str, parameters: list[Any]) -> Any:
        """Return the answer to SQL over files of the store as an Arrow table."""
        return self._database.sql(sql, params=parameters).to_arrow_table()

    def areas(self, lookup: Sequence[Mapping[str, str]] | None = None) -> Areas:
        """Return the areas of the newest lookup, and those of the figures that it does not have.

        ``lookup`` is one that is being loaded; with it the store may still be empty.
        """
        manifest = self.manifest() if lookup is None else catalogue.read(self.folder()) or EMPTY
        if lookup is None:
            lookup = self.table("areas").to_pylist() if manifest.of("areas") else []
        known = {row["code"]: area_of(row) for row in lookup}
        also = {row["also"]: row["code"] for row in lookup if row["also"]}
        numbers = {area.old_code for area in known.values()} - {None}
        for area in manifest.areas:
            if area.code not in known and area.old_code not in numbers:
                known[area.code] = area
        models = {
            key.removeprefix(MODEL): self._neighbours(key)
            for key in {release.dataset for release in manifest.releases}
            if key.startswith(MODEL)
        }
        return Areas(known.values(), models, also)

    def _neighbours(self, dataset: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for row in self.table(dataset).to_pylist():
            found.setdefault(row["number"], []).append((int(row["rank"]), row["neighbour"]))
        return {number: tuple(near for _, near in sorted(ranked)) for number, ranked in found.items()}

    def _question(self, dataset: str, owner: str, release: str | None, on: date | None = None) -> Question:
        releases = self.releases(dataset, owner)
        if not releases:
            raise BadInput(Problem(None, None, f"'{dataset}' is not loaded.", "See `clearline figures datasets`."))
        releases = out_on(releases, on)
        if not releases:
            raise BadInput(Problem(None, None, f"No release of '{dataset}' was out on {on}.", "Ask for a later day."))
        return Question(self.folder(owner), (one_of(releases, release),) if release else releases)

    @cached_property
    def _database(self) -> "duckdb.DuckDBPyConnection":
        return connect(self.root)


def area_of(row: Mapping[str, str]) -> Area:
    """Return an authority from a row of the lookup."""
    return Area(
        code=row["code"],
        name=row["name"],
        level="authority",
        region=row["region"] or None,
        old_code=row["number"] or None,
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
    )
