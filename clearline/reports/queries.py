"""Questions about reports: what a reader may download, what is public, which number comes next."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.kit.filed import read_filed
from clearline.reports.formats.look import Look
from clearline.reports.models import Publication, WordTemplate
from clearline.schedule.issued import Filed, Issued
from clearline.schedule.queries import issues


class Published(NamedTuple):
    """An issued report that the public may read."""

    issue: Issued
    on: date
    """Since when."""
    files: tuple[Filed, ...]
    """Of its open part."""


class Template(NamedTuple):
    """The council's Word template."""

    name: str
    by: str
    """By name; empty when no name is recorded."""
    at: datetime


def next_number(authority: Authority, contract: str, now: datetime) -> str:
    """Return the number that the next issue of a report will have: the year and its place in it."""
    year = timezone.localdate(now).year
    there = issues(authority, at_the_machine(authority), contract)
    return f"{year}-{sum(one.number.startswith(f'{year}-') for one in there) + 1:02}"


def issued_as(authority: Authority, contract: str, digest: str, amends: str) -> str:
    """Return the number under which the same report was issued already; empty when it was not."""
    there = issues(authority, at_the_machine(authority), contract)
    return next((one.number for one in there if (one.digest, one.amends) == (digest, amends)), "")


def files_for(by: Acting, one: Issued) -> tuple[Filed, ...]:
    """Return the files of an issue that somebody may download: those whose every access class they may see."""
    needs = one.inputs.get("needs", {})
    return tuple(file for file in one.files if all(by.may(needed) for needed in needs.get(file.name, ())))


def content_of(authority: Authority, file: Filed) -> bytes:
    """Return the bytes of a file. Raises ``BadInput`` when they are gone or are not what was filed."""
    return read_filed(settings.ISSUED / authority.key, file.sha256)


def look_of(authority: Authority) -> Look:
    """Return how an authority's reports look. Raises ``BadInput`` when the file of its Word template is gone."""
    row = WordTemplate.objects.filter(authority=authority).first()
    template = read_filed(settings.ISSUED / authority.key, row.digest) if row else b""
    return Look(settings.SITE, authority.brand_colour, template, settings.EVIDENCE / authority.key)


def template(authority: Authority) -> Template | None:
    """Return what is known of the council's Word template; ``None`` when there is none."""
    row = WordTemplate.objects.filter(authority=authority).select_related("by").first()
    return Template(row.name, row.by.name if row.by else "", row.at) if row else None


def publication(authority: Authority, contract: str, number: str, on: date) -> Publication | None:
    """Return that an issue is public on a day; ``None`` when it is not."""
    row = Publication.objects.filter(authority=authority, contract=contract, number=number, on__lte=on).first()
    return row if row and (row.withdrawn is None or on < row.withdrawn) else None


def published(authority: Authority, on: date) -> Sequence[Published]:
    """Return the reports that the public may read on a day, the last first. The queries do not grow with them."""
    rows = list(Publication.objects.filter(authority=authority, on__lte=on).order_by("-on", "-id"))
    every = issues(authority, at_the_machine(authority)) if rows else ()
    there = {(one.contract, one.number): one for one in every}
    return [
        Published(one, row.on, open_files(one))
        for row in rows
        if (one := there.get((row.contract, row.number))) and (row.withdrawn is None or on < row.withdrawn)
    ]


def open_files(one: Issued) -> tuple[Filed, ...]:
    """Return the files of an issue's open part, which anybody may read once it is public."""
    needs = one.inputs.get("needs", {})
    return tuple(file for file in one.files if file.part == "open" and not needs.get(file.name))
