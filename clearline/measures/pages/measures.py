"""One measure: all that is known of it for the authority."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, cast, get_args

from django.http import HttpResponse

from clearline.accounts.page import Request
from clearline.accounts.trail.queries import Past, history
from clearline.doors.columns import Column
from clearline.doors.tables import Table, respond
from clearline.guidance import content as guidance
from clearline.guidance.queries import Stated, choose
from clearline.guidance.queries import binding as duties_binding
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.asking.series import Source
from clearline.measures.content import load
from clearline.measures.figures import Answer, Observation
from clearline.measures.pages.answer_table import judgement
from clearline.measures.pages.drawn import drawn
from clearline.measures.pages.flat import flat
from clearline.measures.pages.framing import figures_page, framed, problem, subject
from clearline.measures.queries import Looking
from clearline.measures.showing.answer_text import unranked
from clearline.measures.showing.figure_words import (
    BETTER,
    OUTCOMES,
    UNITS,
    amount,
    compared_with,
    figure,
    own_figure,
    restricted,
)
from clearline.measures.showing.flat_rows import SERIES_COLUMNS, series_row
from clearline.measures.vocabulary import Measure

SOURCES = {
    "published": "Published statistics", "lait": "DfE’s Local Authority Interactive Tool",
    "returned": "The council’s returns", "local": "The council’s own months",
}  # fmt: skip


class Asked(NamedTuple):
    """What is asked about a measure."""

    period: str | None
    model: str | None
    source: Source | None


def _asked(request: Request) -> Asked:
    source = request.GET.get("source", "")
    known = cast(Source, source) if source in get_args(Source) else None
    return Asked(request.GET.get("year") or None, request.GET.get("model") or None, known)


@figures_page()
def measure(request: Request, seen: Looking, key: str) -> HttpResponse:
    """Show a measure: figure, change, comparison, target, gap, where it is from and how far it can be relied on."""
    try:
        found = queries.named(seen, key)
    except BadInput as error:
        return problem(request, error)
    asked = _asked(request)
    try:
        answer = queries.answered(seen, found.key, *asked)
    except BadInput as error:
        return respond(request, "measures/measure_unanswered.html", _unanswered(request, seen, found, error))
    marked = restricted(answer)
    context = framed(
        request, seen, answer.title, restricted=marked, answer=answer, facts=list(_facts(answer)),
        comparators=_comparators(request, answer, marked), series=_series(request, answer, marked),
        reliability=list(_reliability(answer)), compare_query={"measures": found.key, "beside": "neighbours"},
        gaps=[gap for gap in load().gaps if found.key in (gap.group, gap.others)],
        may_change=request.acting.may("change figures"), history=_history(request, seen, found),
        **_what(request, found), **_choices(seen, found, asked), **_charts(request, seen, found, asked, marked),
    )  # fmt: skip
    return respond(request, "measures/measure.html", context)


def _what(request: Request, found: Measure) -> dict[str, Any]:
    """Return what is said of a measure, answered or not."""
    duties = duties_naming(found, request.on, request.today)
    return {"measure": found, "about": list(_about(found)), "duties": duties, "keepable": _keepable(found)}


def _history(request: Request, seen: Looking, found: Measure) -> list[Past]:
    """Return what was done to its target and to its place among the key indicators, the last first.

    Nothing for those who may not see the authority's own words and figures, which stand in it.
    """
    if not seen.inside:
        return []
    named = request.acting.may("see people")
    kinds = (f"{kind}:{found.key}" for kind in ("target", "key-indicator"))
    there = [past for about in kinds for past in history(request.acting.authority, about, named=named)]
    return sorted(there, key=lambda past: past.at, reverse=True)


def _choices(seen: Looking, found: Measure, asked: Asked) -> dict[str, Any]:
    """Return what can be asked otherwise: the period, the neighbour model, the source."""
    whole = queries.answered(seen, found.key, source=asked.source)
    periods = [one.period.label for one in reversed(whole.series)]
    return {"asked": asked, "periods": periods, "models": queries.models(seen), "sources": _sources(seen, found)}


def _charts(request: Request, seen: Looking, found: Measure, asked: Asked, marked: bool) -> dict[str, Any]:
    """Return the charts with their tables; none beside the neighbours for one source alone."""
    over_time, table = drawn(
        request, seen, found.key, "series", restricted=marked, period=asked.period, source=asked.source
    )
    context: dict[str, Any] = {"over_time": over_time, "over_time_table": table}
    if not asked.source:
        near, near_table = drawn(
            request, seen, found.key, "neighbours", restricted=marked, period=asked.period, model=asked.model
        )
        context |= {"near": near, "near_table": near_table}
    return context


def _unanswered(request: Request, seen: Looking, found: Measure, error: BadInput) -> dict[str, Any]:
    reasons = [f"{one.what} {one.todo}".strip() for one in error.problems]
    return framed(request, seen, found.title, reasons=reasons, **_what(request, found))


def _keepable(found: Measure) -> bool:
    """Whether it is a written measure, which alone can be a key one or have a target."""
    return any(one.key == found.key for one in load().measures)


def _facts(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield what is said of the latest figure."""
    latest = answer.latest
    if latest is None:
        yield "Latest figure", answer.no_latest
        return
    yield f"Figure for {latest.period.label}", [figure(latest, answer.unit), *_notes(answer, latest)]
    for words, change in (("Change", answer.change), ("Trend", answer.trend)):
        if change is not None:
            yield words, change.says
    rank = answer.rank
    if rank is not None and rank.rank is not None:
        yield (
            "Rank",
            (
                f"{rank.rank} of {rank.of} authorities (1 is the best; ties share it), quartile band {rank.quartile} "
                "(A is the best quarter), as DfE’s Local Authority Interactive Tool ranks"
            ),
        )
    elif rank is not None:
        yield "Rank", f"Not ranked: {unranked(answer)}"
    if answer.key_reason:
        yield "Key indicator", answer.key_reason
    if answer.target:
        target = answer.target
        yield "Target", [judgement(target.word), target.says]
        if target.target.owner:
            yield "Owner of the target", target.target.owner
        if target.target.set_how:
            yield "How it was set", target.target.set_how


