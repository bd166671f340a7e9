"""Finds and runs the rules that the duties name, and turns what they see into findings.

A rule is a sentence that must be true and a pure function of the picture. It has no dates and no force of its own:
it runs while a duty that names it is in force, and a finding has the force and the paragraphs of those duties.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from clearline.organisations.picture import Picture


class Found(NamedTuple):
    """What a rule saw that should not be so."""

    about: str
    message: str
    aspect: str | None = None
    """The part of the subject, where duties differ by part: a function group, a kind of member."""
    cause: str | None = None
    """What is at the root of it, so that another rule that meets the same cause stays silent about it."""


class NotStated(NamedTuple):
    """A fact that a rule needed and the picture does not state."""

    fact: str
    ask: str
    """Who would know."""


Seen = Iterator[Found | NotStated]


class Rule(NamedTuple):
    """A sentence that must be true, and the function that sees whether it is."""

    key: str
    sentence: str
    remedy: str
    after: tuple[str, ...]
    """Rules whose finding is the root cause of anything this one would say; it stays silent then."""
    same_cause: tuple[str, ...]
    """Rules after which this one stays silent about a cause that they have found."""
    look: Callable[[Picture], Seen]


def rule(
    key: str, *, remedy: str, after: tuple[str, ...] = (), same_cause: tuple[str, ...] = ()
) -> Callable[[Callable[[Picture], Seen]], Callable[[Picture], Seen]]:
    """Make a function a rule. Its docstring is the sentence that must be true; its module is named by its key."""

    def mark(look: Callable[[Picture], Seen]) -> Callable[[Picture], Seen]:
        sentence = " ".join((look.__doc__ or "").split())
        vars(look)["rule"] = Rule(key, sentence, remedy, after, same_cause, look)
        return look

    return mark


@cache
def find_rule(key: str) -> Rule:
    """Return the rule with a key, from the module of that name. Raises ``ModuleNotFoundError`` when there is none."""
    module = import_module(f"clearline.checks.rules.{key.replace('-', '_')}")
    marked = (getattr(value, "rule", None) for value in vars(module).values())
    return next(found for found in marked if isinstance(found, Rule))


def in_order(keys: Iterable[str]) -> tuple[Rule, ...]:
    """Return rules so that each comes after those that could be its root cause, and otherwise by key."""
    wanted = {key: find_rule(key) for key in sorted(keys)}
    ordered: dict[str, Rule] = {}

    def place(one: Rule) -> None:
        for earlier in (*one.after, *one.same_cause):
            if earlier in wanted:
                place(wanted[earlier])
        ordered.setdefault(one.key, one)

    for one in wanted.values():
        place(one)
    return tuple(ordered.values())


def run(rules: Iterable[Rule], picture: Picture) -> Mapping[str, tuple[Found | NotStated, ...]]:
    """Return what each rule saw, one root cause once."""
    seen: dict[str, tuple[Found | NotStated, ...]] = {}
    for one in rules:
        causes = {found.cause for found in _founds(seen, one.same_cause)} - {None}
        silent = any(_founds(seen, one.after))
        looked = () if silent else one.look(picture)
        seen[one.key] = tuple(what for what in looked if not (isinstance(what, Found) and what.cause in causes))
    return seen


def _founds(seen: Mapping[str, tuple[Found | NotStated, ...]], keys: Iterable[str]) -> Iterator[Found]:
    return (what for key in keys for what in seen.get(key, ()) if isinstance(what, Found))
