"""Loads files of any known kind into the store: all of them are recognised before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures import content
from clearline.measures.areas import Areas
from clearline.measures.loading.cells import NEW_SYMBOLS_FROM
from clearline.measures.loading.lait import Lait
from clearline.measures.loading.lookups import Record, batch_of, read_areas, read_dictionary, read_neighbours
from clearline.measures.loading.ofsted import Ofsted
from clearline.measures.loading.recognising import Recognised
from clearline.measures.loading.sources import Source, open_source
from clearline.measures.loading.tidy import Tidy
from clearline.measures.store import Release, Store, catalogue
from clearline.measures.store.adding import Adding, Draft, already
from clearline.measures.store.querying import overlap
from clearline.measures.store.releases import EMPTY, Manifest
from clearline.measures.store.revisions import gone, revisions
from clearline.measures.store.store import NATIONAL
from clearline.measures.store.writing import PartFile
from clearline.measures.vocabulary import Dataset


class LoadedFile(Value, frozen=True, kw_only=True):
    """What became of one file."""

    file: str
    title: str
    """The title of its dataset."""
    release: Release
    new: bool
    """Whether it was loaded now; no when the same bytes were there already."""
    revised: int | None = None
    """How many figures the release before it gave otherwise; ``None`` when there is none before it."""
    lost: int | None = None
    """How many figures of the release before it are not in it, in the periods that both have; ``None`` as above."""
    before: str = ""
    """The label of the release before it."""


class Loaded(Value, frozen=True, kw_only=True):
    """What became of every file, in the order in which they were loaded."""

    files: tuple[LoadedFile, ...]


class Reader(Protocol):
    """What reads one file."""

    def batches(self) -> Iterator[Any]:
        """Yield its rows as Arrow record batches."""
        ...


def load(
    paths: Sequence[Path],
    store: Store,
    *,
    dataset: Path | None = None,
    owner: str = NATIONAL,
    force: bool = False,
    published: date | None = None,
    known: Sequence[Dataset] | None = None,
) -> Loaded:
    """Load published files; what is there already is left as it is, unless ``force``.

    ``published``: the day of publication; a file that is there without it, or with another, gets it now.
    ``dataset`` is the YAML that describes them, or the key of a known dataset, where they would not be recognised;
    ``known`` are the datasets that can be recognised, those of the content by default. Raises ``BadInput`` with every
    problem of every file that can't be recognised, or of the first that can't be read; then nothing at all is loaded.
    """
    manifest = catalogue.read(store.folder(owner))
    sources = _open(paths, _known(dataset, known, manifest))
    old = {source.digest: already(manifest, source.digest, source.dataset) for source in sources}
    new = [source for source in sources if force or _unlike(old[source.digest], published)]
    added: dict[str, Release] = {}
    if new:
        context = _Context(store, new)
        with Adding(store, owner) as adding:
            for source in new:
                _write(adding, source, context, published)
            added = {release.digest: release for release in adding.commit()}
    found = []
    for source in sources:
        release = added.get(source.digest) or old[source.digest]
        assert release is not None
        found.append(_told(source, release, store, owner, source.digest in added))
    return Loaded(files=tuple(found))


def _unlike(old: Release | None, published: date | None) -> bool:
    """Whether a file must be loaded: it is not there, or there with another day of publication than is said now."""
    return old is None or published not in (None, old.published)


def described(path: Path) -> Dataset:
    """Return the dataset that a YAML file describes; raise ``BadInput`` with the lines that are wrong."""
    data, places = read_yaml(path)
    return convert(data, Dataset, places)


def _known(dataset: Path | None, known: Sequence[Dataset] | None, manifest: Manifest | None) -> list[Dataset]:
    """Return the datasets that files may be of: the content's, and those that were described to the store before."""
    own = {one.key: one for one in (content.load().datasets if known is None else known)}
    every = (manifest.datasets if manifest else {}) | own
    if dataset is None:
        return list(every.values())
    chosen = every.get(str(dataset))
    return [chosen or described(dataset)]


def _open(paths: Sequence[Path], known: Sequence[Dataset]) -> list[Source]:
    """Return every file with its dataset, each file once; raise ``BadInput`` with the problems of all of them."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.name.endswith(".meta.csv"):
            continue  # says what the columns of the file beside it are, and holds no figures
        try:
            source = open_source(path, known)
            _refuse_local(source)
            sources.setdefault(source.digest, source)
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*first_of(problems))
    return list(sources.values())


def _refuse_local(source: Source) -> None:
    if source.dataset.format == "local":
        what = "is a council's own table, not a published one."
        raise BadInput(Problem(source.path, None, what, "Load it with --local and --authority."))


class _Context:
    """What tables are read with: the areas, and the kinds of year of LAIT's indicators, loaded before or just now."""

    def __init__(self, store: Store, new: Sequence[Source]) -> None:
        manifest = catalogue.read(store.folder()) or EMPTY
        lookup = next((source.path for source in new if source.dataset.format == "areas"), None)
        if lookup is None and not manifest.releases:
            self.areas = Areas((), {}, {})
        else:
            self.areas = store.areas(None if lookup is None else list(read_areas(lookup)))
        self.year_types = _year_types(store, manifest, new)

    def number(self, number: str) -> str | None:
        """Return the code of the authority with a number; ``None`` when it is not known."""
        area = self.areas.of_number(number)
        return area.code if area else None


