"""A backup counts only once it was restored and found the same; a damaged one is always refused."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from giving import PDF, add_file
from people import make_authority
from stating import as_
from test_authority_folder import fill

from clearline.accounts.models import Authority
from clearline.accounts.trail import verifying
from clearline.assurance.evidence.queries import read
from clearline.kit.errors import BadInput
from clearline.kit.filed import digest_of, file_away, read_filed
from clearline.transfer import backup, restoring
from clearline.transfer.backup import back_up
from clearline.transfer.restoring import check_bytes, restore
from clearline.transfer.tables import lines, tables

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "snapshot"]), pytest.mark.database]


@pytest.fixture
def full(tmp_path: Path, settings: Any) -> Path:
    """Return the home of an installation that holds an authority and some files."""
    settings.HOME = tmp_path / "home"
    settings.FIGURES = tmp_path / "home" / "figures"
    (settings.FIGURES / "national").mkdir(parents=True)
    (settings.FIGURES / "national" / "manifest.json").write_text("{}")
    (settings.HOME / "secret-key").write_text("a secret")
    (settings.HOME / "static").mkdir()
    (settings.HOME / "static" / "made.anew").write_text("")
    fill(make_authority())
    return tmp_path / "home"


def everything() -> dict[str, list[str]]:
    """Return every row of every table."""
    return {model._meta.label: list(lines(model, "default")) for model in tables()}


def emptied() -> None:
    """Take every row away, as a new database has none."""
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the trial out, which another test makes."""
    monkeypatch.setattr(restoring, "verify", lambda path: None)


def test_a_backup_is_restored_on_trial_in_a_process_of_its_own_before_it_has_its_name(
    full: Path, tmp_path: Path
) -> None:
    path = back_up(tmp_path / "backups", NOW)
    assert path.name == "clearline-2026-11-22T02-00-00.zip"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("untried")
def test_a_backup_restored_into_an_emptied_database_brings_back_every_row_and_file(
    full: Path, tmp_path: Path, settings: Any
) -> None:
    before = everything()
    assert before["trail.Entry"]
    assert before["organisations.Recorded"]
    path = back_up(tmp_path / "backups", NOW)
    emptied()
    settings.HOME, settings.FIGURES = tmp_path / "other", tmp_path / "elsewhere"
    restore(path)
    assert everything() == before
    assert (tmp_path / "other" / "secret-key").read_text() == "a secret"
    assert (tmp_path / "elsewhere" / "national" / "manifest.json").read_text() == "{}"
    assert not (tmp_path / "other" / "static").exists()
    Authority.objects.create(key="next", name="Next", since=NOW.date())


@pytest.mark.usefixtures("untried")
def test_evidence_and_issued_reports_come_back_byte_for_byte_and_what_is_half_written_does_not(
    full: Path, tmp_path: Path, settings: Any
) -> None:
    settings.EVIDENCE, settings.ISSUED = full / "evidence", full / "issued"
    officer = as_(Authority.objects.get(), "analyst")
    key = add_file(officer)
    issued = file_away(settings.ISSUED / "northmoor", b"%PDF-1.7 a report")
    (settings.EVIDENCE / "northmoor" / ".half-written").write_text("half")
    path = back_up(tmp_path / "backups", NOW)
    with ZipFile(path) as archive:
        kept = [name for name in archive.namelist() if name.startswith(("home/evidence/", "home/issued/"))]
    assert kept == sorted(f"home/{place}/northmoor/{digest[:2]}/{digest}"
                          for place, digest in (("evidence", digest_of(PDF)), ("issued", issued)))  # fmt: skip
    emptied()
    settings.HOME, settings.FIGURES = tmp_path / "other", tmp_path / "elsewhere"
    settings.EVIDENCE, settings.ISSUED = tmp_path / "other" / "evidence", tmp_path / "other" / "issued"
    restore(path)
    assert read(Authority.objects.get(), key, 1, officer) == ("minutes.pdf", PDF)
    assert read_filed(settings.ISSUED / "northmoor", issued) == b"%PDF-1.7 a report"
    assert not list((tmp_path / "other").rglob(".half-written"))


@pytest.mark.usefixtures("untried")
def test_a_byte_changed_anywhere_in_a_backup_is_found(full: Path, tmp_path: Path) -> None:
    path = back_up(tmp_path / "backups", NOW)
    whole = path.read_bytes()
    with ZipFile(path) as archive:
        told = {name: archive.read(name) for name in archive.namelist()}
    chosen = random.Random(4)
    found = 0
    for place in chosen.sample(range(len(whole)), 60):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(bytes(damaged))
        try:
            check_bytes(path)
        except BadInput:
            found += 1
        else:  # a byte that no reader of the file ever sees: a time, or what its two directories say twice
            with ZipFile(path) as archive:
                assert {name: archive.read(name) for name in archive.namelist()} == told, place
    assert found > 40


