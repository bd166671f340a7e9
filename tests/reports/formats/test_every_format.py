"""Every format: the same bytes for the same print, nothing of what is not open anywhere in the file."""

import csv
import io
import zipfile
from pathlib import Path
from typing import get_args

import msgspec
import pikepdf
import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from reading_files import all_bytes, drawn
from sample_pack import CANARY, SVG, pack

from clearline.kit.errors import BadInput
from clearline.kit.filed import file_away
from clearline.reports.blocks import Attachment, Cell, Facts, Part, Points, Section, Table, Text
from clearline.reports.formats import ENDINGS, TYPES, Format, render
from clearline.reports.formats import html as html_format
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.svg import png
from clearline.reports.formats.tables import sheets
from clearline.reports.printing import Printed, printed

FORMATS: tuple[Format, ...] = ("pdf", "docx", "xlsx", "csv", "html", "zip")
SITE = Look(site="https://clearline.example")


def made(part: Part) -> Printed:
    return printed(pack("open" if part == "open" else "restricted"), part)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("part", get_args(Part))
def test_the_same_print_gives_the_same_bytes(form: Format, part: Part) -> None:
    assert render(form, made(part), SITE) == render(form, made(part), SITE)


@pytest.mark.parametrize("form", FORMATS)
def test_no_byte_of_an_open_file_tells_what_is_not_open(form: Format) -> None:
    found = all_bytes(render(form, made("open"), SITE))
    for encoded in (CANARY.encode(), CANARY.encode("utf-16-be"), CANARY.encode("utf-16-be").hex().encode()):
        assert encoded not in found
    assert b"Schedule 12A" not in found


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "html"])
def test_the_test_above_would_see_it(form: Format) -> None:
    assert CANARY.encode() in all_bytes(render(form, made("whole"), SITE))


def test_the_words_of_a_pdf_can_be_read_out_so_that_the_test_above_would_see_them_there_too() -> None:
    assert words_of_pdf("whole", CANARY)
    assert not words_of_pdf("open", CANARY)
    assert words_of_pdf("open", "foster")


def words_of_pdf(part: Part, word: str) -> bool:
    """Return whether a word is drawn on a page: letter by letter, by the tables of the fonts."""
    with pikepdf.open(io.BytesIO(render("pdf", made(part), SITE))) as document:
        return any(word in drawn(page) for page in document.pages)


def test_every_format_has_an_ending_and_a_type() -> None:
    assert set(ENDINGS) == set(FORMATS) == set(get_args(Format))
    assert set(ENDINGS.values()) <= set(TYPES)


def test_a_workbook_has_a_sheet_a_table_with_sources_and_no_formula_and_no_hidden_sheet() -> None:
    content = render("xlsx", made("whole"), SITE)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["about", "children-looked-after-by", "prices-canary-of-what-is", "promises"]
    rows = book.get_sheet_by_name("children-looked-after-by").to_python()
    assert rows[0][0] == "Children looked after, by where they live"
    assert any("Restricted: contains small numbers" in str(cell) for row in rows for cell in row)
    head = next(at for at, row in enumerate(rows) if row[0] == "Where they live")
    assert rows[head] == ["Where they live", "Children", "Per cent", "Source"]
    source = "https://clearline.example/northmoor/outcomes/measures/children-looked-after"
    assert rows[head + 1] == ["With foster carers", 214.0, 71.3, source]
    assert rows[head + 3][0] == "'=1+1 is no formula"
    inside = all_bytes(content)
    assert b"<f>" not in inside
    assert b'state="hidden"' not in inside
    about = book.get_sheet_by_name("about").to_python()
    assert ["Number", "2026-01"] in about
    assert any(row[0] == "Missing" for row in about)


def with_sections(*sections: Section) -> Printed:
    return printed(msgspec.structs.replace(pack("open"), sections=sections, subtitle=""), "open")


