"""Makes a folder of demonstration data, authority by authority, so that memory does not grow with their number."""

import csv
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import numpy as np

from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.measures.demo_data import care, care_events, census, need, placements, protection, ssda903
from clearline.measures.demo_data.annex_a import need_lists
from clearline.measures.demo_data.annex_a_care import care_lists
from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.days import Whole
from clearline.measures.demo_data.faults import Planted, in_census, in_table
from clearline.measures.demo_data.geography import Country, Places, country
from clearline.measures.demo_data.marking import README
from clearline.measures.demo_data.own_counts import own_counts
from clearline.measures.demo_data.published import YEARS, write_published
from clearline.measures.demo_data.sampling import generator
from clearline.measures.demo_data.workbook import write_workbook

Collection = Literal["ssda903", "cin", "annex-a", "published"]


class Wish(Value, frozen=True, kw_only=True):
    """What demonstration data are asked for."""

    authorities: int = 1
    children: int = 550
    """Looked after on any one day, in all authorities together."""
    first: int = 2024
    last: int = 2025
    """Collection years: 2025 is 1 April 2024 to 31 March 2025."""
    seed: int = 1
    collections: tuple[Collection, ...] = ("ssda903", "cin", "annex-a")
    faults: bool = False


class Made(Value, frozen=True, kw_only=True):
    """What was made."""

    folder: Path
    authorities: int
    files: int
    planted: tuple[Planted, ...] = ()


def make(out: Path, wish: Wish) -> Made:
    """Make demonstration data in a new folder; raise ``BadInput`` when it is there already or cannot be written."""
    planted: list[Planted] = []
    try:
        with _whole(out) as folder:
            land = country(wish.authorities)
            _write_postcodes(folder, land)
            for place, population in enumerate(_populations(wish).tolist()):
                _make_authority(folder, land, place, population, wish, planted)
            if wish.faults:
                _write_rows(folder / "planted_faults.csv", ["file", "fault", "count"], [
                    (fault.file, fault.kind, fault.count) for fault in planted
                ])  # fmt: skip
            for each in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
                (each / "README.txt").write_text(README, encoding="utf-8")
            files = sum(path.is_file() for path in folder.rglob("*"))
    except OSError as error:
        raise BadInput(Problem(out, None, f"cannot be written: {error.strerror}.")) from None
    return Made(folder=out, authorities=wish.authorities, files=files, planted=tuple(planted))


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its name only when it is complete."""
    if out.exists():
        raise BadInput(Problem(out, None, "is there already.", "Name a folder that is not."))
    part = out.with_name(f"{out.name}.part")
    part.mkdir(parents=True)
    try:
        yield part
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _populations(wish: Wish) -> Whole:
    """Return how many children live in each authority."""
    weights = generator(wish.seed, 0, 9).lognormal(0, 0.6, wish.authorities)
    weights = weights if wish.authorities > 1 else np.ones(1)
    everyone = wish.children / calibration().share("looked-after")
    shares: Whole = np.maximum(weights / weights.sum() * everyone, 500).astype(np.int64)
    return shares


def _make_authority(
    folder: Path, land: Country, place: int, population: int, wish: Wish, planted: list[Planted]
) -> None:
    in_care, in_need = simulate(land, place, population, wish.seed)
    home = folder / land.authorities[place].code
    if set(wish.collections) - {"published"}:
        home.mkdir()
    rng = generator(wish.seed, place, 8)
    for year in range(wish.first, wish.last + 1):
        name = f"{home.name}/{year}"
        if "ssda903" in wish.collections:
            (folder / name).mkdir(exist_ok=True)
            for table, cells in ssda903.tables(in_care, year):
                file = f"{name}/{table}.csv"
                written = in_table(rng, file, table, cells, planted) if wish.faults else cells
                _write_rows(folder / file, list(written), zip(*(one.tolist() for one in written.values()), strict=True))
        if "cin" in wish.collections and year >= census.FIRST_YEAR:
            (folder / name).mkdir(exist_ok=True)
            file = f"{name}/cin_{year}.xml"
            parts = census.census(in_need, year)
            with (folder / file).open("w", encoding="utf-8", newline="\n") as xml:
                xml.writelines(in_census(parts, file, planted) if wish.faults else parts)
    if "annex-a" in wish.collections:
        title = f"Annex A, {land.authorities[place].name}, 31 March {wish.last}: SYNTHETIC"
        sheets = [*need_lists(in_need, wish.last), *care_lists(in_care, wish.last)]
        write_workbook(home / f"annex_a_{wish.last}.xlsx", title, sheets)
    if "published" in wish.collections and place == 0:
        years = range(wish.last - YEARS + 1, wish.last + 1)
        counts = {year: own_counts(in_care, in_need, population, year) for year in years}
        write_published(folder / "published", counts, wish.last, wish.seed)


Histories = tuple[ssda903.Care, census.Need]


def simulate(land: Country, place: int, population: int, seed: int) -> Histories:
    """Return the whole history of an authority with so many children: those in care, and all cases."""
    places = Places(land, place)
    rng = generator(seed, place, 0)
    children, stays = care.simulate(rng, places, place, population)
    in_care = ssda903.Care(
        seed,
        place,
        land,
        children,
        stays,
        placements.simulate(rng, places, children, stays),
        care_events.reviews(rng, children, stays),
        care_events.workers(rng, place, stays),
    )
    rng = generator(seed, place, 4)
    everyone, cases = need.simulate(rng, places, place, population, children, stays)
    enquiries, plans, assessments = protection.simulate(rng, everyone, cases)
    authority = land.authorities[place]
    return in_care, census.Need(seed, authority, everyone, cases, enquiries, plans, assessments, stays)


def _write_postcodes(folder: Path, land: Country) -> None:
    owners = land.owner(np.arange(len(land.text)))
    codes = np.array([authority.code for authority in land.authorities])[owners]
    text = np.char.replace(land.text, " ", "")
    columns = (text.tolist(), land.east.tolist(), land.north.tolist(), codes.tolist())
    _write_rows(folder / "postcodes.csv", ["pcd", "e", "n", "la"], zip(*columns, strict=True))


def _write_rows(
    path: Path, columns: Sequence[str], rows: Iterator[Sequence[object]] | list[tuple[object, ...]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
