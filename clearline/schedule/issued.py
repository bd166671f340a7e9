"""What is known of an issued report, as values that leave this feature."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.permissions import Role
from clearline.kit.values import Value
from clearline.schedule.contract import Format


class Filed(Value, frozen=True, kw_only=True):
    """A file of an issue. Its bytes are kept by ``kit.filed`` in ``settings.ISSUED``."""

    format: Format
    part: str
    """``open``, ``exempt`` or ``whole``."""
    rendering: str
    """``restricted`` or ``open``."""
    name: str
    """As it is downloaded."""
    sha256: str
    size: int
    """Bytes."""


class Told(Value, frozen=True, kw_only=True):
    """One of the contents that the contract named when it was issued."""

    key: str
    title: str
    required: bool
    complete: bool


class Received(Value, frozen=True, kw_only=True):
    """That an office confirmed that it came."""

    office: str
    by: str
    """By name; empty when no name is recorded."""
    at: datetime


class Questioned(Value, frozen=True, kw_only=True):
    """A reader's question and the maker's answer."""

    number: int
    office: str
    by: str
    at: datetime
    text: str
    answer: str
    """Empty while nobody has answered."""
    answered_by: str
    answered_at: datetime | None


class Waiting(Value, frozen=True, kw_only=True):
    """A question about an issued report that nobody has answered."""

    contract: str
    number: str
    title: str
    """Of the report."""
    maker: Role
    question: int
    """Its number among those about the report."""
    at: datetime
    text: str


class Issued(Value, frozen=True, kw_only=True):
    """A report as it was issued, with what came of it."""

    contract: str
    number: str
    title: str
    on: date
    """The day that it shows."""
    issued_at: datetime
    issued_on: date
    by: str
    """Who issued it, by name; empty when no name is recorded."""
    maker: Role
    readers: tuple[Role, ...]
    period: date | None
    """The last day of the period that it is for; ``None`` without interval."""
    due: date | None
    digest: str
    inputs: Mapping[str, Any]
    contents: tuple[Told, ...]
    amends: str
    """The number of the issue that it puts right; empty for none."""
    why: str
    amended_by: str
    """The number of the issue that puts this one right; empty for none."""
    access: Access = OPEN
    files: tuple[Filed, ...] = ()
    receipts: tuple[Received, ...] = ()
    questions: tuple[Questioned, ...] = ()

    @property
    def late_days(self) -> int:
        """Days after it was due; 0 when it was in time or had no day. An amendment has the day of what it amends."""
        return max(0, (self.issued_on - self.due).days) if self.due and not self.amends else 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Titles of what it had to contain and does not."""
        return tuple(one.title for one in self.contents if one.required and not one.complete)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Titles of what it begins to say without being required to, and does not complete."""
        return tuple(one.title for one in self.contents if not one.required and not one.complete)

    @property
    def not_received(self) -> tuple[Role, ...]:
        """Offices that it is for and that have not confirmed it."""
        there = {one.office for one in self.receipts}
        return tuple(office for office in self.readers if office not in there)

    @property
    def unanswered(self) -> tuple[Questioned, ...]:
        """Questions that wait for an answer."""
        return tuple(one for one in self.questions if not one.answer)


def without_names(one: Issued) -> Issued:
    """Return a report as those see it who may not see the names of people below the published posts: by office."""
    receipts = tuple(replace(each, by="") for each in one.receipts)
    questions = tuple(replace(each, by="", answered_by="") for each in one.questions)
    return replace(one, by="", receipts=receipts, questions=questions)
