"""What every command shares: writing whole files, and tables that a terminal or a pipe can hold."""

import os
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from clearline.cli import main
from clearline.kit import commands
from clearline.kit.errors import BadInput


def write(path: str, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["organisation", "new", path, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("mine", encoding="utf-8")
    status, output = write(str(path))
    assert (status, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already" in output
    assert write(str(path), "--force")[0] == 0
    assert path.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", ["a" * 300, "no/such/folder/ours.yaml"])
def test_a_place_that_cannot_be_written_is_a_message_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    status, output = write(str(tmp_path / name), "--force")
    assert status == 2
    assert "cannot be written" in output
    assert list(tmp_path.iterdir()) == []


def test_the_root_of_the_disk_is_no_file_to_write() -> None:
    status, output = write("/", "--force")
    assert status == 2
    assert "no file can have that name" in output


def test_a_table_is_plain_when_piped() -> None:
    output = CliRunner().invoke(main, ["guidance", "editions"]).output
    assert "\x1b" not in output
    assert max(len(line) for line in output.splitlines()) <= 120


class Terminal(StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.01, "Working."), (60.0, "")])
def test_a_terminal_shows_that_work_goes_on_only_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, patience: float, shown: str
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(commands, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", terminal)
    with commands.progress({}):
        time.sleep(0.1)
    assert terminal.getvalue().startswith(shown)
    assert bool(shown) == bool(terminal.getvalue())


def test_a_command_that_waits_for_a_person_shows_no_sign_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(commands, "PATIENCE", 0.01)
    monkeypatch.setattr(sys, "stderr", terminal)
    with click.Context(click.Command("ask")) as context, commands.progress(context.meta):
        commands.no_progress()
        time.sleep(0.1)
    assert not terminal.getvalue()


def test_what_is_no_file_such_as_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="it is no file"):
        commands.write_new(pipe, "text", force=True)
    assert pipe.is_fifo()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_beside_the_ends_of_the_calendar_is_refused_as_one_that_there_is_not(day: str) -> None:
    with pytest.raises(click.BadParameter, match=day):
        commands.Day().convert(day, None, None)


def test_a_link_in_the_place_of_the_part_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (tmp_path / f"out.yaml.{os.getpid()}.part").symlink_to(victim)
    with pytest.raises(BadInput):
        commands.write_new(tmp_path / "out.yaml", "text", force=False)
    assert not victim.exists()


@pytest.mark.parametrize(
    ("fault", "told"), [(OSError(28, "No space left on device"), True), (BrokenPipeError(), False)]
)
def test_output_that_cannot_be_written_is_a_message_and_a_reader_who_left_is_none(fault: OSError, told: bool) -> None:
    group = commands.Commands("group")

    @group.command()
    def fail() -> None:
        raise fault

    result = CliRunner().invoke(group, ["fail"])
    assert ("cannot be written: No space left" in result.output) is told
    assert (result.exit_code == 2) is told


def test_a_terminal_of_few_letters_gets_what_it_can_show() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "clearline.cli", "guidance", "show", "fn1", "--edition", "2009"]
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
