"""The records of assurance and of reports, as a request for information can ask for them.

What has an access class comes up for those who may see it only, and the class suggests the exemption.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

from clearline.accounts.access_class import SEEN_BY, Classified
from clearline.accounts.acting import Acting
from clearline.transfer.information_law.foi_types import Class, Likely
from clearline.transfer.information_law.scoping import path_to_authority

TABLES = {
    "statements.Statement": ("Statement", "words saw exempt_why"),
    "statements.Keeping": ("Judgement", "trigger why"),
    "statements.Voice": ("What children said", "words how exempt_why"),
    "evidence.Item": ("Evidence", "title source exempt_why"),
    "evidence.Version": ("Version of evidence", "name link frozen"),
    "evidence.Use": ("Use of evidence", "about place why exempt_why"),
    "challenges.Challenge": ("Challenge", "topic words minute exempt_why"),
    "challenges.Step": ("What followed a challenge", "words minute exempt_why"),
    "challenges.Action": ("Action", "title source outcome"),
    "signing.SignOff": ("Signature", "title"),
    "testing.Test": ("Test of assurance", "title scope conclusion_words review_triggers triggers"),
    "testing.Element": ("Element of a test", "strengths gaps words exempt_why"),
    "testing.Writing": ("Element of a test, as it was written", "strengths gaps words exempt_why"),
    "testing.Review": ("Review of a test", "organisation capacity words recommendations"),
    "testing.Comparison": ("Comparison in a test", "arrangement"),
    "testing.Version": ("Version of a test", "content"),
    "testing.Decision": ("Approval of a test", "minute words"),
    "schedule.Issue": ("Report", "title inputs why exempt_why"),
    "schedule.Question": ("Question on a report", "text answer"),
    "schedule.ElectionPeriod": ("Pre-election period", "election"),
    "schedule.Release": ("Release before an election", "reason"),
    "schedule.ReleaseWanted": ("Wish for a release", "why"),
    "reports.Remark": ("Commentary in a report", "text exempt_why"),
    "reports.CommitteePaper": ("Committee paper", "meeting minutes"),
    "reports.CommitteeHeading": ("What a committee is told", "text exempt_why"),
    "reports.WordTemplate": ("Word template", "name"),
    "reports.Publication": ("Publication of a report", "withdrawn_why"),
}  # fmt: skip
"""What each is called, and the fields whose words are searched."""

READ_WITH = {
    "evidence.Version": "item__access", "evidence.Use": "item__access", "challenges.Step": "challenge__access",
    "testing.Version": "test__elements__access", "testing.Writing": "element__access",
}  # fmt: skip
"""Where rows are of something that has an access class: they come up for those who may see that too."""

_DAYS = ("on", "made_on", "opened_on", "opened", "heard_on", "starts", "at")
_TITLES = ("title", "topic", "election")
_EXEMPT = {"1": "s40", "2": "s40", "5": "s42"}
"""The exemption that a paragraph of Schedule 12A suggests; the others are about the conduct of public affairs."""


def classes() -> tuple[Class, ...]:
    """Return the types of record."""
    return tuple(_class(label, kind, tuple(fields.split())) for label, (kind, fields) in TABLES.items())


def _class(label: str, kind: str, fields: tuple[str, ...]) -> Class:
    model: Any = apps.get_model(label)
    path = path_to_authority(model)
    assert path is not None, label

    def title(row: Any) -> str:
        return next((str(getattr(row, name)) for name in _TITLES if hasattr(row, name)), f"{kind} {row.pk}")

    return Class(kind, _rows(model, path), fields, _record(model, path), title, _day, _likely)


def _rows(model: type[Model], path: str) -> Callable[[Acting], QuerySet[Any]]:
    def rows(by: Acting) -> QuerySet[Any]:
        closed = [kind for kind, asked in SEEN_BY.items() if asked is not None and not by.may(asked)]
        found = model._default_manager.filter(**{path: by.authority})
        if issubclass(model, Classified):
            found = found.exclude(access__in=closed)
        above = READ_WITH.get(model._meta.label)
        return found.exclude(**{f"{above}__in": closed}) if above else found

    return rows


def _record(model: type[Model], path: str) -> Callable[[Any], str]:
    name = model._meta.label_lower
    keyed = path == "authority" and any(field.name == "key" for field in model._meta.concrete_fields)
    return lambda row: f"{name}:{row.key if keyed else row.pk}"


def _day(row: Any) -> date | None:
    value = next((getattr(row, name) for name in _DAYS if hasattr(row, name)), None)
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _likely(row: Any) -> Iterator[Likely]:
    if not isinstance(row, Classified):
        return
    if row.access == "exempt":
        paragraph = row.exempt_paragraph
        yield Likely(_EXEMPT.get(paragraph, "s36"), f"It is exempt under paragraph {paragraph} of Schedule 12A.")
    elif row.access == "confidential":
        yield Likely("s41", "It is marked as confidential.")
    elif row.access == "privileged":
        yield Likely("s42", "It is marked as privileged.")
    elif row.access == "draft":
        yield Likely("s36", "It is a draft.")
