"""Tables in Word documents: headers, widths, lines, and cells that lead to where their words come from."""

import copy
from typing import Any

from clearline.reports.blocks import Cell, Table
from clearline.reports.formats.docx_parts import run, word_name
from clearline.reports.formats.widths import PAGE, letter_size, widths
from clearline.reports.formats.words import absolute

_LINE = "b1b4b6"
_LINK = "1a65a6"


def table(document: Any, block: Table, site: str) -> None:
    """Add a table whose first row and first column are headers, the first row on every page."""
    from docx.oxml import OxmlElement

    width = len(block.columns)
    size = letter_size(width)
    made = document.add_table(rows=len(block.rows) + 1, cols=width)
    _lines(made)
    _wide(document, made, block)
    look = made._element.tblPr.first_child_found_in("w:tblLook")
    for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noVBand", "1"), ("noHBand", "1")):
        look.set(word_name(name), value)
    cells = made._cells
    for at, title in enumerate(block.columns):
        _say(cells[at], Cell(text=title), at in block.numeric, "", size, bold=True)
    for line, row in enumerate(block.rows, start=1):
        for at, cell in enumerate(row):
            _say(cells[line * width + at], cell, at in block.numeric, site, size)
    for at, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _wide(document: Any, made: Any, block: Table) -> None:
    """Share the width between the margins by what the columns hold."""
    section = document.sections[-1]
    page = section.page_width - section.left_margin - section.right_margin
    made.autofit = False
    shares = [round(page * width / PAGE) for width in widths(block)]
    for column, width in zip(made.columns, shares, strict=True):
        column.width = width
    for row in made._tbl.tr_lst:  # Word goes by the cells, others by the columns
        for cell, width in zip(row.tc_lst, shares, strict=True):
            cell.width = width


def _lines(made: Any) -> None:
    """Draw a thin line under each row, whatever styles the template has."""
    from docx.oxml import OxmlElement

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        one = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            one.set(word_name(name), value)
        borders.append(one)
    made._element.tblPr.append(borders)


def _say(place: Any, cell: Cell, numeric: bool, site: str, size: float, *, bold: bool = False) -> None:
    """Put a cell's words in its place, leading to where they come from."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    one = run(paragraph, cell.text, bold=bold, size=size)
    address = absolute(cell.source, site)
    if address:
        _lead(paragraph, one, address)


def _lead(paragraph: Any, words: Any, address: str) -> None:
    """Make words lead to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    leads = OxmlElement("w:hyperlink")
    leads.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    words.font.color.rgb = RGBColor.from_string(_LINK)
    leads.append(copy.copy(words._element))
    paragraph._element.replace(words._element, leads)
