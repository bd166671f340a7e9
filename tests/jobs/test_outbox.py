"""Mail goes out when, and only when, the change that causes it is kept."""

import threading
from datetime import timedelta
from email.message import EmailMessage as Received

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings
from work_to_do import KINDS

from clearline.jobs import worker
from clearline.jobs.models import Job

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def by_the_outbox(settings: Settings) -> None:
    settings.JOBS, settings.NIGHTLY = KINDS, {}
    settings.EMAIL_BACKEND = "clearline.jobs.mail.Outbox"
    settings.MAIL_BY = "django.core.mail.backends.locmem.EmailBackend"


def test_mail_goes_with_the_change_that_causes_it_and_once_for_a_key() -> None:
    with transaction.atomic():
        send_mail(
            "Reset", "The link: https://clearline.example/secret", "Clearline <c@moor.example>", ["a@moor.example"]
        )
    with transaction.atomic():
        send_mail("Not sent", "", None, ["a@moor.example"])
        transaction.set_rollback(True)
    for _ in range(2):
        headers = {"Idempotency-Key": "reminder 7", "X-Own": "kept"}
        EmailMessage("Reminder", "", "c@moor.example", ["b@moor.example"], headers=headers).send()
    assert mail.outbox == []
    ids = {str(job.id) for job in Job.objects.all()}
    worker.work(lambda: timezone.now() + timedelta(seconds=1), threading.Event(), until_empty=True)
    assert [message.subject for message in mail.outbox] == ["Reset", "Reminder"]
    sent: list[Received] = [message.message() for message in mail.outbox]
    assert {message["Message-ID"] for message in sent} == {f"<{id}@moor.example>" for id in ids}
    assert sent[1]["X-Own"] == "kept"
    assert "Idempotency-Key" not in sent[1]
    assert not Job.objects.exclude(arguments={}).exists(), "a link is not kept once it is sent"


def test_mail_with_an_attachment_is_not_taken() -> None:
    message = EmailMessage("Figures", "", None, ["a@moor.example"], attachments=[("a.csv", "1,2", "text/csv")])
    with pytest.raises(ValueError, match="attachments"):
        message.send()
