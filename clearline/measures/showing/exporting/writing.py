"""Gathers the files of an export, and writes them all or none."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.finding import find_measure
from clearline.measures.asking.series import Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve, want
from clearline.measures.content import load
from clearline.measures.figures import Area
from clearline.measures.showing.exporting import flat
from clearline.measures.showing.exporting.sources import asked_first, of_dataset, of_measure
from clearline.measures.showing.exporting.tidy import tidied
from clearline.measures.showing.exporting.tidy_file import TidyFile
from clearline.measures.showing.figure_words import RESTRICTED
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure


class Wanted:
    """The store as of a day, the areas asked for (none: all of them), and the only source (``None``: any)."""

    def __init__(self, store: Store, on: date | None, names: Sequence[str], source: Source | None = None) -> None:
        self.source = source
        self.store = store
        self.shelves = Shelves(store, on=on)
        self.areas: tuple[Area, ...] = tuple(self.shelves.today(self.shelves.areas.find(name)) for name in names)


def tidy_files(wanted: Wanted, what: Sequence[str]) -> tuple[list[TidyFile], list[str]]:
    """Return a tidy file with metadata for each dataset or measure, and what had to be left out."""
    files: list[TidyFile] = []
    notes: list[str] = []
    datasets = wanted.store.datasets()
    for name in what:
        if name in datasets:
            if wanted.source is not None:
                raise BadInput(f"'{name}' is a whole dataset and has one source only. Leave out --source.")
            figures = of_dataset(wanted.store, datasets[name], wanted.areas, wanted.shelves.on)
        else:
            figures = of_measure(wanted.shelves, find_measure(name, wanted.store), wanted.areas, wanted.source)
        found = tidied(figures, wanted.shelves.areas)
        files += [found.data, found.meta]
        notes += found.left_out
        notes += [RESTRICTED] if figures.restricted else []
    return files, notes


def flat_files(wanted: Wanted, what: Sequence[str], kind: str) -> tuple[list[TidyFile], list[str]]:
    """Return one flat table and its columns explained, and a warning when it holds the council's own figures."""
    measures = [find_measure(name, wanted.store) for name in what] or _answerable(wanted)
    rows = list(flat.rows(wanted.shelves, measures, wanted.areas, wanted.source))
    if not rows:
        raise BadInput("No figures are loaded that could be exported.")
    own = any(row["restricted"] for row in rows)
    stem = "figures-restricted" if own else "figures"
    content = flat.as_parquet(rows) if kind == "parquet" else flat.as_csv(rows)
    files = [TidyFile(f"{stem}.{kind}", content), TidyFile("figures-columns.csv", flat.described())]
    return files, [RESTRICTED] if own else []


def _answerable(wanted: Wanted) -> list[Measure]:
    """Return every measure that what is loaded can answer."""
    measures = load().measures
    for measure in measures:
        want(wanted.shelves, measure)
    area = asked_first(wanted.areas)
    return [measure for measure in measures if resolve(wanted.shelves, measure, area, source=wanted.source)]


def write_all(folder: Path, files: Sequence[TidyFile], force: bool) -> list[Path]:
    """Write files into a folder, all or none; raise ``BadInput`` when one is there already or cannot be written."""
    there = [folder / file.name for file in files if (folder / file.name).exists()]
    if there and not force:
        raise BadInput(*(Problem(path, None, "is there already.", "Add --force to write over it.") for path in there))
    parts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            beside = folder / f"{file.name}.{os.getpid()}.part"
            parts.append((beside, folder / file.name))
            with beside.open("xb") as out:
                out.write(file.content)
        for beside, path in parts:
            beside.replace(path)
    except OSError as error:
        raise BadInput(Problem(folder, None, f"cannot be written: {error.strerror}.")) from None
    finally:
        for beside, _ in parts:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    return [path for _, path in parts]
