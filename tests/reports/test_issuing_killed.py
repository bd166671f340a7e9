"""Whenever the worker is killed while it issues a report, there is neither half a report nor two."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from killing import dies_everywhere
from pytest_django import Settings
from world_reports import BRIEFING, NOW, ON, say, world

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.jobs import worker
from clearline.jobs.actions import LEASE
from clearline.jobs.kinds import Kind
from clearline.jobs.models import Job
from clearline.reports import actions, issuing
from clearline.reports.queries import content_of
from clearline.schedule.models import Issue
from clearline.schedule.queries import issue

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_a_worker_killed_at_any_point_leaves_neither_half_a_report_nor_two(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOBS = {"issue report": Kind("clearline.reports.actions:issue_report", "issue reports")}
    settings.NIGHTLY = {}
    here = world(settings, tmp_path)
    say(monkeypatch)
    monkeypatch.setattr(issuing, "ENDINGS", {"csv": "zip", "xlsx": "xlsx"})
    by = here.at_work("governance-officer")

    def day(point: int) -> date:
        return ON + timedelta(days=point)

    def ask(point: int) -> None:
        actions.ask_to_issue(by=by, contract=BRIEFING, on=day(point), now=NOW)

    def work_off(later: timedelta = timedelta(0)) -> None:
        worker.work(lambda: NOW + later, threading.Event(), until_empty=True)

    def whole(point: int) -> None:
        half = Issue.objects.filter(on=day(point)).first()
        assert half is None or half.files.count() == 4, "what is recorded has all its files"
        work_off(2 * LEASE)
        rows = Issue.objects.filter(authority=Authority.objects.get(), contract=BRIEFING, on=day(point))
        assert rows.count() == 1
        one = issue(here.authority, BRIEFING, rows.get().number)
        assert one is not None
        assert len(one.files) == 4
        assert all(len(content_of(here.authority, file)) == file.size for file in one.files)
        assert Entry.objects.filter(did="report issued", about=f"report:{BRIEFING}/{one.number}").count() == 1
        assert set(Job.objects.values_list("state", flat=True)) == {"done"}

    assert dies_everywhere(ask, work_off, whole) >= 20
