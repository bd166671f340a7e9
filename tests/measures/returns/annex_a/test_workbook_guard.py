"""A workbook that is a trap is refused before it is opened."""

import stat
import zipfile
from pathlib import Path

import pytest
from made_workbook import listed, parts_of, write

from clearline.kit import workbooks
from clearline.kit.errors import BadInput
from clearline.kit.workbooks import checked
from clearline.measures.returns.annex_a.sheets import lists_of

PARTS = parts_of({"contacts": listed("list_1", [{"Date of Contact": "2025-03-20"}])})
SHEET = "xl/worksheets/sheet1.xml"


def refused(path: Path, says: str) -> None:
    with pytest.raises(BadInput, match=says) as error:
        checked(path)
    assert error.value.problems[0].file == path


def changed(path: Path, **changes: str) -> Path:
    return write(path, PARTS | changes)


def test_a_plain_workbook_may_be_opened(tmp_path: Path) -> None:
    workbook = checked(write(tmp_path / "x.xlsx", PARTS | {"docProps/thumbnail.jpeg": "no xml"}))
    assert workbook is not None
    assert workbook.formulas == {}
    assert workbook.raw == (tmp_path / "x.xlsx").read_bytes()


def test_an_archive_that_is_no_workbook_is_none(tmp_path: Path) -> None:
    assert checked(write(tmp_path / "x.zip", {"a.txt": "a"})) is None


@pytest.mark.parametrize("name", ["/etc/x.xml", "../x.xml", "xl/../../x.xml", "..\\x.xml", "C:\\x.xml"])
def test_parts_that_would_lie_outside_are_refused(name: str, tmp_path: Path) -> None:
    refused(write(tmp_path / "x.xlsx", PARTS | {name: "<x/>"}), "would lie outside it")


def test_links_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", PARTS)
    with zipfile.ZipFile(path, "a") as more:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        more.writestr(link, "/etc/passwd")
    refused(path, "with a link in it")


def test_too_many_parts_and_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    refused(
        write(tmp_path / "x.xlsx", PARTS | {f"p{n}": "" for n in range(workbooks.MOST_PARTS)}), "more than 1,000 parts"
    )
    path = write(tmp_path / "y.xlsx", PARTS)
    with zipfile.ZipFile(path, "a") as more, pytest.warns(UserWarning, match="Duplicate name"):
        more.writestr(SHEET, "<worksheet/>")
    refused(path, "two of one name")


def test_a_part_that_unfolds_too_far_is_refused_while_it_is_read(tmp_path: Path) -> None:
    refused(changed(tmp_path / "x.xlsx", **{"xl/big.xml": " " * 30_000_000}), "unfolds to something far larger")


def test_the_size_of_all_parts_is_counted_and_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "x.xlsx", PARTS)
    monkeypatch.setattr(workbooks, "LARGEST_OPEN", 500)
    refused(path, "unfolds to something far larger")


def test_a_part_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path / "x.xlsx", **{"xl/big.xml": "x" * 5000})
    raw = path.read_bytes()
    size = (5000).to_bytes(4, "little")
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, (10).to_bytes(4, "little")))
    refused(path, "is a damaged workbook")


def test_a_grid_far_larger_than_its_cells_is_refused(tmp_path: Path) -> None:
    far = PARTS[SHEET].replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    refused(changed(tmp_path / "x.xlsx", **{SHEET: far}), "a sheet of 1,048,576 rows by 16,384 columns")


def test_a_document_type_and_other_encodings_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]>' + PARTS["xl/workbook.xml"]
    refused(changed(tmp_path / "x.xlsx", **{"xl/workbook.xml": bomb}), "document type declaration")
    path = changed(tmp_path / "y.xlsx")
    with zipfile.ZipFile(path, "a") as more:
        more.writestr("xl/more.xml", "<x/>".encode("utf-16"))
    refused(path, "not in UTF-8")


def test_an_encrypted_or_oddly_packed_workbook_is_refused(tmp_path: Path) -> None:
    raw = write(tmp_path / "x.xlsx", PARTS).read_bytes()
    central = raw.index(b"PK\1\2")
    (tmp_path / "x.xlsx").write_bytes(raw[: central + 8] + b"\1" + raw[central + 9 :])
    refused(tmp_path / "x.xlsx", "is an encrypted workbook")
    with zipfile.ZipFile(tmp_path / "y.xlsx", "w", zipfile.ZIP_BZIP2) as odd:
        for name, text in PARTS.items():
            odd.writestr(name, text)
    refused(tmp_path / "y.xlsx", "packed in a way")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-60],
        lambda raw: b"PK\3\4" + raw[20:40],
        lambda raw: raw.replace(b"\x4b\x4c", b"\x4b\x4d", 1)[:200],
    ],
)
def test_a_damaged_workbook_is_refused(spoil: object, tmp_path: Path) -> None:
    assert callable(spoil)
    path = write(tmp_path / "x.xlsx", PARTS)
    path.write_bytes(spoil(path.read_bytes()))
    refused(path, "is a damaged workbook")


def test_every_single_damaged_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    raw = write(tmp_path / "x.xlsx", PARTS).read_bytes()
    path = tmp_path / "y.xlsx"
    for at in range(0, len(raw), 7):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x41]) + raw[at + 1 :])
        try:
            lists_of(path)
        except BadInput as error:
            text = str(error)
        else:
            text = ""
        assert "SYN0" not in text


def test_a_workbook_without_its_relations_or_with_broken_xml_is_refused(tmp_path: Path) -> None:
    none = {name: text for name, text in PARTS.items() if "rels/workbook" not in name and "_rels/workbook" not in name}
    refused(write(tmp_path / "x.xlsx", none), "is a damaged workbook")
    refused(changed(tmp_path / "y.xlsx", **{"xl/workbook.xml": "<workbook>"}), "is a damaged workbook")


def test_a_sheet_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = changed(
        tmp_path / "x.xlsx", **{SHEET: "<worksheet><sheetData><row><c t='s'><v>9</v></c></row></sheetData></worksheet>"}
    )
    with pytest.raises(BadInput, match="cannot be read"):
        lists_of(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/elsewhere.xml"])
@pytest.mark.parametrize(
    "last", ['<row r="1048576"><c r="XFD1048576"/></row>', "<x:row r = '1048576'><x:c t='s' r='xfd1'/></x:row>"]
)
def test_a_sheet_whose_cells_lie_far_apart_is_refused_however_it_is_written(
    tmp_path: Path, part: str, last: str
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr(part, f"<sheetData><row r='1'><c r='A1'/></row>{last}</sheetData>")
    with pytest.raises(BadInput, match="a sheet of 1,048,576 rows by 16,384 columns"):
        checked(path)
