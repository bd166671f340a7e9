"""Questions that the lead member may want to ask, each from something in the record, with what it rests on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearline.assurance.statements.queries import Judgement
from clearline.measures.asking.scorecards import is_overdue, is_worse
from clearline.measures.figures import Answer, GapFigure
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Table
from clearline.reports.packs.figure_parts import concerns_first, missed, sentence_on, way, widening
from clearline.reports.packs.figure_sets import SAFEGUARDING, gaps_to_watch, key_ones, of_keys
from clearline.reports.packs.parts import words
from clearline.reports.packs.standing_parts import PRESSING, live, standing_as, why

MOST = 12
MOST_OF_A_KIND = 3


class Question(NamedTuple):
    """A question, what gives rise to it, and the page where that is seen."""

    asks: str
    rests_on: str
    address: str


def questions(asked: Asked, said: Sequence[Judgement]) -> Iterator[AnyBlock]:
    """Yield a table of questions, at most a few of each kind."""
    kinds = (_contradicted(asked, said), _of_findings(asked), _of_targets(asked), _of_neighbours(asked),
             _of_gaps(asked), _levelled_down(asked), _of_age(asked), _unheard(asked, said))  # fmt: skip
    found = [one for kind in kinds for one, _ in zip(kind, range(MOST_OF_A_KIND), strict=False)][:MOST]
    yield Table(
        title="Questions that the record gives rise to",
        columns=("You may want to ask", "Because"),
        rows=tuple((words(one.asks), words(one.rests_on, one.address)) for one in found),
        empty="Nothing in the record gives rise to a question. Ask what is not recorded.",
        note="These come from the record by rule. They are a beginning, and say nothing of what is not recorded."
        if found else "",
    )  # fmt: skip


def _contradicted(asked: Asked, said: Sequence[Judgement]) -> Iterator[Question]:
    """Yield duties of which the director is satisfied, while another proof of them fails."""
    satisfied = {one.about.partition(":")[2] for one in said if (it := one.columns[0]) and it.result == "satisfied"
                 and it.access.kind == "open"}  # fmt: skip
    for one in asked.standings.duties:
        failing = [proof for proof in one.proofs if proof.result == "fails" and proof.kind != "judgement"]
        if failing and "/".join(one.name) in satisfied:
            asks = f"You are satisfied that “{one.stated.duty.says.rstrip('.')}”. What does that rest on?"
            yield Question(asks, why(asked, failing), asked.address("statements:judgement", *one.name))


def _of_findings(asked: Asked) -> Iterator[Question]:
    for one in standing_as(live(asked, "lead-member"), *PRESSING):
        asks = f"What will be done, by whom and by when, so that this is met: {one.stated.duty.says.rstrip('.')}?"
        yield Question(asks, why(asked, one.proofs), asked.address("guidance:duty", *one.name))


def _of_targets(asked: Asked) -> Iterator[Question]:
    for one in missed(_answers(asked)):
        yield _about(asked, one, f"What changes so that the target for “{one.title}” is met?")


def _of_neighbours(asked: Asked) -> Iterator[Question]:
    shown = [*key_ones(asked)[0], *of_keys(asked, SAFEGUARDING)]
    for one in concerns_first(dict.fromkeys(shown)):
        if is_worse(one) and one not in missed([one]):
            yield _about(asked, one, f"What do the councils like us do differently about “{one.title}”?")


def _of_gaps(asked: Asked) -> Iterator[Question]:
    for gap in widening(gaps_to_watch(asked)):
        yield _gap(asked, gap, f"For which children did this gap widen, and why: {gap.title}?", gap.says)


def _levelled_down(asked: Asked) -> Iterator[Question]:
    for gap in gaps_to_watch(asked):
        if gap.how == "levelling down" and (gap.points or 0) > 0:
            asks = f"This gap is narrower only because other children did worse. What helps both: {gap.title}?"
            yield _gap(asked, gap, asks, way(gap))


def _of_age(asked: Asked) -> Iterator[Question]:
    for one in key_ones(asked)[0]:
        if is_overdue(one, asked.on) and one not in missed([one]):
            yield _about(asked, one, f"Is there anything newer on “{one.title}”, and what does it show?")


def _unheard(asked: Asked, said: Sequence[Judgement]) -> Iterator[Question]:
    """Yield one question where statements were made and no child's word stands beside any of them."""
    stated = [one for one in said if any(one.columns)]
    if stated and not any(one.voice for one in stated):
        because = f"{len(stated)} duties have a statement, and none has what children say about it."
        yield Question("What do children and young people themselves say about this?", because,
                       asked.address("statements:statements"))  # fmt: skip


def _answers(asked: Asked) -> tuple[Answer, ...]:
    return asked.scorecard.answers if asked.scorecard else ()


def _about(asked: Asked, answer: Answer, asks: str) -> Question:
    return Question(asks, sentence_on(answer), asked.address("measures:measure", answer.measure))


def _gap(asked: Asked, gap: GapFigure, asks: str, because: str) -> Question:
    return Question(asks, because, asked.address("measures:gap", gap.key))
