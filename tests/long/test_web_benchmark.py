"""The benchmark of the site runs, and every answer in it is a page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_the_benchmark_of_the_site_runs() -> None:
    there = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, str(ROOT / "benchmarks" / "web.py"), "--seconds", "1"]
    done = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "| every answer is a page | all 200 | met |" in done.stdout
