"""Uploads are scanned where a scanner is set up; held while it is down; refused and deleted when they are harmful."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from fake_clamd import EICAR, clamd
from giving import PDF, add_file, uses
from stating import as_

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.evidence import models
from clearline.assurance.evidence.contents import from_file
from clearline.assurance.evidence.queries import read
from clearline.assurance.evidence.scanning import scan
from clearline.jobs import worker
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.models import Job
from clearline.kit.errors import BadInput
from clearline.kit.filed import digest_of, path_of

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = "tcp://127.0.0.1:1"


def work_off(minutes: int = 0) -> int:
    return worker.work(lambda: timezone.now() + timedelta(minutes=minutes), threading.Event(), until_empty=True)


def state() -> str:
    return models.Version.objects.get().scan


def test_without_a_scanner_a_file_says_that_it_was_not_scanned(authority: Authority, officer: Acting) -> None:
    key = add_file(officer)
    assert state() == "not-scanned"
    assert read(authority, key, 1, officer) is not None
    assert not Job.objects.exists()


def test_a_clean_file_is_kept_whatever_its_size(settings: Any, officer: Acting) -> None:
    with clamd() as settings.SCANNER:
        add_file(officer, PDF + bytes(200_000))
    assert state() == "clean"


def test_a_harmful_file_is_refused_over_a_socket_of_the_machine_too(
    settings: Any, officer: Acting, tmp_path: Path, folder: Path
) -> None:
    with clamd(tmp_path / "clamd") as settings.SCANNER, pytest.raises(BadInput, match="nothing of it was kept"):
        from_file(officer, [PDF, EICAR], "a.pdf")
    assert not folder.exists()


@pytest.mark.parametrize("where", [NOWHERE, "unix:/nowhere/clamd", "tcp://clamd", "nonsense"])
def test_a_scanner_that_does_not_answer_holds_the_file(settings: Any, where: str) -> None:
    settings.SCANNER = where
    assert scan(b"x") == "held"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\xff", b"stream: OK but\0"])
def test_an_answer_in_other_words_holds_the_file(settings: Any, answer: bytes) -> None:
    with clamd(answer=answer) as settings.SCANNER:
        assert scan(b"x") == "held"


def test_what_is_held_cannot_be_read_or_used_until_it_was_scanned(
    authority: Authority, officer: Acting, settings: Any
) -> None:
    settings.SCANNER = NOWHERE
    key = add_file(officer)
    assert state() == "held"
    with pytest.raises(BadInput, match="Held until it can be scanned"):
        read(authority, key, 1, officer)
    with pytest.raises(BadInput, match="cannot be used"):
        uses(officer, key)
    assert work_off() == 1
    assert state() == "held"
    assert Job.objects.filter(state="waiting", what="scan held evidence").count() == 1
    assert work_off(minutes=10) == 0
    with clamd() as settings.SCANNER:
        assert work_off(minutes=20) == 1
    assert state() == "clean"
    uses(officer, key)
    assert not Job.objects.filter(state="waiting").exists()


def test_what_was_held_and_turns_out_harmful_is_deleted_and_said_to_be(
    authority: Authority, officer: Acting, settings: Any, folder: Path
) -> None:
    settings.SCANNER = NOWHERE
    content = PDF + EICAR
    key = add_file(officer, content)
    assert path_of(folder / "northmoor", digest_of(content)).exists()
    with clamd() as settings.SCANNER:
        work_off()
    assert state() == "infected"
    assert not path_of(folder / "northmoor", digest_of(content)).exists()
    with pytest.raises(BadInput, match="Infected, and deleted"):
        read(authority, key, 1, officer)


def test_the_same_bytes_held_twice_are_deleted_with_the_last(officer: Acting, settings: Any, folder: Path) -> None:
    settings.SCANNER = NOWHERE
    content = PDF + EICAR
    for title in ("One", "Two"):
        add_file(officer, content, title=title)
    with clamd() as settings.SCANNER:
        work_off()
    assert {row.scan for row in models.Version.objects.all()} == {"infected"}
    assert not path_of(folder / "northmoor", digest_of(content)).exists()


def test_a_held_file_that_is_gone_fails_the_work_once_the_others_are_scanned(
    authority: Authority, officer: Acting, settings: Any, folder: Path
) -> None:
    settings.SCANNER = NOWHERE
    add_file(officer, title="One")
    add_file(officer, PDF + b"other", title="Two")
    path_of(folder / "northmoor", digest_of(PDF)).unlink()
    with clamd() as settings.SCANNER:
        work_off()
    assert [row.scan for row in models.Version.objects.order_by("id")] == ["held", "clean"]
    assert "no longer there" in Job.objects.filter(state="failed").first().says  # type: ignore[union-attr]


def test_a_byte_changed_on_the_disk_is_found_at_night_and_not_given_out(
    authority: Authority, officer: Acting, folder: Path
) -> None:
    key = add_file(officer)
    enqueue(by=MACHINE, what="check evidence", now=timezone.now())
    work_off()
    assert Job.objects.get().state == "done"
    path = path_of(folder / "northmoor", digest_of(PDF))
    path.chmod(0o600)
    path.write_bytes(PDF + b"!")
    with pytest.raises(BadInput, match="not what was filed"):
        read(authority, key, 1, as_(authority, "auditor"))
    enqueue(by=MACHINE, what="check evidence", now=timezone.now())
    work_off()
    assert Job.objects.get(state="failed").says.startswith(f"northmoor, evidence {key}, version 1: ")
