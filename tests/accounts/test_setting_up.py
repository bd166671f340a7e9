"""A command whose database cannot be used, or is of another version, says so and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"CLEARLINE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "clearline.web.settings", **more}
    command = [sys.executable, "-m", "clearline.cli", "authority", "export", "northmoor", "--out", str(home / "out")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Run `clearline site migrate` first."),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "The database cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_bad_input(tmp_path: Path, more: dict[str, str], words: str) -> None:
    done = run(tmp_path, **more)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert words in done.stderr


def test_a_short_secret_key_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, CLEARLINE_SECRET_KEY="short", CLEARLINE_HTTPS="yes")
    assert done.returncode != 0
    assert "fewer than 50 characters" in done.stderr
