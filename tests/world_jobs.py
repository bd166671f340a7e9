"""Work that broke down, made as the queue makes it, for tests of its pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.jobs.actions import MOST_ATTEMPTS, enqueue, put_back, take

SAYS = "Something went wrong. Whoever looks after Clearline finds it in the log."


def broken(by: Acting, what: str = "load figures", arguments: dict[str, Any] | None = None) -> UUID:
    """Ask for work, and let it fail by a fault until it is given up; return its id. No other work may wait."""
    at = timezone.now()
    job = enqueue(by=by, what=what, arguments=arguments or {"folder": "none"}, now=at)
    for _ in range(MOST_ATTEMPTS):
        lease = uuid4()
        taken = take(lease=lease, now=at)
        assert taken is not None
        assert taken.id == job
        put_back(job=job, lease=lease, says=SAYS, now=at)
        at += timedelta(days=1)
    return job
