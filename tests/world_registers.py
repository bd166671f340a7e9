"""Entries in the registers of an authority, made by those who keep them, for tests of pages."""

from datetime import date
from typing import Any

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.registers.actions import add_entry, change_entry, withdraw_entry

DAY = date(2026, 6, 1)

POINT = {
    "point": "Front door", "run-by": "front-door-manager", "reviewed": date(2026, 5, 4),
    "reviewer": "head-of-front-door", "risk": True, "decisions": True, "onward": True, "multi-agency": True,
    "sample": 24,
}  # fmt: skip

VISIT = {
    "on": date(2026, 5, 20), "who": ["lead-member"], "kind": "visit", "with": ["schools", "children"],
    "place": "Harbour Primary School", "heard": "Staff want a named link to the front door.",
}  # fmt: skip

PLEDGE = {
    "pledge": "A lasting home near people you know", "to": ["looked-after"], "made": date(2025, 9, 1),
    "dcs-post": "director-of-children", "member-office": "lead-member", "kept": True, "dcs-agrees": True,
    "member-agrees": True, "how-known": "The yearly survey of children in our care.",
}  # fmt: skip


def add(authority: Authority, register: str, values: dict[str, Any], on: date = DAY) -> str:
    """Add an entry at the machine; return its key."""
    return add_entry(by=at_the_machine(authority), register=register, values=values, on=on)


def registers_kept(authority: Authority) -> dict[str, dict[str, Any]]:
    """Keep some registers; return what stands in the addresses of their pages, by the page."""
    by = at_the_machine(authority)
    point = add(authority, "points-of-referral", POINT)
    changed = {**POINT, "multi-agency": False, "action": "Joint meeting with the hospital."}
    change_entry(by=by, register="points-of-referral", key=point, version=1, values=changed, on=DAY, why="Misread.")
    add(authority, "visits", VISIT)
    add(authority, "pledges", PLEDGE)
    gone = add(authority, "visits", {**VISIT, "place": "Another school"})
    withdraw_entry(by=by, register="visits", key=gone, why="It was cancelled.")
    here: dict[str, Any] = {"register": "points-of-referral"}
    return {
        **{f"registers:{name}": here for name in ("register", "add", "interval", "template", "load", "put")},
        **{f"registers:{name}": {**here, "entry": point} for name in ("entry", "change", "withdraw")},
    }
