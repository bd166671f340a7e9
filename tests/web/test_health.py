"""Whoever watches over the site learns that something is wrong, and nothing of what."""

from collections import namedtuple
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from clearline.jobs.actions import sign_of_life
from clearline.jobs.models import Worker
from clearline.web import health

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def asked_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_last", None)
    sign_of_life(worker=uuid4(), now=timezone.now())


def ask() -> Any:
    return Client().get("/health")


def said(response: Any) -> tuple[int, str]:
    return response.status_code, response.content.decode()


def test_a_site_that_is_well_says_so_and_leaves_nothing_behind() -> None:
    before = Worker.objects.count()
    response = ask()
    assert said(response) == (200, "well\n")
    assert response["Cache-Control"] == "no-store"
    assert Worker.objects.count() == before


def test_without_a_worker_it_is_not_well(caplog: pytest.LogCaptureFixture) -> None:
    Worker.objects.all().delete()
    assert said(ask()) == (503, "not well\n")
    assert "no worker gives signs of life" in caplog.text


def test_without_room_it_is_not_well(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(10**12, 10**12 - 7_000_000, 7_000_000))
    assert said(ask()) == (503, "not well\n")
    assert "only 7 MB of disk are free" in caplog.text


def test_when_nothing_can_be_written_it_is_not_well_and_says_not_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(**_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Worker.objects, "create", full)
    assert said(ask()) == (503, "not well\n")
    assert "the database can't be written: OperationalError" in caplog.text


def test_asking_often_asks_the_database_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []

    def problems(now: datetime) -> list[str]:
        asked.append(now)
        return []

    monkeypatch.setattr(health, "problems", problems)
    for _ in range(20):
        assert ask().status_code == 200
    assert len(asked) == 1
    monkeypatch.setattr(health, "FRESH", -1.0)
    ask()
    assert len(asked) == 2
