"""Documents are looked through for rows about children before they are kept, and none can hang or harm the server."""

import json
import subprocess
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
import typst
from docx import Document
from giving import PDF
from test_receiving_evidence import workbook

from clearline.accounts.acting import Acting
from clearline.assurance.evidence import contents, documents, pdf_rows
from clearline.assurance.evidence.receiving import receive
from clearline.kit.errors import BadInput
from clearline.measures.child_level import ChildLevel, is_nhs_number, is_upn

Rows = Sequence[Sequence[str]]

LIST = (("UPN", "Forename", "Placement"), ("A1", "Sam Reed", "Foster care"))
ATTENDED = (("Name", "Surname", "Role"), ("Ann", "Heron", "Director"), ("Client", "Northmoor", "Council"))
FIGURES = (("Measure", "Children", "Date"), ("Placed at a distance", "12", "3 May 2026"))
WORDS = "The panel asked how often a child moves. A date of birth was given orally, and a UPN was not."
PUPIL = next(f"{letter}801200001001" for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_upn(f"{letter}801200001001"))
"""Of the shape of a unique pupil number, with the right check letter."""
PATIENTS = (
    "943 476 5919",
    "401-023-2137",
    next(f"45055777{number}" for number in range(10, 99) if is_nhs_number(f"45055777{number}")),
)


def of_pdf(rows: Rows, words: str = WORDS) -> bytes:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    body = f"= Minutes\n{words}\n#pagebreak()\n#table(columns: {len(rows[0])}, {cells})"
    return bytes(typst.compile(body.encode()))


def of_docx(rows: Rows, words: str = WORDS) -> bytes:
    file, made = BytesIO(), Document()
    made.add_heading("Minutes")
    made.add_paragraph(words)
    outer = made.add_table(1, 1)  # a table within a table, as pages are laid out
    table = outer.cell(0, 0).add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.save(file)
    return file.getvalue()


def of_pptx(rows: Rows, words: str = WORDS) -> bytes:
    cells = ("".join(f"<a:tc><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:tc>" for cell in row) for row in rows)
    table = "".join(f"<a:tr>{row}</a:tr>" for row in cells)
    slide = f'<sld xmlns:a="a"><a:p><a:t>{words}</a:t></a:p><a:tbl>{table}</a:tbl></sld>'
    return archive({"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": slide.encode()})


def archive(parts: dict[str, bytes], packed: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", packed) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


MAKERS: dict[str, Callable[..., bytes]] = {"pdf": of_pdf, "docx": of_docx, "pptx": of_pptx}
every_kind = pytest.mark.parametrize("kind", list(MAKERS))


@every_kind
def test_a_table_with_a_row_for_each_child_is_refused_and_nothing_is_kept_or_quoted(
    kind: str, officer: Acting, folder: Path
) -> None:
    for rows in (LIST, (("Child’s name", "D.O.B."), ("Sam Reed", "3 May"))):
        with pytest.raises(ChildLevel, match="a table about single children") as refused:
            contents.from_file(officer, [MAKERS[kind](rows)], f"minutes.{kind}")
        assert "nothing of this file was kept" in str(refused.value)
        assert "Sam" not in str(refused.value)
    assert not folder.exists()


@every_kind
def test_minutes_with_who_attended_and_with_figures_are_taken(kind: str) -> None:
    for rows in (ATTENDED, FIGURES):
        assert receive([MAKERS[kind](rows)], f"minutes.{kind}").name == f"minutes.{kind}"


@every_kind
def test_numbers_of_pupils_and_patients_in_running_text_are_found(kind: str) -> None:
    made = MAKERS[kind]
    with pytest.raises(ChildLevel, match="unique pupil number"):
        receive([made(FIGURES, f"It was about {PUPIL}, and others.")], f"a.{kind}")
    with pytest.raises(ChildLevel, match="NHS numbers"):
        receive([made(FIGURES, f"They were {', '.join(PATIENTS)}.")], f"a.{kind}")
    for harmless in (f"Patient {PATIENTS[0]}.", "Ring 0191 496 0000, 0191 496 0001 or 0191 496 0002.",
                     f"Orders {', '.join(PATIENTS)} and 1234567890.", "Code X123456789012X."):  # fmt: skip
        assert receive([made(FIGURES, harmless)], f"a.{kind}")


def changed(content: bytes, change: Callable[[Any], None], **saved: Any) -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        change(document)
        document.save(file, **saved)
    return file.getvalue()


def attach(document: Any) -> None:
    document.attachments["list.csv"] = b"UPN\nA1\n"


def test_a_pdf_that_cannot_be_looked_through_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = pikepdf.Encryption(owner="a", user="b")
    for content, words in (
        (b"%PDF-1.7 and nothing else", "cannot be opened"),
        (changed(of_pdf(FIGURES), lambda document: None, encryption=locked), "asks for a password"),
        (changed(of_pdf(FIGURES), attach), "has files inside it"),
    ):
        with pytest.raises(BadInput, match=words):
            receive([content], "a.pdf")
    monkeypatch.setattr(pdf_rows, "SECONDS", 0)
    with pytest.raises(BadInput, match="too much"):
        receive([PDF], "a.pdf")


def test_a_process_that_was_ended_from_outside_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: killed)
    with pytest.raises(BadInput, match="too much"):
        receive([PDF], "a.pdf")


