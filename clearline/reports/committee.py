"""What a report says to its committee, heading by heading, each with who may read it; as values."""

from collections.abc import Mapping
from datetime import date

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.models import Authority
from clearline.kit.values import Value
from clearline.reports.models import CommitteePaper


class Heading(Value, frozen=True, kw_only=True):
    """What stands under one heading."""

    number: int
    """By which its access class is changed."""
    text: str
    access: Access = OPEN


class Paper(Value, frozen=True, kw_only=True):
    """What a report says to its committee."""

    headings: Mapping[str, Heading]
    """By the keys of ``CommitteePaper.HEADINGS``; none for one under which nothing was ever written."""
    meeting: str = ""
    meets: date | None = None
    minutes: str = ""
    """The reference of the minute; empty until there is one."""


def paper_of(authority: Authority, contract: str, on: date) -> Paper | None:
    """Return what a pack says to its committee, whoever reads it; ``None`` when nothing is written."""
    row = CommitteePaper.objects.filter(authority=authority, contract=contract, on=on).first()
    if row is None:
        return None
    headings = {
        one.heading: Heading(number=one.pk, text=one.text, access=one.access_class) for one in row.headings.all()
    }
    return Paper(headings=headings, meeting=row.meeting, meets=row.meets, minutes=row.minutes)
