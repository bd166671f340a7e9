"""One measure for one area as a page of plain text: the figure, what it is compared with, and how far it holds."""

from collections.abc import Iterator

from clearline.measures.figures import Answer, Observation, Reliability, TargetStanding
from clearline.measures.showing.figure_words import (
    AFTER,
    BETTER,
    OUTCOMES,
    RESTRICTED,
    UNITS,
    amount,
    compared_with,
    figure,
    restricted,
)  # fmt: skip
from clearline.measures.showing.plain_text import labelled, prose, table

RECENT = 5
"""Periods that are shown unless the whole series is asked for."""


def answer_text(answer: Answer, whole: bool = False) -> str:
    """Return an answer as text of at most 80 columns; ``whole`` shows every period rather than the latest few."""
    return "\n".join(_lines(answer, whole)) + "\n"


def _lines(answer: Answer, whole: bool) -> Iterator[str]:
    if restricted(answer):
        yield prose(RESTRICTED) + "\n"
    yield prose(f"{answer.title}: {answer.area.name} ({answer.area.code})")
    if answer.key_reason:
        yield prose(f"Key indicator of this authority: {answer.key_reason}")
    serves = f"{OUTCOMES[answer.outcome]}. " if answer.outcome else ""
    yield prose(f"{serves}{UNITS[answer.unit]}. {BETTER[answer.polarity]}")
    yield ""
    yield from _latest(answer)
    yield from _changes(answer)
    yield from _compared(answer)
    yield from _target(answer.target)
    yield from _series(answer, whole)
    yield from _reliability(answer.reliability)


def _latest(answer: Answer) -> Iterator[str]:
    latest = answer.latest
    if latest is None:
        yield prose(answer.no_latest)
        return
    more = f", {latest.status}" if latest.status else ""
    yield labelled(latest.period.label, f"{figure(latest, answer.unit)}{more}")
    if latest.numerator is not None and latest.denominator is not None:
        yield labelled("", f"{latest.numerator:,f} out of {latest.denominator:,f}")
    if latest.revised_from is not None:
        before = amount(latest.revised_from, answer.unit, answer.decimals)
        yield labelled("", f"Revised: the release before said {before}.")
    if latest.withdrawn:
        yield labelled("", f"Revised, now {latest.meaning}.")
    if latest.disagreement:
        recomputed = amount(latest.recomputed, answer.unit, answer.decimals)
        yield labelled("", f"Computed from the published counts it is {recomputed}: {latest.disagreement}")


def _changes(answer: Answer) -> Iterator[str]:
    for label, change in (("Change", answer.change), ("Trend", answer.trend)):
        if change is not None:
            yield labelled(label, change.says)


def _compared(answer: Answer) -> Iterator[str]:
    if answer.comparators:
        yield ""
        rows = [(compared_with(one), figure(one, answer.unit)) for one in answer.comparators]
        yield table(("Compared with", "figure"), rows, right=("figure",))
    rank = answer.rank
    if rank is not None:
        yield ""
    if rank is not None and rank.rank is not None:
        yield prose(
            f"Rank {rank.rank} of {rank.of} authorities (1 is the best; ties share it), quartile band {rank.quartile} "
            "(A is the best quarter), as LAIT ranks."
        )
    elif rank is not None:
        yield prose("Not ranked: " + unranked(answer))


def unranked(answer: Answer) -> str:
    """Return why an area has no rank."""
    if answer.polarity == "none":
        return "neither high nor low is better."
    if answer.latest is None or answer.latest.value is None:
        return "there is no figure to rank."
    return "LAIT does not rank this."


def _target(standing: TargetStanding | None) -> Iterator[str]:
    if standing is None:
        return
    yield ""
    yield labelled("Target", f"{standing.status.capitalize()}. {standing.says}")
    if standing.target.owner:
        yield labelled("", f"Its owner: {standing.target.owner}.")
    if standing.target.set_how:
        yield labelled("", f"How it was set: {standing.target.set_how}")


def _series(answer: Answer, whole: bool) -> Iterator[str]:
    shown = answer.series if whole else answer.series[-RECENT:]
    if not shown:
        return
    yield ""
    unit = AFTER.get(answer.unit, "").strip()
    columns = ("period", unit or "figure", "out of", "notes")
    rows = [_row(one) for one in shown]
    used = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    yield table([columns[at] for at in used], [[row[at] for at in used] for row in rows], right=columns[1:3])
    left = len(answer.series) - len(shown)
    if left:
        yield prose(f"{left} earlier periods with --series.")


def _row(one: Observation) -> tuple[str, str, str, str]:
    counted = one.numerator is not None and one.denominator is not None
    notes: list[str] = [one.status] if one.status else []
    if one.revised_from is not None:
        notes.append(f"was {one.revised_from}")
    if one.withdrawn:
        notes.append(f"revised, now {one.meaning}")
    if one.disagreement:
        notes.append(f"from the counts {one.recomputed}: {one.disagreement}")
    return one.period.label, one.shown, f"{one.numerator:,f}/{one.denominator:,f}" if counted else "", "; ".join(notes)


def _reliability(known: Reliability) -> Iterator[str]:
    yield ""
    yield prose("How far it can be relied on")
    yield labelled("Source", known.source)
    if known.release:
        dates = [f"published {known.published}"] if known.published else ["date of publication not stated"]
        dates += [f"loaded {known.loaded}"] if known.loaded else []
        yield labelled("Release", f"{known.release}, {', '.join(dates)}")
    yield labelled("Audited", known.audited or "Not stated.")
    for fault in known.faults:
        yield prose(f"- {fault}", 0, 2)
    if not known.faults:
        yield prose("No fault is known that touches this area or period.")
