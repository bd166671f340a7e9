"""Reads what a test of assurance is made of: from YAML when it is compiled, from the compiled file when it is used."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from clearline.accounts.permissions import Role
from clearline.kit.compiled import read_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Key, Value

COMPILED = Path(__file__).parent / "compiled.json"
"""The content in one file, written by ``make content`` and checked by ``make check``."""

Paragraphs = dict[str, tuple[str, ...]]
"""Provisions of the guidance by edition."""


class Limb(Value, frozen=True, kw_only=True):
    """One of the three things that a test of assurance asks of the arrangements."""

    key: Key
    title: str
    asks: str
    paragraphs: Paragraphs = {}


class Element(Value, frozen=True, kw_only=True):
    """An essential element: a part of the arrangements that the test looks at."""

    key: Key
    title: str
    limbs: tuple[Key, ...]
    questions: tuple[str, ...]
    evidence: tuple[str, ...]
    """What councils usually bring."""
    paragraphs: Paragraphs = {}


class Choice(Value, frozen=True, kw_only=True):
    """A rating or a conclusion."""

    key: Key
    title: str
    colour: str
    """Of its tag; the words carry the meaning."""
    says: str


class Place(Value, frozen=True, kw_only=True):
    """A body or office that can be on the way of approval."""

    key: Key
    title: str
    offices: tuple[Role, ...]
    """Who may record what was decided there."""
    signed: bool = False
    """Whether an approval there is the signature of the holder of the office."""
    usual: bool = True
    """Whether a new test goes there unless the council says otherwise."""


class Kind(Value, frozen=True, kw_only=True):
    """A kind of change that calls for a test."""

    key: Key
    title: str
    paragraphs: Paragraphs = {}
    """Where an edition asks for it; none where it is practice alone."""


class Content(Value, frozen=True, kw_only=True):
    """All of it."""

    limbs: tuple[Limb, ...]
    elements: tuple[Element, ...]
    ratings: tuple[Choice, ...]
    conclusions: tuple[Choice, ...]
    route: tuple[Place, ...]
    own_body: Place
    """What a body that is not in ``route`` is like."""
    triggers: tuple[Kind, ...]


@cache
def load() -> Content:
    """Return the compiled content. Raises ``BadInput`` when the file is missing or is not what was compiled."""
    return read_compiled(COMPILED, Content)


def read_content(content: Path) -> Content:
    """Return what ``content/assurance/test-of-assurance.yaml`` says; raise ``BadInput`` for every fault in it."""
    path = content / "assurance" / "test-of-assurance.yaml"
    data, places = read_yaml(path)
    found = convert(data, Content, places)
    limbs = {limb.key for limb in found.limbs}
    problems = [
        Problem(path, None, f"element '{one.key}' names the limb '{limb}', which is not there.")
        for one in found.elements
        for limb in one.limbs
        if limb not in limbs
    ]
    for name in ("limbs", "elements", "ratings", "conclusions", "route", "triggers"):
        keys = [one.key for one in getattr(found, name)]
        problems += [Problem(path, None, f"{name}: '{key}' is there twice.") for key in {*keys} if keys.count(key) > 1]
    if problems:
        raise BadInput(*problems)
    return found


@cache
def elements() -> Mapping[str, Element]:
    """Return the essential elements by key, in order."""
    return {one.key: one for one in load().elements}


def title_of(element: str) -> str:
    """Return what an element is called, also one that the content no longer has."""
    found = elements().get(element)
    return found.title if found else element.replace("-", " ").capitalize()


@cache
def kinds() -> Mapping[str, Kind]:
    """Return what calls for a test, by key."""
    return {one.key: one for one in load().triggers}


@cache
def places() -> Mapping[str, Place]:
    """Return the places on the way of approval, by key."""
    return {one.key: one for one in load().route}


@cache
def ratings() -> Mapping[str, Choice]:
    """Return the ratings by key."""
    return {one.key: one for one in load().ratings}


@cache
def conclusions() -> Mapping[str, Choice]:
    """Return the conclusions by key."""
    return {one.key: one for one in load().conclusions}
