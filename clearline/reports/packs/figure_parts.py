"""Figures as the parts of packs: beside England and the neighbours, concerns first, each cell with its source."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from clearline.measures.asking.scorecards import is_overdue, is_worse, is_worsening
from clearline.measures.disclosure.profiles import PROFILES
from clearline.measures.figures import Answer, Comparator, GapFigure, Observation
from clearline.measures.showing.figure_words import figure, judged, own_figure
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Commentary, Missing, Source, Table

SMALL = PROFILES["dfe"].limit
"""Counts of 1 to this are small."""

SYMBOLS = (
    "c: hidden, because so few children are counted. z: does not apply. x: not available.",
    "Neighbours: the median of the councils most like this one.",
    "“No clear change”: chance could have made the difference. “Cannot say”: the source gives no counts to judge by.",
)
"""How tables of figures are to be read."""

HIDDEN = "c: hidden, because so few children are counted."

NOT_OWN = "The council’s own figures are not in this copy: they have not been through disclosure control."

COLUMNS = ("Measure", "Period", "Figure", "England", "Neighbours", "Change", "Target")


def indicators(asked: Asked, title: str, answers: Sequence[Answer], empty: str) -> Table:
    """Return a table of measures beside England, the neighbours and the target."""
    used = len(COLUMNS) if any(one.target for one in answers) else len(COLUMNS) - 1
    rows = tuple(_indicator(asked, one)[:used] for one in answers)
    return Table(
        title=title,
        columns=COLUMNS[:used],
        numeric=(2, 3, 4),
        rows=rows,
        note=HIDDEN if any(cell.text.startswith("c ") or cell.text == "c" for row in rows for cell in row) else "",
        empty=empty if asked.rendering == "restricted" else f"{empty} {NOT_OWN}",
        sources=releases(answers),
    )


def _indicator(asked: Asked, answer: Answer) -> tuple[Cell, ...]:
    address = asked.address("measures:measure", answer.measure)
    latest, target = answer.latest, answer.target
    return (
        Cell(text=answer.title, source=address),
        Cell(text=latest.period.label if latest else "none"),
        figure_cell(answer, address),
        *(_beside(answer, kind) for kind in ("england", "neighbours")),
        Cell(text=_sentence(judged(answer.change))),
        Cell(text=f"{_sentence(target.word)}: {_aim(answer)}" if target else "None set"),
    )


def figure_cell(answer: Answer, address: str) -> Cell:
    """Return the latest figure of a measure; marked where it rests on a small number of the council's own."""
    latest = answer.latest
    value = float(latest.value) if latest and latest.value is not None else None
    return Cell(text=figure(latest, answer.unit), value=value, source=address, small=bool(latest and is_small(latest)))


def is_small(one: Observation) -> bool:
    """Whether a figure of the council's own tells of 1 to 5 children, or of all but so few."""
    if not own_figure(one):
        return False
    counts = [one.numerator, one.denominator] if one.numerator is not None else [one.value]
    if one.numerator is not None and one.denominator is not None:
        counts.append(one.denominator - one.numerator)
    return any(count is not None and 1 <= count <= SMALL for count in counts)


def _beside(answer: Answer, kind: str) -> Cell:
    """Return what a figure is compared with, by the newest model of neighbours."""
    found = compared(answer, kind)
    if found is None:
        return Cell(text="none")
    return Cell(text=figure(found, answer.unit), value=float(found.value) if found.value is not None else None)


def compared(answer: Answer, kind: str) -> Comparator | None:
    """Return England, or the median of the neighbours by the newest model; ``None`` when there is none."""
    found = [one for one in answer.comparators if one.kind == kind and one.statistic in ("", "median")]
    return max(found, key=lambda one: one.model, default=None)


def _aim(answer: Answer) -> str:
    assert answer.target is not None
    return f"{answer.target.target.value:f} by {answer.target.target.by.label}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def releases(answers: Iterable[Answer]) -> tuple[Source, ...]:
    """Return the datasets that figures come from, each once; ``reading.sources`` names the releases."""
    known = (one.reliability for one in answers if one.latest)
    return tuple(dict.fromkeys(Source(title=one.source, as_of=one.published) for one in known))


def missed(answers: Iterable[Answer]) -> list[Answer]:
    """Return the measures whose target is missed."""
    return [one for one in answers if one.target and one.target.status == "missed"]


def widening(gaps: Iterable[GapFigure]) -> list[GapFigure]:
    """Return the gaps in which a group is behind, and further behind than before."""
    return [one for one in gaps if one.narrowed is False and not one.how and (one.points or 0) > 0]


def concern(answer: Answer) -> int:
    """Return how pressing a figure is: 0 for a missed target, 1 worse and worsening, 2 worse, 3 none of them."""
    if answer.target and answer.target.status == "missed":
        return 0
    if is_worse(answer):
        return 2 if is_worsening(answer) is False else 1
    return 3


