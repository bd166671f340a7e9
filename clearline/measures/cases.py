"""Reads the worked cases beside a measure, and asks the engine whether it gives what was worked out by hand."""

import re
from decimal import Decimal
from pathlib import Path

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import Places, problem_at
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures.computing import figure_from_counts
from clearline.measures.exact import rounded
from clearline.measures.figures import Meaning
from clearline.measures.loading.cells import MEANINGS
from clearline.measures.vocabulary import Measure

Number = int | str
"""A whole number, or a decimal as text, so that no float comes between the file and the figure."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Given(Value, frozen=True, kw_only=True):
    """What stands in the published table: counts, the figure itself, or a symbol."""

    numerator: Number | None = None
    denominator: Number | None = None
    value: Number | None = None
    symbol: str | None = None


class Case(Value, frozen=True, kw_only=True):
    """What is given, and the figure that must come of it."""

    given: Given
    gives: Number | None
    """In the measure's unit; ``None`` when there must be no figure."""
    meaning: Meaning = ""
    """What the symbol means; "" when no symbol is given."""


class Cases(Value, frozen=True, kw_only=True):
    """A file of cases."""

    cases: tuple[Case, ...]


def cases_path(measure_path: Path) -> Path:
    """Return the path of the cases beside a measure's file."""
    return measure_path.with_suffix(".cases.yaml")


def failures(measure: Measure, path: Path) -> list[Problem]:
    """Return a problem, with its line, for each case of a file that the engine does not agree with.

    Raises ``BadInput`` when the file cannot be read, is no file of cases or has none.
    """
    cases, places = _read(path)
    return [
        problem_at(places, ("cases", at), f"{expected} was worked out, and the engine gives {got}.")
        for at, case in enumerate(cases)
        if (expected := _words(case.gives, case.meaning)) != (got := _words(*_engine(measure, case.given)))
    ]


def _read(path: Path) -> tuple[tuple[Case, ...], Places]:
    data, places = read_yaml(path)
    cases = convert(data, Cases, places).cases
    if not cases:
        raise BadInput(Problem(path, 1, "has no case.", "Give at least one."))
    problems = [
        problem_at(places, ("cases", at), f"'{number}' is no number.", 'Write 12 or "12.5".')
        for at, case in enumerate(cases)
        for number in (case.gives, case.given.numerator, case.given.denominator, case.given.value)
        if number is not None and not _NUMBER.fullmatch(str(number))
    ]
    if problems:
        raise BadInput(*problems)
    return cases, places


def _engine(measure: Measure, given: Given) -> tuple[Decimal | None, Meaning]:
    """Return the figure, and the meaning of what stands where there is none, as the engine has them."""
    if given.symbol is not None:
        return None, MEANINGS.get(given.symbol.casefold(), "")
    if given.value is not None:
        return rounded(Decimal(given.value), measure.decimals), ""
    numerator, denominator = (None if part is None else Decimal(part) for part in (given.numerator, given.denominator))
    return figure_from_counts(measure, numerator, denominator), ""


def _words(figure: Number | Decimal | None, meaning: str) -> str:
    """Return a figure and a meaning in words that are the same for numbers that are the same: 12.50 is 12.5."""
    number = "no figure" if figure is None else f"{Decimal(figure) + 0:f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{number} ({meaning})" if meaning else number
