"""Tables as each format prints them: a title is not said twice, and Word shows columns as wide as they need to be."""

import io

import msgspec
from docx import Document
from sample_pack import pack

from clearline.reports.blocks import Cell, Section, Table, Text
from clearline.reports.formats import docx, html
from clearline.reports.formats.words import says_its_title
from clearline.reports.printing import Printed, printed

LONG = "a good many words that say why it is so " * 3


def table(title: str) -> Table:
    return Table(title=title, columns=("No", "Why"), rows=((Cell(text="1"), Cell(text=LONG)),))


def of(one: Table) -> Printed:
    """Return a print of one section, "Training", that holds one table."""
    section = Section(key="one", title="Training", blocks=(one,))
    return printed(msgspec.structs.replace(pack("open"), sections=(section,)), "open")


def test_a_table_says_its_title_unless_it_is_the_first_of_a_section_called_the_same() -> None:
    first, second = table("Training"), table("Vetting")
    section = Section(key="a", title="Training", blocks=(Text(text="Begun."), first, second, table("Training")))
    assert [says_its_title(section, one) for one in section.blocks if isinstance(one, Table)] == [False, True, True]


def test_a_title_that_the_heading_says_is_left_out_on_paper_and_kept_for_who_cannot_see_the_page() -> None:
    words = [one.text for one in Document(io.BytesIO(docx.render(of(table("Training"))))).paragraphs]
    assert words.count("Training") == 1
    assert 'govuk-visually-hidden">Training</caption>' in html.render(of(table("Training"))).decode()
    assert 'caption--s">Vetting</caption>' in html.render(of(table("Vetting"))).decode()


def test_columns_in_word_are_as_wide_as_they_need_to_be_in_small_letters() -> None:
    (made,) = Document(io.BytesIO(docx.render(of(table("Vetting"))))).tables
    narrow, wide = made.columns
    assert wide.width > 4 * narrow.width
    for row in made.rows:
        assert [cell.width for cell in row.cells] == [narrow.width, wide.width]
        assert {run.font.size.pt for cell in row.cells for run in cell.paragraphs[0].runs} == {9.0}