def _notes(answer: Answer, one: Observation) -> Iterator[str]:
    """Yield what a reader must know of one figure."""
    if one.numerator is not None and one.denominator is not None:
        yield f"{one.numerator:,f} out of {one.denominator:,f}"
    if one.status:
        yield one.status.capitalize()
    if one.revised_from is not None:
        yield f"Revised: the release before said {amount(one.revised_from, answer.unit, answer.decimals)}"
    if one.withdrawn:
        yield f"Revised, now {one.meaning}"
    if one.disagreement:
        yield f"Computed from the published counts it is {one.recomputed}: {one.disagreement}"


def _comparators(request: Request, answer: Answer, marked: bool) -> Table:
    columns = [
        Column("name", "Compared with", compared_with),
        Column("shown", "Figure", lambda one: figure(one, answer.unit), numeric=True, sort=lambda one: one.value),
        Column("statistic", "Statistic", on_page=False), Column("model", "Neighbour model", on_page=False),
        Column("value", "Value", on_page=False),
    ]  # fmt: skip
    period = answer.latest.period.label if answer.latest else ""
    return Table(request, subject(f"{answer.measure}-comparators"[:60], marked), f"Compared with, {period}", columns,
                 answer.comparators, name="comparators", per_page=100,
                 empty="Nothing stands beside the council’s own figures.")  # fmt: skip


def _series(request: Request, answer: Answer, marked: bool) -> Table:
    """Return every period with its counts and notes; in the file as `clearline figures show --format csv` writes it."""
    shown = [
        Column("period", "Period", lambda one: one.period.label, sort=lambda one: one.period.ends, exported=False),
        Column("shown", "Figure", lambda one: figure(one, answer.unit), numeric=True, exported=False,
               sort=lambda one: one.value),
        Column("notes", "Notes", lambda one: [*_notes(answer, one)], sort=False, exported=False),
        Column("source", "Source", lambda one: SOURCES.get(one.source, ""), exported=False),
    ]  # fmt: skip
    rows = flat(SERIES_COLUMNS, lambda one: series_row(answer, one), own_figure)
    return Table(request, subject(f"{answer.measure}-every-period"[:60], marked), "Every period", [*shown, *rows],
                 answer.series, name="periods", per_page=500, empty=answer.no_latest)  # fmt: skip


def _about(found: Measure) -> Iterator[tuple[str, Any]]:
    """Yield what a measure is."""
    rows: Sequence[tuple[str, Any]] = (
        ("Why it matters", found.why),
        ("Serves", OUTCOMES[found.outcome] if found.outcome else ""),
        ("Unit", f"{UNITS[found.unit]}. {BETTER[found.polarity]}"),
        ("Counted", found.numerator),
        ("Out of", found.denominator),
        ("Belongs to", [f"{one.reference} ({one.framework.replace('-', ' ')})" for one in found.belongs]),
        ("Also called", list(found.also)),
        ("Note", found.note),
        ("Definition", "" if found.definition == "checked" else "Recalled, not checked against its publisher’s: "
         "do not quote it"),
    )  # fmt: skip
    yield from ((words, value) for words, value in rows if value)


def _reliability(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield how far the figures can be relied on (2009, paragraph 2.20(i))."""
    known = answer.reliability
    yield "Source", known.source
    yield "Release", known.release
    yield "Published", known.published or "Date of publication not stated"
    yield "Loaded", known.loaded
    yield "Audited", known.audited
    yield "Known faults and limits", [*known.faults] or "No fault is known that touches this area or period"


def _sources(seen: Looking, found: Measure) -> list[tuple[str, str]]:
    """Return the sources that can be asked for alone: what is published, and inside what the council counted itself."""
    own = ("returned", "local") if seen.inside else ()
    there = (("published", found.sources.published), ("lait", found.sources.lait), *((one, True) for one in own))
    return [(name, SOURCES[name]) for name, known in there if known]


def duties_naming(found: Measure, on: date, today: date) -> list[Stated]:
    """Return the duties in force on a day that name a measure, or a set that it is in, as their proof."""
    keys = {found.key, *(one.key for one in load().sets if found.key in one.measures)}
    known = guidance.load()
    try:
        edition, on = choose(known, None, on, today)
    except BadInput:  # before any guidance
        return []
    in_force = duties_binding(known, edition, on).in_force
    return [one for one in in_force if any(proof.kind == "measure" and proof.key in keys for proof in one.duty.proofs)]
