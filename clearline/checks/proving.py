"""Asks each proof that a duty names what it says for an authority on a day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clearline.checks.engine import Found, NotStated, find_rule
from clearline.checks.standing import Proved, Result
from clearline.guidance.schema import Guidance, Proof
from clearline.kit.errors import BadInput
from clearline.measures.content import load as load_measures
from clearline.measures.figures import Answer
from clearline.measures.showing.figure_words import figure, restricted
from clearline.measures.vocabulary import Measure
from clearline.organisations.picture import Picture

NOT_BUILT = ("Clearline cannot answer this yet.",)


def by_rule(proof: Proof, picture: Picture | None) -> Proved:
    """Return what a rule sees in a picture; ``None`` for a picture when nothing is stated.

    The rule is asked by itself: a cause that the findings tell once, under another rule, is told here as well.
    """
    rule = find_rule(str(proof.key))
    if picture is None:
        seen: list[Found | NotStated] = [NotStated("the organisation is not stated yet", "the governance officer")]
    elif not picture.has_functions:
        seen = [NotStated("the authority has no children's services functions on this day", "nobody")]
    else:
        seen = list(rule.look(picture))
    found = [one for one in seen if isinstance(one, Found) and (not proof.aspects or one.aspect in proof.aspects)]
    unknown = [one for one in seen if isinstance(one, NotStated)]
    result: Result = "fails" if found else "not known" if unknown else "passes"
    says = (*(one.message for one in found), *(f"Not stated: {one.fact} (ask {one.ask})." for one in unknown))
    return Proved(kind="rule", key=rule.key, title=rule.sentence, result=result, says=says)


def by_register_or_report(proof: Proof, known: Guidance) -> Proved:
    """Return that a report, a register or a judgement cannot be answered yet, in the words of the content."""
    titles = {"report": known.proofs.reports, "register": known.proofs.registers}.get(proof.kind, {})
    title = titles[proof.key].title if proof.key and proof.key in titles else "What those accountable say of it"
    return Proved(kind=proof.kind, key=proof.key, title=title, result="not built", says=NOT_BUILT)


def by_measure(proof: Proof, known: Guidance, folder: Path, gss_code: str, on: date, *, own: bool) -> Proved:
    """Return what a measure, or each of a set of them, says of an area as of a day.

    It passes when counted and current, or at target when the duty says so. ``own``: whether the reader may see the
    council's own figures, which can hold small numbers.
    """
    key = str(proof.key)
    title = known.proofs.measures[key].title
    asked = measures_of(key)
    if not asked:
        return Proved(kind="measure", key=key, title=title, result="not built", says=NOT_BUILT)
    try:
        answers = _answers(folder, gss_code, asked, on)
    except BadInput as error:
        return Proved(kind="measure", key=key, title=title, result="not known", says=tuple(map(str, error.problems)))
    hidden = [one for one in answers if not own and restricted(one)]
    shown = [one for one in answers if one not in hidden]
    says = [_figure(one) for one in shown] + (["Some figures are not shown to your role."] if hidden else [])
    results = {_passes(one, proof, on) for one in shown}
    if len(answers) < len(asked):
        results.add("not known")
        says.append(f"{len(asked) - len(answers)} of {len(asked)} measures have no figures here.")
    result: Result = (
        "fails" if "fails" in results else "passes" if results == {"passes"} and not hidden else "not known"
    )
    return Proved(kind="measure", key=key, title=title, result=result, says=tuple(says))


def measures_of(key: str) -> tuple[Measure, ...]:
    """Return the measures that a proof's key names: one, or those of a set; none when it is not built."""
    content = load_measures()
    there = {one.key: one for one in content.measures}
    if key in there:
        return (there[key],)
    return next((tuple(there[each] for each in one.measures) for one in content.sets if one.key == key), ())


def _answers(folder: Path, gss_code: str, asked: Sequence[Measure], on: date) -> tuple[Answer, ...]:
    from clearline.measures.asking.scorecards import scorecard
    from clearline.measures.store import Store

    if not gss_code or not folder.is_dir():
        raise BadInput("No figures are loaded here.")
    store = Store(folder)
    return scorecard(store, store.areas().find(gss_code), on, measures=asked).answers


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
