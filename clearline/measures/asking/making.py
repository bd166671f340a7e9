"""Makes measures that nobody wrote down: of an indicator of LAIT's dictionary, and of any column that is loaded."""

import re
from collections.abc import Mapping

from clearline.kit.identifiers import as_key
from clearline.measures.store import Release
from clearline.measures.vocabulary import (
    Dataset,
    Lait,
    Measure,
    Outcome,
    Polarity,
    Published,
    Sources,
    Unit,
    Where,
    YearType,
)

_OUTCOMES: dict[str, Outcome] = {
    "Adoption": "stay-safe", "Children Looked After": "stay-safe", "Children in Need": "stay-safe",
    "Child Protection": "stay-safe", "Health and Wellbeing": "be-healthy", "Youth Offending": "positive-contribution",
    "Economic Factors": "economic-wellbeing", "Further & Higher Education": "economic-wellbeing",
    "Children's Service Finance": "enabler", "Children's Services Workforce": "enabler",
    "Contextual\\Other": "enabler",
}  # fmt: skip
"""The outcome of each of LAIT's topics that is not about learning."""

_POLARITIES: dict[str, Polarity] = {"high": "high", "low": "low"}

_YEARS: dict[str, YearType] = {
    "academic year": "academic", "financial year": "financial", "calendar year": "calendar",
    "annual (end of sept)": "snapshot", "annual - january": "snapshot",
}  # fmt: skip

_UNITS: tuple[tuple[str, Unit], ...] = (
    ("per 100,000", "per-100,000"), ("per 10,000", "per-10,000"), ("per 1,000", "per-1,000"), ("per 1000", "per-1,000"),
    ("% gap", "percentage-points"), ("percentage point", "percentage-points"), ("%", "per-cent"),
    ("percent", "per-cent"),
    ("rate", "per-cent"), ("spend", "pounds"), ("cost", "pounds"), ("case load", "cases-per-worker"),
    ("caseload", "cases-per-worker"), ("score", "score"), ("average", "score"), ("days", "days"), ("months", "months"),
)  # fmt: skip
"""What a title or the name of an axis says about the unit; the first that is found holds."""

_COUNTS = re.compile(r"number\b(?!.*(%|per ))", re.IGNORECASE)

LAIT_DECIMALS = 1
"""Where the dictionary does not give them, the tool shows one."""


def of_lait(row: Mapping[str, str]) -> Measure:
    """Return the measure that a row of LAIT's dictionary describes."""
    polarity = _POLARITIES.get(row["polarity"].casefold(), "none")
    decimals = row["decimals"]
    return Measure(
        key=f"lait-{as_key(row['code'])}",
        title=row["title"],
        why="",
        outcome=_OUTCOMES.get(row["topic"], "enjoy-and-achieve"),
        kind="population-outcome",
        numerator=row["description"],
        unit=_lait_unit(row["axis"], row["title"]),
        decimals=int(decimals) if decimals.isdigit() else LAIT_DECIMALS,
        polarity=polarity,
        year=_YEARS.get(row["year_type"].casefold(), "reporting"),
        definition="checked",
        sources=Sources(lait=Lait(code=row["code"], banded=row.get("no_quartile") != "N")),
    )


def of_column(dataset: Dataset, release: Release, name: str, where: Where, decimals: int) -> Measure:
    """Return a measure of one column of a dataset, for the rows that meet ``where``, shown as it was published."""
    column = next((one for one in dataset.columns if one.name == name), None)
    title = (column.title if column else "") or name.replace("_", " ")
    groups = ", ".join(str(condition) for condition in where.values())
    conditions = ";".join(f"{key}={condition}" for key, condition in where.items())
    return Measure(
        key=f"{dataset.key}:{name}" + (f"[{conditions}]" if conditions else ""),
        title=f"{dataset.title}: {title}" + (f" ({groups})" if groups else ""),
        why="",
        outcome=None,
        kind="population-outcome",
        numerator=title,
        unit=(column.unit if column else None) or _unit(name.replace("_", " ")),
        decimals=decimals,
        polarity="none",
        year=_year(release.last_period),
        definition="checked",
        sources=Sources(published=Published(dataset=dataset.key, value=name, where=where)),
    )


def _lait_unit(axis: str, title: str) -> Unit:
    """Return the unit of an indicator of LAIT. An axis that counts settles it, whatever the title speaks of."""
    return "count" if _COUNTS.match(axis) else _unit(f"{axis} {title}")


def _unit(text: str) -> Unit:
    words = text.casefold()
    return next((unit for sign, unit in _UNITS if sign in words), "count")


def _year(label: str) -> YearType:
    """Return the kind of year that a label is of: 2024/25 academic, 2024-25 financial, 2025 reporting."""
    return "academic" if "/" in label else "financial" if "-" in label else "reporting"
