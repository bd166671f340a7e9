"""A large organisation's posts are read from a table, quickly, and every fault has its line."""

import time
from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.organisations.files import read_organisation

ALL = "id,title,reports_to,holder,roles,head_of_paid_service,senior_management_team,services,front_line\n"


def test_a_table_says_all_that_its_columns_can(tmp_path: Path) -> None:
    path = tmp_path / "Northmoor County.csv"
    path.write_text(
        ALL
        + "ce,Chief Executive,council,person-1,chief-executive,Yes,true,other,\n"
        + "\n"
        + 'dcs,"Director, Children",ce,vacant,dcs;dass,,no,education; social-care,no\n'
        + "worker,=1+1,dcs;ce,,,,,,yes\n"
        + "alone,Alone,nobody,,,,,,\n"
    )
    organisation = read_organisation(path)
    posts = organisation.posts
    assert (organisation.authority.id, organisation.authority.name) == ("northmoor-county", "Northmoor County")
    assert posts["ce"].holders is not None
    assert posts["ce"].holders[0].person == "person-1"
    assert (posts["ce"].head_of_paid_service, posts["ce"].senior_management_team) == (True, True)
    assert (posts["dcs"].title, posts["dcs"].roles, posts["dcs"].holders) == ("Director, Children", ("dcs", "dass"), ())
    assert (posts["dcs"].head_of_paid_service, posts["dcs"].senior_management_team) == (None, False)
    assert posts["dcs"].services == ("education", "social-care")
    assert (posts["worker"].title, posts["worker"].front_line, posts["worker"].holders) == ("=1+1", True, None)
    assert posts["worker"].reports_to == ("dcs", "ce")
    assert posts["alone"].reports_to == "nobody"


def test_only_ids_and_titles_are_needed_and_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(" TITLE ,Id,\nOne,one,\n")
    post = read_organisation(path).posts["one"]
    assert (post.title, post.reports_to, post.holders, post.services) == ("One", None, None, None)


def test_a_file_name_without_letters_still_gives_an_authority(tmp_path: Path) -> None:
    path = tmp_path / "--.csv"
    path.write_text("id,title\nx,X\n")
    assert read_organisation(path).authority.id == "our-council"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes("id,title\nx,Children’s Café\n".encode(encoding))
    assert read_organisation(path).posts["x"].title == "Children’s Café"


FAULTS: dict[str, tuple[bytes, int | None, str]] = {
    "an empty file": (b"", None, "is empty"),
    "blank lines only": (b"\n\n,,\n", None, "is empty"),
    "no column of titles": (b"\nid,name\nx,X\n", 2, "no column 'title'"),
    "semicolons between cells": (b"id;title\nx;X\n", 1, "separated by commas"),
    "an unknown column": (b"id,title,salary\nx,X,1\n", 1, "has a column 'salary'"),
    "a column twice": (b"id,title,ID\nx,X,y\n", 1, "'id' twice"),
    "an id twice": (b"id,title\nx,X\ny,Y\nx,Z\n", 4, "which line 2 has too"),
    "no id": (b"id,title\n,X\n", 2, "not a key"),
    "an id with capitals": (b"id,title\nP1,X\n", 2, "'P1' is not a key"),
    "no title": (b"id,title\nx,\n", 2, "needs 'title'"),
    "a person's name": (b"id,title,holder\nx,X,A Person\n", 2, "never a name"),
    "two holders": (b"id,title,holder\nx,X,p;q\n", 2, "two people hold"),
    "an unknown role": (b"id,title,roles\nx,X,boss\n", 2, "'boss' is not one of"),
    "neither yes nor no": (b"id,title,front_line\nx,X,perhaps\n", 2, "expected yes or no; found 'perhaps'"),
    "a superior that is not there": (b"id,title,reports_to\nx,X,y\n", 2, "refers to 'y'"),
    "too many cells": (b"id,title\nx,X,more\n", 2, "has 3 cells, and the heading has 2"),
    "too few cells": (b"id,title,holder\nx,X\n", 2, "has 2 cells"),
    "the line after a cell of two lines": (b'id,title\nx,"X\nY"\nz\n', 4, "has 1 cells"),
    "a quotation mark that does not close": (b'id,title\nx,X\ny,"Y\nz,Z\n', 3, "quotation mark"),
    "a NUL byte": (b"id,title\nx,X\0\n", 2, "NUL"),
    "UTF-16": ("id,title\nx,X\n".encode("utf-16"), 1, "NUL"),
    "no known encoding": (b"id,title\nx,\x81\x8d\n", 2, "neither UTF-8 nor Windows-1252"),
}


@pytest.mark.parametrize(("raw", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_table_is_refused_with_its_line(tmp_path: Path, raw: bytes, line: int | None, words: str) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes(raw)
    with pytest.raises(BadInput) as error:
        read_organisation(path)
    problem = error.value.problems[0]
    assert words in str(problem)
    assert (problem.file, problem.line) == (path, line)


def test_a_table_that_is_ragged_throughout_is_told_in_a_hundred_lines(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,title\n" + "x\n" * 500)
    with pytest.raises(BadInput) as error:
        read_organisation(path)
    assert len(error.value.problems) == 101


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,title\nx," + "X" * 200_000 + "\n")
    with pytest.raises(BadInput, match=r"posts\.csv:2: is not CSV"):
        read_organisation(path)


def test_a_table_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    with path.open("wb") as file:
        file.truncate(70_000_000)
    with pytest.raises(BadInput, match="too large"):
        read_organisation(path)


def seconds_to_read(path: Path, posts: int) -> float:
    rows = (f"p{n},Post {n},p{n // 8 if n else 0},person-{n},,,,social-care,yes\n" for n in range(posts))
    path.write_text(ALL + "".join(rows).replace("p0,Post 0,p0", "p0,Post 0,council", 1))
    begun = time.process_time()
    assert len(read_organisation(path).posts) == posts
    return time.process_time() - begun


def test_ten_times_the_posts_take_about_ten_times_as_long(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    few = min(seconds_to_read(path, 2_000) for _ in range(3))
    many = seconds_to_read(path, 20_000)
    assert many < 40 * few
