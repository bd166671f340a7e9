"""Mail by way of the queue: a message is written in the transaction that causes it, and sent by the worker.

It is sent at least once. When a worker dies between the sending and the note of it, the message is sent again under the
same ``Message-ID``, by which mail servers know it for the same.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.running import Run


class Outbox(BaseEmailBackend):
    """Django's way of sending mail: ``EMAIL_BACKEND``. ``MAIL_BY`` is the backend by which the worker sends it.

    Messages are of plain text. A header ``Idempotency-Key`` is not sent: of several messages with the same, one is.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put messages into the queue; return how many. Raises ``ValueError`` for one with an attachment."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("mail with attachments is not sent: give a link to what only its reader may see")
            headers = dict(message.extra_headers)
            key = headers.pop("Idempotency-Key", None)
            arguments = {
                "subject": message.subject,
                "body": message.body,
                "from_email": message.from_email,
                "to": message.to,
                "cc": message.cc,
                "bcc": message.bcc,
                "reply_to": message.reply_to,
                "headers": headers,
            }
            enqueue(by=MACHINE, what="send mail", now=timezone.now(), arguments=arguments, key=key and f"mail {key}")
        return len(email_messages)


def deliver(run: Run, **message: Any) -> None:
    """Send a message."""
    host = message["from_email"].rpartition("@")[2].rstrip("> ") or "localhost"
    message["headers"] = {**message["headers"], "Message-ID": f"<{run.id}@{host}>"}
    EmailMessage(**message, connection=get_connection(settings.MAIL_BY)).send()