def _year_types(store: Store, manifest: Manifest, new: Sequence[Source]) -> dict[str, str]:
    """Return the kind of year of each of LAIT's indicators; none when there is no dictionary."""
    given = next((source.path for source in new if source.dataset.format == "lait-dictionary"), None)
    rows: Iterable[Record] = []
    if given is not None:
        rows = read_dictionary(given)
    elif manifest.of("lait-dictionary"):
        rows = store.table("lait-dictionary").to_pylist()
    return {row["code"]: row["year_type"] for row in rows}


def _write(adding: Adding, source: Source, context: _Context, published: date | None) -> None:
    """Write one file's rows beside their place."""
    draft = Draft(
        dataset=source.dataset, digest=source.digest, file=source.path.name, label=source.path.name, published=published
    )
    if source.text and source.dataset.format == "tidy":
        part, tidy = _write_tidy(adding, draft, source, context)
        draft.areas = tidy.areas
        draft.notes += _notes(source.text, tidy)
    else:
        reader = _reader(source, context)
        part = adding.write(draft, reader.batches)
        if isinstance(reader, Lait):
            draft.notes += reader.notes
        if isinstance(reader, Ofsted):
            draft.published = published or reader.published
    if part.ends:
        draft.label = f"{source.path.name} (to {max(part.ends, key=lambda label: (part.ends[label], label))})"


def _write_tidy(adding: Adding, draft: Draft, source: Source, context: _Context) -> tuple[PartFile, Tidy]:
    """Write a tidy file; once more when its last year shows that it used symbols as they were used up to 2017."""
    assert source.text
    tidy = Tidy(source.text, of_number=context.number)
    part = adding.write(draft, tidy.batches)
    if max(part.ends.values()).year < NEW_SYMBOLS_FROM and "x" in part.counts["symbol"]:
        adding.drop(part)
        tidy = Tidy(source.text, old_symbols=True, of_number=context.number)
        part = adding.write(draft, tidy.batches)
        draft.notes.append("'x' is read as suppressed, which it meant in statistics up to 2017.")
    return part, tidy


_SEPARATED = {";": "semicolons", "\t": "tabs"}


def _notes(text: Recognised, tidy: Tidy) -> list[str]:
    encoding, heading = text.file.encoding, text.heading
    notes = [] if encoding.startswith("utf-8") else [f"It was read as {encoding}, not UTF-8."]
    if heading.delimiter in _SEPARATED:
        notes.append(f"Its cells are separated by {_SEPARATED[heading.delimiter]}.")
    if heading.lines_above > 1:
        notes.append(f"Its heading is on line {heading.lines_above}; what stands above it was passed over.")
    for level, rows in tidy.left_out.items():
        notes.append(f"Rows of the level '{level}' were left out: {rows:,}.")
    return notes


class _Records:
    """Rows of text as they are read."""

    def __init__(self, path: Path, read: Callable[[], Iterable[Record]]) -> None:
        self.path = path
        self.read = read

    def batches(self) -> Iterator[Any]:
        """Yield all of them as one Arrow record batch."""
        records = list(self.read())
        if not records:
            raise BadInput(Problem(self.path, None, "has a heading and no rows."))
        yield batch_of(records)


def _reader(source: Source, context: _Context) -> Reader:
    """Return what reads a file that is not tidy."""
    path = source.path
    if source.dataset.format == "lait":
        return Lait(path, context.year_types, context.areas)
    if source.dataset.format == "ofsted":
        return Ofsted(path, source.rows, source.columns, context.areas)
    reads: Mapping[str, Callable[[], Iterable[Record]]] = {
        "areas": lambda: read_areas(path),
        "lait-dictionary": lambda: read_dictionary(path),
        "neighbours": lambda: source.neighbours or read_neighbours(path),
    }
    return _Records(path, reads[source.dataset.format])


def _told(source: Source, release: Release, store: Store, owner: str, new: bool) -> LoadedFile:
    """Return what became of a file, with how much it changed what an earlier release said."""
    releases = store.releases(source.dataset.key, owner)
    earlier = (one for one in releases[releases.index(release) + 1 :] if overlap(one, release))
    before = next(earlier, None)
    revised = lost = None
    if new and before:
        revised = revisions(store, source.dataset.key, owner, release.label, before.label).num_rows
        lost = gone(store, release, before, owner)
    return LoadedFile(
        file=source.path.name,
        title=source.dataset.title,
        release=release,
        new=new,
        revised=revised,
        lost=lost,
        before=before.label if before else "",
    )
