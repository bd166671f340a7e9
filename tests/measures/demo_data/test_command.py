"""Protects the command: what it makes, what it refuses, and that nothing half-made takes the folder's name."""

from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.measures.demo_data import making
from clearline.measures.demo_data.commands import COLLECTIONS, MOST
from clearline.measures.demo_data.geography import MOST as MOST_PLACES


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["demo-data", *arguments])


def test_it_makes_what_was_asked_for_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "new" / "demo"
    result = run(str(out), "--children", "40", "--year", "2025", "--collections", "ssda903, annex-a", "--errors")
    assert result.exit_code == 0, result.output
    assert "synthetic, with " in result.output
    assert sorted(path.name for path in (out / "E06000999").iterdir()) == ["2025", "README.txt", "annex_a_2025.xlsx"]
    for folder in (out, out / "E06000999", out / "E06000999" / "2025"):
        assert (folder / "README.txt").read_text(encoding="utf-8").startswith("SYNTHETIC")
    assert not list(tmp_path.rglob("*.part"))


def test_figures_alone_make_no_folder_of_an_authority(tmp_path: Path) -> None:
    assert run(str(tmp_path / "demo"), "--children", "40", "--collections", "published").exit_code == 0
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {"README.txt", "postcodes.csv", "published"}


def test_each_authority_has_its_own_children_and_share_of_them(tmp_path: Path) -> None:
    asked = ("--authorities", "3", "--children", "120", "--year", "2025", "--collections", "ssda903")
    result = run(str(tmp_path / "demo"), *asked)
    assert result.exit_code == 0
    headers = {
        path.name: {line.split(",")[0] for line in (path / "2025" / "header.csv").read_text().splitlines()[1:]}
        for path in (tmp_path / "demo").glob("E*")
    }
    assert sorted(headers) == ["E06000997", "E06000998", "E06000999"]
    assert len(set.union(*headers.values())) == sum(len(children) for children in headers.values())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--collections", "ssda903,ehcp"), "'ehcp' is none. There are: ssda903, cin"),
        (("--children", "10001"), "at most 10,000 for each authority"),
        (("--first", "2025", "--last", "2024"), "--first 2025 is after --last 2024"),
    ],
)
def test_what_cannot_be_made_is_refused(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    result = run(str(tmp_path / "demo"), *arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "demo").exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_making_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_write_postcodes", full)
    result = run(str(tmp_path / "demo"))
    assert result.exit_code == 2
    assert "cannot be written: No space left on device" in result.output
    assert not list(tmp_path.iterdir())


def test_the_command_offers_all_collections_and_as_many_authorities_as_there_are() -> None:
    assert MOST == MOST_PLACES
    assert set(COLLECTIONS) == set(get_args(making.Collection))
    shown = run("--help").output
    assert "Example: clearline demo-data" in shown
