"""What is taken as a file of evidence, and that nothing else is kept: kinds, size, macros, rows about children."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from docx import Document
from giving import PDF

from clearline.accounts.acting import Acting
from clearline.assurance.evidence import contents, models, receiving
from clearline.assurance.evidence.receiving import receive
from clearline.kit.errors import BadInput
from clearline.measures.child_level import ChildLevel

pytestmark = pytest.mark.django_db


def workbook(*rows: tuple[object, ...], hidden: bool = False) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Cover")
        sheet = book.add_worksheet("Data")
        if hidden:
            sheet.hide()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def document() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


def archive(*names: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("a.pdf", lambda: PDF, "a.pdf"), ("a.PNG", lambda: b"\x89PNG\r\n\x1a\n", "a.png"),
        ("a.jpeg", lambda: b"\xff\xd8\xff\xe0", "a.jpeg"), ("a.docx", document, "a.docx"),
        ("a.xlsx", lambda: workbook(("Month", "Visits"), ("May", 4)), "a.xlsx"),
        ("a.csv", lambda: b"Month,Visits\nMay,4\n", "a.csv"), ("a.txt", lambda: b"The panel met in May.\n", "a.txt"),
        ("a.pptx", lambda: archive("ppt/presentation.xml"), "a.pptx"),
        ("..\\..\\evil \r\n\"x\".pdf", lambda: PDF, "evil-x.pdf"), ("///.-.pdf", lambda: PDF, "evidence.pdf"),
        ("ééé.pdf", lambda: PDF, "evidence.pdf"), ("n" * 300 + ".pdf", lambda: PDF, "n" * 80 + ".pdf"),
    ],
)  # fmt: skip
def test_what_is_taken_has_a_name_that_is_safe_anywhere(name: str, content: Callable[[], bytes], called: str) -> None:
    assert receive([content()], name).name == called


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.html", b"<script>", "must be PDF"), ("a.svg", b"<svg>", "must be PDF"), ("a", b"x", "must be PDF"),
        ("/etc/.pdf", b"%PDF-", "must be PDF"),
        ("a.pdf", b"<script>", "is not what a .pdf file holds"), ("a.csv", b"%PDF-1.7", "is not what a .csv"),
        ("a.txt", b"PK\x03\x04", "is not what a .txt"), ("a.docx", b"PK\x03\x04rest", "is not what a .docx"),
        ("a.docx", archive("xl/workbook.xml"), "is not what a .docx"), ("a.pdf", b"", "is empty"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "has macros"),
        ("a.txt", b"a\0b", "is not text"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_or_can_run_something_is_refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        receive([content], name)


def test_a_file_that_is_too_large_is_refused_before_all_of_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST", 10)
    read = []

    def chunks() -> object:
        for part in (b"%PDF-", b"123456", b"never"):
            read.append(part)
            yield part

    with pytest.raises(BadInput, match="larger than"):
        receive(chunks(), "a.pdf")  # type: ignore[arg-type]
    assert read == [b"%PDF-", b"123456"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"UPN,Forename,Surname\nA123,Sam,Reed\n"), ("a.txt", b"Child ID;Date of birth\n1;2012-01-01\n"),
        ("a.xlsx", workbook(("Forename", "Surname"), ("Sam", "Reed"))),
        ("a.xlsx", workbook(("Forename", "Surname"), ("Sam", "Reed"), hidden=True)),
    ],
)  # fmt: skip
def test_rows_about_single_children_are_refused_and_nothing_of_them_is_kept_or_said(
    name: str, content: bytes, officer: Acting, folder: Path
) -> None:
    with pytest.raises(ChildLevel) as refused:
        contents.from_file(officer, [content], name)
    said = str(refused.value)
    assert said.startswith(f"{name}: ")
    assert "Sam" not in said
    assert "clearline-evidence-" not in said
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not models.Item.objects.exists()
