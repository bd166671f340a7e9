"""Every measure of the CIN census gives what was worked out by hand, from a return through the whole engine."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_cin import given, made

from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures.computing import figure_from_counts
from clearline.measures.returns.cin.reading import read
from clearline.measures.returns.deriving import count
from clearline.measures.vocabulary import Measure, Returned

FOLDER = Path(__file__).resolve().parents[4] / "content" / "measures" / "child-protection-returns"
MEASURES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


class Case(Value, frozen=True, kw_only=True):
    """A small return and the figure that must come of it."""

    says: str
    children: tuple[dict[str, Any], ...]
    before: tuple[dict[str, Any], ...] = ()
    """The children of the return of the year before."""
    gives: int | str | None
    counts: tuple[int, int] | None = None
    """The numerator and denominator, where the figure alone would not show a fault."""


class Cases(Value, frozen=True, kw_only=True):
    """A file of cases."""

    cases: tuple[Case, ...]


def measure_of(path: Path) -> Measure:
    data, places = read_yaml(path)
    return convert(data, Measure, places)


def cases_of(path: Path) -> tuple[Case, ...]:
    data, places = read_yaml(path.with_suffix(".cases.yaml"))
    return convert(data, Cases, places).cases


Counts = tuple[int | None, int | None]


def counted(cases: Sequence[Case], definitions: dict[str, Returned], folder: Path) -> list[dict[str, Counts]]:
    """Return what the engine counts for each case: each is the return of an authority of its own."""
    files = []
    for number, case in enumerate(cases):
        for year, children in ((2024, case.before), (2025, case.children)):
            if children or year == 2025:
                path = folder / f"{number}-{year}.xml"
                path.write_text(made(children, year))
                files += given(path, authority=f"E{number:08}")
    (returned,) = read(files)
    found: list[dict[str, Counts]] = [{} for _ in cases]
    for one in count(returned, definitions):
        if one.year == 2025:
            found[int(one.authority[1:])][one.key] = one.numerator, one.denominator
    return found


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Counts]:
    """The counts of every case of every measure, from one run of the engine."""
    definitions = {path.stem: definition_of(path) for path in MEASURES}
    places = [(path.stem, number) for path in MEASURES for number in range(len(cases_of(path)))]
    cases = [case for path in MEASURES for case in cases_of(path)]
    found = counted(cases, definitions, tmp_path_factory.mktemp("cases"))
    return {place: all_counts[place[0]] for place, all_counts in zip(places, found, strict=True)}


def definition_of(path: Path) -> Returned:
    definition = measure_of(path).sources.returned
    assert definition is not None
    return definition


@pytest.mark.parametrize("path", MEASURES, ids=[path.stem for path in MEASURES])
def test_the_engine_agrees_with_every_case_of(path: Path, counts: dict[tuple[str, int], Counts]) -> None:
    measure, cases = measure_of(path), cases_of(path)
    assert cases
    for number, case in enumerate(cases):
        found = counts[path.stem, number]
        numerator, denominator = (None if part is None else Decimal(part) for part in found)
        assert str(figure_from_counts(measure, numerator, denominator)) == str(case.gives), case.says
        assert case.counts in (None, found), case.says


def test_each_measure_is_of_the_cin_census_and_named_after_its_file() -> None:
    assert len(MEASURES) > 30
    for path in MEASURES:
        assert (measure_of(path).key, definition_of(path).collection) == (path.stem, "cin")


def test_cases_are_counted_and_not_repeated(tmp_path: Path) -> None:
    definitions = {"referrals": definition_of(FOLDER / "referrals-from-returns.yaml")}
    none = Case(says="", children=(), gives=0)
    two = Case(says="", children=({"CINdetails": [{"CINreferralDate": "2024-05-01"}] * 2},), gives=2)
    assert counted([none, two, none], definitions, tmp_path) == [{"referrals": (n, None)} for n in (0, 2, 0)]
