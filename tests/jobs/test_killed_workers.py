"""Whenever a worker is killed, the effect of its work comes about once; and two of anything do it once too."""

import threading
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from email import message_from_string
from pathlib import Path

import pytest
from django.core.mail import send_mail
from killing import dies_everywhere, ended, forked
from pytest_django import Settings
from work_to_do import KINDS

from clearline.accounts.models import Individual
from clearline.jobs import worker
from clearline.jobs.actions import LEASE, MACHINE, enqueue
from clearline.jobs.models import Job
from clearline.jobs.nightly import plan

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + 2 * LEASE


@pytest.fixture(autouse=True)
def kinds(settings: Settings) -> None:
    settings.JOBS = KINDS
    settings.NIGHTLY = {}


def work_off(at: datetime = NOW) -> None:
    worker.work(lambda: at, threading.Event(), until_empty=True)


def test_a_worker_killed_at_any_point_of_its_work_has_its_effect_once() -> None:
    def ask(point: int) -> None:
        enqueue(by=MACHINE, what="add a person by itself", arguments={"name": f"person {point}"}, now=NOW)

    def once(point: int) -> None:
        work_off(LATER)
        assert Individual.objects.filter(name=f"person {point}").count() == 1
        assert set(Job.objects.values_list("state", flat=True)) == {"done"}

    assert dies_everywhere(ask, work_off, once) >= 15
    assert max(Job.objects.values_list("attempts", flat=True)) == 2, "it was begun again"


def test_mail_whose_sender_is_killed_at_any_point_goes_out_under_one_message_id(
    settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "clearline.jobs.mail.Outbox"
    settings.MAIL_BY = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    def ask(point: int) -> None:
        send_mail(f"Message {point}", "", "c@moor.example", ["a@moor.example"])

    sent: Counter[str] = Counter()

    def once_in_effect(point: int) -> None:
        work_off(datetime.now(UTC) + 2 * LEASE)
        every = "".join(path.read_text() for path in tmp_path.iterdir()).split("-" * 79)  # several can share a file
        sent_mail = [message_from_string(text.lstrip()) for text in every]
        ours = [message["Message-ID"] for message in sent_mail if message["Subject"] == f"Message {point}"]
        assert len(set(ours)) == 1
        sent[f"sent {len(ours)} times"] += 1

    died = dies_everywhere(ask, lambda: work_off(datetime.now(UTC)), once_in_effect)
    assert died >= 10
    assert set(sent) == {"sent 1 times", "sent 2 times"}, "at least once, and twice only where it can't be known"


def test_a_scheduler_killed_at_any_point_has_asked_once_in_the_end(settings: Settings) -> None:
    settings.NIGHTLY = {"take long": time(2, 0)}
    day = timedelta(days=1)

    def once(point: int) -> None:
        plan(now=NOW + point * day)
        assert Job.objects.count() == point + 1

    points: list[int] = []
    dies_everywhere(points.append, lambda: plan(now=NOW + points[-1] * day), once)
    assert len(points) > 2


def test_two_schedulers_ask_for_daily_work_once(settings: Settings) -> None:
    settings.NIGHTLY = {"take long": time(2, 0)}
    days = [NOW + timedelta(days=number) for number in range(20)]

    def all_days() -> None:
        for day in days:
            plan(now=day)

    children = [forked(all_days) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert Job.objects.count() == len(days)


def test_several_workers_do_each_piece_of_work_once() -> None:
    for number in range(40):
        enqueue(by=MACHINE, what="add a person by itself", arguments={"name": f"number {number}"}, now=NOW)
    children = [forked(work_off) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert Individual.objects.filter(name__startswith="number").count() == 40
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}
