"""The pages of docs/reference/ about measures: their sources, what is not computed, datasets, derived tables."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from clearline.measures.content import load
from clearline.measures.vocabulary import Dataset, Measure, Measures, Published, PublishedDenominator

CONTENT = Path(__file__).parent.parent / "content" / "measures"

FRAMEWORKS = {
    "national-indicator-set-2008": "National Indicator Set 2008",
    "statutory-target-2008": "Statutory target 2008",
    "dfe-statistic": "DfE statistic",
    "national-framework-dashboard": "National Framework dashboard",
    "annex-a": "Annex A",
    "lait": "LAIT",
}


def measures_page() -> Iterator[str]:
    """Yield the page of every measure, by theme."""
    known = load()
    by_key = {measure.key: measure for measure in known.measures}
    yield f"# Measures\n\n{len(known.measures)} measures, {len(known.gaps)} gaps and {len(known.sets)} sets. "
    yield "Any indicator of LAIT that is loaded, and any column of a loaded dataset, can be asked for besides: see "
    yield "`clearline figures measures`. What is not computed is in [not computed](not-computed.md).\n"
    for folder in sorted(path for path in CONTENT.iterdir() if path.is_dir()):
        keys = sorted(path.stem for path in folder.glob("*.yaml") if not path.name.endswith(".cases.yaml"))
        yield f"\n## {folder.name.replace('-', ' ').capitalize()}\n"
        for key in keys:
            yield from _measure(by_key[key])
    yield from _gaps_and_sets(known)


def _measure(measure: Measure) -> Iterator[str]:
    yield f"\n### {measure.title}\n\n`{measure.key}`. {measure.why}\n\n"
    yield f"- Counts: {measure.numerator}"
    yield f"; out of: {measure.denominator}\n" if measure.denominator else "\n"
    better = {"high": "high is better", "low": "low is better", "none": "neither high nor low is better"}
    yield f"- {measure.unit}, {measure.decimals} decimal places, {better[measure.polarity]}; {measure.year} year; "
    yield f"{measure.kind.replace('-', ' ')}; definition {measure.definition}\n"
    yield f"- Outcome: {(measure.outcome or 'none').replace('-', ' ')}"
    yield f"; National Framework: {measure.national_framework}\n" if measure.national_framework else "\n"
    if measure.also:
        yield f"- Also known as: {'; '.join(measure.also)}\n"
    if measure.belongs:
        yield f"- Belongs to: {'; '.join(f'{FRAMEWORKS[one.framework]} {one.reference}' for one in measure.belongs)}\n"
    for source in _sources(measure):
        yield f"- Source: {source}\n"
    if measure.note:
        yield f"- Note: {measure.note}\n"


def _sources(measure: Measure) -> Iterator[str]:
    sources = measure.sources
    if sources.published:
        yield _published(sources.published)
    if sources.lait:
        yield f"LAIT indicator `{sources.lait.code}`"
    if sources.returned:
        yield f"the return {sources.returned.collection}, table `{sources.returned.table}`: {sources.returned.follows}"


def _published(source: Published) -> str:
    parts = [f"dataset `{source.dataset}`"]
    if source.value:
        parts.append(f"figure `{source.value}`")
    if source.numerator:
        parts.append(f"numerator `{' + '.join(source.numerator)}`")
    if isinstance(source.denominator, PublishedDenominator):
        below = source.denominator
        before = f", {below.years_before} year before" if below.years_before else ""
        parts.append(f"denominator `{below.column}` of `{below.dataset}`{before}")
    elif source.denominator:
        parts.append(f"denominator `{' + '.join(source.denominator)}`")
    parts += [f"{name} = {condition}" for name, condition in source.where.items()]
    parts += [f"{name} = {condition} for the denominator" for name, condition in source.denominator_where.items()]
    return ", ".join(parts)


def _gaps_and_sets(known: Measures) -> Iterator[str]:
    yield "\n## Gaps\n\n| gap | group | compared with |\n|---|---|---|\n"
    for gap in known.gaps:
        yield f"| {gap.title} (`{gap.key}`) | `{gap.group}` | `{gap.others}` |\n"
    yield "\n## Sets\n\nMeasures that together answer one question of a duty.\n\n"
    for one in known.sets:
        yield f"- **{one.title}** (`{one.key}`): {', '.join(f'`{key}`' for key in one.measures)}\n"


def not_computed_page() -> Iterator[str]:
    """Yield the page of what is in the catalogue of measures and cannot be computed."""
    with (CONTENT / "not_computed.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = Counter(one.framework for measure in load().measures for one in measure.belongs)
    yield f"# Not computed\n\n{len(rows)} rows of the catalogue of measures cannot be computed from what is public or "
    yield "returned. Named by a measure: "
    yield ", ".join(f"{FRAMEWORKS[framework]} {number}" for framework, number in sorted(named.items())) + ".\n\n"
    yield f"| {' | '.join(rows[0])} |\n|{'---|' * len(rows[0])}\n"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row.values())} |\n"


def datasets_page() -> Iterator[str]:
    """Yield the page of every dataset that is recognised."""
    yield "# Datasets\n\nA file is recognised by its columns, whatever its name. To load another tidy file, start from "
    yield "`clearline figures datasets --describe FILE`.\n"
    for dataset in load().datasets:
        yield from _dataset(dataset)


def _dataset(dataset: Dataset) -> Iterator[str]:
    yield f"\n## {dataset.title}\n\n`{dataset.key}`: {dataset.publisher}, {dataset.format}; {dataset.licence}.\n\n"
    yield f"- Recognised by: {', '.join(f'`{name}`' for name in dataset.recognised_by)}\n"
    if dataset.filters:
        yield f"- Filters: {', '.join(f'`{one.name}`' for one in dataset.filters)}\n"
    for column in dataset.columns:
        yield f"- `{column.name}`: {column.title or column.name}{f' ({column.unit})' if column.unit else ''}\n"
    for fault in dataset.faults:
        yield f"- Known fault: {fault if isinstance(fault, str) else fault.text}\n"
    if dataset.audited:
        yield f"- Audited: {dataset.audited}\n"
