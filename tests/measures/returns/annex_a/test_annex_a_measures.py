"""Every measure of Annex A gives what was worked out by hand, from a workbook through the whole engine."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_workbook import given, made

from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures.computing import figure_from_counts
from clearline.measures.returns.annex_a.reading import read
from clearline.measures.returns.deriving import count
from clearline.measures.vocabulary import Measure

FOLDER = Path(__file__).resolve().parents[4] / "content" / "measures" / "annex-a"
MEASURES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


class Case(Value, frozen=True, kw_only=True):
    """A few rows of the lists and the figure that must come of them."""

    says: str
    on: str = ""
    """The day of the lists, told by a contact on it; "" where it does not matter."""
    rows: dict[str, tuple[dict[str, Any], ...]]
    gives: int | str | None


class Cases(Value, frozen=True, kw_only=True):
    """A file of cases."""

    cases: tuple[Case, ...]


def measure_of(path: Path) -> Measure:
    data, places = read_yaml(path)
    return convert(data, Measure, places)


def cases_of(path: Path) -> tuple[Case, ...]:
    data, places = read_yaml(path.with_suffix(".cases.yaml"))
    return convert(data, Cases, places).cases


def figure(measure: Measure, case: Case, folder: Path) -> str:
    """Return what the engine makes of a case."""
    lists: dict[str, Any] = {"list_1": [{"Date of Contact": case.on or "2025-03-20"}], **case.rows}
    (returned,) = read(given(made(folder / "annex.xlsx", lists)))
    assert measure.sources.returned is not None
    (found,) = count(returned, {measure.key: measure.sources.returned})
    parts = (None if part is None else Decimal(part) for part in (found.numerator, found.denominator))
    return str(figure_from_counts(measure, *parts))


@pytest.mark.parametrize("path", MEASURES, ids=[path.stem for path in MEASURES])
def test_the_engine_agrees_with_every_case_of(path: Path, tmp_path: Path) -> None:
    cases = cases_of(path)
    assert cases
    for case in cases:
        assert figure(measure_of(path), case, tmp_path) == str(case.gives), case.says


def test_each_measure_is_of_annex_a_and_named_after_its_file() -> None:
    assert len(MEASURES) > 30
    for path in MEASURES:
        measure = measure_of(path)
        assert measure.sources.returned is not None
        assert (measure.key, measure.sources.returned.collection) == (path.stem, "annex-a")


def test_a_wrong_case_would_be_found(tmp_path: Path) -> None:
    case = Case(says="", rows={"list_1": ({"Date of Contact": "2025-03-20"},)}, gives=2)
    assert figure(measure_of(FOLDER / "annex-a-contacts.yaml"), case, tmp_path) == "1"
