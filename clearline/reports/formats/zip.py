"""A print of a pack with the files that it names: an archive of the report, its tables and what is attached."""

import re

from clearline.kit.errors import BadInput
from clearline.kit.filed import read_filed
from clearline.reports.blocks import Attachment, walk
from clearline.reports.formats import csv, html, pdf, xlsx
from clearline.reports.formats.csv import zipped
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.printing import Printed

_NOT_SAFE = re.compile(r"[^A-Za-z0-9._ -]+")


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return a print with all that is attached to it, under ``files/``. Raises ``BadInput`` when a file is gone."""
    kinds = {"report.pdf": pdf, "report.html": html, "tables.xlsx": xlsx, "tables-csv.zip": csv}
    return zipped({**{name: kind.render(print_, look) for name, kind in kinds.items()}, **_attached(print_, look)})


def _attached(print_: Printed, look: Look) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in walk(print_.sections):
        if isinstance(one, Attachment):
            if look.attached is None:
                raise BadInput("The files of this report are not kept here.")
            found[f"files/{one.digest[:8]}-{_NOT_SAFE.sub('-', one.name)[-100:]}"] = read_filed(
                look.attached, one.digest
            )
    return found
