"""A folder of returns: each file is taken for what is in it, and what is no return is told apart."""

from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.returns.recognising import find

CSV = "CHILD,REVIEW\na,01/05/2024\n"
CIN = "<?xml version='1.0'?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails>"
CODE = "E06990001"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CSV.encode(), "ssda903"),
        (CSV.encode("utf-16"), "ssda903"),
        (b"\xef\xbb\xbf" + CSV.encode(), "ssda903"),
        (CIN.encode(), "cin"),
        (b"\xef\xbb\xbf\n " + CIN.encode(), "cin"),
        (b"<html>", "unknown"),
        (b"PK\x05\x06" + bytes(18), "unknown"),
        (b"", "unknown"),
        (b"a,b\n1,2\n", "unknown"),
        (b"\x00\xff\xfe\x81", "unknown"),
    ],
)
def test_a_file_is_taken_for_what_is_in_it_whatever_its_name(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "episodes.csv").write_bytes(content)
    (found,) = find(tmp_path, CODE)
    assert (found.kind, found.authority, found.size) == (kind, CODE, len(content))


def test_published_figures_given_as_a_return_are_refused_with_what_to_do(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.csv").write_text("time_period,geographic_level,number\n2025,National,1\n")
    with pytest.raises(
        BadInput, match=r"is a table of published figures, not a return. Load it with `clearline figures"
    ) as e:
        find(tmp_path, CODE)
    assert len(e.value.problems) == 101, "nobody reads on"


def test_folders_named_after_authorities_hold_their_files_and_one_can_be_chosen(tmp_path: Path) -> None:
    for code in (CODE, "E06990002"):
        (tmp_path / code / "2025").mkdir(parents=True)
        (tmp_path / code / "2025" / "a.csv").write_text(CSV)
    assert [one.authority for one in find(tmp_path, None)] == [CODE, "E06990002"]
    assert [one.authority for one in find(tmp_path, CODE)] == [CODE]
    with pytest.raises(BadInput, match="has no files of E06990003"):
        find(tmp_path, "E06990003")


def test_a_return_must_be_somebodys_unless_that_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(
        BadInput, match=r"a.csv: lies in no folder named after an authority. Say whose it is with --authority"
    ):
        find(tmp_path, None)
    assert {one.authority for one in find(tmp_path, None, anyone="X00000000")} == {"X00000000"}


def test_hidden_files_links_to_folders_and_pipes_are_passed_over(tmp_path: Path) -> None:
    import os

    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / ".b.csv").write_text(CSV)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "c.csv").symlink_to(tmp_path / "a.csv")
    os.mkfifo(tmp_path / "pipe")
    assert [one.path.name for one in find(tmp_path, CODE)] == ["a.csv", "c.csv"]


def test_what_cannot_be_read_or_is_empty_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="has no files"):
        find(tmp_path, None)
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        find(tmp_path / "nothing", None)
    (tmp_path / "a.csv").write_text(CSV)
    monkeypatch.setattr("os.open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(BadInput, match=r"a.csv: cannot be read: Permission denied"):
        find(tmp_path, None)


def test_a_link_that_leads_round_to_itself_is_named_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(BadInput, match=r"round: cannot be read"):
        find(tmp_path, "E06990001")


def test_a_heading_that_is_no_csv_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "episodes.csv").write_bytes(b'"CHILD"x\rDECOM' + b"," * 10 + b"\n" + b"a" * 10)
    (tmp_path / "long.csv").write_bytes(b"CHILD," + b"D" * 3000 + b"\r,RNE\n")
    assert {file.kind for file in find(tmp_path, "E06990001")} == {"unknown"}
