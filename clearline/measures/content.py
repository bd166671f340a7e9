"""Reads measures and datasets: from the YAML under ``content/`` when compiled, from the compiled file when used."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from clearline.kit.compiled import read_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml
from clearline.kit.rows import read_rows
from clearline.kit.values import Value
from clearline.measures.vocabulary import Dataset, Gap, Measure, Measures, MeasureSet, NotComputed

T = TypeVar("T")

COMPILED = Path(__file__).parent / "compiled.json"
"""The whole content in one file, written by ``make content`` and checked by ``make check``."""


class _Gaps(Value, frozen=True, kw_only=True):
    gaps: tuple[Gap, ...]


class _Sets(Value, frozen=True, kw_only=True):
    sets: tuple[MeasureSet, ...]


@cache
def load() -> Measures:
    """Return the compiled measures and datasets. Raises ``BadInput`` when the file is not what was compiled."""
    return read_compiled(COMPILED, Measures)


def read_measures(content: Path) -> Measures:
    """Return everything under ``content/measures`` and ``content/datasets``; raise ``BadInput`` for every fault.

    A measure is a file of its own in its theme's folder, named after its key; ``*.cases.yaml`` beside it are its tests.
    """
    root = content / "measures"
    problems: list[Problem] = []
    measures = _each(
        [path for path in sorted(root.glob("*/*.yaml")) if not path.name.endswith(".cases.yaml")], Measure, problems
    )
    datasets = _each(sorted((content / "datasets").glob("*.yaml")), Dataset, problems)
    gaps = _each([root / "gaps.yaml"], _Gaps, problems)
    sets = _each([root / "sets.yaml"], _Sets, problems)
    not_computed = _not_computed(root / "not_computed.csv", problems)
    found = Measures(
        measures=tuple(measures.values()),
        gaps=tuple(gap for part in gaps.values() for gap in part.gaps),
        sets=tuple(one for part in sets.values() for one in part.sets),
        not_computed=tuple(not_computed),
        datasets=tuple(datasets.values()),
    )
    problems += [
        Problem(path, 1, f"has the key '{value.key}', unlike its name.")
        for path, value in (measures | datasets).items()
        if value.key != path.stem
    ]
    problems += [Problem(path, 1, "has no outcome.") for path, value in measures.items() if value.outcome is None]
    problems += _unknown(root, found)
    if problems:
        raise BadInput(*problems)
    return found


def _each(paths: list[Path], type_: type[T], problems: list[Problem]) -> dict[Path, T]:
    """Return the value in each file that can be read; add what is wrong with the others to ``problems``."""
    values: dict[Path, T] = {}
    for path in paths:
        try:
            data, places = read_yaml(path)
            values[path] = convert(data, type_, places)
        except BadInput as error:
            problems += error.problems
    return values


def _not_computed(path: Path, problems: list[Problem]) -> list[NotComputed]:
    """Return the rows of the catalogue that are not computed; add what is wrong with the others to ``problems``."""
    found = []
    try:
        rows = read_rows(path, NotComputed.__struct_fields__, closed=True)
    except BadInput as error:
        problems += error.problems
        return []
    for row in rows:
        try:
            found.append(convert(row.cells, NotComputed, {(): (path, row.line)}))
        except BadInput as error:
            problems += error.problems
    return found


def _unknown(root: Path, found: Measures) -> list[Problem]:
    """Return a problem for every key that is named and is not there, or is there twice."""
    keys = [measure.key for measure in found.measures] + [one.key for one in found.sets]
    datasets = {dataset.key for dataset in found.datasets}
    problems = [
        Problem(root, None, f"has two measures or sets with the key '{key}'.")
        for key in sorted(set(keys))
        if keys.count(key) > 1
    ]
    for named, where in [(key, f"gap '{gap.key}'") for gap in found.gaps for key in (gap.group, gap.others)] + [
        (key, f"set '{one.key}'") for one in found.sets for key in one.measures
    ]:
        if named not in keys:
            problems.append(Problem(root, None, f"{where} names the measure '{named}', which is not there."))
    for measure in found.measures:
        published = measure.sources.published
        if published and published.dataset not in datasets:
            problems.append(
                Problem(root, None, f"'{measure.key}' names the dataset '{published.dataset}', which is not there.")
            )
    return problems
