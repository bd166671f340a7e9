"""What the figures ask of a reader now: what is worse than the neighbours, gaps that widen, what is overdue."""

from collections.abc import Iterator
from datetime import date

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import Role
from clearline.checks.needs.things import MOST, Asked, Figures, Named, Need, Place, count, need
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.asking.scorecards import is_overdue, is_worse
from clearline.measures.figures import Answer
from clearline.measures.showing.figure_words import figure, own_figure, restricted

READERS: frozenset[Role] = frozenset({
    "dcs", "lead-member", "lead-member-support", "chief-executive", "leader", "analyst", "governance-officer",
    "scrutiny-member",
})  # fmt: skip
"""Who answers for outcomes, or asks those who do."""

SATISFIED: frozenset[Role] = frozenset({"dcs", "lead-member", "lead-member-support", "scrutiny-member"})
"""Who is also told what is worse than the neighbours without getting worse."""


def figures_of(by: Acting, on: date, today: date) -> Figures | None:
    """Return what the figures say, as far as somebody may see them; ``None`` without figures or the permission."""
    if not by.may("see published figures"):
        return None
    try:
        seen = queries.looking(by=by, on=on, today=today)
        card, found = queries.card(seen), queries.gaps(seen)
        published = [one.release.published for one in queries.held(seen) if one.release.published]
    except BadInput:
        return None
    return Figures(card.answers, tuple(gap for gap, _ in found), max(published, default=None))


def worse(asked: Asked) -> Iterator[Need]:
    """Yield what is worse than the neighbours and worsening, then what else is worse than they are."""
    if asked.figures is None or not asked.by.roles & READERS:
        return
    found = queries.worse(asked.figures.answers)
    moving = [answer for answer, _ in found]
    if moving:
        perhaps = "" if any(sure for _, sure in found) else "perhaps "
        title = f"{count(len(moving), 'measure')} worse than the neighbours and {perhaps}getting worse"
        todo = "Read each: what changed, whether by chance, and for whom."
        yield _about(title, todo, Place("measures:worse"), moving)
    still = [answer for answer in asked.figures.answers if is_worse(answer) and answer not in moving]
    if still and asked.by.roles & SATISFIED:
        title = f"{count(len(still), 'other measure' if moving else 'measure')} worse than the neighbours"
        place = Place("measures:scorecard", (), {"beside": "worse"})
        yield _about(title, "Ask what is being done. Key indicators come first.", place, still)


def widening(asked: Asked) -> Iterator[Need]:
    """Yield the gaps in which a group is behind, and further behind than before."""
    if asked.figures is None or not asked.by.roles & READERS:
        return
    wider = [gap for gap in asked.figures.gaps if gap.narrowed is False and not gap.how and (gap.points or 0) > 0]
    if wider:
        title = f"{count(len(wider), 'gap')} between groups of children that widened"
        each = [Named(f"{gap.title}: {gap.says}") for gap in wider]
        restricts = any(one is not None and own_figure(one) for gap in wider for one in (gap.group, gap.others))
        yield need(title, "Ask for whom, and why.", Place("measures:gaps"), each, restricts)


def overdue(asked: Asked) -> Iterator[Need]:
    """Yield targets whose day has passed unmet, and figures older than they should be."""
    if asked.figures is None or not asked.by.may("change figures"):
        return
    late = [answer for answer in asked.figures.answers if is_overdue(answer, asked.on)]
    if late:
        title = f"{count(len(late), 'measure')} with a target whose day has passed, or figures that are old"
        place = Place("measures:scorecard", (), {"overdue": "yes"})
        yield _about(title, "Load newer figures, or set the target anew.", place, late)


def _about(title: str, todo: str, place: Place, answers: list[Answer]) -> Need:
    """Return a need that names measures with their figures beside the neighbours."""
    each = [Named(_said(one), Place("measures:measure", (one.measure,))) for one in answers]
    return need(title, todo, place, each, any(map(restricted, answers[:MOST])))


def _said(answer: Answer) -> str:
    medians = [one for one in answer.comparators if one.kind == "neighbours" and one.statistic == "median"]
    beside = f"; neighbours {figure(medians[0], answer.unit)}" if medians else ""
    return f"{answer.title}: {figure(answer.latest, answer.unit)}{beside}"
