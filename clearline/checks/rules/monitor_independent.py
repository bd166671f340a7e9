"""Does the leader monitor the lead member and the chief executive the director, and neither themselves?"""

from clearline.checks.asking import capital, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "monitor-independent",
    remedy="Record the leader or mayor as monitor of the lead member and the chief executive as monitor of the DCS; "
    "nobody monitors themselves.",
)
def each_is_monitored_by_the_right_other(picture: Picture) -> Seen:
    """The leader or mayor monitors the lead member and the head of paid service the DCS; nobody monitors themselves."""
    stated = picture.organisation.monitoring
    sides = (
        _lead_member(picture, stated.lead_member if stated else None),
        _dcs(picture, stated.dcs if stated else None),
    )
    faults = [side for side in sides if side]
    if faults:
        yield Found("monitoring", f"{capital(listed(faults))}.")
    if None in sides:
        yield NotStated(
            "who monitors the performance of the lead member and of the DCS", "the chief executive's office"
        )


def _lead_member(picture: Picture, monitor: str | None) -> str | None:
    """Return what is wrong on the political side, an empty text when nothing is, ``None`` when not known."""
    member, leader = picture.lead_member, picture.leader
    if member is None:
        return ""
    if leader and picture.same_person(leader, member):
        return f"{picture.the(leader)} is the lead member, whom nobody then monitors"
    if monitor is None:
        return "" if picture.executive == "committee-system" else None
    if monitor == "nobody":
        return "nobody monitors the lead member"
    if picture.same_person(monitor, member):
        return "the lead member monitors their own performance"
    if picture.executive == "committee-system":
        return "the lead member is monitored by an officer" if monitor in picture.posts else ""
    if leader is None and monitor not in picture.posts:
        return None
    right = leader is not None and picture.same_person(monitor, leader)
    return "" if right else f"the lead member is monitored by {picture.the(monitor)}, not by the leader or mayor"


def _dcs(picture: Picture, monitor: str | None) -> str | None:
    """Return what is wrong on the officers' side; a director who is head of paid service is another rule's finding."""
    director, top = picture.dcs, picture.head_of_paid_service
    if director is None or (top and picture.same_person(director, top)):
        return ""
    if monitor == "nobody":
        return "nobody monitors the DCS"
    if monitor is None or top is None:
        return None
    if picture.same_person(monitor, top):
        return ""
    if picture.same_person(monitor, director):
        return "the DCS monitors their own performance"
    return f"the DCS is monitored by {picture.the(monitor)}, not by the head of paid service"
