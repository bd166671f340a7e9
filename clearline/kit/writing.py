"""Writes CSV text that no spreadsheet runs, and files whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV text. A cell that a spreadsheet would run as a formula is given a leading apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    text = "" if value is None else str(value)
    return neutral(text) if isinstance(value, str) else text  # a number is no formula


def neutral(text: str) -> str:
    """Return text with a leading apostrophe where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_new(path: Path, text: str | bytes, force: bool) -> None:
    """Write a file whole or not at all; raise ``BadInput`` when it is there already or cannot be written."""
    part: Path | None = None
    try:
        if path.exists() and not force:
            raise BadInput(Problem(path, None, "is there already.", "Choose another name, or add --force."))
        beside = path.with_name(f"{path.name}.{os.getpid()}.part")
        with beside.open("xb") as file:  # never through a link, and never over what is there
            part = beside
            file.write(text.encode() if isinstance(text, str) else text)
        part.replace(path)
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        why = getattr(error, "strerror", None) or "no file can have that name"
        raise BadInput(Problem(path, None, f"cannot be written: {why}.")) from None
