"""Northmoor with something of every kind of proof, for tests of how its duties stand."""

from datetime import UTC, date, datetime

from northmoor_whole import acting, northmoor
from people import member

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements.actions import say
from clearline.checks.standings import Standing, Standings, standings
from clearline.schedule.actions import record_issue
from clearline.schedule.content import contract_named

ON = date(2026, 6, 1)
BEFORE = date(2026, 1, 1)
JUDGED = ("dcs-lm", "2013", "dcs-ensures-effective-systems")


def by_role(authority: Authority, role: Role) -> Acting:
    """Return somebody new at work in a role."""
    return acting(member(authority, role), authority, role)


def state(authority: Authority, result: str = "satisfied", on: date = ON) -> None:
    """Let the DCS and the lead member state how a duty stands."""
    speakers: tuple[Role, ...] = ("dcs", "lead-member")
    for role in speakers:
        by = by_role(authority, role)
        say(by=by, place=JUDGED, role=role, result=result, words="As I saw it.", saw="The minutes of May.", on=on)


def issue(authority: Authority, contract: str = "comply-or-explain", on: date = ON) -> str:
    """Issue a complete report; return its number."""
    contents = {one.key: True for one in contract_named(contract).required}
    now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return record_issue(
        by=at_the_machine(authority), contract=contract, on=on, now=now, title=contract, digest="a" * 64, inputs={},
        contents=contents, files=(),
    )  # fmt: skip


def world() -> Authority:
    """Return Northmoor with two statements and a report."""
    authority = northmoor()
    state(authority)
    issue(authority)
    return authority


def asked(authority: Authority, *, edition: str | None = None, on: date = ON, by: Acting | None = None) -> Standings:
    """Return how every duty stands, to whoever may see everything unless another asks."""
    return standings(authority, edition=edition, on=on, today=ON, by=by or at_the_machine(authority))


def one(found: Standings, key: str) -> Standing:
    """Return a duty by its key."""
    return next(each for each in found.duties if each.name[2] == key)
