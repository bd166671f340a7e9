"""What each kind of proof shows: rules by themselves, figures by what the duty asks of them, records by their state."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from clearline.checks import proving
from clearline.checks.engine import NotStated
from clearline.checks.standing import Proved
from clearline.guidance.content import load
from clearline.guidance.schema import Proof
from clearline.kit.proving import ProofState
from clearline.measures.content import load as load_measures
from clearline.measures.figures import Answer, Area, Observation, Period, Reliability, Target, TargetStanding
from clearline.organisations.files import read_organisation
from clearline.organisations.picture import Picture

EXAMPLES = Path(__file__).parents[3] / "examples"
ON = date(2026, 11, 22)
STABILITY = Proof(kind="measure", key="looked-after-stability", passes="counted")
AT_TARGET = Proof(kind="measure", key="looked-after-stability", passes="at-target")


def by_rule(key: str, on: date = ON, **more: Any) -> Proved:
    """Return what a rule shows of the example on a day."""
    seen = proving.look(key, Picture(read_organisation(EXAMPLES / "northmoor.yaml"), on))
    return proving.by_rule(Proof(kind="rule", key=key, **more), seen)


def test_a_rule_tells_only_of_the_aspects_that_the_duty_is_about() -> None:
    assert by_rule("lm-covers-functions").result == "fails"
    assert by_rule("lm-covers-functions", aspects=("leaving-care",)).result != "fails"


def test_an_authority_without_the_functions_is_not_judged() -> None:
    told = by_rule("lm-covers-functions", date(1990, 1, 1))
    assert (told.result, told.ask) == ("not known", ())


def test_what_a_rule_is_not_told_is_not_known_and_says_whom_to_ask() -> None:
    proof = Proof(kind="rule", key="lm-covers-functions")
    told = proving.by_rule(proof, [NotStated("who leads", "the clerk"), NotStated("since when", "the clerk")])
    assert (told.result, told.ask) == ("not known", ("Clerk",))
    assert told.says[0] == "Not stated: who leads (ask the clerk)."


def test_nobody_has_looked_where_nothing_is_stated_of_the_organisation() -> None:
    told = proving.by_rule(Proof(kind="rule", key="lm-covers-functions"), None)
    assert (told.result, told.ask) == ("never looked at", ("Governance officer",))


def answer(
    key: str = "looked-after-stability", *, year: int = 2026, value: Decimal | None = None, **more: Any
) -> Answer:
    """Return an answer to a measure, suppressed unless it has a value."""
    period = Period(label=str(year), ends=date(year, 3, 31), year="reporting")
    latest = Observation(
        period=period, value=value, shown="c (suppressed)" if value is None else "7", source="published"
    )
    reliability = Reliability(source="DfE", release="1", published=None, loaded=None, audited="", faults=())
    area = Area(code="E06000999", name="Northmoor", level="authority")
    return Answer(measure=key, title="Stability", outcome=None, unit="per-cent", decimals=0, polarity="low", area=area,
                  latest=latest, series=(latest,), reliability=reliability, **more)  # fmt: skip


def target(status: Literal["met", "near", "missed", "not known"]) -> TargetStanding:
    """Return how a target stands."""
    aim = Target(measure="m", value=Decimal(5), by=Period(label="2027", ends=date(2027, 3, 31), year="reporting"))
    return TargetStanding(target=aim, status=status, expected_now=None, on_course=None, overdue=False, says="")


def by_measure(answers: Sequence[Answer], proof: Proof = STABILITY) -> Proved:
    """Return what a measure shows by some answers."""
    return proving.by_measure(proof, load(), {one.measure: one for one in answers}, ON)


@pytest.mark.parametrize(
    ("known", "proof", "result"),
    [
        (answer(value=Decimal(7)), STABILITY, "passes"),
        (answer(), STABILITY, "not known"),
        (answer(value=Decimal(7), year=2020), STABILITY, "not known"),
        (answer(value=Decimal(7)), AT_TARGET, "not known"),
        (answer(value=Decimal(7), target=target("not known")), AT_TARGET, "not known"),
        (answer(value=Decimal(7), target=target("missed")), AT_TARGET, "fails"),
        (answer(value=Decimal(7), target=target("near")), AT_TARGET, "fails"),
        (answer(value=Decimal(7), target=target("met")), AT_TARGET, "passes"),
    ],
)
def test_a_measure_passes_when_counted_and_current_or_when_at_target(known: Answer, proof: Proof, result: str) -> None:
    told = by_measure([known], proof)
    assert told.result == result
    assert told.newest == known.latest.period.ends if known.latest else False
    assert bool(told.ask) == (result == "not known")


def test_a_set_is_known_when_each_of_its_measures_is_and_is_as_old_as_the_oldest() -> None:
    proof = Proof(kind="measure", key="outcome-gaps", passes="counted")
    asked = proving.measures_of("outcome-gaps")
    every = [answer(one.key, value=Decimal(7), year=2025 if at else 2026) for at, one in enumerate(asked)]
    assert by_measure(every, proof).result == "passes"
    assert by_measure(every, proof).newest == date(2025, 3, 31)
    told = by_measure(every[1:], proof)
    assert told.result == "not known"
    assert f"1 of {len(asked)} measures have no figures here." in told.says


def test_without_any_figure_nobody_has_looked_and_a_measure_that_is_not_built_says_so() -> None:
    assert by_measure([]).result == "never looked at"
    told = by_measure([], Proof(kind="measure", key="young-carers-supported"))
    assert (told.result, told.says, told.ask) == ("not known", proving.NOT_BUILT, ())


def test_a_key_names_a_measure_or_a_set_of_them_and_each_is_asked_once() -> None:
    assert [one.key for one in proving.measures_of("looked-after-stability")] == ["looked-after-stability"]
    named = [one.key for one in proving.measures_named(load())]
    assert len(named) == len(set(named)) < len(load_measures().measures)
    assert {one.key for one in proving.measures_of("outcome-gaps")} <= set(named)


def test_a_record_shows_what_the_feature_that_keeps_it_says() -> None:
    proof = Proof(kind="register", key="visits", role="part")
    state = ProofState(key="visits", title="Visits", result="not known", says=("It is old.",), newest=ON)
    told = proving.by_state(proof, "Visits", state, ["DCS"])
    assert (told.result, told.says, told.newest, told.ask) == ("not known", ("It is old.",), ON, ("DCS",))
    assert proving.by_state(proof, "Visits", msgspec.structs.replace(state, result="passes"), ["DCS"]).ask == ()
    assert proving.by_state(proof, "Visits", None, ["DCS"]).says == proving.NOT_BUILT


def test_who_may_not_see_what_a_proof_shows_learns_that_alone() -> None:
    told = proving.hidden(by_rule("lm-covers-functions"), "You may not.")
    assert (told.result, told.says, told.ask, told.address) == ("not known", ("You may not.",), (), "")
