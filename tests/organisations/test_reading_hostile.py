"""Whatever is in a file, a reader gets a message with the file and the line, and never a traceback."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearline.checks.findings import check
from clearline.cli import main
from clearline.guidance.content import load
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import LARGEST, convert, problem_at, read_text, read_yaml
from clearline.organisations import files
from clearline.organisations.files import read_organisation
from clearline.organisations.picture import Organisation

STARTER = Path(files.__file__).parent / "starter.yaml"
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


WORDS = st.sampled_from(["dcs", "council", "nobody", "x", "", "2009-01-01", "é", "lead-member", "our-council", "yes"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), WORDS, st.text(max_size=6))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)


def write(data: Any) -> str:
    """Return data as YAML that the reader reads back as the same data, as far as YAML can say it."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{write(str(key))}: {write(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(write(value) for value in data) + "]"
    if isinstance(data, str):
        return (
            '"' + "".join(c if (c.isalnum() and c.isascii()) or c in "- " else f"\\U{ord(c):08x}" for c in data) + '"'
        )
    return (
        {None: "~", True: "yes", False: "no"}.get(data, str(data))
        if data is None or isinstance(data, bool)
        else str(data)
    )


def judge_without_a_crash(path: Path) -> bool:
    """Read and check a file under every edition; return whether it could be read."""
    try:
        organisation = read_organisation(path)
    except BadInput:
        return False
    for edition in ("2009", "2012", "2013"):
        check(organisation, load(), edition, None, date(2026, 6, 1))
    return True


@given(data=st.one_of(ANYTHING, st.dictionaries(st.sampled_from(Organisation.__struct_encode_fields__), ANYTHING)))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_yaml_data_crashes_the_reader_or_the_rules(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = tmp_path_factory.mktemp("random") / "a.yaml"
    path.write_text(write(data), encoding="utf-8")
    judge_without_a_crash(path)


def places_in(data: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for step, value in items for found in ((*place, step), *places_in(value, (*place, step)))]


def change(
    picture: Any, place: tuple[Any, ...], to: Callable[[Any], st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    """Change the value at a place of plain data to one that is drawn."""
    for step in place[:-1]:
        picture = picture[step]
    picture[place[-1]] = data.draw(to(picture[place[-1]]))


IDS = (
    "dcs",
    "chief-executive",
    "lead-member",
    "leader",
    "council",
    "nobody",
    "social-worker",
    "lscb",
    "police",
    "dass",
)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str)


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Return values that may well stand in the place of one: empty, reversed, doubled, of another id or day."""
    if isinstance(value, bool):
        return st.sampled_from([not value, None])
    if isinstance(value, str) and value in IDS:
        return st.one_of(st.sampled_from(IDS), st.sampled_from([["dcs", "lead-member"], ["nobody"], None]))
    if isinstance(value, str) and value[:2] == "20":
        return DAYS
    if isinstance(value, list):
        return st.sampled_from([[], value[::-1], value[1:], value + value, None])
    return st.sampled_from([None, value, {} if isinstance(value, dict) else value])


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_change_to_the_starter_crashes_the_reader_or_the_rules(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    picture, _ = read_yaml(STARTER)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(places_in(picture)))
        wild = data.draw(st.integers(0, 9)) == 0
        choose = (lambda value: ANYTHING) if wild else alike
        change(picture, place, choose, data)
    path = tmp_path_factory.mktemp("changed") / "a.yaml"
    path.write_text(write(picture), encoding="utf-8")
    judge_without_a_crash(path)
