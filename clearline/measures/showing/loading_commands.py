"""`clearline figures load, datasets`: taking figures in, and saying what there is."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearline.kit.commands import FILE, Day, format_option, print_csv, print_json
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.measures.showing.options import store_option
from clearline.measures.showing.plain_text import prose

if TYPE_CHECKING:
    from clearline.measures.loading.load import Loaded, LoadedFile
    from clearline.measures.store import Release, Store


class Held(Value, frozen=True, kw_only=True, omit_defaults=False):
    """One release of a dataset that is loaded."""

    dataset: str
    title: str
    owner: str
    """``national``, or the code of the authority whose own figures they are; "" while it is being loaded."""
    release: str
    published: date | None
    loaded: date
    rows: int
    first_period: str
    last_period: str
    symbols: dict[str, int]
    notes: tuple[str, ...]


HELD_COLUMNS = Held.__struct_fields__


@click.command(name="load")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--dataset", type=FILE, help="A YAML file that describes the files (see datasets --describe), or a key.")
@click.option("--published", type=Day(), help="The day on which the files were published, where they do not say.")
@click.option("--local", is_flag=True, help="The files are a council's own month-by-month tables. Needs --authority.")
@click.option("--authority", help="Whose own table it is: a name or code.")
@click.option("--force", is_flag=True, help="Load again what is loaded already.")
@store_option
@format_option
def load_command(
    files: tuple[Path, ...], dataset: Path | None, published: date | None, local: bool, authority: str | None,
    force: bool, folder: Path, form: str,
) -> None:  # fmt: skip
    """Load published FILES: DfE's tidy CSV, LAIT and its dictionary, Ofsted's workbook, lookups and neighbours.

    Each is recognised by what is in it. Loading the same file twice changes nothing; a newer edition is kept beside the
    older, and what it revised is said. When one file is at fault, no figures are loaded.

    Rows about single children are refused here: `clearline returns measure` reads statutory returns where they lie.

    \b
    Example: clearline figures load downloads/*.csv
             clearline figures load --local --authority Camden monthly.csv
    """
    from clearline.measures.store import Store

    store = Store(folder)
    if local != (authority is not None):
        raise BadInput("A council's own table needs both --local and --authority.")
    if authority is not None:
        loaded = _load_local(files, store, authority)
    else:
        from clearline.measures.loading.load import load

        loaded = load(files, store, dataset=dataset, published=published, force=force)
    if form == "json":
        print_json(loaded)
    elif form == "csv":
        columns = ("file", "new", "before", "revised", "lost", *HELD_COLUMNS)
        print_csv(columns, (_loaded_row(one) for one in loaded.files))
    else:
        for one in loaded.files:
            click.echo("\n".join(prose(text, 2 if at else 0) for at, text in enumerate(loaded_lines(one))))


def _load_local(files: Sequence[Path], store: "Store", authority: str) -> "Loaded":
    """Load a council's own tables and say what became of each."""
    from clearline.measures.content import load as known
    from clearline.measures.loading.load import Loaded, LoadedFile
    from clearline.measures.loading.local import load_local, read_local

    area = store.areas().find(authority)
    if area.level != "authority":
        raise BadInput(f"{area.name} is no authority.")
    for file in files:  # a fault in one of them is found before any is kept
        read_local(file, date.today())
    title = next(one.title for one in known().datasets if one.key == "local")
    found = []
    for file in files:
        one = load_local(file, store, area, date.today())
        found.append(
            LoadedFile(file=file.name, title=f"{title}, {area.name}", release=one.release, new=not one.already)
        )
    return Loaded(files=tuple(found))


def loaded_lines(one: "LoadedFile") -> Iterator[str]:
    """Yield what became of a file, a paragraph each."""
    release = one.release
    span = f", {release.first_period} to {release.last_period}" if release.first_period else ""
    what = "loaded" if one.new else "loaded already, nothing changed"
    yield f"{one.file}: {one.title} ({release.dataset}): {what}."
    yield f"{release.rows:,} rows{span}.{_symbols(release.symbols)}"
    if one.revised is not None:
        yield f"{one.revised:,} figures are other than in the release before, {one.before}."
    if one.lost:
        yield f"{one.lost:,} figures of the release before are not in this one, for years that both have."
    yield from release.notes


def _symbols(symbols: dict[str, int]) -> str:
    """Return how many cells hold each symbol, as a sentence with a blank before it."""
    if not symbols:
        return ""
    counted = [f"{name or 'blank'} {count:,}" for name, count in sorted(symbols.items())]
    return f" Symbols: {', '.join(counted)}."


def _loaded_row(one: "LoadedFile") -> Sequence[Any]:
    return (one.file, one.new, one.before, one.revised, one.lost, *_cells(_held(one.title, one.release)))


@click.command(name="datasets")
@click.option("--describe", type=FILE, help="A tidy CSV of which to print a description (YAML) to begin with.")
@click.option("--revisions", "revised", metavar="DATASET", help="List what its newest release says otherwise instead.")
@store_option
@format_option
def datasets_command(describe: Path | None, revised: str | None, folder: Path, form: str) -> None:
    """List what is loaded: each release with its dates, rows and symbols.

    \b
    Example: clearline figures datasets
             clearline figures datasets --revisions looked-after-rates --format csv
             clearline figures datasets --describe new-statistic.csv > new-statistic.yaml
    """
    if describe is not None:
        _describe(describe)
        return
    from clearline.measures.store import Store

    if revised is not None:
        from clearline.measures.showing.revision_rows import print_revisions

        print_revisions(Store(folder), revised, form)
        return
    held = [*_all_held(Store(folder))]
    if form == "json":
        print_json(held)
    elif form == "csv":
        print_csv(HELD_COLUMNS, (_cells(one) for one in held))
    else:
        for key, releases in groupby(held, key=lambda one: one.dataset):
            first, *rest = releases
            click.echo(prose(f"{key}: {first.title}", 0, 2))
            for one in (first, *rest):
                click.echo(_held_text(one))


def _all_held(store: "Store") -> Iterator[Held]:
    """Yield every release: the national ones, then each authority's own."""
    owners = [path.parent.name for path in sorted(store.root.glob("E*/manifest.json"))]
    for owner in ("national", *owners):
        for key, dataset in store.datasets(owner).items():
            for release in store.releases(key, owner):
                yield _held(dataset.title, release, owner)