def concerns_first(answers: Iterable[Answer]) -> list[Answer]:
    """Return measures with the most pressing first, otherwise in their order."""
    return sorted(answers, key=concern)


def better(answers: Iterable[Answer]) -> list[Answer]:
    """Return what is good: targets met, what improved by more than chance, the best quarter of authorities."""
    return [one for one in answers if concern(one) == 3 and (_met(one) or judged(one.change) == "better" or _top(one))]


def _met(answer: Answer) -> bool:
    return answer.target is not None and answer.target.status == "met"


def _top(answer: Answer) -> bool:
    return answer.rank is not None and answer.rank.quartile == "A"


def gap_table(asked: Asked, title: str, gaps: Sequence[GapFigure], empty: str) -> Table:
    """Return a table of gaps between groups of children: how wide, and how each moved."""
    return Table(
        title=title,
        columns=("Gap", "Period", "Group", "Others", "Gap now", "Gap before", "Which way"),
        numeric=(2, 3, 4, 5),
        rows=tuple(_gap(asked, one) for one in gaps),
        empty=empty,
        note="A gap above 0 means that the first group does worse." if gaps else "",
    )


def _gap(asked: Asked, gap: GapFigure) -> tuple[Cell, ...]:
    address = asked.address("measures:gap", gap.key)
    return (
        Cell(text=gap.title, source=address),
        Cell(text=gap.period.label if gap.period else "none"),
        *(
            Cell(
                text=one.shown if one else "none",
                value=float(one.value) if one and one.value is not None else None,
                source=address,
                small=bool(one and is_small(one)),
            )
            for one in (gap.group, gap.others)
        ),
        *(_width(one, address) for one in (gap.points, gap.points_before)),
        Cell(text=way(gap)),
    )


def _width(points: Decimal | None, address: str) -> Cell:
    if points is None:
        return Cell(text="not known")
    return Cell(text=f"{points:f}", value=float(points), source=address)


def way(gap: GapFigure) -> str:
    """Return in words whether a gap narrowed, and how; levelling down is never told as good news."""
    if gap.narrowed is None:
        return "Not known"
    if (gap.points or 0) < 0:
        return f"The first group does better, by {'less' if gap.narrowed else 'as much or more'} than before"
    if not gap.narrowed:
        return "No change" if gap.how == "no change" else "Wider"
    how = {"levelling up": "the group behind did better", "levelling down": "only because the others did worse",
           "both moved": "the group behind did better and the others worse"}  # fmt: skip
    return f"Narrower: {how[gap.how]}"


def explained(
    asked: Asked, content: str, answers: Iterable[Answer], gaps: Iterable[GapFigure] = ()
) -> Iterator[Commentary | Missing]:
    """Yield, for each missed target and each gap that widened, what a named person says of it or that nobody has."""
    for one in missed(answers):
        assert one.target is not None
        why = f"its target, {_aim(one)}, is {one.target.word}"
        yield from asked.comment_on(content, f"measure:{one.measure}", one.title, why)
    for gap in widening(gaps):
        yield from asked.comment_on(content, f"gap:{gap.key}", gap.title, "the gap is wider than before")


def no_figures(asked: Asked) -> Missing:
    """Return that there are no figures, why, and who loads them."""
    todo = "The performance analyst loads them: Outcomes, Upload figures."
    return Missing(what=f"Figures. {asked.no_figures}", todo=todo)


def charts(asked: Asked, answers: Iterable[Answer], most: int) -> Iterator[AnyBlock]:
    """Yield the course over the years of the first few measures; none that would draw a small number, unmarked."""
    drawn = (asked.chart(one.measure) for one in answers if not any(map(is_small, one.series)))
    yield from (chart for chart, _ in zip((one for one in drawn if one), range(most), strict=False))


def sentence_on(answer: Answer) -> str:
    """Return a figure in one sentence: what it is, beside whom, and which way it goes.

    A small number of the council's own stands in tables alone, where it is marked.
    """
    if answer.latest and is_small(answer.latest):
        return f"{answer.title}: see the table."
    beside = compared(answer, "neighbours")
    words = f"{answer.title}: {figure(answer.latest, answer.unit)}"
    if answer.latest:
        words += f" in {answer.latest.period.label}"
    if beside and beside.value is not None:
        words += f"; neighbours {figure(beside, answer.unit)}"
    if answer.target:
        words += f"; target {_aim(answer)}, {answer.target.word}"
    change = judged(answer.change)
    return f"{words}; {change} on the period before." if change in ("better", "worse") else f"{words}."


def late(asked: Asked, answers: Iterable[Answer]) -> list[Answer]:
    """Return the measures whose target's day has passed unmet, or whose figure is older than it should be."""
    return [one for one in answers if is_overdue(one, asked.on)]
