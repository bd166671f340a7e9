"""Every night the signed heads of the trail go to those who keep them outside; a broken trail is told instead."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from people import make_authority
from pytest_django.fixtures import Settings

from clearline.accounts.acting import at_the_machine
from clearline.accounts.trail.actions import record
from clearline.accounts.trail.signing import make_key
from clearline.accounts.trail.verifier import read_heads
from clearline.jobs import nightly, worker
from clearline.jobs import settings as own
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


def one_night(settings: Settings, home: Path, to: list[str]) -> None:
    settings.JOBS, settings.HOME, settings.HEADS_TO = own.JOBS, home, to
    enqueue(by=MACHINE, what="mail heads", now=timezone.now())
    worker.work(timezone.now, threading.Event(), until_empty=True)


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    """An authority with something in its trail, and a key to sign with."""
    with transaction.atomic():
        record(by=at_the_machine(make_authority()), did="begun", about="authority:northmoor")
    make_key(tmp_path)
    return tmp_path


def test_the_heads_that_are_mailed_can_be_verified_against(
    trail: Path, settings: Settings, mailoutbox: list[Any]
) -> None:
    one_night(settings, trail, ["one@northmoor.example", "two@northmoor.example"])
    assert mailoutbox[0].to == ["one@northmoor.example", "two@northmoor.example"]
    heads = read_heads(line for line in mailoutbox[0].body.splitlines() if line.startswith("northmoor "))
    assert [(head.authority, head.size) for head in heads] == [("northmoor", 1)]


def test_a_broken_trail_is_told_and_not_signed(
    trail: Path, settings: Settings, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "verify", lambda *_: SimpleNamespace(heads=(), faults=("entry 3 was changed",)))
    one_night(settings, trail, ["one@northmoor.example"])
    assert mailoutbox[0].subject == "The trail is broken"
    assert "entry 3 was changed" in mailoutbox[0].body


def test_nothing_is_mailed_to_nobody(trail: Path, settings: Settings, mailoutbox: list[Any]) -> None:
    one_night(settings, trail, [])
    assert not mailoutbox
    assert Job.objects.get(what="mail heads", key=None).state == "done"