def _held_text(one: Held) -> str:
    """Return a release as a paragraph."""
    span = f", {one.first_period} to {one.last_period}" if one.first_period else ""
    published = f"published {one.published}" if one.published else "day of publication not stated"
    whose = "" if one.owner == "national" else f"own figures of {one.owner}; "
    said = f"{one.release}: {whose}{one.rows:,} rows{span}; {published}; loaded {one.loaded}.{_symbols(one.symbols)}"
    return prose(" ".join((said, *one.notes)), 2, 4)


def _describe(path: Path) -> None:
    """Print a description of a file that is not known yet."""
    import msgspec
    import yaml

    from clearline.measures.loading.describing import describe

    found = msgspec.to_builtins(describe(path))
    click.echo(yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=100), nl=False)


def _held(title: str, release: "Release", owner: str = "") -> Held:
    return Held(
        dataset=release.dataset, title=title, owner=owner, release=release.label, published=release.published,
        loaded=release.loaded, rows=release.rows, first_period=release.first_period, last_period=release.last_period,
        symbols=release.symbols, notes=release.notes,
    )  # fmt: skip


def _cells(one: Held) -> list[Any]:
    """Return a release as cells; its symbols as ``c 12; z 3``."""
    symbols = [f"{name or 'blank'} {count}" for name, count in sorted(one.symbols.items())]
    return [symbols if name == "symbols" else getattr(one, name) for name in HELD_COLUMNS]
