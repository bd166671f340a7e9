"""Says of each kind of proof what it shows, from what was asked already: of rules, figures and the records below."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec.structs import replace

from clearline.checks.asking import capital
from clearline.checks.engine import Found, NotStated, find_rule
from clearline.checks.standing import Proved, Result
from clearline.guidance.schema import Guidance, Proof
from clearline.kit.proving import ProofState
from clearline.measures.content import load as load_measures
from clearline.measures.figures import Answer
from clearline.measures.showing.figure_words import figure
from clearline.measures.vocabulary import Measure
from clearline.organisations.picture import Picture

NOT_BUILT = ("Clearline cannot answer this yet.",)
ANALYST = ("Analyst",)


def look(key: str, picture: Picture) -> tuple[Found | NotStated, ...]:
    """Return what a rule sees in a picture, by itself: a cause that the findings tell once is told here as well."""
    if not picture.has_functions:
        return (NotStated("the authority has no children's services functions on this day", "nobody"),)
    return tuple(find_rule(key).look(picture))


def by_rule(proof: Proof, seen: Sequence[Found | NotStated] | None) -> Proved:
    """Return what a rule shows; ``None`` for what it sees where nothing is stated of the organisation."""
    rule = find_rule(str(proof.key))
    told = Proved(kind="rule", key=rule.key, title=rule.sentence, role=proof.role, result="never looked at")
    if seen is None:
        return replace(told, says=("The organisation is not stated yet.",), ask=("Governance officer",))
    found = [one for one in seen if isinstance(one, Found) and (not proof.aspects or one.aspect in proof.aspects)]
    unknown = [one for one in seen if isinstance(one, NotStated)]
    result: Result = "fails" if found else "not known" if unknown else "passes"
    says = (*(one.message for one in found), *(f"Not stated: {one.fact} (ask {one.ask})." for one in unknown))
    return replace(
        told,
        result=result,
        says=says,
        ask=tuple(dict.fromkeys(_office(one.ask) for one in unknown if one.ask != "nobody")),
    )


def by_measure(proof: Proof, known: Guidance, answers: Mapping[str, Answer], on: date) -> Proved:
    """Return what a measure shows, or each of a set of them, by the answers of those that have a figure.

    It passes when counted and current, or at target when the duty says so.
    """
    key = str(proof.key)
    told = Proved(
        kind="measure", key=key, title=known.proofs.measures[key].title, role=proof.role, result="not known",
        ask=ANALYST,
    )  # fmt: skip
    asked = measures_of(key)
    if not asked:
        return replace(told, says=NOT_BUILT, ask=())
    there = [answers[one.key] for one in asked if one.key in answers]
    if not there:
        return replace(told, result="never looked at", says=("There are no figures of it here.",))
    says = [_figure(one) for one in there]
    results = {_passes(one, proof, on) for one in there}
    if len(there) < len(asked):
        results.add("not known")
        says.append(f"{len(asked) - len(there)} of {len(asked)} measures have no figures here.")
    result: Result = "fails" if "fails" in results else "passes" if results == {"passes"} else "not known"
    newest = min(one.latest.period.ends for one in there if one.latest)
    return replace(told, result=result, says=tuple(says), newest=newest, ask=ANALYST if result == "not known" else ())


def by_state(proof: Proof, title: str, state: ProofState | None, ask: Sequence[str]) -> Proved:
    """Return what a register, a report or a judgement shows, by what the feature that keeps it says.

    ``None`` for a state where Clearline cannot answer yet. ``ask``: who keeps, makes or says it.
    """
    told = Proved(kind=proof.kind, key=proof.key, title=title, role=proof.role, result="not known", says=NOT_BUILT)
    if state is None:
        return told
    to_ask = () if state.result == "passes" else tuple(ask)
    return replace(told, result=state.result, says=state.says, newest=state.newest, ask=to_ask)


def hidden(told: Proved, why: str) -> Proved:
    """Return a proof as those are told of it who may not see what it shows."""
    return Proved(kind=told.kind, key=told.key, title=told.title, role=told.role, result="not known", says=(why,))


def measures_of(key: str) -> tuple[Measure, ...]:
    """Return the measures that a proof's key names: one, or those of a set; none when it is not built."""
    content = load_measures()
    there = {one.key: one for one in content.measures}
    if key in there:
        return (there[key],)
    return next((tuple(there[each] for each in one.measures) for one in content.sets if one.key == key), ())


def measures_named(known: Guidance) -> tuple[Measure, ...]:
    """Return every measure that a duty can name as its proof, once each."""
    found = chain.from_iterable(measures_of(key) for key in known.proofs.measures)
    return tuple({one.key: one for one in found}.values())


def _office(ask: str) -> str:
    """Return whom a rule would ask, as offices are written: so that one office is one, whichever proof asks for it."""
    return capital(ask.removeprefix("the "))


def _figure(answer: Answer) -> str:
    assert answer.latest is not None
    return f"{answer.title}: {figure(answer.latest, answer.unit)} ({answer.latest.period.label})"


def _passes(answer: Answer, proof: Proof, on: date) -> Result:
    from clearline.measures.asking.scorecards import OLD

    assert answer.latest is not None
    if answer.latest.value is None or on - answer.latest.period.ends > OLD:
        return "not known"
    if proof.passes != "at-target":
        return "passes"
    if answer.target is None or answer.target.status == "not known":
        return "not known"
    return "passes" if answer.target.status == "met" else "fails"
