"""Reads a workbook's sheets as rows of plain values. What it unpacks to is known before it is unpacked."""

import zipfile
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem

LARGEST = 200_000_000
"""Bytes of a workbook unpacked; the largest real one has two million."""


def read_sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet by its name; a formula is the value that was saved with it.

    Raises ``BadInput`` for what is no workbook and for one that would unpack to more than anybody publishes.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > LARGEST:
            what = f"unpacks to {size:,} bytes; the limit is {LARGEST:,}."
            raise BadInput(Problem(path, None, what, "Save the sheet as CSV."))
        workbook = CalamineWorkbook.from_path(str(path))
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    except (zipfile.BadZipFile, CalamineError, OSError):
        raise BadInput(Problem(path, None, "is no workbook that can be read, or a damaged one.")) from None
