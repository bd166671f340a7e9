"""Work is done once, by whoever may, and is begun again when it failed."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from people import make_authority, member
from pytest_django import Settings
from work_to_do import KINDS

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Individual, Membership, Session
from clearline.accounts.queries import acting_for
from clearline.accounts.trail.models import Entry
from clearline.jobs import actions, queries, worker
from clearline.jobs import settings as own
from clearline.jobs.actions import LEASE, MACHINE, MOST_ATTEMPTS, Lost, enqueue, take
from clearline.jobs.models import Job, Worker
from clearline.jobs.nightly import plan
from clearline.jobs.running import Run, do

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds(settings: Settings) -> None:
    settings.JOBS = KINDS
    settings.NIGHTLY = {}


@pytest.fixture
def analyst() -> Acting:
    authority = make_authority()
    acting = acting_for(member(authority, "analyst"), authority.key, NOW.date(), "page")
    assert acting is not None
    return acting


def work_off(at: datetime = NOW) -> int:
    return worker.work(lambda: at, threading.Event(), until_empty=True)


def people(name: str) -> int:
    return Individual.objects.filter(name=name).count()


def test_work_is_done_by_whoever_asked_and_says_how_it_stands(analyst: Acting) -> None:
    job = enqueue(by=analyst, what="add a person", arguments={"name": "Ada"}, now=NOW)
    waiting = queries.work(analyst.authority, job)
    assert waiting
    assert (waiting.state, waiting.done, waiting.of) == ("waiting", 0, None)
    assert work_off() == 1
    done = queries.work(analyst.authority, job)
    assert done
    assert (done.state, done.done, done.of, done.says) == ("done", 2, 2, "Ada was added.")
    assert done.ended_at == NOW
    assert people("Ada") == 1
    assert queries.newest(analyst.authority) == (done,)
    assert queries.unfinished() == ()
    assert Job.objects.get().arguments == {}


def test_work_of_one_authority_is_not_seen_by_another(analyst: Acting) -> None:
    job = enqueue(by=analyst, what="add a person", arguments={"name": "Ada"}, now=NOW)
    other = make_authority("southmoor", gss_code="E06000998")
    assert queries.work(other, job) is None
    assert queries.newest(other) == queries.newest(None) == ()


def test_what_was_asked_for_with_the_same_key_is_done_once(analyst: Acting) -> None:
    ids = {enqueue(by=analyst, what="add a person", arguments={"name": "Bo"}, key="k", now=NOW) for _ in range(3)}
    work_off()
    ids.add(enqueue(by=analyst, what="add a person", arguments={"name": "Bo"}, key="k", now=NOW))
    work_off()
    assert len(ids) == 1
    assert people("Bo") == 1


def test_a_change_that_is_taken_back_takes_its_work_with_it(analyst: Acting) -> None:
    with transaction.atomic():
        enqueue(by=analyst, what="add a person", arguments={"name": "Cy"}, now=NOW)
        transaction.set_rollback(True)
    assert work_off() == 0


def test_only_those_who_may_can_ask_and_nobody_asks_for_the_machines_own_work(analyst: Acting) -> None:
    partner = analyst._replace(roles=frozenset({"partner"}))
    with pytest.raises(Refused):
        enqueue(by=partner, what="add a person", now=NOW)
    with pytest.raises(ValueError, match="machine's own"):
        enqueue(by=analyst, what="add a person by itself", now=NOW)
    with pytest.raises(KeyError):
        enqueue(by=analyst, what="no such thing", now=NOW)
    assert not Job.objects.exists()


@pytest.mark.parametrize("how", ["role ended", "account disabled", "authority left out"])
def test_whoever_lost_the_role_meanwhile_is_refused_and_the_trail_says_so(analyst: Acting, how: str) -> None:
    job = enqueue(by=analyst, what="add a person", arguments={"name": "Di"}, now=NOW)
    assert analyst.user
    if how == "role ended":
        Membership.objects.update(ends=date(2026, 11, 21))
    elif how == "account disabled":
        type(analyst.user).objects.update(is_active=False)
    else:
        Job.objects.update(authority=None)
    work_off()
    assert Job.objects.get(id=job).state == "refused"
    assert people("Di") == 0
    entry = Entry.objects.get()
    assert (entry.about, entry.outcome, entry.door) == (f"job:{job}", "refused", "job")


def test_work_of_a_deleted_account_never_becomes_the_machines_own(analyst: Acting) -> None:
    enqueue(by=analyst, what="add a person", arguments={"name": "Ed"}, now=NOW)
    assert analyst.user
    Membership.objects.all().delete()
    analyst.user.delete()
    assert work_off() == 0
    assert people("Ed") == 0


def test_what_the_work_itself_refuses_or_cannot_use_is_not_tried_again() -> None:
    refused, bad = (enqueue(by=MACHINE, what=what, now=NOW) for what in ("refuse", "find bad input"))
    assert work_off() == 2
    assert work_off(NOW + timedelta(days=1)) == 0
    assert queries.work(None, refused).says == "Another person must do this."  # type: ignore[union-attr]
    assert queries.work(None, bad).says == "The file has no rows."  # type: ignore[union-attr]
    assert {(work.id, work.state) for work in queries.unfinished()} == {(refused, "refused"), (bad, "failed")}


def test_work_of_a_kind_that_is_no_more_fails_in_plain_words(settings: Settings) -> None:
    job = enqueue(by=MACHINE, what="take long", now=NOW)
    settings.JOBS = {}
    work_off()
    assert queries.work(None, job).says == "Clearline no longer has work of the kind 'take long'."  # type: ignore[union-attr]


def test_a_fault_is_tried_again_ever_later_and_given_up_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    job, at, waits = enqueue(by=MACHINE, what="fail", now=NOW), NOW, []
    for _ in range(MOST_ATTEMPTS):
        assert work_off(at) == 1
        found = Job.objects.get(id=job)
        waits.append(found.run_after - at)
        at = max(at, found.run_after)
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8)]
    assert max(waits) == timedelta(hours=6)
    assert found.state == "failed"
    assert "ZeroDivisionError" not in found.says
    assert "ZeroDivisionError" in caplog.text
    assert people("half") == 0
    assert work_off(at + timedelta(days=9)) == 0


def test_who_lost_the_lease_writes_nothing_and_who_took_it_over_writes_once(caplog: pytest.LogCaptureFixture) -> None:
    job = enqueue(by=MACHINE, what="add a person by itself", arguments={"name": "Fe"}, now=NOW)
    first = take(lease=uuid4(), now=NOW)
    assert take(lease=uuid4(), now=NOW + LEASE) is None, "it is still held"
    second = take(lease=uuid4(), now=NOW + LEASE + timedelta(seconds=1))
    assert first
    assert second
    assert first.id == second.id == job
    do(first, lambda: NOW)
    assert "lost to another worker" in caplog.text
    assert people("Fe") == 0
    do(second, lambda: NOW)
    assert people("Fe") == 1
    with pytest.raises(Lost), Run(second, MACHINE, lambda: NOW).finishing():
        Individual.objects.create(name="Fe")
    assert people("Fe") == 1


@pytest.mark.parametrize("what", ["fail", "find bad input", "refuse"])
def test_who_lost_the_lease_of_work_that_fails_goes_on_with_other_work(
    what: str, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue(by=MACHINE, what=what, now=NOW)
    first = take(lease=uuid4(), now=NOW)
    second = take(lease=uuid4(), now=NOW + LEASE + timedelta(seconds=1))
    assert first
    assert second
    do(first, lambda: NOW)
    assert "lost to another worker" in caplog.text
    assert Job.objects.get().lease == second.lease


def test_work_that_another_took_a_moment_before_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(by=MACHINE, what="take long", now=NOW)
    answers = iter([Q(), Q(state="done")])
    monkeypatch.setattr(actions, "ready", lambda now: next(answers))
    assert take(lease=uuid4(), now=NOW) is None


def test_a_worker_gives_signs_of_life_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []
    monkeypatch.setattr(worker, "BEAT", timedelta(milliseconds=1))
    monkeypatch.setattr(actions, "sign_of_life", lambda worker, now: seen.append(now))
    signs = worker.Signs(uuid4(), lambda: NOW)
    signs.start()
    while len(seen) < 3:
        signs.join(0.001)
    signs.end()
    assert not signs.is_alive()


def test_a_lease_that_is_renewed_holds() -> None:
    enqueue(by=MACHINE, what="take long", now=NOW)
    lease = uuid4()
    take(lease=lease, now=NOW)
    actions.renew(lease=lease, now=NOW + LEASE)
    assert take(lease=uuid4(), now=NOW + 2 * LEASE) is None


def test_work_that_kills_every_worker_is_given_up() -> None:
    job, at = enqueue(by=MACHINE, what="take long", now=NOW), NOW
    for _ in range(MOST_ATTEMPTS):
        assert take(lease=uuid4(), now=at) is not None
        at += 2 * LEASE
    assert take(lease=uuid4(), now=at) is None
    assert queries.work(None, job).says == "It was begun 8 times and never came to an end."  # type: ignore[union-attr]


def test_the_database_itself_keeps_the_states_apart() -> None:
    enqueue(by=MACHINE, what="take long", now=NOW)
    wrong: tuple[dict[str, object], ...] = (
        {"state": "lost"}, {"state": "running"}, {"lease": uuid4()}, {"state": "done"}, {"ended_at": NOW},
        {"state": "done", "ended_at": NOW, "arguments": {"to": "somebody"}},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(IntegrityError):
            Job.objects.update(**change)


def test_daily_work_is_asked_for_once_a_day_whatever_the_clock_does(settings: Settings) -> None:
    settings.NIGHTLY = {"take long": time(2, 0)}
    spring = datetime(2026, 3, 28, 0, 0, tzinfo=UTC)
    for quarters in range(4 * 24 * 3):  # the clocks go forward in this time
        plan(now=spring + timedelta(minutes=15 * quarters))
    plan(now=spring + timedelta(days=1))  # and somebody sets them back
    days = ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    assert list(Job.objects.order_by("key").values_list("key", flat=True)) == [f"take long of {day}" for day in days]


def test_a_worker_plans_shows_that_it_lives_and_stops_when_told(settings: Settings) -> None:
    settings.NIGHTLY = {"take long": time(2, 0)}
    stop = threading.Event()
    ticks: list[datetime] = []

    def clock() -> datetime:
        ticks.append(NOW + timedelta(seconds=50 * len(ticks)))
        if len(ticks) > 12:
            stop.set()
        return ticks[-1]

    assert not queries.worker_alive(NOW)
    assert worker.work(clock, stop, pause=0.001) == 1
    assert queries.worker_alive(Worker.objects.get().seen_at + queries.ALIVE)
    assert not queries.worker_alive(Worker.objects.get().seen_at + queries.ALIVE + timedelta(seconds=1))


def test_work_that_hangs_ends_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    signs = worker.Signs(uuid4(), lambda: NOW)
    signs.begun = NOW - worker.LONGEST
    signs.give()
    assert not ended
    signs.begun -= timedelta(seconds=1)
    signs.give()
    assert ended == [worker.HUNG]


def test_a_sign_of_life_that_cannot_be_written_is_no_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(**_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "sign_of_life", busy)
    worker.Signs(uuid4(), lambda: NOW).give()
    assert "No sign of life could be given: OperationalError" in caplog.text


def test_work_and_workers_of_long_ago_are_forgotten_and_sessions_that_ran_out_deleted(settings: Settings) -> None:
    settings.JOBS = own.JOBS
    now = timezone.now()
    old = now - timedelta(days=91)
    Session.objects.create(session_key="old", session_data="", expire_date=old, started_at=old)
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1), started_at=old)
    Worker.objects.create(seen_at=old)
    ended = enqueue(by=MACHINE, what="clear sessions", now=old)
    work_off(old)
    for what in ("forget old work", "clear sessions"):
        enqueue(by=MACHINE, what=what, now=now)
    work_off(now)
    assert not Job.objects.filter(id=ended).exists()
    assert Job.objects.filter(state="done").count() == 2
    assert Session.objects.get().session_key == "new"
    assert Worker.objects.get().seen_at > old
