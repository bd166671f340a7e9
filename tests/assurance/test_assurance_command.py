"""The content of a test of assurance is compiled, and CI refuses a stale file."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from clearline.assurance.testing import content
from clearline.cli import main

ROOT = Path(__file__).parents[2]


def test_the_compiled_elements_are_current_and_a_stale_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, ["assurance", "compile", "--check"]).exit_code == 0
    monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
    stale = CliRunner().invoke(main, ["assurance", "compile", "--check"])
    assert stale.exit_code == 2
    assert "make content" in stale.stderr
    assert CliRunner().invoke(main, ["assurance", "compile"]).exit_code == 0
    assert CliRunner().invoke(main, ["assurance", "compile", "--check"]).exit_code == 0
