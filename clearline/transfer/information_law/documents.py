"""Documents of information law, made from the catalogue: record of processing, privacy notice, impact assessment."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from clearline.accounts.models import Authority, Membership
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.organisations.models import Person
from clearline.transfer.information_law.field_catalogue import Activity, Kind, fields, load

ASSESSMENT = Path(__file__).with_name("impact_assessment.yaml")

ABOUT_PEOPLE: tuple[Kind, ...] = ("personal", "special", "secret", "text")

SECURITY = (
    "Roles by one table, a second factor or the council's own sign-in, encrypted transport, a chained trail, proved "
    "backups."
)

ABROAD = "None by the software: it sends nothing anywhere unless it is set to."


class Processing(NamedTuple):
    """One line of the record of processing (article 30(1) UK GDPR)."""

    activity: Activity
    categories: tuple[str, ...]
    """What is kept of people."""
    special: tuple[str, ...]
    """The fields of it that hold what is specially protected, in words."""
    readers: tuple[str, ...]
    kept: tuple[str, ...]
    """How long, each type of record once."""


class Risk(Value, frozen=True, kw_only=True):
    """Something that could harm somebody."""

    risk: str
    likelihood: str
    harm: str
    built: str
    left: str


class Assessment(Value, frozen=True, kw_only=True):
    """What the impact assessment says, but for what the catalogue and the installation say themselves."""

    need: tuple[str, ...]
    proportionate: tuple[str, ...]
    consultation: tuple[str, ...]
    risks: tuple[Risk, ...]
    council: tuple[str, ...]


def processing() -> tuple[Processing, ...]:
    """Return the record of processing: every activity that keeps something of people."""
    found = []
    for activity in load().activities.values():
        mine = [field for field in fields() if field.activity is activity and field.kind in ABOUT_PEOPLE]
        found.append(
            Processing(
                activity, activity.categories,
                tuple(dict.fromkeys(field.says for field in mine if field.kind == "special")),
                tuple(dict.fromkeys(reader for field in mine for reader in field.readers)),
                tuple(dict.fromkeys(f"{field.retention.title}: {field.retention.keep}" for field in mine)),
            )
        )  # fmt: skip
    return tuple(found)


@cache
def assessment() -> Assessment:
    """Return the text of the impact assessment. Raises ``BadInput`` for what is wrong in its file."""
    data, places = read_yaml(ASSESSMENT)
    return convert(data, Assessment, places)


def facts(authority: Authority) -> tuple[tuple[str, object], ...]:
    """Return what the installation itself knows for an assessment."""
    accounts = Membership.objects.filter(authority=authority).values("user").distinct().count()
    council = [one["name"] for one in settings.COUNCIL_SIGN_INS]
    return (
        ("Council", authority.name),
        ("Kept here since", authority.since),
        ("Accounts with a role, live or ended", accounts),
        ("People behind posts and seats", Person.objects.filter(authority=authority).count()),
        ("Other authorities in this installation", Authority.objects.exclude(pk=authority.pk).count()),
        ("Database", "PostgreSQL" if connection.vendor == "postgresql" else "SQLite, on the server itself"),
        (
            "Signing in",
            f"{', '.join(council)}, or password and second factor" if council else "Password and second factor",
        ),
        ("Transport", "Encrypted (https)" if settings.HTTPS else "Not encrypted: for one machine only"),
        ("Fields about people", sum(field.kind in ABOUT_PEOPLE for field in fields())),
    )
