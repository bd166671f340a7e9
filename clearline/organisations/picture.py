"""The picture: one frozen value that describes an authority on a date.

``Organisation`` is what a file or the database says, with its dates. ``Picture`` is that organisation on one day; the
rules, the lines and the proposals are pure functions of it. A fact that is not stated is ``None`` and means not known.
"""

from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from clearline.organisations.lines.graph import Lines
from clearline.organisations.officers import (
    STATUTORY_GROUPS,
    Authority,
    Company,
    Direction,
    ExecutiveForm,
    Function,
    FunctionGroup,
    Holder,
    Office,
    OfficeRole,
    Person,
    Post,
    PostRole,
)  # fmt: skip
from clearline.organisations.organisation import Organisation, as_on
from clearline.organisations.partnerships import (
    Body,
    BodyKind,
    Partner,
    PartnerKind,
    Seat,
)  # fmt: skip


class Dated(Protocol):
    """Anything with a first and a last day."""

    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def holds_on(thing: Dated, on: date) -> bool:
    """Return whether a dated thing holds on a day; no first or last day means always."""
    return (thing.start is None or thing.start <= on) and (thing.end is None or on <= thing.end)


def _current(things: dict[str, D], on: date) -> dict[str, D]:
    return {key: thing for key, thing in things.items() if holds_on(thing, on)}


