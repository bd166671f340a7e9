"""How a pack is printed: one file a format, each with ``render``. All print the same ``printing.Printed``."""

from collections.abc import Callable
from importlib import import_module
from typing import Literal

from clearline.reports.formats.look import Look
from clearline.reports.printing import Printed

Format = Literal["pdf", "docx", "xlsx", "csv", "html", "zip"]

ENDINGS: dict[Format, str] = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "csv": "zip", "html": "html", "zip": "zip"}
"""What a file of each format ends in: CSV is an archive with a file a table, ``zip`` the report with its files."""

TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
}
"""Media types by ending."""


def render(form: Format, print_: Printed, look: Look) -> bytes:
    """Return a print in a format."""
    function: Callable[[Printed, Look], bytes] = import_module(f"clearline.reports.formats.{form}").render
    return function(print_, look)
