"""PDF: accessible by the validator, row headers, language, title, bookmarks, page numbers, data never run."""

import io
import itertools
import zlib
from importlib import import_module
from typing import Any

import msgspec
import pikepdf
import pytest
from sample_pack import SVG, pack

from clearline.reports.blocks import Cell, Chart, Pack, Part, Section, Table, Text
from clearline.reports.formats import pdf
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.widths import widths
from clearline.reports.printing import Printed, printed

validator: Any = import_module("page")  # it exports its names so that mypy does not see them

PROFILES = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A)


def made(part: Part = "whole") -> Printed:
    return printed(pack("open" if part == "open" else "restricted"), part)


def with_blocks(*blocks: object) -> Printed:
    one: Pack = msgspec.structs.replace(
        pack("open"),
        sections=(Section(key="one", title="One", blocks=tuple(blocks)),),  # type: ignore[arg-type]
    )
    return printed(one, "open")


def assert_valid(content: bytes) -> None:
    for profile in PROFILES:
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [(one.rule_id, one.message) for one in report.failures]


@pytest.mark.parametrize("part", ["open", "exempt", "whole"])
def test_every_part_meets_pdf_ua_and_pdf_a(part: Part) -> None:
    assert_valid(pdf.render(made(part), Look(site="https://clearline.example", colour="#00703c")))


def test_the_validator_would_refuse_what_is_not_tagged() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(made()))) as document:
        del document.Root.StructTreeRoot
        out = io.BytesIO()
        document.save(out)
    assert not validator.validate_pdf_bytes(out.getvalue(), profile=PROFILES[0]).is_compliant


def headers_of(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        cells = [one for one in pdf._elements(document.Root.StructTreeRoot) if one.get("/S") in ("/TH", "/TD")]
        return [f"{one.S} {_scope(one)}".strip() for one in cells]


def _scope(cell: pikepdf.Object) -> str:
    attributes = cell.get("/A")
    given = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(one.Scope) for one in given if one is not None and "/Scope" in one), "")


def test_each_row_is_headed_by_its_first_cell_and_each_column_by_its_first() -> None:
    table = Table(title="T", columns=("A", "B"), rows=((Cell(text="x"), Cell(text="y")),) * 2)
    assert headers_of(pdf.render(with_blocks(table))) == [
        "/TH /Column", "/TH /Column", "/TH /Row", "/TD", "/TH /Row", "/TD"
    ]  # fmt: skip


def test_it_has_a_title_a_language_bookmarks_and_nothing_of_the_machine() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(made("open")))) as document:
        assert str(document.docinfo["/Title"]) == "Lead member's briefing, Northmoor Council"
        assert document.Root.Lang == "en-GB"
        with document.open_outline() as outline:
            titles = [one.title for one in outline.root]
        assert "Figures" in titles
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260601000000")


def test_data_is_never_run_as_markup() -> None:
    wild = '#read("/etc/passwd") #import "x.typ" $x$ `raw` *b* _i_ <label> @ref \\ #panic()'
    assert_valid(
        pdf.render(with_blocks(Text(text=wild), Table(title=wild, columns=(wild,), rows=((Cell(text=wild),),))))
    )


def test_long_words_long_tables_and_many_columns_still_print() -> None:
    wide = tuple(f"Column {number}" for number in range(11))
    rows = tuple(tuple(Cell(text=f"{line} {at} " + "word" * 4) for at in range(11)) for line in range(120))
    endless = "https://example.org/" + "a" * 400
    content = pdf.render(with_blocks(Table(title="Wide", columns=wide, rows=rows), Text(text=endless)))
    assert_valid(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 3


def test_a_tall_drawing_gets_most_of_a_page_and_a_wide_one_its_own_height() -> None:
    tall = SVG.replace('viewBox="0 0 200 60"', 'viewBox="0 0 200 600"').replace('height="60"', 'height="600"')
    assert pdf.tallest(tall) == pytest.approx(600 * 7 / 10.5 * 25.4 / 72)
    assert pdf.tallest(tall.replace("200 600", "200 6000")) == pdf.MOST_HEIGHT
    assert pdf.tallest(SVG) == pdf.tallest("<svg/>") == pdf.LEAST_HEIGHT
    assert_valid(pdf.render(with_blocks(*(Chart(title="T", description="D", svg=one) for one in (tall, SVG)))))


def test_streams_end_so_that_every_reader_finds_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.open(io.BytesIO(pdf.render(made()))) as document:
        pairs = (bytes(pair) for pair in itertools.product(range(256), repeat=2))
        data = next(pair for pair in pairs if zlib.compress(pair).endswith(b"\r"))
        for font in (False, True):
            stream = document.make_stream(b"")
            stream.write(zlib.compress(data), filter=pikepdf.Name.FlateDecode)
            if font:
                stream.Length1 = len(data)
            pdf._end_clearly(stream)
            assert stream.read_bytes().rstrip(b"\n") == data
            assert not stream.read_raw_bytes().endswith(b"\r")
            assert stream.get("/Length1", None) in (None, len(stream.read_bytes()))
        monkeypatch.setattr(pdf, "UNCLEAR_END", b"endstream")
        assert pdf._saved(document).startswith(b"%PDF"), "it gives up after some attempts, with a whole file"


def test_columns_share_the_width_by_what_they_hold() -> None:
    table = Table(title="T", columns=("No", "Why"), rows=((Cell(text="1"), Cell(text="many words " * 20)),))
    narrow, wide = widths(table)
    assert narrow < wide


def test_every_page_can_be_looked_at() -> None:
    assert all(one.startswith(b"\x89PNG") for one in pdf.pictures(made()))
    assert len(pdf.pictures(with_blocks(Text(text="One page.")), PLAIN)) == 1
