"""What belongs to a thing besides what is stated of it: its line, its work, those below it, its seats."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from clearline.doors.links import link
from clearline.doors.values import Linked
from clearline.organisations.lines.line import Line, political_line, professional_line
from clearline.organisations.lines.words import day_in_words
from clearline.organisations.pages.showing import Seen
from clearline.organisations.picture import holds_on, refs
from clearline.organisations.wording import word


class Related(NamedTuple):
    """Things that belong to a thing, under a heading."""

    heading: str
    things: list[Any]
    empty: str = ""
    """What is said when there are none; without it nothing is."""
    more: tuple[Any, ...] = ()
    """What is said after them."""
    in_order: bool = False


def related(seen: Seen, section: str, key: str) -> Iterator[Related]:
    """Yield what belongs to a thing on the day."""
    if section in ("posts", "offices"):
        yield _line(seen, section, key)
        yield from _work(seen, key)
        yield _below(seen, section, key)
    if section == "functions":
        yield Related("Line of accountability", [], more=(_to_line(seen, key),))
    if section == "people":
        yield _held(seen, key)
    if section in ("posts", "offices", "people", "partners"):
        yield _seats(seen, key)


def _line(seen: Seen, section: str, key: str) -> Related:
    """Return the line up from a post or an office to the Council, and where it breaks."""
    if key not in getattr(seen.picture, section):
        return Related("Line up", [], "It is not there on this day.")
    if section == "posts" and key not in seen.picture.own_posts:
        return Related("Line up", [], "It is a post of another authority; its line is that authority’s.")
    line: Line = (professional_line if section == "posts" else political_line)(seen.picture, key)
    steps: list[Any] = [seen.choices.shown(step.id) for step in line.steps[1:]]
    more = (*([line.reason] if line.reason else []), _to_line(seen, key))
    return Related("Line up", steps, more=more, in_order=True)


def _to_line(seen: Seen, key: str) -> Linked:
    return Linked("Show the line of accountability", link(seen.request, "organisations:line", query={"of": key}))


def _work(seen: Seen, key: str) -> Iterator[Related]:
    """Yield the functions that a post or an office answers for, leads or carries out."""
    found: dict[str, list[Any]] = {"Answers for": [], "Leads day to day": [], "Carries out": []}
    for one, function in seen.picture.functions.items():
        if key in (*refs(function.responsible), *refs(function.political_owner)):
            found["Answers for"].append(seen.thing(one))
        if key in function.led_by:
            found["Leads day to day"].append(seen.thing(one))
        if key in function.carried_out_by:
            found["Carries out"].append(seen.thing(one))
    for heading, things in found.items():
        yield Related(heading, things, "No function is stated." if heading == "Answers for" else "")


def _below(seen: Seen, section: str, key: str) -> Related:
    if section == "posts":
        below = [one for one, post in seen.picture.posts.items() if key in refs(post.reports_to)]
        return Related("Posts accountable to it", [seen.thing(one) for one in below])
    answering = [one for one, office in seen.picture.offices.items() if office.answers_to == key]
    return Related("Offices that answer to it", [seen.thing(one) for one in answering])


def _held(seen: Seen, person: str) -> Related:
    """Return what a person holds, held and will hold."""
    found: list[Any] = []
    org = seen.picture.organisation
    for section, things in (("posts", org.posts), ("offices", org.offices)):
        for key, place in things.items():
            for holder in place.holders or ():
                if holder.person == person:
                    days = _days(holder.start, holder.end)
                    words = f"{place.title}, {word(holder.kind).lower()}{days}"
                    found.append(Linked(words, seen.address(section, key)))
    return Related("Holds and held", found, "No post or office is stated.")


def _days(start: Any, end: Any) -> str:
    since = f" from {day_in_words(start)}" if start else ""
    return f"{since} to {day_in_words(end)}" if end else since


def _seats(seen: Seen, key: str) -> Related:
    """Return the seats on boards that a post, office, person or partner has on the day."""
    found = [
        Linked(f"{body.name}: {word(seat.as_).lower()}", seen.address("bodies", one))
        for one, body in seen.picture.bodies.items()
        for seat in body.seats or ()
        if seat.held_by == key and holds_on(seat, seen.on)
    ]
    return Related("Seats on boards", found)
