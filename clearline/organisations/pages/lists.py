"""The lists: posts, political offices, people, functions, boards, partners, and every other section."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table
from clearline.doors.values import Linked
from clearline.organisations.lines.words import day_in_words
from clearline.organisations.officers import Function, Office, Post
from clearline.organisations.pages.showing import Seen
from clearline.organisations.partnerships import Body, Partner
from clearline.organisations.records import UNKNOWN_OR_EMPTY
from clearline.organisations.sections import SECTION_WORDS, Words
from clearline.organisations.wording import word

FILLED = Filter(
    "filled", "Held by somebody", (("filled", "Filled"), ("vacant", "Vacant"), ("not-stated", "Not stated")),
    lambda row, value: bool(row[2] == value),
)  # fmt: skip

OWN_LISTS = ("posts", "offices", "functions", "bodies", "partners", "people")


OTHERS = Words("fact", "Other facts")


def listed(
    request: Request, seen: Seen, section: str, columns: Sequence[Column], rows: Sequence[Any], *,
    filters: Sequence[Filter] = (), search: Sequence[str] = ("title",), about: str = "",
) -> HttpResponse:  # fmt: skip
    """Answer with the list of a section, or with the file of it that is asked for. No section: the other facts."""
    words = SECTION_WORDS.get(section, OTHERS)
    table = Table(
        request, section.replace("_", "-") or "other-facts", words.many, columns, rows, filters=filters, search=search,
        empty=f"Nothing is recorded here on {day_in_words(request.on)}.",
    )  # fmt: skip
    context = {
        "title": words.many, "section": section, "about": about, "stated": seen.stated,
        "add_words": f"Add {words.a}",
        "places": places(seen, section), "may_add": seen.stated and section and seen.may_change(section),
        "none": link(request, "organisations:none", section) if _unknown(seen, section) else "",
        "may_start": not seen.stated and seen.may_change("authority"),
        "start_url": link(request, "organisations:start") if request.acting.may("transfer authority") else "",
    }  # fmt: skip
    return table.respond(request, "organisations/list.html", context)


def _unknown(seen: Seen, section: str) -> bool:
    """Return whether it can be recorded that nothing of a section is on record, as it is not known yet."""
    there = section in UNKNOWN_OR_EMPTY and seen.stated and seen.may_change(section)
    return there and getattr(seen.picture.organisation, section) is None


def places(seen: Seen, section: str) -> list[tuple[str, str, bool]]:
    """Return the lists of the organisation: words, address, and whether it is the one that is looked at."""
    shown = [name for name in OWN_LISTS if name != "people" or seen.sees_people]
    own = [(SECTION_WORDS[name].many, link(seen.request, f"organisations:{name}"), name == section) for name in shown]
    return [*own, ("Other facts", link(seen.request, "organisations:others"), section not in OWN_LISTS)]


def _choices(values: Any) -> list[tuple[str, str]]:
    return sorted(((str(value), word(str(value))) for value in set(values)), key=lambda pair: pair[1])


@page("see organisation")
def posts(request: Request) -> HttpResponse:
    """List the posts of the day, with who holds them and to whom they are accountable."""
    seen = Seen(request)
    rows: list[tuple[str, Post, str]] = [(key, post, seen.filled(key)) for key, post in seen.picture.posts.items()]
    columns = (
        Column("title", "Post", show=lambda row: row[1].title, link=lambda row: seen.address("posts", row[0])),
        Column("held", "Held by", show=lambda row: seen.holders(row[0])),
        Column("up", "Accountable to", show=lambda row: seen.things(row[1].reports_to), missing="Not stated"),
        Column("roles", "Statutory roles", show=lambda row: [word(role) for role in row[1].roles]),
        Column("services", "Services", show=lambda row: [word(one) for one in row[1].services or ()]),
        Column("id", "Id", show=lambda row: row[0], on_page=False),
    )
    roles = _choices(role for _, post, _ in rows for role in post.roles)
    services = _choices(one for _, post, _ in rows for one in post.services or ())
    filters = (
        Filter("role", "Statutory role", roles, lambda row, value: value in row[1].roles),
        Filter("service", "Service", services, lambda row, value: value in (row[1].services or ())),
        FILLED,
    )
    return listed(request, seen, "posts", columns, rows, filters=filters, search=("title", "held", "up"))


@page("see organisation")
def offices(request: Request) -> HttpResponse:
    """List the political offices of the day."""
    seen = Seen(request)
    rows: list[tuple[str, Office, str]] = [(key, one, seen.filled(key)) for key, one in seen.picture.offices.items()]
    columns = (
        Column(
            "title", "Political office", show=lambda row: row[1].title, link=lambda row: seen.address("offices", row[0])
        ),
        Column("held", "Held by", show=lambda row: seen.holders(row[0])),
        Column("role", "Role", show=lambda row: word(row[1].role)),
        Column("up", "Answers to", show=lambda row: seen.things(row[1].answers_to), missing="Not stated"),
    )
    return listed(request, seen, "offices", columns, rows, filters=(FILLED,), search=("title", "held"))


@page("see organisation")
def functions(request: Request) -> HttpResponse:
    """List the functions of the day, with who answers for each."""
    seen = Seen(request)
    rows: list[tuple[str, Function]] = list(seen.picture.functions.items())
    columns = (
        Column("title", "Function", show=lambda row: row[1].title, link=lambda row: seen.address("functions", row[0])),
        Column("group", "Group", show=lambda row: word(row[1].group)),
        Column("officer", "Responsible officer", lambda row: seen.things(row[1].responsible), missing="Not stated"),
        Column("political", "Political owner", lambda row: seen.things(row[1].political_owner), missing="Not stated"),
        Column("led", "Led day to day by", show=lambda row: [seen.thing(ref) for ref in row[1].led_by]),
    )  # fmt: skip
    groups = Filter("group", "Group", _choices(one.group for _, one in rows), lambda row, value: row[1].group == value)
    return listed(
        request, seen, "functions", columns, rows, filters=(groups,), search=("title", "officer", "political")
    )


@page("see organisation")
def bodies(request: Request) -> HttpResponse:
    """List the boards and committees of the day, with their chairs and seats."""
    seen = Seen(request)
    rows: list[tuple[str, Body]] = list(seen.picture.bodies.items())

    def seats(row: tuple[str, Body]) -> int | None:
        there = seen.picture.seats(row[1])
        return None if there is None else len(there)

    def chairs(row: tuple[str, Body]) -> list[Any]:
        return [seen.thing(seat.held_by) for seat in seen.picture.seats(row[1]) or () if seat.as_ == "chair"]

    columns = (
        Column(
            "name", "Board or committee", show=lambda row: row[1].name, link=lambda row: seen.address("bodies", row[0])
        ),
        Column("kind", "Kind", show=lambda row: word(row[1].kind)),
        Column("chair", "Chair", show=chairs, missing="Not stated"),
        Column("seats", "Seats", show=seats, numeric=True, missing="Not stated"),
    )
    kinds = Filter("kind", "Kind", _choices(one.kind for _, one in rows), lambda row, value: row[1].kind == value)
    return listed(request, seen, "bodies", columns, rows, filters=(kinds,), search=("name", "chair"))


@page("see organisation")
def partners(request: Request) -> HttpResponse:
    """List the partners of the day, and how each is engaged."""
    seen = Seen(request)
    rows: list[tuple[str, Partner]] = list(seen.picture.partners.items())
    columns = (
        Column("name", "Partner", show=lambda row: row[1].name, link=lambda row: seen.address("partners", row[0])),
        Column("kind", "Kind", show=lambda row: word(row[1].kind)),
        Column("seat", "Seat on the Board", show=lambda row: row[1].seat, missing="Not stated"),
        Column("route", "Engaged in another way", show=lambda row: row[1].route, missing="Not stated"),
        Column("cooperates", "Takes part in co-operation", show=lambda row: row[1].cooperates, missing="Not stated"),
    )
    kinds = Filter("kind", "Kind", _choices(one.kind for _, one in rows), lambda row, value: row[1].kind == value)
    return listed(request, seen, "partners", columns, rows, filters=(kinds,), search=("name", "kind"))


@page("see people")
def people(request: Request) -> HttpResponse:
    """List the people of the organisation with what they hold on the day."""
    seen = Seen(request)
    held: dict[str, list[Any]] = {}
    for section, places in (("posts", seen.picture.posts), ("offices", seen.picture.offices)):
        for key in places:
            for holder in seen.picture.all_holders(key) or ():
                held.setdefault(holder.person, []).append(Linked(seen.choices.title(key), seen.address(section, key)))
    rows = [(key, held.get(key, [])) for key in seen.choices.rooms.get("people", ())]
    columns = (
        Column(
            "name",
            "Person",
            show=lambda row: seen.names.get(row[0], row[0]),
            link=lambda row: seen.address("people", row[0]),
        ),
        Column("holds", "Holds", show=lambda row: row[1], missing="Nothing on this day"),
        Column("id", "Id", show=lambda row: row[0], on_page=False),
    )
    about = "A name is shown where one is recorded; otherwise the id by which the person is known here."
    return listed(request, seen, "people", columns, rows, search=("name", "holds"), about=about)
