"""What the people of the demonstration do, as `examples/work/northmoor.yaml` says it."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, field

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.permissions import Role
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Key, Value

_DAY = re.compile(r"(today|(?P<ago>\d+) days ago|in (?P<ahead>\d+) days)")

Day = Annotated[str, Meta(pattern=rf"^{_DAY.pattern.replace('?P<ago>', '').replace('?P<ahead>', '')}$")]
"""A day counted from the one on which the demonstration is made."""


class Target(Value, frozen=True, kw_only=True):
    """A target by the end of next year."""

    measure: Key
    value: int
    owner: str
    how: str


class Months(Value, frozen=True, kw_only=True):
    """The council's own counts of a measure in the months until last month."""

    measure: Key
    owner: str
    counts: tuple[tuple[int, int], ...]


class Figures(Value, frozen=True, kw_only=True):
    """What the analyst keeps of figures."""

    key: dict[Key, str]
    targets: tuple[Target, ...]
    months: tuple[Months, ...]


class Said(Value, frozen=True, kw_only=True):
    """A statement in one column."""

    duty: Key
    role: Role
    on: Day
    result: str
    words: str
    saw: str


class Voice(Value, frozen=True, kw_only=True):
    """What children say about a duty."""

    duty: Key
    on: Day
    words: str
    how: str


class Entry(Value, frozen=True, kw_only=True):
    """An entry of a register; text that says a day stands for that day."""

    register: Key
    by: Role
    values: dict[str, Any]


class Exempt(Value, frozen=True, kw_only=True):
    """By which paragraph of Schedule 12A something is kept from the public, and why."""

    paragraph: str
    why: str


class Words(Value, frozen=True, kw_only=True):
    """An answer, or what changed."""

    on: Day
    words: str


class ToDo(Value, frozen=True, kw_only=True):
    """An action; its owner is a post."""

    title: str
    owner: Key
    due: Day
    by: Role = "governance-officer"
    on: Day = "today"
    source: str = ""


class Challenge(Value, frozen=True, kw_only=True):
    """A challenge, and what came of it."""

    topic: str
    words: str
    on: Day
    due: Day
    by: Role = "lead-member"
    challenger: str = "office:lead-member"
    challenged: str = "office:dcs"
    about: str = ""
    about_entry: str = ""
    """The point of referral that it is about, where it is about one."""
    element: str = ""
    """The element of the test that it is about, where it is about one."""
    summons: bool = False
    minute: str = ""
    exempt: Exempt | None = None
    answer: Words | None = None
    changed: Words | None = None
    action: ToDo | None = None


class Departing(Value, frozen=True, kw_only=True):
    """A departure from the guidance, published."""

    provision: str
    reasons: str
    alternatives: str
    consulted: str
    decided_by: str
    route: str
    minutes: str
    start: Day = field(name="from")
    review: Day


class Election(Value, frozen=True, kw_only=True):
    """A pre-election period."""

    election: str
    starts: Day = field(name="from")
    ends: Day = field(name="to")


class Evidence(Value, frozen=True, kw_only=True):
    """A piece of evidence that is kept elsewhere."""

    title: str
    source: str
    where: str
    expires: Day


class Element(Value, frozen=True, kw_only=True):
    """What was found of an element of the test."""

    by: Role
    rating: str
    strengths: str
    gaps: str
    words: str
    evidence: dict[str, str]
    """Names of pieces of evidence to the place in each."""
    exempt: Exempt | None = None


class Review(Value, frozen=True, kw_only=True):
    """The independent review."""

    on: Day
    organisation: str
    capacity: str
    words: str
    recommendations: str


class Comparison(Value, frozen=True, kw_only=True):
    """What a made-up council like this one published of its arrangement."""

    council: str
    arrangement: str
    link: str
    on: Day


class Approval(Value, frozen=True, kw_only=True):
    """Who has approved by signing."""

    step: Key
    by: Role
    on: Day


class Test(Value, frozen=True, kw_only=True):
    """The test of assurance of the proposal, as far as it is."""

    title: str
    scope: str
    opened: Day
    written: Day
    reviewed_from: Day
    sent: Day
    evidence: dict[str, Evidence]
    unchecked: tuple[str, ...]
    """Those that nobody has checked yet."""
    elements: dict[Key, Element]
    comparison: Comparison
    challenge: Challenge
    review: Review
    conclusion: str
    conclusion_words: str
    actions: tuple[ToDo, ...]
    approval: Approval


class Briefing(Value, frozen=True, kw_only=True):
    """The lead member's briefing of last month: what it had to explain, and what the lead member asked."""

    said_by: Role
    words: dict[str, str]
    """By what they are about."""
    otherwise: str
    """About whatever else the figures of the year ask for."""
    question: str
    answer: str


class Remark(Value, frozen=True, kw_only=True):
    """What somebody says in a report."""

    by: Role
    content: Key
    words: str


class Paper(Value, frozen=True, kw_only=True):
    """What a report tells its committee."""

    meets: Day
    texts: dict[Key, str]


class Script(Value, frozen=True, kw_only=True):
    """All of it."""

    names: dict[Role, str]
    people: dict[Role, Key]
    """Whose account belongs to which person of the organisation."""
    others: dict[Key, str]
    """Names of people of the organisation who have no account."""
    speakers: dict[str, Role]
    figures: Figures
    statements: tuple[Said, ...]
    settled: Key
    """The duty on which both have spoken and that is settled."""
    voices: tuple[Voice, ...]
    entries: tuple[Entry, ...]
    challenges: tuple[Challenge, ...]
    actions: tuple[ToDo, ...]
    departure: Departing
    elections: tuple[Election, ...]
    test: Test
    briefing: Briefing
    assessment: tuple[Remark, ...]
    comply: Paper


def read_script(path: Path) -> Script:
    """Return what is to be done. Raises ``BadInput`` with every fault, by its line."""
    data, places = read_yaml(path)
    return convert(data, Script, places)


def day_of(text: Day, today: date) -> date:
    """Return the day that words such as "20 days ago" mean."""
    found = _DAY.fullmatch(text)
    assert found is not None
    return today + timedelta(days=int(found["ahead"] or 0) - int(found["ago"] or 0))


def dated(value: Any, today: date) -> Any:
    """Return a value of a register, the day where it is the words for one."""
    return day_of(value, today) if isinstance(value, str) and _DAY.fullmatch(value) else value


def access(exempt: Exempt | None) -> Access:
    """Return who may read something."""
    return Access(kind="exempt", paragraph=exempt.paragraph, why=exempt.why) if exempt else OPEN
