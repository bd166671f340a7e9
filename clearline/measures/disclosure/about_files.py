"""Reads the file beside a table that says what it is about, and writes one to begin with."""

import csv
import io
import re
from pathlib import Path

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_text, read_yaml
from clearline.measures.disclosure.about import About, ProfileKey
from clearline.measures.disclosure.cells import HIDDEN, NOTHING, ROUNDS_TO_ZERO
from clearline.measures.disclosure.ledger import Printed
from clearline.measures.disclosure.reading import LARGEST, STANDARD

_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
_RATE = re.compile(r"per_?cent|rate|pct|^pt_|^per_|avg|average|mean|%", re.IGNORECASE)


def read_printed(path: Path, about: Path | None, profile: ProfileKey | None = None) -> Printed:
    """Return a table as text with what it is about; ``profile`` overrides the rule that its file names."""
    beside = about or path.with_suffix(".about.yaml")
    if not beside.exists():
        todo = f"Write one to begin with: clearline figures suppress {path} --describe > {beside}"
        raise BadInput(Problem(beside, None, "is missing: it says what the table counts.", todo))
    data, places = read_yaml(beside)
    found = convert(data, About, places)
    if profile:
        found = msgspec.structs.replace(found, profile=profile)
    return Printed(about=found, text=read_text(path, LARGEST))


def read_others(path: Path, ours: About) -> Printed:
    """Return another publisher's table: with its own file beside it, or as one about the same as ours."""
    beside = path.with_suffix(".about.yaml")
    if beside.exists():
        return read_printed(path, beside)
    about = msgspec.structs.replace(ours, rates={}, ranks={}, beside={}, labels=(), areas_add_up={}, profile="dfe")
    return Printed(about=about, text=read_text(path, LARGEST))


def starter(path: Path) -> str:
    """Return a file to begin with for a table: what each column seems to be, to be put right by who knows."""
    rows = list(csv.reader(io.StringIO(read_text(path, LARGEST), newline="")))
    if len(rows) < 2:
        raise BadInput(Problem(path, None, "has no rows."))
    heading = [name.strip() for name in rows[0]]
    cells = {name: [row[at].strip() for row in rows[1:] if at < len(row)] for at, name in enumerate(heading)}
    own = {name: texts for name, texts in cells.items() if name not in STANDARD}
    numbers = {name: _numbers(texts) for name, texts in own.items() if _is_figures(texts)}
    counts = [name for name, found in numbers.items() if _are_counts(name, found)]
    lines = ["# What the table counts. Tables with the same word are about the same children.", "counted: children"]
    lines += ["counts:", *(f"  {_quoted(name)}: {{}}" for name in counts)] if counts else []
    labels = [name for name in own if name not in numbers]
    if labels:
        lines += ["# adds_up: whole (each child in one label), some (in at most one), each (in several), none"]
        lines += ["dimensions:", *(f"  {_quoted(name)}: {{totals: [Total], adds_up: whole}}" for name in labels)]
    rates = [name for name in numbers if name not in counts]
    if rates:
        lines += ["# name the columns of counts that each is computed from"]
        lines += ["rates:", *(f"  {_quoted(name)}: {_rate(numbers[name])}" for name in rates)]
    return "\n".join(lines) + "\n"


def _are_counts(name: str, found: list[str]) -> bool:
    return not _RATE.search(name) and all(number.replace(",", "").isdigit() for number in found)


def _rate(found: list[str]) -> str:
    decimals = max(len(number.partition(".")[2]) for number in found)
    return f'{{numerator: "?", denominator: "?", per: 100, decimals: {decimals}}}'


def _is_figures(texts: list[str]) -> bool:
    """Whether a column holds figures and symbols only, and a figure at least."""
    return bool(_numbers(texts)) and all(
        _NUMBER.fullmatch(text) or text in NOTHING | HIDDEN | ROUNDS_TO_ZERO for text in texts
    )


def _numbers(texts: list[str]) -> list[str]:
    return [text for text in texts if _NUMBER.fullmatch(text)]


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_meta(path: Path, columns: str) -> str:
    """Return the text of a meta file; raise ``BadInput`` when it names a column that the table does not have.

    ``columns`` is the table's heading.
    """
    text = read_text(path)
    names = [cell.strip() for cell in next(csv.reader([columns.removeprefix("\ufeff")]), [])]
    for line, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        if row.get("col_name") not in names:
            raise BadInput(Problem(path, line, "names no column of the table in 'col_name'."))
    return text