@pytest.mark.usefixtures("untried")
def test_a_backup_is_never_restored_over_what_is_there(full: Path, tmp_path: Path) -> None:
    path = back_up(tmp_path / "backups", NOW)
    with pytest.raises(BadInput, match="already holds"):
        restore(path)


@pytest.mark.usefixtures("untried")
def test_what_is_no_backup_or_of_a_later_version_is_refused(full: Path, tmp_path: Path) -> None:
    path = back_up(tmp_path / "backups", NOW)
    other = tmp_path / "other.zip"
    with pytest.raises(BadInput, match="no whole backup"):
        check_bytes(tmp_path / "missing.zip")
    other.write_text("no zip")
    with pytest.raises(BadInput, match="no whole backup"):
        check_bytes(other)
    for old, new, words in (
        (b'"format": 1', b'"format": 2', "of format 2"),
        (b"tables/accounts.user.jsonl", b"tables/accounts.usar.jsonl", "accounts.usar.jsonl is missing"),
    ):
        _copy(path, other, old, new)
        with pytest.raises(BadInput, match=words):
            check_bytes(other)
    _copy(path, other, b'"accounts.0001_initial"', b'"accounts.9999_later"')
    emptied()
    with pytest.raises(BadInput, match=r"later version of Clearline \(accounts\.9999_later\)"):
        restore(other)


def _copy(path: Path, other: Path, old: bytes, new: bytes) -> None:
    """Copy a backup with its manifest changed."""
    with ZipFile(path) as source, ZipFile(other, "w") as target:
        for name in source.namelist():
            raw = source.read(name)
            target.writestr(name, raw.replace(old, new) if name == "manifest.json" else raw)


@pytest.mark.usefixtures("untried")
def test_a_restore_that_fails_leaves_neither_a_row_nor_a_file(
    full: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(tmp_path / "backups", NOW)
    emptied()
    settings.HOME, settings.FIGURES = tmp_path / "other", tmp_path / "elsewhere"
    monkeypatch.setattr(verifying, "verify", lambda *_: SimpleNamespace(faults=["entry 3"]))
    with pytest.raises(BadInput, match="whose trail is broken: entry 3"):
        restore(path)
    assert not any(everything().values())
    assert not [one for one in (tmp_path / "other").rglob("*") if one.is_file()]


@pytest.mark.usefixtures("untried")
def test_rows_that_come_out_otherwise_are_not_restored(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(tmp_path / "backups", NOW)
    emptied()
    monkeypatch.setattr(restoring, "lines", lambda model, database: _short(lines(model, database)))
    with pytest.raises(BadInput, match="came out different"):
        restore(path)
    assert not any(everything().values())


@pytest.mark.usefixtures("untried")
def test_a_backup_from_before_a_table_was_made_is_restored_in_small_batches(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, other = back_up(tmp_path / "backups", NOW), tmp_path / "older.zip"
    _changed(whole, other, lambda files: files.pop("tables/transfer.hold.jsonl"))
    emptied()
    monkeypatch.setattr("clearline.transfer.tables.BATCH", 7)
    restore(other)
    assert Authority.objects.get().key == "northmoor"


@pytest.mark.usefixtures("untried")
def test_a_backup_that_names_a_file_outside_its_folder_is_refused(full: Path, tmp_path: Path) -> None:
    whole, other = back_up(tmp_path / "backups", NOW), tmp_path / "hostile.zip"
    _changed(whole, other, lambda files: files.update({"home/../../out": files.pop("home/secret-key")}))
    emptied()
    with pytest.raises(BadInput, match="outside its folder"):
        restore(other)
    assert not (tmp_path.parent / "out").exists()


def _changed(path: Path, other: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Copy a backup with other files in its manifest; the secret key is there under both its names."""
    with ZipFile(path) as source, ZipFile(other, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        change(manifest["files"])
        for name in source.namelist():
            if name in manifest["files"]:
                target.writestr(name, source.read(name))
        if "home/../../out" in manifest["files"]:
            target.writestr("home/../../out", source.read("home/secret-key"))
        target.writestr("manifest.json", json.dumps(manifest))


def test_a_backup_whose_trial_fails_keeps_a_name_that_does_not_count(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = lines
    monkeypatch.setattr(backup, "lines", lambda model, database: _short(written(model, database)))
    with pytest.raises(BadInput, match="could not be restored on trial"):
        back_up(tmp_path / "backups", NOW)
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".unproved"]


def _short(rows: Iterator[str]) -> Iterator[str]:
    """Leave out the last row, so that something refers to what is not there."""
    held = None
    for row in rows:
        if held is not None:
            yield held
        held = row
