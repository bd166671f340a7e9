"""Tells which dataset a table is of, by its heading and, where two have the same columns, by the labels in its rows."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.measures.loading.columns import canonical_names, plain
from clearline.measures.loading.text_files import Heading, TextFile, headings, rows_of
from clearline.measures.vocabulary import Dataset

PERSONAL = frozenset(
    plain(name)
    for name in (
        "CHILD", "UPN", "DOB", "Date of birth", "MC_DOB", "Child Unique ID", "Child ID", "LAchildID", "LA child ID",
        "PersonBirthDate", "Forename", "First name", "Surname", "Family name", "NHS number", "HOME_POST", "PL_POST",
        "Home postcode", "Placement postcode", "ULN", "Unique learner number", "Person ID",
    )
)  # fmt: skip
"""Columns that say that a row is about one child or person: those of the statutory returns, and plain ones."""

_PERSONAL = re.compile(
    r"(full_|fore|sur|first_?|last_?|given_|family_|middle_|preferred_|child'?s?_|pupil'?s?_|learner_|worker_|carer_)?name"
    r"|initials|((home|placement|child|pupil|current|previous)_)?post_?code|((home|current)_)?address"
    r"|(d_?o_?b|date_of_birth|birth_?date)(_.*)?|(.*_)?(upn|uln|nhs_?(no|num|number)|national_insurance_(no|number))"
    r"|child|pupil|student|learner|client"
    r"|(child|pupil|person|client|case|young_person|student|learner|service_user|individual)"
    r"_(unique_)?(id|ref|reference|no|num|number|identifier|code)"
)
"""Other ways to write such a column; the whole name must match, so that ``la_name`` and ``Started_child`` do not."""

_MANY = 1_000
"""Different labels from which a column may name single people."""

_PLACES = re.compile(
    r"(lad|local_authority_district|pcon|parliamentary_constituency|ward|lsoa|msoa|school|trust|mat|sponsor|provider"
    r"|institution|planning_area)(_(name|code|urn|laestab|estab|ukprn|id))?"
)
"""Columns of Explore Education Statistics that name places and schools."""

_REFUSED = "seems to hold rows about single children or people, and the figures store keeps none."
_RETURNS = "Measure a statutory return with `clearline returns measure`; give published figures here."

UNKNOWN = "is not a file of any dataset that is known."
_DESCRIBE = "Write a description with `clearline figures datasets --describe FILE`, and give it with --dataset."

_SAMPLE = 2_000
"""Rows below the heading whose labels are looked at."""


class Recognised(NamedTuple):
    """A file of text, the dataset that it is of, and its heading."""

    file: TextFile
    dataset: Dataset
    heading: Heading


def recognise(file: TextFile, known: Sequence[Dataset]) -> Recognised:
    """Return the dataset that a table is of; raise ``BadInput`` when it is none or several, or is about single people.

    No cell is ever quoted: a file without a heading begins with what may be a child.
    """
    if file.head.lstrip().startswith("<"):
        raise BadInput(Problem(file.path, None, "is XML, not a table.", _RETURNS))
    for heading in headings(file.head):
        refuse_personal(file.path, heading.columns)
        found = of_columns(heading.columns, known)
        if found:
            return Recognised(file, _one(file, heading, found), heading)
    raise BadInput(Problem(file.path, None, UNKNOWN, _DESCRIBE))


def refuse_personal(path: Path, columns: Sequence[str]) -> None:
    """Raise ``BadInput`` when a heading says that the rows are about single children or people."""
    if any(plain(column) in PERSONAL or _PERSONAL.fullmatch(plain(column)) for column in columns):
        raise BadInput(Problem(path, None, _REFUSED, _RETURNS))


def refuse_single_rows(path: Path, column: str, labels: int, rows: int) -> None:
    """Raise ``BadInput`` when nearly every row has a label of its own, as the names or numbers of people are.

    The groups that figures are about are few; only places smaller than authorities are many.
    """
    if labels >= _MANY and labels * 2 > rows and not _PLACES.fullmatch(plain(column)):
        what = f"has {labels:,} different labels in the column '{column}' of {rows:,} rows: it {_REFUSED}"
        raise BadInput(Problem(path, None, what, _RETURNS))


def of_columns(columns: Sequence[str], known: Sequence[Dataset]) -> list[Dataset]:
    """Return the datasets whose columns are all there; of those, the ones that name the most."""
    found = [dataset for dataset in known if _has(dataset, columns)]
    most = max((len(dataset.recognised_by) for dataset in found), default=0)
    return [dataset for dataset in found if len(dataset.recognised_by) == most]


def _has(dataset: Dataset, columns: Sequence[str]) -> bool:
    names = canonical_names(dataset)
    there = {names.get(plain(column), plain(column)) for column in columns}
    wanted = dataset.recognised_by
    return bool(wanted) and all(column in there or plain(column) in there for column in wanted)


def _one(file: TextFile, heading: Heading, found: list[Dataset]) -> Dataset:
    """Return the one dataset of several with the same columns whose labels the most rows have."""
    if len(found) > 1:
        labels = _labels(file, heading)
        hits = {dataset.key: _hits(dataset, labels) for dataset in found}
        found = [dataset for dataset in found if hits[dataset.key] == max(hits.values())]
    if len(found) > 1:
        what = f"could be a file of any of these: {', '.join(dataset.key for dataset in found)}."
        raise BadInput(Problem(file.path, None, what, "Say which with --dataset."))
    return found[0]


def _labels(file: TextFile, heading: Heading) -> dict[str, list[str]]:
    """Return the cells of each column near the top."""
    rows = [
        cells
        for line, cells in rows_of(file.head, heading.delimiter)
        if line > heading.lines_above and len(cells) == len(heading.columns)
    ]
    return {plain(name): [cells[at].strip() for cells in rows] for at, name in enumerate(heading.columns)}


def _hits(dataset: Dataset, labels: dict[str, list[str]]) -> int:
    names = canonical_names(dataset)
    known = {one.name: {*one.values, *(old for also in one.values.values() for old in also)} for one in dataset.filters}
    return sum(cell in known.get(names.get(column, ""), ()) for column, cells in labels.items() for cell in cells)
