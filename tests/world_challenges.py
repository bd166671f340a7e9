"""Northmoor with the people who challenge and answer, and what the pages of challenges are about."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from northmoor_whole import acting, northmoor
from people import member

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.assurance.challenges.actions import challenge, open_action
from clearline.assurance.challenges.speaking import let_speak, spokespeople

DAY, DUE = date(2026, 6, 1), date(2026, 6, 29)
WORDS = "Why do so many children wait for a plan?"


class People(NamedTuple):
    """Who is here."""

    authority: Authority
    lead_member: Acting
    dcs: Acting
    chief_executive: Acting
    leader: Acting
    police: Acting
    scrutiny: Acting
    board_support: Acting
    democratic_services: Acting
    governance: Acting


def somebody(authority: Authority, *roles: Role, name: str = "") -> Acting:
    """Return somebody with roles at an authority."""
    user = member(authority, roles[0])
    for role in roles[1:]:
        member(authority, role, user=user)
    user.individual.name = name
    user.individual.save()
    return acting(user, authority, *roles)


def people(key: str = "northmoor") -> People:
    """Return Northmoor's people; the partner speaks for the police, the scrutiny member for the committee."""
    authority = northmoor(key)
    found = People(
        authority,
        somebody(authority, "lead-member", name="Bea Marsh"),
        somebody(authority, "dcs", name="Ann Heron"),
        somebody(authority, "chief-executive", name="Cy Teal"),
        somebody(authority, "leader", name="Di Plover"),
        somebody(authority, "partner", name="Ed Snipe"),
        somebody(authority, "scrutiny-member", name="Fay Rook"),
        somebody(authority, "board-support", name="Gil Coot"),
        somebody(authority, "democratic-services-officer", name="Hal Wren"),
        somebody(authority, "governance-officer", name="Ivy Dunnock"),
    )
    for party, who in (("partner:police", found.police), ("body:children-scrutiny", found.scrutiny)):
        let_speak(by=found.board_support, party=party, individual=str(who.person), starts=date(2025, 1, 1))
    return found


def challenges(by: Acting, **otherwise: Any) -> str:
    """Challenge the DCS in the lead member's name, or as told; return the key."""
    given: dict[str, Any] = {
        "challenger": "office:lead-member", "challenged": "office:dcs", "topic": "Waiting for plans", "words": WORDS,
        "on": DAY, "due": DUE, **otherwise,
    }  # fmt: skip
    return challenge(by=by, **given)


def things(authority: Authority, members: dict[Role, User], now: datetime) -> dict[str, dict[str, Any]]:
    """Make an open challenge, an action and a spokesperson through their actions; return what their addresses hold."""
    by = {role: acting(user, authority, role) for role, user in members.items()}
    on = now.date()
    due = on + timedelta(28)
    key = challenges(by["lead-member"], on=on, due=due)
    let_speak(by=by["board-support"], party="partner:police", individual=str(by["partner"].person), starts=on)
    number = spokespeople(authority)[-1].number
    action = open_action(
        by=by["governance-officer"], title="Fill two posts", source=f"challenge:{key}", owner="head-of-libraries",
        due=due, on=on,
    )  # fmt: skip
    steps = ("challenge", "answer", "changed", "reply", "escalate", "close")
    of_action = ("action", "change-action", "finish-action", "drop-action", "open-action-again")
    return {
        **{f"challenges:{name}": {"key": key} for name in steps},
        **{f"challenges:{name}": {"key": action} for name in of_action},
        "challenges:party": {"party": "office:dcs"},
        "challenges:end-speaker": {"number": number},
    }
