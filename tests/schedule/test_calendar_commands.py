"""`clearline calendar`: the list of what is due, and the compiling of contracts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from people import make_authority
from world_schedule import issued

from clearline.schedule import commands, content

CONTENT = Path(__file__).parents[2] / "content"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands.calendar, arguments)


@pytest.mark.django_db
def test_what_is_due_is_listed_with_status_1_when_something_is_late() -> None:
    issued(make_authority(), on=date(2026, 4, 30), issued_on=date(2026, 5, 2))
    found = run("list", "--authority", "northmoor", "--on", "2026-06-20", "--format", "json")
    assert found.exit_code == 1
    rows: list[dict[str, Any]] = json.loads(found.stdout)
    late = {row["key"].partition("/")[0]: row["late"] for row in rows if row.get("late")}
    assert late["report:lead-member-briefing"] == 10
    assert "report:governance-assessment" not in late  # by practice alone
    assert "report:standing-report" not in late  # only suggested


@pytest.mark.django_db
def test_status_0_when_nothing_is_late() -> None:
    authority = make_authority()
    authority.since = date(2026, 6, 15)
    authority.save()
    found = run("list", "--authority", "northmoor", "--on", "2026-06-20", "--months", "1", "--format", "csv")
    assert found.exit_code == 0
    assert "2026-07-10,Lead member's briefing (period to 30 June 2026),dcs" in found.stdout


@pytest.mark.django_db
def test_no_such_authority_is_bad_input() -> None:
    found = run("list", "--authority", "nowhere")
    assert found.exit_code == 2
    assert "There is no authority 'nowhere'" in found.stderr


def test_contracts_are_compiled_and_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(commands, "CONTENT", CONTENT)
    monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
    assert run("compile", "--check").exit_code == 2
    assert "14 report contracts compiled" in run("compile").stdout
    assert "14 report contracts are current" in run("compile", "--check").stdout
    (tmp_path / "compiled.json").write_text("old")
    assert "is not current with content/" in run("compile", "--check").stderr
