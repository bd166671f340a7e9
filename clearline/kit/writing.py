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
    # a lone carriage return is not quoted, and would begin a row of its own
    return neutral(text.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else text


_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins, in full-width letters too, which some spreadsheets take for the same."""

_UNSEEN = ' "\u00a0\u200b\u200c\u200d\u2060\ufeff'
"""What can stand before it and is dropped when a file is opened, or the cell is edited."""


def neutral(text: str) -> str:
    """Return text with a leading apostrophe where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(_UNSEEN).startswith(_RUNS) else text


def write_new(path: Path, text: str | bytes, force: bool) -> None:
    """Write a file whole or not at all; raise ``BadInput`` when it is there already or cannot be written."""
    part: Path | None = None
    try:
        if path.exists() and not force:
            raise BadInput(Problem(path, None, "is there already.", "Choose another name, or add --force."))
        if path.exists() and not path.is_file() and not path.is_dir():  # no file takes the place of a device
            raise BadInput(Problem(path, None, "cannot be written: it is no file.", "Choose the name of a file."))
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
