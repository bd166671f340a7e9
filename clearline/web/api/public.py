"""What anybody may read without a token: who is accountable, and the departures that are published."""

from datetime import date

from ninja import Router

from clearline.accounts.models import Authority
from clearline.checks import publishing
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.organisations.partnerships import Departure
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import not_found

router = Router()


class Council(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An authority that is kept here."""

    key: str
    name: str
    gss_code: str


class Accountable(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A role or post that is public, and who holds it."""

    role: str
    title: str
    holders: tuple[str, ...]


class Answers(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Who answers for one function, by title."""

    function: str
    officer: str
    member: str


class Line(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A line of accountability in words."""

    heading: str
    steps: str
    reason: str
    """Why it breaks; empty when it does not."""


class WhoIsAccountable(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Who is accountable for children's services at an authority on a day."""

    authority: Council
    on: date
    stated: bool
    """Whether the organisation is stated at all."""
    accountable: tuple[Accountable, ...] = ()
    functions: tuple[Answers, ...] = ()
    lines: tuple[Line, ...] = ()
    departures: tuple[Departure, ...] = ()


@operation(router, "GET", "/public/authorities", None)
def list_councils(call: Call) -> tuple[Council, ...]:
    """The authorities that are kept here"""
    return tuple(_council(one) for one in Authority.objects.all())


@operation(router, "GET", "/public/authorities/{slug:authority}", None)
def read_accountable(call: Call, authority: str, on: Day | None = None) -> WhoIsAccountable:
    """Who is accountable for children's services at an authority, today or on a past day"""
    found = Authority.objects.filter(key=authority).first() or not_found("There is no such authority.")
    day = on or call.today
    if day > call.today:
        raise BadInput("No day that is still to come is public.")
    departures = tuple(departure for departure, _ in publishing.departures(found, day))
    picture = publishing.picture_of(found, day)
    if picture is None:
        return WhoIsAccountable(authority=_council(found), on=day, stated=False, departures=departures)
    return WhoIsAccountable(
        authority=_council(found),
        on=day,
        stated=True,
        accountable=tuple(Accountable(**one._asdict()) for one in publishing.accountable(picture, found)),
        functions=tuple(Answers(**one._asdict()) for one in publishing.functions(picture)),
        lines=tuple(Line(**one._asdict()) for one in publishing.lines(picture)),
        departures=departures,
    )


def _council(one: Authority) -> Council:
    return Council(key=one.key, name=one.name, gss_code=one.gss_code)
