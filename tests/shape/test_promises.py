"""The promises of CONTRIBUTING that a machine can hold."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from clearline.cli import main

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None, f"{name} {below} leads nowhere"
            yield from commands(found, f"{name} {below}")


def test_no_file_of_code_content_or_tests_is_over_400_lines() -> None:
    kinds = (".py", ".yaml", ".toml", ".md")
    made = ("docs/reference/",)
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix in kinds
        and not str(path.relative_to(ROOT)).startswith(made)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_nothing_tracked_names_a_path_of_a_machine_or_a_registry() -> None:
    machine = re.compile(r"(?<![\w.-])/(home|root|work|mnt)/\w|index-url|--find-links")
    named = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != Path(__file__) and machine.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not named


@pytest.mark.parametrize(("name", "command"), list(commands(main, "clearline")), ids=lambda value: str(value))
def test_every_command_has_help_with_an_example_and_is_in_the_reference(name: str, command: click.Command) -> None:
    assert command.help
    assert "Example: clearline" in command.help
    assert f"# {name}\n" in (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


def test_every_decision_has_its_own_number() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_every_document_named_in_the_readme_and_contributing_is_there() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page} names {target}"


def test_the_promise_about_rows_of_children_names_files_and_tests_that_are_there() -> None:
    text = (ROOT / "docs" / "child-level-data.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:clearline|tests)/[\w./-]+)`", text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
