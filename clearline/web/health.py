"""Whether the site is well, for whatever watches over it: yes or no, and nothing of what is inside."""

import logging
import shutil
import time
from datetime import datetime

from django.conf import settings
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from clearline.accounts.page import public_page
from clearline.jobs.models import Worker
from clearline.jobs.queries import worker_alive

log = logging.getLogger(__name__)

ROOM = 500_000_000
"""Bytes that must be free where the site keeps what it keeps."""

FRESH = 5.0
"""Seconds for which an answer is given again, so that asking often costs nothing."""

_last: tuple[float, bool] | None = None


@public_page()
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the site can do its work, else 503; the log says what is wrong."""
    global _last
    if _last is None or time.monotonic() - _last[0] > FRESH:
        wrong = problems(timezone.now())
        for words in wrong:
            log.error("Not well: %s", words)
        _last = (time.monotonic(), not wrong)
    well = _last[1]
    response = HttpResponse("well\n" if well else "not well\n", "text/plain; charset=utf-8", 200 if well else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def problems(now: datetime) -> list[str]:
    """Return what keeps the site from its work."""
    wrong = []
    try:
        with transaction.atomic():
            Worker.objects.create(seen_at=now)
            transaction.set_rollback(True)
    except Error as error:
        return [f"the database can't be written: {type(error).__name__}"]
    if not worker_alive(now):
        wrong.append("no worker gives signs of life")
    free = shutil.disk_usage(settings.HOME).free
    if free < ROOM:
        wrong.append(f"only {free // 1_000_000} MB of disk are free")
    return wrong