def test_the_process_says_what_it_found_and_stops_at_its_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(content: bytes) -> int:
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return pdf_rows.main(str(path))

    assert told(of_pdf(LIST)) == 0
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["UPN", "Forename", "Placement"] in pages[1]
    assert told(changed(of_pdf(FIGURES), attach)) == pdf_rows.HAS_FILES
    assert told(b"%PDF-") == pdf_rows.UNREADABLE
    monkeypatch.setattr(pdf_rows, "MOST_RUNS", 3)
    assert told(of_pdf(LIST)) == pdf_rows.TOO_LONG
    monkeypatch.setattr(pdf_rows, "MOST_PAGES", 1)
    assert told(of_pdf(LIST)) == pdf_rows.TOO_LONG


def test_runs_of_letters_without_a_gap_are_one_cell() -> None:
    """Letters of another font, or set closer than usual, are runs of their own: “For” and “ename”."""
    line = [(0.0, 0.0, 5.0, 8.0, "For"), (6.0, 0.0, 12.0, 8.0, "ename"), (20.0, 0.0, 30.0, 8.0, "Age")]
    assert list(pdf_rows._cells(line)) == ["Forename", "Age"]


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_workbooks_inside_a_document_are_looked_through_and_other_files_refused(kind: str) -> None:
    top = {"docx": "word", "pptx": "ppt"}[kind]
    main = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}[kind]

    def holding(name: str, content: bytes) -> bytes:
        return archive({main: b"<p/>", f"{top}/embeddings/{name}": content})

    assert receive([holding("chart.xlsx", workbook(("Month", "Visits"), ("May", 4)))], f"a.{kind}")
    with pytest.raises(ChildLevel, match="columns about single children") as refused:
        receive([holding("chart.xlsx", workbook(("UPN", "Forename"), ("A1", "Sam")))], f"a.{kind}")
    assert str(refused.value).startswith(f"a.{kind}: ")
    for name, content in (
        ("object.bin", b"x"), ("chart.xlsx", archive({"x": b"x"})), ("chart.xlsx", b"no archive"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match="cannot be looked through"):
            receive([holding(name, content)], f"a.{kind}")


def nested(depth: int) -> bytes:
    return b"<x>" * depth + b"</x>" * depth


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "could do harm"),
        ({"word/document.xml": "<x/>".encode("utf-16")}, "could do harm"),
        ({"word/document.xml": b"<x>"}, "is damaged"),
        ({"word/document.xml": b"<x/>", "../out.xml": b"<x/>"}, "could do harm"),
        ({"word/document.xml": b"<x/>", "/out.xml": b"<x/>"}, "could do harm"),
        ({"word/document.xml": b"<x/>", "word/bomb.xml": bytes(2_000_000)}, "could do harm"),
        ({"word/document.xml": b"<x/>", "media/bomb.bin": bytes(5_000_000)}, "could do harm"),
        ({"word/document.xml": b"<x/>", **{f"word/{n}.xml": b"<x/>" for n in range(60)}}, "could do harm"),
    ],
)
def test_documents_that_are_traps_are_refused(
    parts: dict[str, bytes], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LARGEST_OPEN", 4_000_000), ("LARGEST_TEXT", 1_000_000), ("MOST_PARTS", 50)):
        monkeypatch.setattr(documents, name, value)
    with pytest.raises(BadInput, match=words):
        receive([archive(parts)], "a.docx")


def test_a_document_packed_as_none_is_and_one_nested_without_end_do_no_harm() -> None:
    with pytest.raises(BadInput, match="could do harm"):
        receive([archive({"word/document.xml": b"<x/>"}, ZIP_BZIP2)], "a.docx")
    assert receive([archive({"word/document.xml": nested(200)})], "a.docx")
