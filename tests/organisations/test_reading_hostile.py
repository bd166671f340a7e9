"""Whatever is in a file, a reader gets a message with the file and the line, and never a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from clearline.cli import main
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import LARGEST, convert, problem_at, read_text, read_yaml
from clearline.organisations.files import read_organisation

HEAD = "authority: {id: a, name: A, kind: unitary}\n"
DEPARTURE = "decided_by: the executive, route: executive, from: 2009-07-01"


def departure(reasons: str, review: str) -> bytes:
    """Return a picture with one departure, on line 3."""
    facts = f"provision: '3.5', reasons: {reasons}, {DEPARTURE}, review: {review}"
    return (HEAD + f"departures:\n  d: {{{facts}}}\n").encode()


def refused(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file; fail when nothing is."""
    with pytest.raises(BadInput) as error:
        read_organisation(path)
    return error.value.problems


HOSTILE: dict[str, tuple[bytes, int | None, str]] = {
    "an empty file": (b"", None, "is empty"),
    "only comments": (b"# nothing\n", None, "is empty"),
    "nothing but a marker": (b"---\n", 1, "not a mapping"),
    "a list at top level": (b"- a\n- b\n", 1, "not a mapping"),
    "a word at top level": (b"council\n", 1, "not a mapping"),
    "a binary file": (bytes(range(256)), 2, "not UTF-8"),
    "UTF-16": (HEAD.encode("utf-16"), 1, "not UTF-8"),
    "Windows-1252": (HEAD.encode() + "posts: {x: {title: Mâle}}".encode("cp1252"), 2, "not UTF-8"),
    "a NUL byte": (b"a: b\nc: \0d\n", 2, "control character"),
    "a tab for indenting": (b"authority:\n\tid: a\n", 2, "not YAML"),
    "an open bracket": (b"posts: {x: [1, 2\n", 2, "not YAML"),
    "half a document end": (b"a: b\n%YAML 9.9\n---\n", 2, "not YAML"),
    "two documents": (HEAD.encode() + b"---\na: b\n", 2, "second document"),
    "an alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "alias"),
    "an alias as a key": (b"a: {&k x: 1}\nb: {*k : 2}\n", 2, "not a plain word"),
    "a list as a key": (b"? [a, b]\n: c\n", 1, "not a plain word"),
    "a tag that runs code": (b"a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
    "a binary tag": (b"a: !!binary aGk=\n", 1, "tag"),
    "a set": (b"a: !!set {x, y}\n", 1, "tag"),
    "a key twice": (b"a: 1\nb: 2\na: 3\n", 3, "twice"),
    "brackets without end": (b"a: " + b"[" * 300_000, 1, "levels deep"),
    "deep indentation": ("\n".join(" " * n + "a:" for n in range(500)).encode(), 42, "levels deep"),
    "an unknown section": (HEAD.encode() + b"postings: {}\n", 2, "'postings' is not a key"),
    "an unknown key": (HEAD.encode() + b"posts:\n  x:\n    title: X\n    titel: Y\n", 5, "'titel' is not a key"),
    "an unknown key inside a choice": (HEAD.encode() + b"plan:\n  owners: council\n", 3, "'owners' is not a key"),
    "a missing key": (HEAD.encode() + b"posts:\n  x: {roles: [dcs]}\n", 3, "needs 'title'"),
    "no authority": (b"posts: {}\n", 1, "needs 'authority'"),
    "an id with capitals": (HEAD.encode() + b"posts:\n  Head Of: {title: X}\n", 3, "'Head Of' is not a key"),
    "an id with a line break": (HEAD.encode() + b'posts:\n  "x\\n": {title: X}\n', 3, "line break"),
    "an unknown kind of school": (HEAD.encode() + b"schools: {primry: {number: 2}}\n", 2, "not one of: academy"),
    "an unknown role": (HEAD.encode() + b"posts: {x: {title: X, roles: [boss]}}\n", 2, "'boss' is not one of"),
    "text for a list": (HEAD.encode() + b"posts: {x: {title: X, holders: me}}\n", 2, "expected a list; found 'me'"),
    "a mapping for text": (
        HEAD.encode() + b"posts: {x: {title: X, reports_to: {a: b}}}\n", 2, "expected text or a list; found a mapping",
    ),
    "a list for a mapping": (HEAD.encode() + b"posts: [a]\n", 2, "expected a mapping; found a list"),
    "nothing in a list": (HEAD.encode() + b"posts: {x: {title: X, roles: [~]}}\n", 2, "found nothing"),
    "yes for text": (HEAD.encode() + b"posts: {x: {title: yes}}\n", 2, "found yes. Put it in quotes"),
    "no for a list": (HEAD.encode() + b"posts: {x: {title: X, services: no}}\n", 2, "found no"),
    "a number for text": (HEAD.encode() + b"posts: {x: {title: 7}}\n", 2, "Put it in quotes"),
    "a number too long": (
        HEAD.encode() + b"schools: {primary: {number: 123456789012345678901234567890}}\n", 2, "whole number",
    ),
    "a number that is infinite": (HEAD.encode() + b"schools: {primary: {number: 1e999}}\n", 2, "whole number"),
    "an impossible date": (b"authority: {id: a, name: A, kind: unitary, from: 2009-02-30}\n", 1, "YYYY-MM-DD"),
    "dates in the wrong order": (
        HEAD.encode() + b"posts:\n  x: {title: X, from: 2010-01-01,\n    to: 2009-01-01}\n", 4, "before it begins",
    ),
    "a holder's dates in the wrong order": (
        HEAD.encode() + b"posts:\n  x:\n    title: X\n    holders:\n"
        b"      - {person: p, from: 2010-01-01, to: 2009-01-01}\n",
        6, "before it begins",
    ),
    "two people in one post": (
        HEAD.encode() + b"posts:\n  x:\n    title: X\n    holders:\n"
        b"      - {person: p}\n      - {person: q, kind: joint}\n",
        7, "two people hold",
    ),
    "a reference to nothing": (HEAD.encode() + b"posts:\n  x: {title: X, reports_to: y}\n", 3, "refers to 'y'"),
    "a company that answers to nothing": (
        b"authority: {id: a, name: A, kind: unitary,\n  company: {name: C, answers_to: y}}\n", 2, "refers to 'y'",
    ),
    "a direction about nothing": (
        b"authority: {id: a, name: A, kind: unitary,\n  directions: {d: {commissioner: C, functions: [f]}}}\n", 2,
        "refers to the function 'f'",
    ),
    "a company with a function that is not there": (
        b"authority: {id: a, name: A, kind: unitary,\n  company: {name: C, functions: [f]}}\n", 2,
        "refers to the function 'f'",
    ),
    "one id for a post and a body": (
        HEAD.encode() + b"posts: {x: {title: X}}\nbodies:\n  x: {name: X, kind: other}\n", 4, "in bodies and in posts",
    ),
    "an id with a meaning of its own": (HEAD.encode() + b"posts: {nobody: {title: X}}\n", 2, "'nobody'"),
    "a departure without reasons": (
        departure("n/a", "2010-07-01"),
        3, "'reasons' says nothing",
    ),
    "a departure reviewed before it begins": (
        departure("Long", "2008-07-01"),
        3, "before it begins",
    ),
    "extending a number": (b"extends: [a]\n", 1, "the name of a file"),
    "extending what is not there": (b"\nextends: nowhere.yaml\n", 2, "is not there"),
    "extending a name that no file can have": (b"extends: " + b"x" * 5000, 1, "is not there"),
    "extending itself": (b"# a comment\nextends: hostile.yaml\n", 2, "comes round"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_its_name_and_line(
    tmp_path: Path, raw: bytes, line: int | None, words: str
) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(raw)
    problems = refused(path)
    assert words in str(problems[0])
    assert (problems[0].file, problems[0].line) == (path, line)


def test_a_hostile_file_ends_a_command_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    for number, (raw, _, words) in enumerate(HOSTILE.values()):
        path = tmp_path / f"{number}" / "hostile.yaml"
        path.parent.mkdir()
        path.write_bytes(raw)
        result = CliRunner().invoke(main, ["organisation", "validate", str(path)])
        assert result.exit_code == 2
        assert words in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize("empty", ["''", "' '", "n/a", "N/A.", "none", "'-'", "'...'", "TBC", "no reasons recorded"])
def test_only_words_count_as_reasons_for_a_departure(tmp_path: Path, empty: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        HEAD + f"departures:\n  d: {{provision: '3.5', reasons: {empty}, {DEPARTURE}, review: 2010-07-01}}\n"
    )
    if empty == "no reasons recorded":
        assert read_organisation(path).departures["d"].reasons == empty
    else:
        assert "says nothing" in str(refused(path)[0])


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in str(refused(tmp_path / "nothing.yaml")[0])
    assert "cannot be read" in str(refused(tmp_path)[0])


def test_a_file_of_50_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    problem = refused(path)[0]
    assert "too large" in problem.what
    assert f"{LARGEST:,}" in problem.what
    assert "CSV" in problem.todo


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(BadInput, match="too large"):
        read_text(Path("/dev/zero"))


def test_every_problem_is_told_at_once_but_no_more_than_a_person_reads(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(HEAD + "posts:\n" + "".join(f"  p{n}: {{title: [x]}}\n" for n in range(150)))
    problems = refused(path)
    assert [problem.line for problem in problems[:3]] == [3, 4, 5]
    assert len(problems) == 101
    assert "50 more problems" in problems[-1].what


def test_many_holders_of_one_post_take_no_longer_than_a_few(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(HEAD + "posts:\n  x:\n    title: X\n    holders:\n" + "".join(
        f"      - {{person: p{n}, from: 2000-01-01, to: 2001-01-01}}\n" for n in range(20_000)
    ))  # fmt: skip
    assert len(refused(path)) == 101


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "mark.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_organisation(path).authority.name == "A"


def test_plain_words_are_read_as_people_mean_them(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(
        "a: yes\nb: No\nc: 'yes'\nd: 12\ne: 3.17\nf: 2009-02-30\ng:\nh: ~\ni: |\n  no\nj: [1, [x]]\nk: 007\n"
    )
    data, places = read_yaml(path)
    assert data == {
        "a": True, "b": False, "c": "yes", "d": 12, "e": "3.17", "f": "2009-02-30", "g": None, "h": None, "i": "no\n",
        "j": [1, ["x"]], "k": "007",
    }  # fmt: skip
    assert places[("j", 1)] == (path, 11)


def test_a_problem_says_where_what_and_what_to_do_as_far_as_it_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert str(Problem(path, 3, "is wrong.", "Mend it.")) == f"{path}:3: is wrong. Mend it."
    assert str(Problem(path, None, "is wrong.")) == f"{path}: is wrong."
    assert str(Problem(None, None, "Wrong.")) == "Wrong."
    assert str(BadInput("One.", Problem(path, 1, "is two."))) == f"One.\n{path}:1: is two."
    assert problem_at({}, ("a", "b"), "Wrong.") == Problem(None, None, "Wrong.")
    assert problem_at({("a",): (path, 5)}, ("a", "b", 0), "Wrong.").line == 5


def test_a_choice_among_structs_and_lists_is_explained_by_the_one_that_was_meant() -> None:
    choice = list[str] | dict[str, int] | None
    for data, words in (({"a": "b"}, "a: expected a whole number"), (["a", 3], "1: expected text"), (3, "the file: ")):
        with pytest.raises(BadInput, match=words):
            convert(data, choice, {})  # type: ignore[arg-type]
