"""The group `clearline figures`: every command is there, costs little to start, and content is compiled and checked."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.measures import commands, content
from clearline.measures.commands import HOMES, figures

DATASET = """key: made
title: Made up
publisher: Nobody
recognised_by: [made_count]
"""
NOT_COMPUTED = "id,framework,title,why_not,what_would_be_needed\n"
HEAVY = {"duckdb", "numpy", "pyarrow", "highspy", "rich", "python_calamine"}


@pytest.mark.parametrize("name", [*HOMES, "compile"])
def test_every_command_has_help_with_an_example_that_names_it(name: str) -> None:
    result = CliRunner().invoke(main, ["figures", name, "--help"])
    assert result.exit_code == 0
    assert f"Example: clearline figures {name}" in result.stdout


def test_help_imports_nothing_heavy() -> None:
    program = f"""
import sys
from click.testing import CliRunner
from clearline.cli import main
assert CliRunner().invoke(main, ["figures", "--help"]).exit_code == 0
print(sorted({HEAVY!r} & sys.modules.keys()))
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_load_says_that_rows_about_children_are_refused() -> None:
    command = figures.get_command(click.Context(figures), "load")
    assert command is not None
    assert "single children are refused" in str(command.help)


class TestCompile:
    @pytest.fixture(autouse=True)
    def _own_content(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(commands, "CONTENT", tmp_path / "content")
        monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
        for name, text in (("measures/gaps.yaml", "gaps: []\n"), ("measures/sets.yaml", "sets: []\n"),
                           ("measures/not_computed.csv", NOT_COMPUTED), ("datasets/made.yaml", DATASET)):  # fmt: skip
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(main, ["figures", "compile", *args])

    def test_content_is_compiled_into_one_file_that_is_then_current(self, tmp_path: Path) -> None:
        assert self.run().stdout == "0 measures and 1 datasets compiled.\n"
        assert self.run("--check").stdout == "0 measures and 1 datasets are current.\n"
        assert b'"made"' in (tmp_path / "compiled.json").read_bytes()

    def test_a_compiled_file_that_is_stale_or_missing_is_found_and_left_alone(self, tmp_path: Path) -> None:
        missing = self.run("--check")
        assert (missing.exit_code, (tmp_path / "compiled.json").exists()) == (2, False)
        self.run()
        before = (tmp_path / "compiled.json").read_bytes()
        (tmp_path / "content/datasets/made.yaml").write_text(DATASET.replace("Made up", "Made otherwise"))
        stale = self.run("--check")
        assert stale.exit_code == 2
        assert "is not current with content/" in stale.stderr
        assert (tmp_path / "compiled.json").read_bytes() == before

    def test_a_fault_in_the_content_names_its_file_and_line(self, tmp_path: Path) -> None:
        (tmp_path / "content/datasets/made.yaml").write_text(DATASET + "colour: red\n")
        result = self.run()
        assert result.exit_code == 2
        assert "made.yaml:5: 'colour' is not a key" in result.stderr
