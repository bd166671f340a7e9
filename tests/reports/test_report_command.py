"""`clearline report` and `clearline reports list`, as they are called in a terminal."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings
from sample_pack import table
from world_reports import World, say, world

from clearline.cli import main
from clearline.reports.commands import named
from clearline.schedule.content import contracts

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    say(monkeypatch, lambda asked, key: [table(asked.rendering)] if key == "duties" else [])
    return world(settings, tmp_path)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def report(out: Path, *words: object) -> Result:
    return run("report", *words, "--authority", "northmoor", "--on", "2026-03-31", "--out", out)


@pytest.mark.usefixtures("here")
def test_a_beginning_of_the_key_is_enough_and_the_file_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "briefing.pdf"
    done = report(out, "lead-member")
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")
    assert "Written:" in done.output
    again = report(out, "lead-member")
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    assert report(out, "lead-member", "--force").exit_code == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["briefing.pdf"], "nothing is left beside it"


@pytest.mark.usefixtures("here")
def test_the_open_part_hides_small_numbers_and_is_never_restricted(tmp_path: Path) -> None:
    assert report(tmp_path / "open.html", "lead-member", "--part", "open", "--format", "html").exit_code == 0
    assert report(tmp_path / "whole.html", "lead-member", "--format", "html").exit_code == 0
    assert "contains small numbers" in (tmp_path / "whole.html").read_text()
    assert "contains small numbers" not in (tmp_path / "open.html").read_text()
    refused = report(tmp_path / "no.pdf", "lead-member", "--part", "open", "--rendering", "restricted")
    assert (refused.exit_code, "never holds small numbers" in refused.output) == (2, True)
    assert not (tmp_path / "no.pdf").exists()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "There is no report 'nonsense'. There are: "),
        (("annual",), "More than one report begins with 'annual'"),
        (("lead-member", "--edition", "1999"), "1999"),
    ],
)
def test_what_is_not_there_is_told_with_status_2(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = report(tmp_path / "no.pdf", *words)
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "no.pdf").exists()


@pytest.mark.usefixtures("here")
def test_an_unknown_authority_is_told_with_status_2(tmp_path: Path) -> None:
    done = run("report", "lead-member", "--authority", "nowhere", "--out", tmp_path / "no.pdf")
    assert (done.exit_code, "no authority 'nowhere'" in done.output) == (2, True)


@pytest.mark.usefixtures("here")
def test_what_is_missing_is_said_on_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearline.reports.blocks import Missing

    say(monkeypatch, lambda asked, key: [Missing(what="A figure.", todo="Load it.")] if key == "duties" else [])
    assert "Missing: A figure. Load it." in report(tmp_path / "a.pdf", "lead-member").output


def test_a_key_that_is_also_a_beginning_of_another_means_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"annual": contracts()["comply-or-explain"], "annual-digest": contracts()["comply-or-explain"]}
    monkeypatch.setattr("clearline.schedule.content.contracts", lambda: there)
    assert named("annual") == "annual"
    assert named("annual-") == "annual-digest"


def test_the_list_names_every_report() -> None:
    rows = run("reports", "list", "--format", "csv").output
    assert all(key in rows for key in contracts())
    assert len(msgspec.json.decode(run("reports", "list", "--format", "json").output)) == len(contracts())