def test_tables_and_columns_of_one_name_are_told_apart_and_no_cell_is_too_long() -> None:
    columns = ("Year", "year", "")
    row = (Cell(text="2025", source="https://www.gov.uk/a"), Cell(text="x" * 40_000), Cell(text="-"))
    table = Table(title="!", columns=columns, rows=(row,))
    about = Table(title="About", columns=("A",), rows=((Cell(text="b"),),))
    shown = with_sections(Section(key="a", title="A", blocks=(table, table, about)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(render("xlsx", shown, PLAIN)))
    assert book.sheet_names == ["about", "a", "a-2", "about-2"], "tables of one title go by their section"
    rows = book.get_sheet_by_name("a").to_python()
    assert rows[1] == ["Year", "year 2", "Column", "Source"]
    assert rows[2][0::3] == ["2025", "https://www.gov.uk/a"]
    assert len(str(rows[2][1])) == 32_767


def test_a_pack_without_subtitle_tables_or_anything_missing_prints_in_every_format(tmp_path: Path) -> None:
    shown = with_sections(Section(key="a", title="A", blocks=(
        Points(points=("first", "second"), numbered=True), Facts(rows=(("Name", "Value"),)),
        Table(title="Nothing", columns=("A",), rows=()),
    )))  # fmt: skip
    for form in FORMATS:
        assert render(form, shown, Look(attached=tmp_path))


def test_csv_files_guard_formulas_and_say_what_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(render("csv", made("open"), SITE))) as archive:
        names = archive.namelist()
        rows = list(csv.reader(io.StringIO(archive.read("children-looked-after-by.csv").decode("utf-8-sig"))))
        about = list(csv.reader(io.StringIO(archive.read("about.csv").decode("utf-8-sig"))))
    assert names == ["about.csv", "children-looked-after-by.csv", "promises.csv"]
    assert rows[0] == ["Where they live", "Children", "Per cent", "Source"]
    assert rows[2][:3] == ["In secure homes", "c", "c"]
    assert rows[3][0] == "'=1+1 is no formula"
    assert ["Missing", "The number of children placed by others", "The analyst can load the return."] in about


def test_a_file_leads_nowhere_when_the_site_is_not_known_and_never_to_a_script() -> None:
    table = sheets(made("whole"))[0]
    assert table.row_sources("") == ["", "", ""]
    text = render("html", made("open"), PLAIN).decode()
    assert 'href="/' not in text
    assert "javascript:" not in text


def test_html_has_headers_of_rows_and_columns_and_escapes_every_word() -> None:
    text = render("html", made("open"), SITE).decode()
    assert '<html lang="en-GB">' in text
    assert '<th scope="col"' in text
    assert '<th scope="row"' in text
    assert "&lt;shows&gt;" in text
    assert SVG in text
    assert "default-src 'none'" in text, "a file that is opened alone loads nothing"


def test_on_a_page_sources_lead_within_the_site() -> None:
    shown = html_format.on_page(made("open"), here=True)
    table = shown["sections"][1]["blocks"][0]
    assert table["cells"][0][1][1] == "/northmoor/outcomes/measures/children-looked-after"
    assert html_format._address("//elsewhere.example", "", True) == ""


def test_deep_sections_are_headed_no_deeper_than_html_goes() -> None:
    section = Section(key="deep", title="Deepest", blocks=pack("open").sections[0].blocks)
    for number in range(6):
        section = Section(key=f"s{number}", title=f"Level {number}", sections=(section,))
    deep = with_sections(section)
    assert "<h6" in render("html", deep, PLAIN).decode()
    for form in ("pdf", "docx"):
        assert render(form, deep, PLAIN)


def test_an_archive_holds_the_files_that_a_report_names(tmp_path: Path) -> None:
    digest = file_away(tmp_path, b"minutes")
    named = Attachment(title="Minutes", name="../mi nutes.txt", digest=digest, size=7)
    shown = with_sections(Section(key="files", title="Files", blocks=(Text(text="See the file."), named)))
    with zipfile.ZipFile(io.BytesIO(render("zip", shown, Look(attached=tmp_path)))) as archive:
        assert archive.read(f"files/{digest[:8]}-..-mi nutes.txt") == b"minutes"
        assert "report.pdf" in archive.namelist()
    with pytest.raises(BadInput, match="not kept here"):
        render("zip", shown, PLAIN)
    for form in ("pdf", "docx", "html"):
        assert render(form, shown, PLAIN)


def test_a_drawing_becomes_a_picture() -> None:
    assert png(SVG).startswith(b"\x89PNG")
    assert png(SVG) == png(SVG)


def test_a_word_document_has_headings_headers_of_tables_and_words_for_pictures() -> None:
    document = Document(io.BytesIO(render("docx", made("whole"), SITE)))
    heads = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert heads == ["Summary", "Figures", "What people say", "Prices", "Partners"]
    assert len(document.element.xpath("//w:tblHeader")) == 3
    assert document.element.xpath("//wp:docPr/@descr") == ["Children looked after. It rises from 10 to 12."]
    assert document.core_properties.title == "Lead member's briefing, Northmoor Council"
    assert document.core_properties.language == "en-GB"
    header = "".join(one.text for one in document.sections[0].header.paragraphs)
    assert "Restricted: contains small numbers" in header
    assert document.element.xpath("//w:hyperlink")
