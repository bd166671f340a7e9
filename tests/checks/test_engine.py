"""The engine: which rules run, in which order, and how one root cause is told once."""

from collections.abc import Callable
from datetime import date

import pytest

from clearline.checks import engine
from clearline.checks.engine import Found, NotStated, Rule, Seen
from clearline.organisations.officers import Authority
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture


@pytest.fixture
def picture() -> Picture:
    return Picture(Organisation(authority=Authority(id="here", name="Here", kind="unitary")), date(2009, 9, 1))


def made(
    key: str,
    *what: Found | NotStated,
    after: tuple[str, ...] = (),
    same: tuple[str, ...] = (),
    joins: tuple[str, ...] = (),
) -> Rule:
    look: Callable[[Picture], Seen] = lambda picture: iter(what)  # noqa: E731
    return Rule(key, "A sentence.", "A remedy.", after, same, joins, look)


def test_a_rule_after_a_finding_that_is_its_root_cause_is_silent(picture: Picture) -> None:
    rules = (made("first", Found("dcs", "gone")), made("second", Found("dcs", "not on the team"), after=("first",)))
    assert engine.run(rules, picture).seen["second"] == ()


def test_a_rule_after_what_is_only_not_stated_still_speaks(picture: Picture) -> None:
    rules = (made("first", NotStated("who", "somebody")), made("second", Found("dcs", "x"), after=("first",)))
    assert len(engine.run(rules, picture).seen["second"]) == 1


def test_a_shared_cause_is_told_once_and_another_cause_still(picture: Picture) -> None:
    first = made("first", Found("dcs", "x", cause="officer-a"))
    second = made("second", Found("a", "y", cause="officer-a"), Found("b", "z", cause="officer-b"), same=("first",))
    assert [what.about for what in engine.run((first, second), picture).seen["second"] if isinstance(what, Found)] == [
        "b"
    ]


def test_a_finding_without_a_cause_is_never_silenced_by_one(picture: Picture) -> None:
    rules = (made("first", Found("dcs", "x")), made("second", Found("a", "y"), same=("first",)))
    assert len(engine.run(rules, picture).seen["second"]) == 1


def test_rules_come_after_those_that_could_be_their_root_cause() -> None:
    keys = [rule.key for rule in engine.in_order(["dcs-on-smt", "dcs-direct-report", "dcs-appointed"])]
    assert keys.index("dcs-appointed") == 0


def test_a_key_without_a_module_is_an_error() -> None:
    with pytest.raises(ModuleNotFoundError):
        engine.find_rule("no-such-rule")


def test_what_a_silent_rule_saw_of_a_cause_is_kept_for_the_finding_that_it_joins(picture: Picture) -> None:
    rules = (made("first", Found("a", "x", cause="c")), made("second", Found("b", "y", cause="c"), joins=("first",)))
    seeing = engine.run(rules, picture)
    assert seeing.seen["second"] == ()
    assert [key for key, _ in seeing.joined["first", "c"]] == ["second"]
