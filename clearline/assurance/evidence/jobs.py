"""What is done with evidence in the background: held files are scanned, all are read, links are looked at."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from clearline.assurance.evidence import actions, models
from clearline.assurance.evidence.contents import folder_of
from clearline.assurance.evidence.link_looking import look_at
from clearline.assurance.evidence.queries import READABLE
from clearline.assurance.evidence.scanning import scan
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.running import Run
from clearline.kit import filed
from clearline.kit.errors import BadInput, Problem

AGAIN = timedelta(minutes=15)
"""After which a scanner that was down is asked again."""


def scan_held(run: Run) -> None:
    """Scan the files that are held. While the scanner is down they stay so, and it is asked again later.

    Raises ``BadInput`` for files that are no longer what was kept, once the others are scanned.
    """
    down = False
    gone: list[Problem] = []
    for row in models.Version.objects.filter(scan="held").select_related("item__authority").order_by("id"):
        try:
            verdict = scan(filed.read_filed(folder_of(row.item.authority), row.digest))
        except BadInput as error:
            gone += error.problems
            continue
        down = down or verdict == "held"
        if verdict != "held":
            actions.settle_scan(by=MACHINE, version=row.pk, verdict=verdict)
    if gone:
        raise BadInput(*gone)
    with run.finishing():
        if down:
            _again(timezone.now())


def check_files(run: Run) -> None:
    """Read every file that is kept. Raises ``BadInput`` naming the evidence whose file is gone or was changed."""
    bad: list[str] = []
    rows = models.Version.objects.filter(scan__in=READABLE).select_related("item__authority").order_by("id")
    for row in rows.iterator():
        try:
            filed.read_filed(folder_of(row.item.authority), row.digest)
        except BadInput as error:
            bad.append(f"{row.item.authority.key}, evidence {row.item.key}, version {row.number}: {error}")
    if bad:
        raise BadInput(*bad)


def look_at_links(run: Run) -> None:
    """Look whether the links of the newest versions still answer. Nothing is called where it is switched off."""
    rows = models.Version.objects.exclude(link="").order_by("item", "-number") if settings.CHECK_LINKS else ()
    done: set[int] = set()
    for row in rows:
        if row.item_id not in done:
            done.add(row.item_id)
            actions.keep_link(by=MACHINE, version=row.pk, looked=look_at(row.link), now=timezone.now())


def _again(now: datetime) -> None:
    at = now + AGAIN
    quarter = f"{at:%Y-%m-%d %H}.{at.minute // 15}"  # so that several that find it down ask once
    enqueue(by=MACHINE, what=actions.SCAN_WORK, now=now, run_after=at, key=f"{actions.SCAN_WORK}: {quarter}")
