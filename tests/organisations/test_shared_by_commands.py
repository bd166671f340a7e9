"""What every command shares: formats that agree, files written whole or not at all, and bad input told in words."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from clearline.cli import main
from clearline.kit.commands import BAD, Commands, Day, format_option, print_by_format, write_new
from clearline.kit.errors import BadInput, Problem
from clearline.kit.identifiers import as_key, new_key

ROWS = [("=1+1", ("a", "b"), None), ("plain", [], 3)]


@click.command()
@format_option
def show(form: str) -> None:
    """Show two rows."""
    print_by_format(form, {"rows": ROWS}, "Rows", ("first", "several", "says"), lambda: ROWS)


@click.command()
def fail() -> None:
    """Fail on bad input."""
    raise BadInput(Problem(Path("a.yaml"), 3, "is wrong."), "And so is all else.")


GROUP = Commands(name="try", homes={"later": "clearline.organisations.commands:organisation"})
GROUP.add_command(show)
GROUP.add_command(fail)


def test_one_answer_is_the_same_in_every_format() -> None:
    runner = CliRunner()
    assert json.loads(runner.invoke(show, ["--format", "json"]).stdout)["rows"][0] == ["=1+1", ["a", "b"], None]
    printed = list(csv.reader(io.StringIO(runner.invoke(show, ["--format", "csv"]).stdout)))
    assert printed == [["first", "several", "says"], ["'=1+1", "a; b", ""], ["plain", "", "3"]]
    table = runner.invoke(show).stdout
    assert "=1+1" in table
    assert "a, b" in table
    assert "\x1b" not in table
    assert max(len(line) for line in table.splitlines()) <= 120


def test_bad_input_is_one_message_a_problem_and_status_2() -> None:
    result = CliRunner().invoke(GROUP, ["fail"])
    assert result.exit_code == BAD == 2
    assert result.stderr == "Error: a.yaml:3: is wrong.\nError: And so is all else.\n"
    assert result.stdout == ""


def test_commands_are_listed_without_being_imported_and_found_by_name() -> None:
    group = Commands(homes={"broken": "no.such.module:command"})
    assert group.list_commands(click.Context(group)) == ["broken"]
    later = GROUP.get_command(click.Context(GROUP), "later")
    assert later is not None
    assert later.name == "organisation"
    unknown = CliRunner().invoke(GROUP, ["unheard-of"])
    assert unknown.exit_code == BAD
    assert "No such command 'unheard-of'" in unknown.stderr
    assert "organisation" in CliRunner().invoke(main, ["--help"]).stdout


def test_a_day_is_a_real_day() -> None:
    assert Day().convert("2009-09-01", None, None) == date(2009, 9, 1)
    assert Day().convert(date(2009, 9, 1), None, None) == date(2009, 9, 1)
    with pytest.raises(click.BadParameter, match="write YYYY-MM-DD"):
        Day().convert("1 September 2009", None, None)


def test_a_file_is_written_whole_and_only_over_another_when_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_new(path, "é\n", force=False)
    with pytest.raises(BadInput, match="is there already"):
        write_new(path, "second", force=False)
    assert path.read_text(encoding="utf-8") == "é\n"
    write_new(path, "second", force=True)
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]
    assert path.read_text() == "second"


@pytest.mark.parametrize("name", ["missing/a.yaml", "folder"])
def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput, match="cannot be written"):
        write_new(tmp_path / name, "text", force=True)
    assert [each.name for each in tmp_path.rglob("*")] == ["folder"]


def test_ids_are_made_of_letters_digits_and_hyphens_and_never_twice() -> None:
    assert (
        as_key("Director of Children's Services & Skills (École)") == "director-of-childrens-services-and-skills-ecole"
    )
    assert as_key("§§") == ""
    assert len(as_key("long " * 40)) <= 60
    taken = {"post"}
    assert [new_key("§", taken, "post"), new_key("Post", taken, "x"), new_key("Other", taken, "x")] == [
        "post-2", "post-3", "other",
    ]  # fmt: skip
    assert taken == {"post", "post-2", "post-3", "other"}
