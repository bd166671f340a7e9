"""What the authority weighed and put on record before it combined, widened or shared the director's post."""

from datetime import date

from clearline.organisations.partnerships import Consideration
from clearline.organisations.picture import Picture

NOTHING_ON_RECORD = "nothing on record"
"""The cause shared by everything that is missing because no consideration at all was recorded."""


def on_record(picture: Picture, kind: str) -> tuple[Consideration, ...] | None:
    """Return the considerations of a kind finished by the day; ``None`` when the picture does not state any."""
    stated = picture.organisation.considerations
    if stated is None:
        return None
    return tuple(c for c in stated.values() if c.kind == kind and (c.on is None or c.on <= picture.on))


def in_time(consideration: Consideration, picture: Picture) -> bool:
    """Return whether a consideration was finished before the change that it weighed, as far as dates are stated.

    One of a change that is still to come says nothing of how things are on the day of the picture.
    """
    change = consideration.change_on or changed_on(picture)
    if change is not None and change > picture.on:
        return False
    return consideration.on is None or change is None or consideration.on <= change


def shared(picture: Picture) -> bool:
    """Return whether the director is shared with other authorities."""
    holders = picture.holders(str(picture.dcs)) or ()
    person = picture.person_in(picture.dcs)
    elsewhere = any(
        post.authority not in (None, picture.authority.id) and "dcs" in post.roles and picture.person_in(key) == person
        for key, post in picture.posts.items()
    )
    return elsewhere or any(holder.kind == "joint" or holder.joint_with for holder in holders)


def changed_on(picture: Picture) -> date | None:
    """Return the latest day on which the director's post was combined, shared or widened; ``None`` when not stated."""
    days = [function.start for function in picture.extra_functions.values()]
    for post in (picture.dcs, *(picture.with_role("dass") if picture.combined else ())):
        if picture.combined or shared(picture):
            days += [holder.start for holder in picture.holders(str(post)) or ()]
    return max((day for day in days if day), default=None)
