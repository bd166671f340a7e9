"""Reports that are due, issued, received and asked about, and pre-election periods, for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from people import member

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.schedule import actions, electing
from clearline.schedule.content import contract_named
from clearline.schedule.issued import Filed

BRIEFING = "lead-member-briefing"


def at(day: date, hour: int = 12) -> datetime:
    """Return a moment of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def as_role(authority: Authority, *roles: Role, user: User | None = None) -> Acting:
    """Return somebody at work in some roles: a new person, or ``user``."""
    user = user or member(authority, roles[0])
    return Acting(user, authority, frozenset(roles), "page")


def complete(contract: str) -> dict[str, bool]:
    """Return the contents that a contract requires, each complete."""
    return {one.key: True for one in contract_named(contract).required}


def issued(
    authority: Authority,
    contract: str = BRIEFING,
    *,
    on: date = date(2026, 3, 31),
    issued_on: date = date(2026, 4, 8),
    by: Acting | None = None,
    contents: Mapping[str, bool] | None = None,
    says: str = "what it says",
    amends: str = "",
    why: str = "",
    access: Access = OPEN,
    inputs: Mapping[str, Any] | None = None,
) -> str:
    """Issue a report; return its number."""
    digest = sha256(says.encode()).hexdigest()
    file = Filed(
        format="pdf", part="whole", rendering="restricted", name=f"{contract}.pdf", sha256=digest, size=len(says)
    )
    return actions.record_issue(
        by=by or at_the_machine(authority),
        contract=contract,
        on=on,
        now=at(issued_on),
        title=contract_named(contract).title,
        digest=digest,
        inputs=inputs or {"edition": "2013"},
        contents=complete(contract) if contents is None else contents,
        files=(file,),
        amends=amends,
        why=why,
        access=access,
    )


def for_the_matrix(authority: Authority) -> dict[str, dict[str, Any]]:
    """Make one of each thing that has a page; return what stands in the addresses of those pages."""
    number = issued(authority)
    reader = as_role(authority, "lead-member")
    question = actions.ask(by=reader, contract=BRIEFING, number=number, text="Why late?", now=at(date(2026, 4, 9)))
    election = electing.set_election(
        by=at_the_machine(authority), election="Council", starts=date(2099, 3, 1), ends=date(2099, 5, 1)
    )
    one = {"contract": BRIEFING, "number": number}
    things: dict[str, dict[str, Any]] = {f"schedule:{name}": one for name in ("acknowledge", "ask")}
    things["schedule:feed"] = {"secret": "none"}
    things["schedule:answer"] = {**one, "question": question}
    things |= {f"schedule:{name}": {"contract": BRIEFING} for name in ("contract", "set-cadence")}
    things |= {f"schedule:{name}": {"key": election} for name in ("change-election", "remove-election")}
    things["schedule:release"] = {"key": election, "?about": "departure:2013-key-5"}
    return things
