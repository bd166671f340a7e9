"""A process starts with what every process needs: what a few pages ask for waits until they do."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "cryptography", "docx", "duckdb", "fido2", "highspy", "jwt", "lxml", "ninja", "pikepdf", "psycopg", "pyarrow",
    "pydantic", "python_calamine", "rich", "typst", "wasmtime", "xlsxwriter",
)  # fmt: skip

SITE = """
import sys
import django
django.setup()
from django.urls import reverse
assert reverse("checks:home", args=["northmoor"]) == "/northmoor/"
assert reverse("account_login") == "/account/sign-in/"
"""


def imported(code: str, home: Path) -> set[str]:
    """Run code in a process of its own; return the names of the packages that it has imported by its end."""
    said = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules})"
    env = {**os.environ, "CLEARLINE_HOME": str(home), "CLEARLINE_HTTPS": "no"}
    env |= {"DJANGO_SETTINGS_MODULE": "clearline.web.settings"}
    done = subprocess.run([sys.executable, "-c", code + said], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_the_site_and_its_addresses_come_without_what_only_some_pages_need(tmp_path: Path) -> None:
    there = imported(SITE, tmp_path)
    assert {"django", "clearline"} <= there
    assert sorted(there & {*HEAVY}) == []


def test_what_waits_is_there_when_it_is_asked_for(tmp_path: Path) -> None:
    asked = (
        'assert reverse("api:openapi") == "/api/openapi.json"\n'
        "from django.urls import resolve\n"
        'assert resolve("/api/northmoor/nothing").view_name == "api:nothing"\n'
    )
    assert "ninja" in imported(SITE + asked, tmp_path)


def test_help_comes_without_the_site(tmp_path: Path) -> None:
    there = imported("from clearline.cli import main\nmain(['--help'], standalone_mode=False)", tmp_path)
    assert "click" in there
    assert sorted(there & {"django", "numpy", *HEAVY}) == []
