"""Sessions in the database: whose each one is and since when, so that a person can list and end their own."""

from hashlib import sha256
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

STARTED = "started_at"
BROWSER = "browser"


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, in a table that knows whose they are."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return our table. It is imported late: the store is loaded before the tables are."""
        from clearline.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row for what is in a session."""
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.started_at = parse_datetime(data.get(STARTED, "")) or timezone.now()
        row.browser = data.get(BROWSER, "")
        return row


def mark(session_key: str) -> str:
    """Return what a session is called on a page: the key itself would let anybody in who sees it."""
    return sha256(session_key.encode()).hexdigest()[:16]


def note_second_factor(request: HttpRequest, kind: str) -> None:
    """Write into the session that its person has shown a second factor: totp, recovery-code, provider."""
    record_authentication(request, request.user, "mfa", type=kind)


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether the person of this session has shown a second factor in it."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
