"""Nothing leaves that is not proved safe together with everything before it, and what leaves is remembered."""

import json
import re
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from click.testing import CliRunner, Result
from small_tables import DFE, NORTHMOOR, by_category, printed, row, text, truth

from clearline.kit.errors import BadInput
from clearline.measures.commands import figures
from clearline.measures.disclosure import publishing, suppressing
from clearline.measures.disclosure.attack.attacker import attack
from clearline.measures.disclosure.attack.solving import Programme, Undecided
from clearline.measures.disclosure.ledger import alone, append, ledger_path, read_ledger
from clearline.measures.disclosure.revising import tables_before, without_changed

ABOUT = """
counted: synthetic-children
title: Synthetic placements
counts: {children: {}}
dimensions: {category: {}, sex: {}}
"""
SAFE = {"foster": 214, "home": 61, "secure": 3, "other": 22, "Total": 300}


class Office:
    """A folder with a store, and what is asked of the gate in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "figures" / NORTHMOOR / "published.jsonl"

    def table(self, name: str = "table.csv", about: str = ABOUT, /, **counts: object) -> Path:
        path = self.folder / name
        path.write_text(text(by_category(**(counts or SAFE))))
        path.with_suffix(".about.yaml").write_text(about)
        return path

    def publish(self, path: Path, *more: str, out: str = "public") -> Result:
        asked = ["publish", str(path), "--authority", NORTHMOOR, "--out", str(self.folder / out)]
        posts = ["--released-by", "Performance manager", "--checked-by", "Head of safeguarding", "--on", "2026-11-22"]
        return self.run(*asked, *posts, "--store", str(self.folder / "figures"), *more)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(figures, arguments, catch_exceptions=False)

    def left(self) -> set[str]:
        return {path.name for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_safe_table_is_published_and_remembered(office: Office) -> None:
    result = office.publish(office.table())
    assert result.exit_code == 0
    assert "What this gate cannot see" in result.output
    out = (office.folder / "public" / "table.csv").read_text()
    assert out.count(",c\n") == 2
    entries, digest = read_ledger(office.ledger)
    assert entries[0].table.text == out
    assert entries[0].released_by == "Performance manager"
    assert digest in result.output


def test_the_answer_can_be_had_as_json_and_csv(office: Office) -> None:
    answer = json.loads(office.publish(office.table(), "--format", "json").output)
    assert (answer["number"], answer["report"]["primary"], answer["again"]) == (1, 1, False)
    assert "small, hidden" in office.publish(office.table(), "--format", "csv", out="again").output


def test_publishing_the_same_again_adds_nothing_and_puts_lost_files_back(office: Office) -> None:
    office.publish(office.table())
    before = office.ledger.read_bytes()
    (office.folder / "public" / "table.csv").unlink()
    assert office.publish(office.table()).exit_code == 0
    assert office.ledger.read_bytes() == before
    assert (office.folder / "public" / "table.csv").exists()


def test_a_second_table_keeps_hidden_what_the_first_hid(office: Office) -> None:
    office.publish(office.table(a=3, b=20, d=30, Total=53))
    by_sex = office.table("sex.csv")
    sexes = {"girls": 9, "boys": 11, "Total": 20}
    by_sex.write_text(text([row(category="b", sex=sex, children=count) for sex, count in sexes.items()]))
    assert office.publish(by_sex).exit_code == 0
    out = (office.folder / "public" / "sex.csv").read_text().splitlines()
    assert next(line for line in out if ",b,Total," in line).endswith(",c")  # 20 would give 3 away
    assert len([line for line in out if line.endswith(",c")]) == 2  # and so would 9 and 11


def test_what_cannot_be_protected_is_refused_without_saying_what_it_is(office: Office) -> None:
    assert office.publish(office.table(a=6, b=21, Total=27)).exit_code == 0
    ledger, left = office.ledger.read_bytes(), office.left()
    by_sex = office.table("sex.csv")
    by_sex.write_text(text([row(category="a", sex="girls", children=2), row(category="a", sex="boys", children=4)]))
    result = office.publish(by_sex)  # six, printed already, of two small counts: each is proved to be small
    assert result.exit_code == 1
    assert "category a, sex girls" in result.output
    assert "is proved to be a small count" in result.output
    assert not re.search(r"\b[246]\b", result.output)
    assert office.ledger.read_bytes() == ledger
    assert office.left() - left == {"sex.csv", "sex.about.yaml"}
    assert not (office.folder / "public" / "sex.csv").exists()


def test_what_others_have_given_away_is_counted_apart(office: Office) -> None:
    theirs = office.table("theirs.csv", a="c", b=20, Total=24)
    result = office.publish(office.table(a=4, b=20, Total=24), "--facts", str(theirs), "--format", "csv")
    assert result.exit_code == 0
    assert "known as well from others' tables,1" in result.output


def test_a_breach_is_refused_by_name_and_never_by_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = suppressing.suppress

    def careless(table: Any, earlier: Any = ()) -> Any:
        rows = [
            {**one, "children": "c" if one["category"] == "secure" else one["children"]} for one in by_category(**SAFE)
        ]
        return msgspec.structs.replace(engine(table, earlier), text=text(rows))

    monkeypatch.setattr(publishing, "suppress", careless)
    result = office.publish(office.table())
    assert result.exit_code == 1
    assert "category secure" in result.output
    assert "can be worked out exactly" in result.output
    assert not office.ledger.exists()


def test_a_search_that_comes_to_no_end_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*_: Any, **__: Any) -> Any:
        raise Undecided

    monkeypatch.setattr(Programme, "solve", stuck)
    result = office.publish(office.table())
    assert result.exit_code == 1
    assert "was not settled within 60 seconds" in result.output
    assert not office.ledger.exists()


def test_an_attack_out_of_time_is_undecided() -> None:
    with pytest.raises(Undecided):
        attack(printed(by_category(a="c", b="c", d=30, Total=60)), seconds=-1)


def test_figures_that_changed_are_refused_until_it_is_said_what_they_revise(office: Office) -> None:
    office.publish(office.table())
    changed = {**SAFE, "foster": 215, "Total": 301}
    result = office.publish(office.table(**changed), out="second")
    assert result.exit_code == 1
    assert "say which with --revises" in result.output
    assert office.publish(office.table(**changed), "--revises", "1", out="second").exit_code == 0
    assert office.publish(office.table(**changed), "--revises", "7", out="third").exit_code == 2
    again = {**SAFE, "foster": 216, "Total": 302}
    assert office.publish(office.table(**again), "--revises", "2", out="third").exit_code == 0
    entries, _ = read_ledger(office.ledger)
    assert [entry.revises for entry in entries] == [None, 1, 2]
    hidden = [
        {line.split(",")[6] for line in entry.table.text.splitlines() if line.endswith(",c")} for entry in entries
    ]
    assert hidden[0] == hidden[1] == hidden[2]


def test_a_revision_keeps_hidden_what_is_small_no_more(office: Office) -> None:
    office.publish(office.table())
    office.publish(office.table(**{**SAFE, "secure": 13, "Total": 310}), "--revises", "1", out="second")
    out = (office.folder / "second" / "table.csv").read_text()
    assert next(line for line in out.splitlines() if ",secure," in line).endswith(",c")


def test_what_a_revision_did_not_change_is_still_known() -> None:
    old = printed(by_category(a="c", b="c", d=30, Total=60))
    new = truth(by_category(a=3, b=27, d=31, Total=61))
    left = without_changed(old, new.known)
    assert len(left.known) == 2
    assert all(known.hidden for known in left.known.values())
    assert not [one for one in left.sums if one.total in old.counts]


def test_the_same_post_cannot_release_and_check(office: Office) -> None:
    result = office.publish(office.table(), "--checked-by", "performance Manager ")
    assert result.exit_code == 2
    assert "must not be the post that releases it" in result.output


@pytest.mark.parametrize("code", ["../../etc", "Northmoor", "E06000999/.."])
def test_an_authority_is_a_code(code: str) -> None:
    with pytest.raises(BadInput, match="is not the code of an authority"):
        ledger_path(Path("figures"), code)


def test_a_file_that_is_there_already_is_not_written_over(office: Office) -> None:
    path = office.folder / "public" / "table.csv"
    path.parent.mkdir()
    path.write_text("something else")
    result = office.publish(office.table())
    assert result.exit_code == 2
    assert "is there already, and is another" in result.output
    assert path.read_text() == "something else"
    assert not office.ledger.exists()


def test_the_meta_file_goes_with_it(office: Office) -> None:
    path = office.table()
    path.with_suffix(".meta.csv").write_text("col_name,col_type\nchildren,Indicator\n")
    assert office.publish(path).exit_code == 0
    assert {p.name for p in (office.folder / "public").iterdir()} == {"table.csv", "table.meta.csv"}


def test_everybody_in_one_category_is_said_to_whoever_checks(office: Office) -> None:
    result = office.publish(office.table(a=40, b=0, Total=40), "--format", "csv")
    assert "to be judged by a person" in result.output


def test_what_is_published_holds_no_true_count_that_was_hidden(office: Office) -> None:
    canaries = {f"c{n}": n % 5 + 1 for n in range(40)} | {"big": 70_007}
    counts = {**canaries, "Total": sum(canaries.values())}
    rows = by_category(**counts)
    path = office.table(**counts)
    result = office.publish(path)
    assert result.exit_code == 0
    true = set(text(rows).splitlines()[1:])
    left = [p for p in office.folder.rglob("*") if p.is_file() and p != path]
    for line in true:
        if not line.startswith("time_period") and int(line.rsplit(",", 1)[1]) < 6:
            assert not [p for p in left if line.encode() in p.read_bytes()]
            assert line not in result.output


def test_a_failed_rename_leaves_the_publication_in_the_ledger_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.suffix == ".csv":
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    result = office.publish(office.table())
    assert result.exit_code == 2
    assert "The publication is in the ledger. Run the command again" in result.output.replace("\n", " ")
    assert not list((office.folder / "public").iterdir())
    monkeypatch.undo()
    assert office.publish(office.table()).exit_code == 0


def test_a_ledger_that_cannot_be_written_publishes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    result = office.publish(office.table())
    assert result.exit_code == 2
    assert "Nothing was published" in result.output
    assert {"table.csv", "table.about.yaml", "published.jsonl.lock"} == office.left()


def test_a_place_that_cannot_be_written_publishes_nothing(office: Office) -> None:
    (office.folder / "public").write_text("a file")
    assert office.publish(office.table()).exit_code == 2
    assert not office.ledger.exists()
    (office.folder / "figures2").write_text("a file")
    with pytest.raises(BadInput, match="cannot be written"), alone(office.folder / "figures2" / "x" / "p.jsonl"):
        pass


@pytest.mark.parametrize("change", ["edit", "drop", "swap", "cut"])
def test_a_ledger_that_was_changed_stops_every_publication(office: Office, change: str) -> None:
    office.publish(office.table())
    office.publish(office.table("b.csv", ABOUT.replace("synthetic-children", "other"), a=40, b=30, Total=70))
    office.publish(office.table("c.csv", ABOUT.replace("synthetic-children", "third"), a=40, b=30, Total=70))
    lines = office.ledger.read_bytes().splitlines(keepends=True)
    made = {
        "edit": [lines[0].replace(b",214", b",215"), *lines[1:]],
        "drop": lines[1:],
        "swap": [lines[0], lines[2], lines[1]],
        "cut": [lines[0], lines[1][:50]],
    }[change]
    office.ledger.write_bytes(b"".join(made))
    result = office.publish(office.table(), out="more")
    assert result.exit_code == 2
    assert "Restore it from a backup" in result.output


def test_a_ledger_that_cannot_be_read_stops_every_publication(office: Office) -> None:
    office.ledger.mkdir(parents=True)
    assert "cannot be read" in office.publish(office.table()).output


def test_two_cannot_publish_at_once(office: Office) -> None:
    with alone(office.ledger):
        assert "somebody else is publishing" in office.publish(office.table()).output


def test_suppress_shows_a_safe_table_and_says_that_it_is_not_published(office: Office) -> None:
    path = office.table()
    shown = office.run("suppress", str(path))
    assert (shown.exit_code, shown.stdout.count(",c\n")) == (0, 2)
    assert "not entered in the ledger" in shown.stderr
    out = office.folder / "safe.csv"
    assert office.run("suppress", str(path), "--out", str(out), "--profile", "ten").exit_code == 0
    assert out.read_text().count(",c\n") == 2
    assert office.run("suppress", str(path), "--out", str(out)).exit_code == 2
    assert office.run("suppress", str(path), "--describe").output.startswith("# What the table counts")


def test_suppress_refuses_what_is_not_safe(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*_: Any, **__: Any) -> Any:
        raise Undecided

    monkeypatch.setattr(Programme, "solve", stuck)
    result = office.run("suppress", str(office.table()), "--out", str(office.folder / "safe.csv"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "safe.csv" not in office.left()


def test_every_command_has_an_example() -> None:
    for name in ("suppress", "publish"):
        command = figures.get_command(click.Context(figures), name)
        assert command
        assert "Example: clearline figures" in (command.help or "")


def test_others_tables_are_remembered_once(office: Office) -> None:
    theirs = office.table("theirs.csv", a=40, b=30, Total=70)
    first = office.table("first.csv", ABOUT.replace("synthetic-children", "other"), a=41, b=30, Total=71)
    second = office.table("second.csv", ABOUT.replace("synthetic-children", "third"), a=41, b=30, Total=71)
    for path in (first, second):
        assert office.publish(path, "--facts", str(theirs)).exit_code == 0
    entries, _ = read_ledger(office.ledger)
    ours, others = tables_before(entries, truth(by_category(a=40), DFE), None)
    assert (len(ours), len(others)) == (2, 1)


def test_appending_to_a_ledger_keeps_what_is_there(office: Office) -> None:
    office.publish(office.table())
    entries, head = read_ledger(office.ledger)
    second = msgspec.structs.replace(entries[0], number=2, before=head)
    digest = append(office.ledger, second)
    assert read_ledger(office.ledger) == ([entries[0], second], digest)
