"""Makes small Annex A workbooks for tests, part by part, so that they can also be made wrong."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from clearline.measures.returns.annex_a.layout import LISTS
from clearline.measures.returns.annex_a.reading import read
from clearline.measures.returns.reading import Return
from clearline.measures.returns.recognising import Given

NORTHMOOR = "E06000999"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

Rows = Sequence[Sequence[Any]]
Sheets = dict[str, Rows]


def cell(value: Any, place: str) -> str:
    """Return a cell as XML: text, a number, a day, yes or no; text that begins with = is a formula whose value is 1."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    if value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f><v>1</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def letters(column: int) -> str:
    """Return the name of a column: 0 is A, 26 is AA."""
    return (letters(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


def sheet(rows: Rows) -> str:
    lines = [
        "".join(cell(value, f"{letters(at)}{number}") for at, value in enumerate(row) if value is not None)
        for number, row in enumerate(rows, 1)
    ]
    data = "".join(f'<row r="{number}">{line}</row>' for number, line in enumerate(lines, 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def parts_of(sheets: Sheets, hidden: Sequence[str] = ()) -> dict[str, str]:
    """Return the parts of a workbook."""
    names = list(sheets)
    states = [' state="hidden"' if name in hidden else "" for name in names]
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}"{state} r:id="rId{at}"/>'
        for at, (name, state) in enumerate(zip(names, states, strict=True), 1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    related += f'<Relationship Id="rId0" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    kinds = '<Default Extension="xml" ContentType="application/xml"/>'
    start = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{formats}</styleSheet>',
    } | {f"xl/worksheets/sheet{at}.xml": sheet(rows) for at, rows in enumerate(sheets.values(), 1)}


def write(path: Path, parts: dict[str, str]) -> Path:
    """Write the parts of a workbook as one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def listed(table: str, rows: Sequence[dict[str, Any]]) -> Rows:
    """Return a list as a sheet: all its headings, and rows given by heading; each is of a child of its own."""
    one = LISTS[table]
    known = [*one.recognised_by, *(column.heading for column in one.columns.values())]
    headings = list(dict.fromkeys([one.who, *known, *(heading for row in rows for heading in row)]))
    named = [{one.who: f"SYN{number}"} | row for number, row in enumerate(rows)]
    return [headings, *([row.get(heading) for heading in headings] for row in named)]


def made(path: Path, lists: dict[str, Sequence[dict[str, Any]]], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook of lists, each on a sheet of its name."""
    return write(path, parts_of({table: listed(table, rows) for table, rows in lists.items()}, hidden))


def given(*paths: Path, authority: str = NORTHMOOR) -> list[Given]:
    """Return files as a folder of an authority's returns would."""
    return [Given(path=path, kind="annex-a", authority=authority, size=path.stat().st_size) for path in paths]


def read_made(path: Path, lists: dict[str, Sequence[dict[str, Any]]]) -> Return:
    (returned,) = read(given(made(path, lists)))
    return returned