class Picture:
    """An organisation on one day, with the questions that rules ask of it."""

    def __init__(self, organisation: Organisation, on: date) -> None:
        self.organisation = as_on(organisation, on)
        self.on = on

    # The organisation on the day

    @cached_property
    def authority(self) -> Authority:
        return self.organisation.authority

    @cached_property
    def posts(self) -> dict[str, Post]:
        return _current(self.organisation.posts, self.on)

    @cached_property
    def own_posts(self) -> dict[str, Post]:
        """Posts of this authority; a shared person's posts elsewhere have lines of their own."""
        mine = self.authority.id
        return {key: post for key, post in self.posts.items() if post.authority in (None, mine)}

    @cached_property
    def offices(self) -> dict[str, Office]:
        return _current(self.organisation.offices, self.on)

    @cached_property
    def functions(self) -> dict[str, Function]:
        return _current(self.organisation.functions, self.on)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        return _current(self.organisation.bodies, self.on)

    @cached_property
    def partners(self) -> dict[str, Partner]:
        return _current(self.organisation.partners, self.on)

    @cached_property
    def executive(self) -> ExecutiveForm | None:
        """The form of executive on the day; ``None`` when not stated."""
        stated = self.authority.executive
        if isinstance(stated, tuple):
            return next((dated.form for dated in stated if holds_on(dated, self.on)), None)
        return stated

    @cached_property
    def directions(self) -> dict[str, Direction]:
        return _current(self.authority.directions, self.on)

    @cached_property
    def company(self) -> Company | None:
        company = self.authority.company
        return company if company and holds_on(company, self.on) else None

    @cached_property
    def has_functions(self) -> bool:
        """Whether the authority has children's services functions: upper tier, existing, no longer a shadow."""
        start = self.authority.start
        preparing = self.authority.shadow and (start is None or self.on < start)
        return self.authority.kind != "district" and not preparing and holds_on(self.authority, self.on)

    # Who holds what

    def holders(self, ref: str) -> tuple[Holder, ...] | None:
        """Return who holds a post or office on the day, a stand-in before the absent; ``None`` when not stated."""
        now = self.all_holders(ref)
        stand_ins = tuple(holder for holder in now or () if holder.kind in ("acting", "interim"))
        return stand_ins or now

    def all_holders(self, ref: str) -> tuple[Holder, ...] | None:
        """Return who holds a post or office on the day, the absent beside their stand-in; ``None`` when not stated."""
        place = self.posts.get(ref) or self.offices.get(ref)
        if place is None or place.holders is None:
            return None
        return tuple(holder for holder in place.holders if holds_on(holder, self.on))

    def person_in(self, ref: str | None) -> str | None:
        """Return the id of the person who holds a post or office; the ref itself when it is a person."""
        if ref is None or ref in self.organisation.people:
            return ref
        holders = self.holders(ref)
        return holders[0].person if holders else None

    def same_person(self, one: str, other: str) -> bool:
        """Return whether two posts, offices or persons are one person, as far as is known."""
        first, second = self.person_in(one), self.person_in(other)
        return one == other or (first is not None and first == second)

    def facts_of(self, person: str | None) -> Person:
        """Return what is known of a person; an empty value when nothing is."""
        return self.organisation.people.get(person or "", Person())

    def with_role(self, role: PostRole) -> dict[str, Post]:
        """Return this authority's posts with a statutory designation."""
        return {key: post for key, post in self.own_posts.items() if role in post.roles}

    def offices_with(self, *roles: OfficeRole) -> dict[str, Office]:
        return {key: office for key, office in self.offices.items() if office.role in roles}

    @cached_property
    def dcs(self) -> str | None:
        """The id of the post designated as DCS; ``None`` when there is none. The rules settle whether there is one."""
        posts = self.with_role("dcs")
        return next((key for key in posts if self.holders(key)), next(iter(posts), None))

    @cached_property
    def lead_member(self) -> str | None:
        """The id of the office designated as lead member; ``None`` when there is none."""
        offices = self.offices_with("lead-member")
        return next((key for key in offices if self.holders(key)), next(iter(offices), None))

    @cached_property
    def head_of_paid_service(self) -> str | None:
        """The id of the post of head of paid service, whatever its title; ``None`` when not stated."""
        stated = next((key for key, post in self.own_posts.items() if post.head_of_paid_service), None)
        return stated or next(iter(self.with_role("chief-executive")), None)

    @cached_property
    def leader(self) -> str | None:
        """The id of the leader's or mayor's office; ``None`` when there is none."""
        return next(iter(self.offices_with("leader", "mayor")), None)

    @cached_property
    def combined(self) -> bool:
        """Whether one person is both DCS and director of adult social services."""
        return bool(self.dcs) and any(self.same_person(str(self.dcs), dass) for dass in self.with_role("dass"))

    # Functions, lines and bodies

    @cached_property
    def extra_functions(self) -> dict[str, Function]:
        """Functions beyond section 18(2) for which the DCS is responsible (18(5) and 18(6))."""
        return {
            key: function
            for key, function in self.functions.items()
            if function.group in ("additional", "excluded") and self.dcs in refs(function.responsible)
        }

    @cached_property
    def statutory_workers(self) -> frozenset[str]:
        """The posts that lead or carry out a function of section 18(2)."""
        functions = (function for group in STATUTORY_GROUPS for function in self.of_group(group).values())
        return frozenset(post for function in functions for post in (*function.carried_out_by, *function.led_by))

    def superiors(self, post: str) -> tuple[str, ...] | None:
        """Return whom a post of this authority is accountable to here; ``None`` when not stated, empty when nobody.

        A superior in another authority is that authority's line: a line for one never passes through another's.
        """
        stated = self.own_posts[post].reports_to
        if stated is None:
            return None
        return tuple(up for up in refs(stated) if up in self.own_posts or up not in self.posts)

    @cached_property
    def lines(self) -> Lines:
        """The accountability lines of this authority's posts, a company answering through its post."""
        superiors = {key: self.superiors(key) for key in self.own_posts}
        if self.company:
            superiors["company"] = refs(self.company.answers_to)
        return Lines(superiors)

    @cached_property
    def under_dcs(self) -> frozenset[str]:
        """The posts with the DCS, or another post of the same person, on their line, and those posts themselves."""
        person = self.person_in(self.dcs)
        steps = {*self.lines.superiors, *self.lines.first.values()}
        theirs = {step for step in steps if step == self.dcs or (person is not None and self.person_in(step) == person)}
        return frozenset(theirs.union(self.lines.steps_to(theirs)))

    def owed(self, group: FunctionGroup) -> bool:
        """Return whether a function group is asked for here: health only where a section 75 arrangement exists."""
        arrangement = self.organisation.arrangements.get("section-75")
        return group != "health" or arrangement is None or arrangement.exists

    def of_group(self, group: FunctionGroup) -> dict[str, Function]:
        return {key: function for key, function in self.functions.items() if function.group == group}

    def bodies_of(self, *kinds: BodyKind) -> dict[str, Body]:
        return {key: body for key, body in self.bodies.items() if body.kind in kinds}

    def seats(self, body: Body) -> tuple[Seat, ...] | None:
        """Return the seats filled on the day; ``None`` when the body's membership is not stated."""
        if body.seats is None:
            return None
        return tuple(seat for seat in body.seats if holds_on(seat, self.on))

    def seat_of(self, ref: str | None, body: Body) -> Seat | None:
        """Return the seat that a post or office, or the person in it, has on a body; the deciding one first."""
        seats = [seat for seat in self.seats(body) or () if ref and self.same_person(seat.held_by, ref)]
        return next((seat for seat in seats if decides(seat)), seats[0] if seats else None)

    def partners_of(self, *kinds: PartnerKind) -> dict[str, Partner]:
        return {key: partner for key, partner in self.partners.items() if partner.kind in kinds}

    def name(self, ref: str) -> str:
        """Return the title or name of anything in the picture, for sentences."""
        if ref == "council":
            return "the Council"
        for things in (self.posts, self.offices, self.functions, self.organisation.teams):
            if ref in things:
                return str(things[ref].title)
        for named in (self.bodies, self.partners):
            if ref in named:
                return str(named[ref].name)
        return ref.replace("-", " ")

    def the(self, ref: str) -> str:
        """Return a name for the middle of a sentence, with its article; ``nobody`` has none and the Council its own."""
        return ref if ref == "nobody" else self.name(ref) if ref == "council" else f"the {self.name(ref)}"


def refs(stated: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return one or several references as several; none when not stated or ``nobody``."""
    if stated is None or stated == "nobody":
        return ()
    return (stated,) if isinstance(stated, str) else stated


def decides(seat: Seat) -> bool:
    """Return whether a seat takes part in decisions."""
    if seat.decides is not None:
        return seat.decides
    return seat.as_ in ("chair", "vice-chair", "member")
