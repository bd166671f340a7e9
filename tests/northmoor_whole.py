"""Northmoor in the database as the example states it, departures and training too, and a departure of its own."""

from datetime import date
from functools import cache
from pathlib import Path

from people import make_authority

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.assurance.actions import record_departure
from clearline.guidance.content import load
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import Organisation
from clearline.organisations.partnerships import Departure
from clearline.transfer.importing import put_organisation

EXAMPLES = Path(__file__).parents[1] / "examples"

DOUBLE_LINE = "line-unbroken/family-practitioner"
"""The rule and subject of a finding at Northmoor that rests on guidance alone, in each edition."""


@cache
def example(name: str) -> Organisation:
    """Return an organisation of the examples."""
    return read_organisation(EXAMPLES / f"{name}.yaml")


def northmoor(key: str = "northmoor", name: str = "northmoor") -> Authority:
    """Return an authority with the organisation of an example."""
    authority = make_authority(key)
    put_organisation(by=at_the_machine(authority), organisation=example(name), why="for a test")
    return authority


def acting(user: User, authority: Authority, *roles: Role) -> Acting:
    """Return somebody at work for an authority in some roles, by a page."""
    return Acting(user, authority, frozenset(roles), "page")


def departs(
    authority: Authority, provision: str = "key-5", edition: str = "2013", *, published: bool = False,
    start: date = date(2026, 1, 1), review: date = date(2027, 1, 1),
) -> str:  # fmt: skip
    """Record a departure of an authority; return its key."""
    departure = Departure(
        provision=provision, edition=edition, reasons="Two managers share the hub.", decided_by="Cabinet",
        route="executive", start=start, review=review,
    )  # fmt: skip
    by = at_the_machine(authority)
    return record_departure(by=by, guidance=load(), departure=departure, published=published, on=start)
