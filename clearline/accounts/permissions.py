"""Who may: one table of what each role may do. When it may be done is the matter of each action."""

from typing import Literal, get_args

Role = Literal[
    "governance-officer",
    "monitoring-officer",
    "democratic-services-officer",
    "data-protection-officer",
    "dcs",
    "lead-member",
    "lead-member-support",
    "chief-executive",
    "leader",
    "analyst",
    "board-support",
    "participation-officer",
    "complaints-manager",
    "scrutiny-member",
    "partner",
    "inspector",
    "auditor",
    "administrator",
]
"""The public has no account: it reads what is published, and nothing else."""

ROLES: tuple[Role, ...] = get_args(Role)

ALL = frozenset(ROLES)
_OUTSIDE: frozenset[Role] = frozenset({"scrutiny-member", "partner", "inspector", "auditor"})
_INSIDE = ALL - _OUTSIDE - {"administrator"}
_ACCOUNTABLE: frozenset[Role] = frozenset({"dcs", "lead-member", "chief-executive", "leader"})
_LEGAL: frozenset[Role] = frozenset({"monitoring-officer", "chief-executive", "dcs"})
_GOVERNANCE: frozenset[Role] = frozenset({"governance-officer"})
_OFFICERS: frozenset[Role] = _GOVERNANCE | {
    "democratic-services-officer", "monitoring-officer", "dcs", "chief-executive", "analyst", "board-support",
    "participation-officer", "complaints-manager", "lead-member-support",
}  # fmt: skip

PERMISSIONS: dict[str, frozenset[Role]] = {
    # what everybody with a role here may read
    "see home": ALL,
    "see guidance": ALL,
    "see organisation": ALL,
    # names of people below the posts that are published
    "see people": _INSIDE | {"inspector", "administrator"},
    "change organisation": _GOVERNANCE | {"democratic-services-officer"},
    "change boards": _GOVERNANCE | {"democratic-services-officer", "board-support"},
    "see proposals": _INSIDE | {"inspector"},
    "propose": _GOVERNANCE | {"dcs", "chief-executive"},
    "adopt proposal": _GOVERNANCE | {"monitoring-officer", "chief-executive"},
    "see findings": _INSIDE | {"inspector", "auditor"},
    "record departure": _GOVERNANCE | {"monitoring-officer"},
    "see departures": ALL - {"administrator"},
    "give legal view": frozenset({"monitoring-officer"}),
    "see legal views": _LEGAL | _GOVERNANCE | {"lead-member", "leader"},
    "see privileged views": _LEGAL,
    "confirm text": _GOVERNANCE | {"monitoring-officer"},
    # counts from 1 to 5 among them
    "see figures": _ACCOUNTABLE | {"analyst", "governance-officer", "monitoring-officer", "lead-member-support"},
    # what is hidden from publication is hidden here
    "see published figures": ALL - {"administrator"},
    "change figures": frozenset({"analyst"}),
    "see trail": _GOVERNANCE | {"monitoring-officer", "auditor", "data-protection-officer", "administrator"},
    "change roles": frozenset({"administrator"}),
    "change settings": frozenset({"administrator"}),
    "transfer authority": frozenset({"administrator", "governance-officer"}),
    "see information law": _GOVERNANCE | {"data-protection-officer", "monitoring-officer", "inspector", "auditor"},
    "answer for personal data": frozenset({"data-protection-officer"}),
    "decide foi": frozenset({"data-protection-officer", "monitoring-officer"}),
    # assurance: what the accountable people say, on what evidence, and who challenged it
    "see assurance": _INSIDE | {"inspector", "auditor"},
    "state as dcs": frozenset({"dcs"}),
    "state as lead-member": frozenset({"lead-member"}),
    "state as chief-executive": frozenset({"chief-executive"}),
    "state as leader": frozenset({"leader"}),
    # the workflow of a judgement, its review dates, what is offered from an earlier edition: never its words
    "keep judgements": _GOVERNANCE,
    "record children's words": _GOVERNANCE | {"participation-officer", "dcs", "lead-member"},
    "keep evidence": _OFFICERS | {"lead-member", "leader"},
    "check evidence": _GOVERNANCE | {"monitoring-officer", "auditor"},
    "see challenges": _INSIDE | {"inspector", "auditor", "scrutiny-member", "partner"},
    "challenge": frozenset(
        {
            "lead-member",
            "leader",
            "chief-executive",
            "dcs",
            "scrutiny-member",
            "partner",
            "board-support",
            "democratic-services-officer",
        }
    ),
    "answer challenge": _ACCOUNTABLE | {"partner", "governance-officer"},
    "keep actions": _OFFICERS | {"lead-member", "leader"},
    "sign": _ACCOUNTABLE | {"monitoring-officer"},
    "see registers": _INSIDE | {"inspector", "auditor"},
    # each register says besides which of these roles keep it
    "keep registers": _OFFICERS | {"lead-member"},
    # scrutiny, whose committee is asked to approve it, reads what was sent to be reviewed or approved, or is done
    "see tests of assurance": _INSIDE | {"inspector", "auditor", "scrutiny-member"},
    "run test of assurance": _GOVERNANCE | {"dcs", "chief-executive", "monitoring-officer"},
    "review test of assurance": frozenset({"inspector", "auditor", "partner", "monitoring-officer"}),
    "approve test of assurance": _ACCOUNTABLE | {"monitoring-officer", "democratic-services-officer"},
    # reports: made here, issued to readers, received by them
    "see calendar": _INSIDE | {"inspector", "auditor", "scrutiny-member"},
    "set calendar": _GOVERNANCE | {"democratic-services-officer"},
    "see reports": ALL - {"administrator"},
    "make reports": _OFFICERS,
    "comment in reports": _OFFICERS | {"lead-member", "leader"},
    "issue reports": _GOVERNANCE | {"dcs", "chief-executive", "monitoring-officer"},
    "publish reports": _GOVERNANCE | {"monitoring-officer"},
    "set elections": frozenset({"monitoring-officer", "democratic-services-officer"}),
    "release in pre-election period": frozenset({"monitoring-officer"}),
    # what is not open: Schedule 12A, confidences, work not finished
    "see exempt": _INSIDE | {"inspector", "auditor"},
    "see confidential": _ACCOUNTABLE | {"governance-officer", "monitoring-officer"},
    "see drafts": _OFFICERS | {"lead-member", "leader"},
    # who may read what others wrote; whoever wrote something may close it without this
    "change access": _GOVERNANCE | {"monitoring-officer", "data-protection-officer"},
    "open what was closed": frozenset({"monitoring-officer"}),
    "use tokens": ALL - {"scrutiny-member", "partner", "inspector"},
}


def may(roles: frozenset[Role], permission: str) -> bool:
    """Return whether any of the roles has a permission. Raises ``KeyError`` for one that is not in the table."""
    return not roles.isdisjoint(PERMISSIONS[permission])
