"""Says figures in words: with their unit, and what changed without claiming more than is known."""

from decimal import Decimal

from clearline.measures.exact import shown
from clearline.measures.figures import Answer, Change, Comparator, Observation
from clearline.measures.vocabulary import Outcome, Polarity, Unit

AFTER: dict[Unit, str] = {
    "per-cent": "%",
    "per-1,000": " per 1,000",
    "per-10,000": " per 10,000",
    "per-100,000": " per 100,000",
    "days": " days",
    "months": " months",
    "percentage-points": " percentage points",
    "cases-per-worker": " cases per worker",
    "per-person": " per person",
    "people": " people",
}
"""What follows a number; a unit that is not here is in the measure's title."""

UNITS: dict[Unit, str] = {
    "per-cent": "Per cent",
    "per-1,000": "For every 1,000",
    "per-10,000": "For every 10,000",
    "per-100,000": "For every 100,000",
    "count": "Number",
    "score": "Score",
    "days": "Days",
    "months": "Months",
    "pounds": "Pounds",
    "percentage-points": "Percentage points",
    "cases-per-worker": "Cases for every social worker",
    "grade": "Grade, from 1 (outstanding) to 4 (inadequate)",
    "per-person": "For every person",
    "people": "People",
    "index": "Index",
}

OUTCOMES: dict[Outcome | None, str] = {
    "be-healthy": "Be healthy",
    "stay-safe": "Stay safe",
    "enjoy-and-achieve": "Enjoy and achieve",
    "positive-contribution": "Make a positive contribution",
    "economic-wellbeing": "Achieve economic wellbeing",
    "enabler": "What serves every outcome",
    None: "Other measures",
}

BETTER: dict[Polarity, str] = {"high": "A high figure is the better one.", "low": "A low figure is the better one.",
                               "none": "Neither a high nor a low figure is better."}  # fmt: skip

RESTRICTED = (
    "Restricted: may contain small numbers. These figures are the council's own and have not been through disclosure "
    "control; `clearline figures publish` makes a table that can leave."
)


def with_unit(words: str, unit: Unit, is_number: bool = True) -> str:
    """Return a shown figure with its unit; a symbol has none."""
    if not is_number:
        return words
    return f"£{words}" if unit == "pounds" else words + AFTER.get(unit, "")


def figure(observation: Observation | Comparator | None, unit: Unit) -> str:
    """Return a figure with its unit, or the symbol and what it means."""
    if observation is None:
        return "no figure"
    return with_unit(observation.shown, unit, observation.value is not None)


def amount(value: Decimal | None, unit: Unit, decimals: int) -> str:
    """Return a number with its unit; ``None`` is not known."""
    return "not known" if value is None else with_unit(shown(value, unit, decimals), unit)


def judged(change: Change | None) -> str:
    """Return the judgement of a change in two words; better or worse is said only where it is beyond chance."""
    if change is None or change.direction == "not known":
        return "not known"
    if change.direction == "same":
        return "no change"
    if change.beyond_chance is None:
        return "cannot say"
    return change.direction if change.beyond_chance else "no clear change"


def compared_with(comparator: Comparator) -> str:
    """Return the name of what a figure is compared with: the convention, the model and how many had a figure."""
    if comparator.kind != "neighbours":
        return comparator.name
    if not comparator.of:
        return f"{comparator.model} neighbours: this model has none"
    convention = "published figures, as DfE's dashboard" if comparator.statistic == "median" else "as LAIT"
    return (
        f"{comparator.model} neighbours, {comparator.statistic} of {comparator.used} of {comparator.of} ({convention})"
    )


def own_figure(one: Observation) -> bool:
    """Whether a figure is the council's own, which may be a small number that nobody has suppressed."""
    return one.source in ("returned", "local")


def restricted(answer: Answer) -> bool:
    """Whether an answer rests on the council's own figures."""
    return any(own_figure(one) for one in answer.series)
