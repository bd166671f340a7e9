"""What has to be begun or kept going: the first steps of an authority, and roles that end."""

from collections.abc import Iterator
from datetime import timedelta

from clearline.accounts.models import Membership
from clearline.accounts.queries import live
from clearline.checks.needs.things import Asked, Named, Need, Place, count, need
from clearline.jobs.queries import broken_down

ENDING = timedelta(days=30)
"""How long before its end a role is said to end soon."""


def first_steps(asked: Asked) -> Iterator[Need]:
    """Yield what to do first where there is no governance officer, organisation or figure yet."""
    if asked.by.may("change roles") and not _anybody(asked, "governance-officer"):
        todo = "Invite somebody: the governance officer states the organisation, which everything else rests on."
        yield Need("Nobody is governance officer yet", todo, Place("accounts:invite"))
    if asked.organisation is None and asked.by.may("change organisation"):
        todo = "Begin with the posts, then say who holds them and what each answers for."
        yield Need("Nothing is stated about the organisation yet", todo, Place("organisations:add", ("posts",)))
    if asked.figures is None and asked.by.may("change figures"):
        todo = "Begin with the figures that are published for all authorities."
        yield Need("No figures are loaded for this authority yet", todo, Place("measures:upload"))


def broken_work(asked: Asked) -> Iterator[Need]:
    """Yield the work that broke down and waits for the administrator to begin it again or leave it."""
    found = broken_down(asked.by)
    if found:
        title = f"{count(len(found), 'piece')} of background work broke down"
        todo = "Begin it again once the cause is gone, or leave it."
        named = [
            Named(f"{one.title}, of {one.made_at:%-d %B %Y}", Place("jobs:again", (str(one.id),))) for one in found
        ]
        yield need(title, todo, Place("jobs:jobs"), named)


def roles_ending(asked: Asked) -> Iterator[Need]:
    """Yield the roles that are about to end."""
    if asked.by.may("change roles"):
        by = asked.on + ENDING
        number = Membership.objects.filter(live(asked.on), authority=asked.authority, ends__lte=by).count()
        if number:
            title = f"{count(number, 'role')} ending by {by:%-d %B %Y}"
            yield Need(title, "Give it again if it is still needed.", Place("accounts:roles"))


def _anybody(asked: Asked, role: str) -> bool:
    return Membership.objects.filter(live(asked.on), authority=asked.authority, role=role).exists()
