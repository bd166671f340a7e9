"""Finds the answers that a chart is asked to show."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from clearline.kit.errors import BadInput, Problem
from clearline.measures.areas import ENGLAND
from clearline.measures.asking.answers import answer_from, own
from clearline.measures.asking.finding import find_measure
from clearline.measures.asking.gaps import gap_from
from clearline.measures.asking.series import Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.content import load
from clearline.measures.figures import Answer, Area
from clearline.measures.showing.charts.charts import BarChart, LineChart
from clearline.measures.showing.charts.makers import gap_chart, neighbours_chart, series_chart
from clearline.measures.showing.side_by_side import newest_model, side_by_side
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure


class Asked:
    """The store as of a day, and the only source to be asked (``None``: the preferred one)."""

    def __init__(self, store: Store, on: date | None, source: Source | None = None) -> None:
        self.store = store
        self.source = source
        self.shelves = Shelves(store, on=on)

    def answer(self, measure: Measure, area: Area, period: str | None = None) -> Answer:
        """Return a measure's answer up to a period; raise ``BadInput`` when nothing was published."""
        said = own(self.store, area)
        found = answer_from(self.shelves, measure, area, said, period=period, source=self.source)
        if found is None or not found.series:
            raise BadInput(f"Nothing is loaded or published that answers '{measure.title}' for {area.name}.")
        return found

    def above(self, measure: Measure, area: Area, last: date) -> Iterator[Answer]:
        """Yield the answers of the region and England up to a day, as far as an area is inside them."""
        region = self.shelves.areas.get(area.region) if area.region else None
        for other in (region, ENGLAND if area.level != "england" else None):
            found = answer_from(self.shelves, measure, other, own(self.store, other)) if other else None
            if found:
                yield replace(found, series=tuple(one for one in found.series if one.period.ends <= last))


def chart_of(
    asked: Asked, text: str, area: str, kind: str, start: Decimal, period: str | None, model: str | None
) -> LineChart | BarChart:
    """Return the chart of a measure (or gap) for an area.

    Raises ``BadInput`` when there is nothing to show, and for a source or year that this kind of chart cannot keep to.
    """
    place = asked.shelves.today(asked.shelves.areas.find(area))
    if kind != "series" and asked.source:
        raise BadInput("Only a series can be drawn from one source. Leave out --source.")
    if kind == "gap" and period:
        raise BadInput("A gap is drawn over all its years. Leave out --year.")
    if kind == "gap":
        return _gap(asked, text, place, start)
    measure = find_measure(text, asked.store)
    if kind == "neighbours":
        which = newest_model(asked.shelves, model)
        return neighbours_chart(
            side_by_side(asked.store, asked.shelves, measure, place, (), which, period), which, start
        )
    about = asked.answer(measure, place, period)
    return series_chart([about, *asked.above(measure, about.area, about.series[-1].period.ends)], start)


def _gap(asked: Asked, text: str, area: Area, start: Decimal) -> LineChart:
    content = load()
    measures = {one.key: one for one in content.measures}
    gap = next((one for one in content.gaps if text.casefold() in (one.key, one.title.casefold())), None)
    if gap is None:
        known = ", ".join(one.key for one in content.gaps) or "none"
        raise BadInput(Problem(None, None, f"There is no gap '{text}'.", f"These are: {known}."))
    group, others = (asked.answer(measures[key], area) for key in (gap.group, gap.others))
    figure = gap_from(asked.shelves, gap, area, measures)
    assert figure is not None, "both of its measures have just answered"
    return gap_chart(figure, group, others, start)
