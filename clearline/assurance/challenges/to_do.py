"""Questions about actions: whose they are, what they come from, which are late."""

from datetime import date

from clearline.accounts.models import Authority
from clearline.assurance.challenges import models
from clearline.assurance.challenges.following import same_thing
from clearline.kit.values import Value
from clearline.organisations import queries as organisations


class Action(Value, frozen=True, kw_only=True):
    """What a post is to do, as it was on a day."""

    key: str
    title: str
    source: str
    """``kind:key`` of what it comes from."""
    owner: str
    """A post or office of the picture."""
    owner_name: str
    owner_is: str
    """``post`` or ``office``; empty when there is none such on the day, so that somebody else must take it over."""
    opened: date
    due: date
    status: str
    """open, done or dropped."""
    ended: date | None
    """When it was done or dropped; ``None`` while it is open."""
    outcome: str
    """What was done, or why it was dropped; empty while it is open."""
    late: bool
    """Open after its day, or done after it."""

    @property
    def state(self) -> str:
        """open, late, done, done late or dropped."""
        if self.status == "open":
            return "late" if self.late else "open"
        return "done late" if self.status == "done" and self.late else self.status


def actions_of(authority: Authority, on: date, source: str | None = None) -> tuple[Action, ...]:
    """Return the actions of an authority on a day, the soonest due first; with ``source`` those from one thing."""
    rows = models.Action.objects.filter(authority=authority, opened__lte=on)
    if source is not None:
        rows = rows.filter(source__in=same_thing(source))
    picture = organisations.picture(authority, on)
    places = {**dict.fromkeys(picture.posts, "post"), **dict.fromkeys(picture.offices, "office")} if picture else {}
    return tuple(_action(row, on, places.get(row.owner, "")) for row in rows.order_by("due", "id"))


def action_named(authority: Authority, key: str, on: date) -> Action | None:
    """Return one action; ``None`` when there is none of that key by the day."""
    return next((one for one in actions_of(authority, on) if one.key == key), None)


def owners(authority: Authority, on: date) -> dict[str, str]:
    """Return the posts and offices that can own an action on a day, by their id, each with its title."""
    picture = organisations.picture(authority, on)
    if picture is None:
        return {}
    return {key: one.title for places in (picture.own_posts, picture.offices) for key, one in places.items()}


def _action(row: models.Action, on: date, owner_is: str) -> Action:
    over = row.ended is not None and row.ended <= on
    return Action(
        key=row.key,
        title=row.title,
        source=row.source,
        owner=row.owner,
        owner_name=row.owner_name,
        owner_is=owner_is,
        opened=row.opened,
        due=row.due,
        status=row.status if over else "open",
        ended=row.ended if over else None,
        outcome=row.outcome if over else "",
        late=row.due < ((row.ended or on) if over else on) and not (over and row.status == "dropped"),
    )
