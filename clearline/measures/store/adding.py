"""Adds releases to the store: written beside their place first, then listed in the manifest all at once."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any, Self

import msgspec

from clearline.measures.figures import Area
from clearline.measures.store.catalogue import change
from clearline.measures.store.releases import Manifest, Release
from clearline.measures.store.store import NATIONAL, Store
from clearline.measures.store.writing import FIXED, PartFile
from clearline.measures.vocabulary import Dataset

READING = 2
"""Raised when files are read otherwise than before, so that loading a file again makes another release of it."""

_OLD = 24 * 60 * 60
"""Seconds after which a file that no manifest lists is cleared away."""


class Draft(msgspec.Struct, kw_only=True):
    """A release that is being loaded."""

    dataset: Dataset
    digest: str
    file: str
    label: str
    published: date | None = None
    notes: list[str] = []
    areas: list[Area] = []
    """The areas that were seen, as they come."""


class Adding:
    """Several releases that are added to one folder of the store together, or not at all."""

    def __init__(self, store: Store, owner: str = NATIONAL) -> None:
        self.folder = store.folder(owner)
        self._parts: list[tuple[PartFile, Draft]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def write(self, draft: Draft, batches: Callable[[], Iterator[Any]]) -> PartFile:
        """Write a release's rows beside their place, and return the file with what is in it."""
        folder = self.folder / "releases" / draft.dataset.key
        part = self._stack.enter_context(PartFile(folder / part_name(draft.digest, draft.dataset)))
        part.write(batches())
        self._parts.append((part, draft))
        return part

    def drop(self, part: PartFile) -> None:
        """Forget a file that is to be written again."""
        self._parts = [(other, draft) for other, draft in self._parts if other is not part]
        part.__exit__()

    def commit(self) -> tuple[Release, ...]:
        """Put every file in its place and list them, and return the releases in the order they were written."""
        loaded = date.today()
        for part, _ in self._parts:
            part.keep()
        names = {part.path.name for part, _ in self._parts}

        def how(manifest: Manifest) -> Manifest:
            for part, draft in self._parts:
                manifest = _with(manifest, part, draft, loaded)
            return manifest

        manifest = change(self.folder, how)
        self._clear(manifest)
        found = {release.part: release for release in manifest.releases if release.part in names}
        return tuple(found[part.path.name] for part, _ in self._parts)

    def _clear(self, manifest: Manifest) -> None:
        """Remove what killed processes left half-written, and readings that newer ones of the same bytes replaced.

        Only after a day: another process may still read them, or be about to list them.
        """
        listed = {(release.dataset, release.part) for release in manifest.releases}
        for path in (self.folder / "releases").glob("*/*"):
            if (path.parent.name, path.name) not in listed and path.stat().st_mtime < time.time() - _OLD:
                path.unlink(missing_ok=True)


def part_name(digest: str, dataset: Dataset) -> str:
    """Return the name of the Parquet file of published bytes that are read as a dataset is described now."""
    reading = msgspec.structs.replace(dataset, title="", publisher="", faults=(), audited="", not_comparable_before="")
    described = msgspec.json.encode((READING, digest, reading))
    return hashlib.sha256(described).hexdigest()[:12] + ".parquet"


def already(manifest: Manifest | None, digest: str, dataset: Dataset) -> Release | None:
    """Return the release that these bytes are, read as the dataset is described now; ``None`` when not loaded."""
    name = part_name(digest, dataset)
    releases: Sequence[Release] = manifest.releases if manifest else ()
    return next((release for release in releases if release.part == name and release.dataset == dataset.key), None)


def _with(manifest: Manifest, part: PartFile, draft: Draft, loaded: date) -> Manifest:
    """Return the manifest with one more release; an earlier reading of the same bytes gives way to it."""
    key = draft.dataset.key
    same = next((old for old in manifest.releases if old.dataset == key and old.digest == draft.digest), None)
    others = tuple(old for old in manifest.releases if old is not same)
    sequence = same.sequence if same else manifest.sequence + 1
    taken = {old.label for old in others if old.dataset == key}
    release = _release(part, draft, same.loaded if same else loaded, sequence, taken)
    if same and release.published is None:
        release = msgspec.structs.replace(release, published=same.published)
    return msgspec.structs.replace(
        manifest,
        sequence=max(sequence, manifest.sequence),
        releases=(*others, release),
        datasets=manifest.datasets | {key: draft.dataset},
        areas=_merged(manifest.areas, draft.areas),
    )


def _release(part: PartFile, draft: Draft, loaded: date, sequence: int, taken: Iterable[str]) -> Release:
    periods = sorted(part.ends, key=lambda label: (part.ends[label], label))
    fixed = {name for name, _ in FIXED}
    label = draft.label if draft.label not in taken else f"{draft.label}, {draft.digest[:8]}"
    return Release(
        dataset=draft.dataset.key,
        digest=draft.digest,
        part=part.path.name,
        file=draft.file,
        label=label,
        published=draft.published,
        loaded=loaded,
        rows=part.rows,
        first_period=periods[0] if periods else "",
        last_period=periods[-1] if periods else "",
        last_ends=part.ends[periods[-1]] if periods else None,
        sequence=sequence,
        symbols=_symbols(part),
        indicators=tuple(sorted(part.counts.get("indicator", ()))),
        filters={name: tuple(sorted(labels)) for name, labels in part.counts.items() if name not in fixed},
        periods=tuple(periods),
        notes=tuple(draft.notes),
    )


def _symbols(part: PartFile) -> dict[str, int]:
    """Return how many cells hold each symbol; a blank cell has no symbol but a meaning."""
    found = {symbol: count for symbol, count in part.counts.get("symbol", {}).items() if symbol}
    blank = part.counts.get("meaning", {}).get("missing", 0)
    return dict(sorted((found | ({"": blank} if blank else {})).items()))


def _merged(known: Iterable[Area], seen: Iterable[Area]) -> tuple[Area, ...]:
    """Return areas by code; what was seen last says what an area is called."""
    return tuple(area for _, area in sorted(({a.code: a for a in known} | {a.code: a for a in seen}).items()))
