"""The council's own counts of children, as they are for restricted readers and made safe for everybody else.

For an open rendering all of them go through disclosure control together, as one table, with everything published
before: what is hidden in one pack is hidden in all. Whether a count may leave is settled anew when it is published.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput
from clearline.measures import queries as measures
from clearline.measures.disclosure.building import read_truth
from clearline.measures.disclosure.ledger import Printed, ledger_path, read_ledger
from clearline.measures.disclosure.revising import tables_before
from clearline.measures.disclosure.suppressing import suppress
from clearline.measures.disclosure.table import Contradiction
from clearline.measures.figures import Answer
from clearline.reports.asked import Asked
from clearline.reports.blocks import Cell, Missing, Table
from clearline.reports.packs.figure_parts import SMALL, releases
from clearline.reports.packs.own_truth import count_of, counting, period_of, table_of, whole_of

HIDDEN = "c"
WHY_HIDDEN = "c: hidden, because so few children are counted, or because the other counts would tell."


class Counted(NamedTuple):
    """A measure of the council's own with its counts as a reader may see them."""

    answer: Answer
    number: Cell
    of: Cell
    share: Cell


class NotSafe(Exception):
    """The counts cannot be shown in an open rendering; says why, without any of them."""


def counted(asked: Asked, keys: Iterable[str]) -> list[Counted]:
    """Return measures of the council's own with their counts, in the order of their keys, those without one left out.

    Raises ``NotSafe`` for an open rendering that cannot be made safe.
    """
    answers = _answers(asked)
    wanted = [answers[key] for key in keys if key in answers]
    if asked.rendering == "restricted":
        return [_as_it_is(asked, one) for one in wanted]
    printed = _printed(asked, answers)
    return [_made_safe(asked, one, printed) for one in wanted if (one.measure, period_of(one)) in printed]


def true_table(asked: Asked) -> Printed | None:
    """Return the true counts as one table, and what they are about, for the publish gate; ``None`` without any."""
    answers = _answers(asked)
    return table_of(asked.authority.gss_code, answers) if answers else None


def _answers(asked: Asked) -> Mapping[str, Answer]:
    """Return the newest figures from the council's returns that count children, by measure."""
    by = asked.by if asked.rendering == "restricted" else asked.maker
    if by is None or not by.may("see figures"):
        return {}
    try:
        seen = measures.looking(by=by, on=asked.on, today=asked.today)
        answers = measures.card(seen).answers
    except BadInput:
        return {}
    wanted = counting()
    return {
        one.measure: one for one in answers
        if one.measure in wanted and one.latest and one.latest.source == "returned" and count_of(one) is not None
    }  # fmt: skip


def _as_it_is(asked: Asked, answer: Answer) -> Counted:
    count, of = count_of(answer), whole_of(answer)
    assert count is not None
    assert answer.latest is not None
    rest = None if of is None else of - count
    small = [1 <= value <= SMALL for value in (count, of, rest) if value is not None]
    share = answer.latest.shown + "%" if of is not None and answer.unit == "per-cent" else ""
    return Counted(
        answer, _cell(asked, answer, str(count), any(small)),
        _cell(asked, answer, "" if of is None else str(of), any(small)), _cell(asked, answer, share, any(small)),
    )  # fmt: skip


def _made_safe(asked: Asked, answer: Answer, printed: Mapping[tuple[str, str], Sequence[str]]) -> Counted:
    count, of, share = printed[answer.measure, period_of(answer)]
    return Counted(
        answer, _cell(asked, answer, count), _cell(asked, answer, of),
        _cell(asked, answer, share if share in ("", HIDDEN, "z") else f"{share}%"),
    )  # fmt: skip


def _cell(asked: Asked, answer: Answer, text: str, small: bool = False) -> Cell:
    bare = text.removesuffix("%")
    value = float(bare) if bare.replace(".", "", 1).isdigit() else None
    shown = f"{int(text):,}" if text.isdigit() else text
    return Cell(text=shown, value=value, source=asked.address("measures:measure", answer.measure),
                small=small and bool(text))  # fmt: skip


def _printed(asked: Asked, answers: Mapping[str, Answer]) -> Mapping[tuple[str, str], tuple[str, str, str]]:
    """Return count, whole and share of each measure and period as disclosure control lets them be printed."""
    if not answers:
        return {}
    made = table_of(asked.authority.gss_code, answers)
    try:
        truth = read_truth(Path("own counts"), made.text, made.about)
        entries, _ = read_ledger(ledger_path(measures.figures_root(), asked.authority.gss_code))
        ours, others = tables_before(entries, truth, None)
        safe = suppress(truth, [*ours, *others])
    except Contradiction:
        raise NotSafe("The council's own counts contradict what it has published.") from None
    except BadInput as bad:
        raise NotSafe(f"The council's own counts cannot be made safe: {bad.problems[0].what}") from None
    found = {}
    for row in csv.DictReader(io.StringIO(safe.text)):
        for key in answers:
            if row[f"n_{key}"] != "z":
                columns = (f"n_{key}", f"d_{key}", f"p_{key}")
                found[key, row["time_period"]] = tuple(row.get(column, "") for column in columns)
    return found  # type: ignore[return-value]


def table(asked: Asked, title: str, keys: Iterable[str]) -> Table | Missing:
    """Return a table of the council's own counts, or that they are not there or cannot be shown, and who sees to it."""
    try:
        found = counted(asked, keys)
    except NotSafe as reason:
        return Missing(
            what=f"{title}. {reason}", todo="The performance analyst publishes them: Outcomes, Upload figures."
        )
    if not found:
        why = "The council's own counts are not here: no return is loaded, or this copy may not show them."
        return Missing(what=f"{title}. {why}", todo="The performance analyst counts the returns and loads the figures.")
    return Table(
        title=title,
        columns=("Counted by the council", "Year to 31 March", "Children", "Of", "Share"),
        numeric=(2, 3, 4),
        rows=tuple(_row(one) for one in found),
        note=WHY_HIDDEN if any(one.number.text == HIDDEN for one in found) else "",
        counted=True,
        sources=releases([one.answer for one in found]),
    )


def _row(one: Counted) -> tuple[Cell, ...]:
    title = Cell(text=one.answer.title.removesuffix(" (own return)"), source=one.number.source)
    return title, Cell(text=period_of(one.answer)), one.number, one.of, one.share
