"""The tables of a print as CSV: a zip with a file a table and one that says what they are. The same bytes each time."""

import zipfile
from io import BytesIO

from clearline.kit.writing import csv_text
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.tables import SOURCE, Sheet, sheets
from clearline.reports.printing import Printed

ABOUT = "about.csv"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can name, so that no clock is in it."""


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return the tables of a print as a zip of CSV files. Hidden figures are the symbols that stand for them."""
    found = sheets(print_)
    files = {ABOUT: _about(print_, found)} | {f"{one.name}.csv": _table(one, look.site) for one in found}
    return zipped({name: f"\ufeff{text}".encode() for name, text in files.items()})  # Excel asks for the mark


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as an archive that knows no time and no machine."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(member, content)
    return out.getvalue()


def _about(print_: Printed, found: list[Sheet]) -> str:
    rows = [("Report", print_.title, ""), ("Council", print_.authority, ""), *((*fact, "") for fact in print_.facts)]
    rows += [("Mark", mark, "") for mark in print_.marks]
    rows += [("Missing", one.what, one.todo) for one in print_.missing]
    rows += [(f"{one.name}.csv", f"{one.section}: {one.table.title}", " ".join(one.says)) for one in found]
    return csv_text(("What", "Says", "Note"), rows)


def _table(one: Sheet, site: str) -> str:
    rows = (
        [cell.text for cell in row] + [source]
        for row, source in zip(one.table.rows, one.row_sources(site), strict=True)
    )
    return csv_text([*one.table.columns, SOURCE], rows)
