"""The page of background work: whose it shows to whom, what it never shows, what an administrator begins again."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from northmoor_whole import acting
from people import client_for, make_authority, member
from pytest_django import Settings
from work_to_do import KINDS
from world_jobs import SAYS, broken

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import Role
from clearline.accounts.trail.models import Entry
from clearline.jobs import actions, queries, worker
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.kinds import Kind
from clearline.jobs.models import Job
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

WORK = "/northmoor/background-work/"


@pytest.fixture(autouse=True)
def kinds(settings: Settings) -> None:
    settings.JOBS = {
        **KINDS,
        "load figures": Kind("work_to_do:add_a_person", "change figures", "Load a file of figures", "measures:loading"),
    }
    settings.NIGHTLY = {}


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def somebody(authority: Authority, role: Role, name: str = "") -> Acting:
    found = acting(member(authority, role), authority, role)
    assert found.user
    found.user.individual.name = name
    found.user.individual.save()
    return found


def page(by: Acting) -> str:
    assert by.user
    return str(client_for(by.user).get(WORK).text)


def link_to(job: UUID) -> str:
    return reverse("measures:loading", args=("northmoor", job))


def work_off() -> None:
    worker.work(timezone.now, threading.Event(), until_empty=True)


def test_work_is_shown_to_whoever_may_ask_for_it_and_to_administrators(authority: Authority) -> None:
    analyst, other = somebody(authority, "analyst", "Ann Reed"), somebody(authority, "analyst")
    administrator, dcs = somebody(authority, "administrator"), somebody(authority, "dcs")
    job = enqueue(by=analyst, what="load figures", arguments={"name": "Ada"}, now=timezone.now())
    assert link_to(job) in page(analyst)
    assert ">You<" in page(analyst)
    assert "Ann Reed" in page(other)
    assert "Load a file of figures" in page(administrator)
    assert str(job) not in page(administrator), "whoever may not load figures is not led to the page of it"
    assert "Nothing that you may see was asked for" in page(dcs)
    assert "Look again" in page(analyst)
    work_off()
    assert "Ada was added." in page(analyst)
    assert "Look again" not in page(analyst)


def test_work_of_another_council_and_of_the_machine_is_not_shown(authority: Authority) -> None:
    other = make_authority("southmoor", gss_code="E06000998")
    job = broken(somebody(other, "analyst"))
    enqueue(by=MACHINE, what="add a person by itself", arguments={"name": "Ada"}, now=timezone.now())
    administrator = somebody(authority, "administrator")
    assert "Nothing that you may see was asked for" in page(administrator)
    for do in (actions.leave, lambda **given: actions.try_again(**given, now=timezone.now())):
        with pytest.raises(BadInput, match="cannot be begun again"):
            do(by=administrator, job=job)
    assert Job.objects.get(id=job).again
    nowhere = MACHINE._replace(authority=None)
    assert queries.listed(nowhere) == queries.broken_down(nowhere) == ()


def test_why_a_file_could_not_be_used_is_told_to_those_alone_who_may_send_one(
    authority: Authority, settings: Settings
) -> None:
    settings.JOBS = {"load figures": Kind("work_to_do:find_bad_input", "change figures")}
    analyst, administrator = somebody(authority, "analyst"), somebody(authority, "administrator")
    enqueue(by=analyst, what="load figures", now=timezone.now())
    work_off()
    assert "The file has no rows." in page(analyst)
    assert "The file has no rows." not in page(administrator)
    assert queries.UNTOLD in page(administrator)
    assert queries.broken_down(administrator) == (), "what was given could not be used: to begin it again helps nobody"


def test_what_work_was_asked_with_is_shown_nowhere(authority: Authority) -> None:
    analyst, administrator = somebody(authority, "analyst"), somebody(authority, "administrator")
    job = broken(analyst, arguments={"name": "Jaydon Smithers"})
    assert administrator.user
    asked = client_for(administrator.user).get(f"{WORK}{job}/again/").text
    for shown in (page(analyst), page(administrator), asked):
        assert SAYS in shown
        assert "Jaydon" not in shown


def test_an_administrator_begins_work_again_that_broke_down(authority: Authority) -> None:
    analyst, administrator = somebody(authority, "analyst"), somebody(authority, "administrator")
    job = broken(analyst, arguments={"name": "Bo"})
    assert "Try again" in page(administrator)
    assert "Try again" not in page(analyst)
    assert administrator.user
    client = client_for(administrator.user)
    home = client.get("/northmoor/").text
    assert "1 piece of background work broke down" in home
    assert f"{WORK}{job}/again/" in home
    answer = client.post(f"{WORK}{job}/again/", {"do": "again"}, follow=True).text
    assert "It is begun again." in answer
    work_off()
    assert Individual.objects.filter(name="Bo").count() == 1
    assert Job.objects.get(id=job).arguments == {}
    last = Entry.objects.order_by("sequence").last()
    assert last
    assert (last.did, last.about, last.user) == ("work begun again", f"job:{job}", str(administrator.user.pk))
    assert "broke down" not in client.get("/northmoor/").text
    assert "cannot be begun again, or somebody has" in client.post(f"{WORK}{job}/again/", follow=True).text
    assert client.get(f"{WORK}{job}/again/").status_code == 404


def test_work_that_is_left_forgets_what_it_was_asked_with(authority: Authority) -> None:
    job = broken(somebody(authority, "analyst"), arguments={"name": "Cy"})
    administrator = somebody(authority, "administrator")
    assert administrator.user
    answer = client_for(administrator.user).post(f"{WORK}{job}/again/", {"do": "leave"}, follow=True)
    assert "It is left undone." in answer.text
    left = Job.objects.get(id=job)
    assert (left.state, left.again, left.arguments) == ("failed", False, {})
    with pytest.raises(Refused):
        actions.leave(by=somebody(authority, "dcs"), job=job)


def test_work_asked_for_anew_after_it_failed_is_begun_anew(authority: Authority, settings: Settings) -> None:
    analyst = somebody(authority, "analyst")
    settings.JOBS = {"load figures": Kind("work_to_do:find_bad_input", "change figures")}
    first = enqueue(by=analyst, what="load figures", key="k", now=timezone.now())
    work_off()
    assert Job.objects.get(id=first).state == "failed"
    settings.JOBS = {"load figures": Kind("work_to_do:add_a_person", "change figures")}
    again = enqueue(by=analyst, what="load figures", key="k", arguments={"name": "Di"}, now=timezone.now())
    work_off()
    assert (again, Job.objects.get(id=first).state) == (first, "done")


def test_the_machines_own_work_keeps_nothing_when_it_is_given_up(authority: Authority) -> None:
    job = broken(MACHINE, "add a person by itself", {"name": "Ed"})
    found = Job.objects.get(id=job)
    assert (found.state, found.again, found.arguments) == ("failed", False, {})


def test_nothing_but_work_that_broke_down_keeps_what_it_was_asked_with(authority: Authority) -> None:
    job = broken(somebody(authority, "analyst"))
    for wrong in ({"state": "done"}, {"again": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(id=job).update(**wrong)


def test_that_nobody_works_it_off_is_said(authority: Authority) -> None:
    analyst = somebody(authority, "analyst")
    enqueue(by=analyst, what="load figures", arguments={"name": "Fe"}, now=timezone.now() - timedelta(minutes=5))
    assert "no worker is running" in page(analyst)
    actions.sign_of_life(worker=uuid4(), now=timezone.now())
    assert "no worker is running" not in page(analyst)


def test_how_far_running_work_has_come_is_said(authority: Authority) -> None:
    analyst = somebody(authority, "analyst")
    job, lease = enqueue(by=analyst, what="load figures", now=timezone.now()), uuid4()
    actions.take(lease=lease, now=timezone.now())
    actions.tell(job=job, lease=lease, done=2, of=5)
    assert "2 of 5" in page(analyst)


def test_the_number_of_queries_does_not_grow_with_the_work(authority: Authority) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page(analyst)
        return len(found)

    analyst = somebody(authority, "analyst")
    enqueue(by=analyst, what="load figures", now=timezone.now())
    few = asked()
    for _ in range(5):
        enqueue(by=somebody(authority, "analyst"), what="load figures", now=timezone.now())
    assert asked() == few
