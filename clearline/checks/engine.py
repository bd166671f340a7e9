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
    joins: tuple[str, ...]
    """Rules whose finding of the same cause this one's duties join, so that what the Act says is never lost in it."""
    look: Callable[[Picture], Seen]


def rule(
    key: str,
    *,
    remedy: str,
    after: tuple[str, ...] = (),
    same_cause: tuple[str, ...] = (),
    joins: tuple[str, ...] = (),
) -> Callable[[Callable[[Picture], Seen]], Callable[[Picture], Seen]]:
    """Make a function a rule. Its docstring is the sentence that must be true; its module is named by its key."""

    def mark(look: Callable[[Picture], Seen]) -> Callable[[Picture], Seen]:
        sentence = " ".join((look.__doc__ or "").split())
        vars(look)["rule"] = Rule(key, sentence, remedy, after, same_cause, joins, look)
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
        for earlier in (*one.after, *one.same_cause, *one.joins):
            if earlier in wanted:
                place(wanted[earlier])
        ordered.setdefault(one.key, one)

    for one in wanted.values():
        place(one)
    return tuple(ordered.values())


class Seeing(NamedTuple):
    """What all rules saw, one root cause once."""

    seen: Mapping[str, tuple[Found | NotStated, ...]]
    joined: Mapping[tuple[str, str], tuple[tuple[str, Found], ...]]
    """For the finding of a rule with a cause: what other rules saw of it, whose duties carry that finding too."""


def run(rules: Iterable[Rule], picture: Picture) -> Seeing:
    """Return what each rule saw. A cause that an earlier rule has found is not told again."""
    seen: dict[str, tuple[Found | NotStated, ...]] = {}
    joined: dict[tuple[str, str], tuple[tuple[str, Found], ...]] = {}
    for one in rules:
        told = {what.cause: key for key in (*one.same_cause, *one.joins) for what in _founds(seen, key) if what.cause}
        kept: list[Found | NotStated] = []
        silent = any(True for key in one.after for _ in _founds(seen, key))
        for what in () if silent else one.look(picture):
            cause = (what.cause or "") if isinstance(what, Found) else ""
            teller = told.get(cause)
            if teller is None:
                kept.append(what)
            elif teller in one.joins and isinstance(what, Found):
                joined[teller, cause] = (*joined.get((teller, cause), ()), (one.key, what))
        seen[one.key] = tuple(kept)
    return Seeing(seen, joined)


def _founds(seen: Mapping[str, tuple[Found | NotStated, ...]], key: str) -> Iterator[Found]:
    return (what for what in seen.get(key, ()) if isinstance(what, Found))
