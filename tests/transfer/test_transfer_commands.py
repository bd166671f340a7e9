"""The commands that take everything out and in again say what they did, and change nothing without a reason."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from people import make_authority
from test_authority_folder import fill

from clearline.accounts.trail.models import Entry
from clearline.cli import main

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_an_authority_goes_out_is_compared_and_comes_in(tmp_path: Path) -> None:
    fill(make_authority())
    folder = tmp_path / "out"
    exported = run("authority", "export", "northmoor", "--out", folder)
    assert exported.exit_code == 0, exported.output
    assert str(folder / "organisation.yaml") in exported.output
    assert run("check", folder / "organisation.yaml").exit_code == 1
    assert run("authority", "import", folder, "--dry-run").output == "Nothing differs.\n"
    text = (folder / "organisation.yaml").read_text().replace("Head of Libraries", "Head of Books")
    (folder / "organisation.yaml").write_text(text)
    entries = Entry.objects.count()
    tried = run("authority", "import", folder, "--dry-run", "--format", "csv")
    assert "posts,head-of-libraries,title changed,Head of Libraries,Head of Books" in tried.output
    refused = run("authority", "import", folder)
    assert (refused.exit_code, Entry.objects.count()) == (2, entries)
    assert "Say why" in refused.output
    done = run("authority", "import", folder, "--why", "A new name from April")
    assert done.exit_code == 0
    assert "What the folder changed" in done.output
    assert Entry.objects.filter(why="A new name from April").exists()


def test_an_authority_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    answer = run("authority", "export", "nowhere", "--out", tmp_path / "out")
    assert answer.exit_code == 2
    assert "There is no authority 'nowhere' here." in answer.output


def test_a_backup_is_made_verified_and_restored(tmp_path: Path, settings: Any) -> None:
    from django.core.management import call_command

    settings.HOME, settings.FIGURES = tmp_path / "home", tmp_path / "home" / "figures"
    settings.HOME.mkdir()
    fill(make_authority())
    made = run("backup", "--to", tmp_path / "backups")
    assert made.exit_code == 0, made.output
    assert "restored on trial" in made.output
    path = next((tmp_path / "backups").iterdir())
    assert "whole" in run("verify", path).output
    assert run("restore", path).exit_code == 2
    call_command("flush", verbosity=0, interactive=False)
    restored = run("restore", path)
    assert restored.exit_code == 0, restored.output
    assert "Restored what was there on" in restored.output
