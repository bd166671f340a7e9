"""Reads a workbook's sheets as rows of plain values, once it is known to do no harm."""

from io import BytesIO
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.kit.workbooks import checked

_TODO = "Save the sheet as CSV."


def read_sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet by its name; a formula is the value that was saved with it.

    Raises ``BadInput`` for what is no workbook and for one that is damaged or made to do harm.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    found = checked(path)
    if found is None:
        raise BadInput(Problem(path, None, "is no .xlsx workbook.", _TODO))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(found.raw))
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    except CalamineError:
        raise BadInput(Problem(path, None, "is a workbook that cannot be read.", _TODO)) from None
