"""Every measure of looked-after children gives what was worked out by hand, from a return through the whole engine."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from made_returns import authority, given, lookup, write

from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures.computing import figure_from_counts
from clearline.measures.returns.deriving import Counted, count, memory
from clearline.measures.returns.postcodes import Postcodes
from clearline.measures.returns.ssda903.reading import read
from clearline.measures.vocabulary import Measure, Returned

FOLDER = Path(__file__).resolve().parents[4] / "content" / "measures" / "looked-after-returns"
MEASURES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".cases.yaml"))

YEAR = 2025

Rows = dict[str, tuple[dict[str, str], ...]]


class Case(Value, frozen=True, kw_only=True):
    """A small return of 2025 and the figure that must come of it."""

    says: str
    tables: Rows
    before: Rows = {}
    """The tables of the return of 2024."""
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


def returned_of(measure: Measure) -> Returned:
    assert measure.sources.returned is not None
    return measure.sources.returned


ALL = [(path.stem, case) for path in MEASURES for case in cases_of(path)]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Counted]]:
    """What the engine counts for every measure in the return of every case, each an authority of its own."""
    root = tmp_path_factory.mktemp("cases")
    for number, (_, case) in enumerate(ALL):
        write(root / "returns" / authority(number) / str(YEAR), case.tables, number)
        if case.before:
            write(root / "returns" / authority(number) / str(YEAR - 1), case.before, number)
    measures = {path.stem: returned_of(measure_of(path)) for path in MEASURES}
    path = lookup(root / "postcodes.csv", len(ALL))
    with memory(path) as connection:
        postcodes = Postcodes(connection, path, many=False)
        yield {
            (one.key, one.authority): one
            for returned in read(given(root / "returns", None), None, postcodes)
            for one in count(returned, measures, connection=connection)
            if one.year == YEAR
        }


@pytest.mark.parametrize("number", range(len(ALL)), ids=[f"{key}-{at}" for at, (key, _) in enumerate(ALL)])
def test_a_case_worked_out_by_hand_is_what_the_engine_counts(
    number: int, counted: dict[tuple[str, str], Counted]
) -> None:
    key, case = ALL[number]
    one = counted[key, authority(number)]
    counts = [None if part is None else Decimal(part) for part in (one.numerator, one.denominator)]
    measure = measure_of(FOLDER / f"{key}.yaml")
    figure = figure_from_counts(measure, *counts)
    expected = None if case.gives is None else Decimal(case.gives)
    assert figure == expected, f"{case.says} The engine counts {one.numerator} of {one.denominator}."
    if case.counts:
        assert (one.numerator, one.denominator) == case.counts, case.says


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_every_measure_has_cases_of_which_one_gives_a_figure_that_is_not_nought(path: Path) -> None:
    assert any(case.gives not in (None, 0, "0") for case in cases_of(path))
