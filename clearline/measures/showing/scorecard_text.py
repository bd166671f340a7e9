"""Scorecards and gaps as small tables of plain text."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from clearline.measures.figures import Answer, Comparator, GapFigure, Scorecard
from clearline.measures.showing.figure_words import OUTCOMES, RESTRICTED, figure, judged, restricted
from clearline.measures.showing.plain_text import prose, table
from clearline.measures.vocabulary import Unit

COLUMNS = ("period", "figure", "England", "neighbours", "band", "change", "target")
_RIGHT = ("figure", "England", "neighbours")

WORSE = "Worse than the neighbours and getting worse"
OVERDUE = "Overdue: a target that is past and not met, or a figure that is older than it should be"

READ_SO = (
    "Neighbours: median of DfE's statistical neighbours ({model} model) as published. Band: quartile among all "
    "authorities, A is the best. Change: since the period before, better or worse only where it is more than chance "
    "would make it. Target: met, near or missed, whatever the change."
)


def scorecard_text(card: Scorecard, brief: bool = False) -> str:
    """Return a scorecard: key indicators, what is worse and getting worse, what is overdue, then every outcome.

    ``brief`` leaves the outcomes out.
    """
    return "\n".join(_lines(card, brief)) + "\n"


def _lines(card: Scorecard, brief: bool) -> Iterator[str]:
    if any(restricted(one) for one in card.answers):
        yield prose(RESTRICTED) + "\n"
    yield prose(f"{card.area.name} ({card.area.code}), on {card.on}")
    key = [one for one in card.answers if one.key_reason]
    yield "\nKey indicators"
    yield from _table(key) if key else ["None yet. Mark a few with `clearline figures key add`."]
    for heading, titles in ((WORSE, card.worse_and_worsening), (OVERDUE, card.overdue)):
        yield "\n" + prose(heading)
        yield from (prose(f"- {title}", 0, 2) for title in titles or ("nothing",))
    for outcome, answers in groupby(card.answers[len(key) :], key=lambda one: one.outcome):
        if not brief:
            yield f"\n{OUTCOMES[outcome]}"
            yield from _table([*answers])
    models = {one.model for answer in card.answers if (one := _neighbours(answer)) is not None}
    yield "\n" + prose(READ_SO.format(model=" and ".join(sorted(models)) or "none loaded"))


def _table(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield answers as a table; the room is little, so there is no column of targets when nobody set one."""
    columns = COLUMNS if any(one.target for one in answers) else COLUMNS[:-1]
    rows = [_row(one)[: len(columns)] for one in answers]
    yield "\n" + table(columns, rows, _RIGHT, [one.title for one in answers])


def _row(answer: Answer) -> tuple[str, ...]:
    latest = answer.latest
    neighbours = _neighbours(answer)
    england = next((one for one in answer.comparators if one.kind == "england"), None)
    return (
        latest.period.label if latest else "",
        figure(latest, answer.unit),
        figure(england, answer.unit) if england else "",
        figure(neighbours, answer.unit) if neighbours else "",
        answer.rank.quartile if answer.rank else "-",
        judged(answer.change),
        answer.target.status if answer.target else "",
    )


def _neighbours(answer: Answer) -> Comparator | None:
    """Return the median of the neighbours by the newest model that there is."""
    found = [one for one in answer.comparators if one.kind == "neighbours" and one.statistic == "median"]
    return max(found, key=lambda one: one.model, default=None)


def gaps_text(gaps: Sequence[tuple[GapFigure, Unit]]) -> str:
    """Return every gap, with the unit of its figures: whether it narrowed, and how."""
    return "\n".join(_gap_lines(gaps)) + "\n"


def _gap_lines(gaps: Sequence[tuple[GapFigure, Unit]]) -> Iterator[str]:
    for gap, unit in gaps:
        yield prose(f"{gap.title}: {gap.area.name}")
        if gap.period is not None:
            ratio = "" if gap.ratio is None else f" (ratio {gap.ratio})"
            group, others = figure(gap.group, unit), figure(gap.others, unit)
            yield prose(f"{gap.period.label}: {group} against {others}{ratio}.", 2)
        yield prose(gap.says, 2) + "\n"
    yield prose(
        "A gap above 0 is a disadvantage of the first group. One that narrows by levelling down is no gain for any "
        "child. A gap says nothing of chance: see each group with `clearline figures show`."
    )
