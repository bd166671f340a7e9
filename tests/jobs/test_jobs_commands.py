"""Whoever looks after the machine works the queue off by a command, and sees what did not succeed."""

import json
import signal
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone
from pytest_django import Settings
from work_to_do import KINDS

from clearline.cli import main
from clearline.jobs import worker
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kinds(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    """Let no handler of a signal stay; return what would have been set."""
    settings.JOBS, settings.NIGHTLY = KINDS, {}
    handlers: dict[int, Any] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    return handlers


def test_the_queue_is_worked_off_and_what_failed_is_listed() -> None:
    for what in ("take long", "find bad input"):
        enqueue(by=MACHINE, what=what, now=timezone.now())
    done = CliRunner().invoke(main, ["jobs", "work", "--until-empty"])
    assert done.exit_code == 0, done.output
    assert set(Job.objects.values_list("state", flat=True)) == {"done", "failed"}
    listed = CliRunner().invoke(main, ["jobs", "list"])
    assert "The file has no rows." in listed.output
    assert "take long" not in listed.output
    (one,) = json.loads(CliRunner().invoke(main, ["jobs", "list", "--format", "json"]).output)
    assert (one["what"], one["state"], one["attempts"]) == ("find bad input", "failed", 1)


def test_a_worker_stops_at_a_signal(kinds: dict[int, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def work(clock: Any, stop: Event, *, until_empty: bool) -> int:
        assert not until_empty
        kinds[signal.SIGTERM](signal.SIGTERM, None)
        assert stop.is_set()
        return 0

    monkeypatch.setattr(worker, "work", work)
    assert CliRunner().invoke(main, ["jobs", "work"]).exit_code == 0
    assert set(kinds) == {signal.SIGINT, signal.SIGTERM}
