"""What anybody may read of an authority: who is accountable, departures with reasons, and published figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clearline.accounts.models import Authority
from clearline.assurance.queries import published_departures
from clearline.checks.queries import organisation_of
from clearline.kit.errors import BadInput
from clearline.measures.disclosure.ledger import Entry, ledger_path, read_ledger
from clearline.organisations.lines.report import report
from clearline.organisations.lines.words import HEADINGS, line_words
from clearline.organisations.officers import Holder
from clearline.organisations.partnerships import Departure
from clearline.organisations.picture import Picture, refs
from clearline.organisations.queries import names
from clearline.schedule.elections import holds


class Accountable(NamedTuple):
    """A role or post that is public, and who holds it by name."""

    role: str
    title: str
    """Of the post or office; empty when nobody is designated."""
    holders: tuple[str, ...]
    """Names, with the capacity of a stand-in; words where there is no name."""


class WhoAnswers(NamedTuple):
    """Who answers for one function, by post and by office."""

    function: str
    officer: str
    member: str


class Told(NamedTuple):
    """A line in words: what kind, what it is for, and its steps or why it breaks."""

    heading: str
    steps: str
    reason: str


class Release(NamedTuple):
    """A publication of figures, from the ledger."""

    entry: Entry
    replaced_by: int | None
    """The number of the publication that revised it by the day; ``None`` while it stands."""


def picture_of(authority: Authority, on: date) -> Picture | None:
    """Return the picture of an authority on a day; ``None`` when nothing is stated."""
    organisation = organisation_of(authority)
    return Picture(organisation, on) if organisation else None


def accountable(picture: Picture, authority: Authority) -> list[Accountable]:
    """Return the four roles that are public everywhere, then the posts whose holder's name the council publishes."""
    known = names(authority)
    roles = (
        ("Director of children's services", picture.dcs),
        ("Lead member for children's services", picture.lead_member),
        ("Chief executive", picture.head_of_paid_service),
        ("Leader or mayor", picture.leader),
    )
    found = [_accountable(picture, role, ref, known) for role, ref in roles]
    told = {ref for _, ref in roles}
    posts = ((key, post) for key, post in picture.own_posts.items() if post.named_in_public and key not in told)
    return found + [_accountable(picture, post.title, key, known) for key, post in posts]


def _accountable(picture: Picture, role: str, ref: str | None, known: dict[str, str]) -> Accountable:
    if ref is None:
        return Accountable(role, "", ("Nobody is designated, or it is not stated",))
    holders = picture.holders(ref)
    if holders is None:
        return Accountable(role, picture.name(ref), ("Who holds it is not stated",))
    return Accountable(role, picture.name(ref), tuple(_named(one, known) for one in holders) or ("Vacant",))


def _named(holder: Holder, known: dict[str, str]) -> str:
    name = known.get(holder.person, "Name not recorded here")
    return name if holder.kind == "substantive" else f"{name} ({holder.kind})"


def functions(picture: Picture) -> list[WhoAnswers]:
    """Return who answers for each function that the law gives to children's services, by title and never by name."""
    return [
        WhoAnswers(function.title, _titles(picture, function.responsible), _titles(picture, function.political_owner))
        for function in picture.functions.values()
        if function.group not in ("additional", "excluded")
    ]


def _titles(picture: Picture, stated: str | tuple[str, ...] | None) -> str:
    if stated is None:
        return "Not stated"
    return "; ".join(picture.name(ref) for ref in refs(stated)) or "Nobody"


def lines(picture: Picture) -> Iterator[Told]:
    """Yield the professional line of the DCS and the political line of the lead member, in words."""
    for ref, kind in ((picture.dcs, "professional"), (picture.lead_member, "political")):
        for subject in report(picture, ref).subjects if ref else ():
            for line in subject.lines:
                if line.kind == kind:
                    yield Told(HEADINGS[line.kind], line_words(line), line.reason or "")


def drawing(picture: Picture) -> str | None:
    """Return the two lines as SVG, by post and never by name; ``None`` when there is nothing that can be drawn."""
    from clearline.organisations.drawing.draw import draw

    if picture.dcs is None:
        return None
    try:
        return draw(picture, report(picture, picture.dcs), whole=False).svg
    except BadInput:
        return None


def departures(authority: Authority, on: date) -> list[tuple[Departure, str]]:
    """Return the departures that the council publishes and that hold on a day, each with the link to its minutes.

    One that begins within a pre-election period is held until it ends or the monitoring officer releases it, even when
    the period was set after it was published; what was public before stays so.
    """
    found = published_departures(authority, on)
    held = holds(authority, [f"departure:{one.key}" for one in found], on) if found else {}
    return [
        (one.departure, one.minutes)
        for one in found
        if not ((hold := held[f"departure:{one.key}"]) and one.departure.start >= hold.starts)
    ]


def releases(figures: Path, authority: Authority, on: date, today: date) -> list[Release]:
    """Return what was published by a day, the last first, but for what a pre-election period holds back today.

    What was entered in the ledger within the period is held, until it ends or the monitoring officer releases it as
    ``figures:number``; what was public before stays so. Raises ``BadInput`` when the ledger cannot be trusted.
    """
    if not authority.gss_code:
        return []
    entries = [one for one in read_ledger(ledger_path(figures, authority.gss_code))[0] if one.on <= on]
    held = holds(authority, [f"figures:{one.number}" for one in entries], today) if entries else {}
    out = [one for one in entries if not ((hold := held[f"figures:{one.number}"]) and one.on >= hold.starts)]
    revised = {one.revises: one.number for one in out if one.revises}
    return [Release(one, revised.get(one.number)) for one in reversed(out)]
