"""Charts are the figures and nothing else: described in words, told apart without colour, the same bytes each time."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.showing.charts.charts import Bar, BarChart, Line, LineChart, Point
from clearline.measures.showing.charts.draw import description, draw
from clearline.measures.showing.charts.lines import MOST
from clearline.measures.showing.charts.scale import scale, tick_text
from clearline.measures.showing.charts.svg import INK, PAPER, STROKES, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"


def line(name: str, *values: str | None, first: int = 2020) -> Line:
    return Line(
        name=name,
        points=tuple(
            Point(
                period=str(year), ends=date(year, 3, 31), value=None if value is None else Decimal(value),
                shown="c (suppressed)" if value is None else value,
            )
            for year, value in enumerate(values, start=first)
        ),
    )  # fmt: skip


def lines(*shown: Line, **more: object) -> LineChart:
    given = {"key": "made", "title": "A made chart", "subtitle": "Per cent", "source": "Synthetic"} | more
    return LineChart(lines=shown, **given)  # type: ignore[arg-type]


def bars(*shown: tuple[str, str | None], **more: object) -> BarChart:
    given = {"key": "made", "title": "A made chart", "subtitle": "Per cent, 2025", "source": "Synthetic"} | more
    return BarChart(
        period="2025", about="Northmoor",
        bars=tuple(Bar(name=n, value=None if v is None else Decimal(v), shown=v or "c (suppressed)") for n, v in shown),
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class TestEveryChart:
    CHARTS = (lines(line("Northmoor", "1", None, "3"), line("England", "2", "2", "2")), bars(("Northmoor", "3")))

    @pytest.mark.parametrize("chart", CHARTS)
    def test_it_is_an_image_with_a_title_and_a_description_that_holds_every_figure(self, chart: LineChart) -> None:
        root = parsed(draw(chart))
        assert root.get("role") == "img"
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text == chart.title
        assert all(shown in str(desc.text) for _, _, _, shown in chart.rows())
        assert str(desc.text) == description(chart)

    @pytest.mark.parametrize("chart", CHARTS)
    def test_the_same_chart_gives_the_same_bytes(self, chart: LineChart) -> None:
        assert draw(chart) == draw(chart)

    @pytest.mark.parametrize("chart", CHARTS)
    def test_no_text_is_smaller_than_12_pixels_and_all_lies_on_the_page(self, chart: LineChart) -> None:
        root = parsed(draw(chart))
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        for element in root.iter(f"{SVG}text"):
            assert float(element.get("font-size", 0)) >= 12
            assert 0 <= float(element.get("x", -1)) <= width
            assert 0 <= float(element.get("y", -1)) <= height

    def test_ink_and_lines_stand_out_from_the_paper(self) -> None:
        assert contrast(INK, PAPER) >= 7
        assert all(contrast(colour, PAPER) >= 4.5 for colour, *_ in STROKES)

    def test_lines_differ_in_more_than_colour(self) -> None:
        assert len({dashes for _, _, dashes, _ in STROKES}) == MOST
        assert len({shape for *_, shape in STROKES}) == MOST

    def test_hostile_words_cannot_leave_their_place(self) -> None:
        svg = draw(lines(line('</text><script>alert("x")</script>\x00', "1"), title="<b>&amp;\ufffe"))
        assert "<script" not in svg
        assert parsed(svg).find(f"{SVG}title") is not None

    def test_nothing_but_symbols_is_no_chart(self) -> None:
        with pytest.raises(BadInput, match="no figure to draw"):
            draw(lines(line("Northmoor", None)))


class TestLines:
    def test_a_gap_stays_a_gap_and_is_explained(self) -> None:
        svg = draw(lines(line("Northmoor", "1", "2", None, "4", "5")))
        runs = re.findall(r'<polyline points="([^"]+)"', svg)
        assert [len(run.split()) for run in runs] == [2, 2]
        assert ">c</text>" in svg
        assert "Gaps in Northmoor: 2022: c (suppressed)." in svg

    def test_a_single_figure_is_a_mark_without_a_line(self) -> None:
        svg = draw(lines(line("Northmoor", "7")))
        assert "<polyline" not in svg
        assert svg.count("<circle") == 2  # the mark, and its twin in the legend

    def test_a_line_without_a_figure_is_named_so(self) -> None:
        assert "Isles: no figure" in draw(lines(line("Northmoor", "7"), line("Isles", None)))

    def test_a_missing_year_takes_its_room(self) -> None:
        one = line("Northmoor", "1", "2")
        late = line("Northmoor", "4", first=2030).points
        svg = draw(lines(Line(name="Northmoor", points=(*one.points, *late))))
        xs = [float(x) for x in re.findall(r'<circle cx="([^"]+)"', svg)][:3]
        assert (xs[2] - xs[1]) / (xs[1] - xs[0]) == pytest.approx(9, rel=0.02)

    def test_names_of_lines_that_end_together_do_not_overlap(self) -> None:
        svg = draw(lines(*(line(f"Area number {n}", "5", "5") for n in range(MOST))))
        ys = [float(y) for y, _ in re.findall(r'<text x="604\.0" y="([^"]+)" font-size="12"([^>]*)>', svg)]
        assert len(ys) >= MOST
        assert all(b - a >= 14 for a, b in zip(sorted(ys), sorted(ys)[1:], strict=False))

    def test_many_periods_leave_out_words_that_would_overlap_but_never_the_latest(self) -> None:
        svg = draw(lines(line("Northmoor", *[str(n) for n in range(60)], first=1960)))
        assert ">2019</text>" in svg
        assert svg.count("font-size") < 60

    def test_an_axis_that_does_not_begin_at_nought_says_so(self) -> None:
        assert "The axis begins at 20, not at 0." in draw(lines(line("Northmoor", "25", "30"), start=Decimal(20)))
        assert "The axis begins" not in draw(lines(line("Northmoor", "25", "30")))


class TestBars:
    def test_the_area_it_is_about_is_hatched_and_bold(self) -> None:
        svg = draw(bars(("Northmoor", "3"), ("Southmoor", "4")))
        assert svg.count('fill="url(#made-hatch)"') == 1
        assert re.search(r'font-weight="bold">Northmoor<', svg)
        assert not re.search(r'font-weight="bold">Southmoor<', svg)

    def test_a_symbol_has_words_and_no_bar(self) -> None:
        root = parsed(draw(bars(("Northmoor", "3"), ("Southmoor", None))))
        boxes = [one for one in root.findall(f"{SVG}rect") if one.get("height") == "18"]
        assert len(boxes) == 1
        assert "c (suppressed)" in [one.text for one in root.iter(f"{SVG}text")]

    def test_a_bar_below_nought_goes_to_the_left_of_it(self) -> None:
        root = parsed(draw(bars(("Northmoor", "-0.5"), ("Southmoor", "0.5"))))
        left, right = [one for one in root.findall(f"{SVG}rect") if one.get("height") == "18"]
        end_of_left = float(left.get("x", 0)) + float(left.get("width", 0))
        assert end_of_left == pytest.approx(float(right.get("x", 0)), abs=0.15)

    def test_what_it_is_compared_with_is_named_and_drawn_across(self) -> None:
        marks = (Bar(name="England", value=Decimal(2), shown="2"), Bar(name="Region", value=None, shown="x"))
        svg = draw(bars(("Northmoor", "3"), marks=marks))
        assert "England: 2" in svg
        assert "Region: x" in svg
        assert svg.count(f'stroke-dasharray="{STROKES[1][2]}"') == 2  # in the legend and across
        assert svg.count(f'stroke-dasharray="{STROKES[2][2]}"') == 1  # in the legend only

    def test_a_long_name_wraps_and_is_whole(self) -> None:
        svg = draw(bars(("Bournemouth, Christchurch and Poole with Northmoor", "3")))
        assert re.search(r">Bournemouth,[^<]*<", svg)
        assert "Bournemouth, Christchurch and Poole with Northmoor" not in svg.partition("</desc>")[2]


class TestTheAxis:
    def test_it_holds_every_value_in_round_steps_from_nought(self) -> None:
        axis = scale([Decimal("341"), Decimal("12.5")])
        assert [axis.low, axis.high, axis.step] == [0, 400, 100]
        assert axis.ticks == [0, 100, 200, 300, 400]

    def test_values_below_the_start_widen_it(self) -> None:
        axis = scale([Decimal("-0.7"), Decimal("0.3")])
        assert axis.low <= Decimal("-0.7")
        assert 0 in axis.ticks

    def test_nothing_but_noughts_is_still_an_axis(self) -> None:
        assert scale([Decimal(0)]).high > 0

    def test_ticks_are_written_plainly(self) -> None:
        assert [tick_text(Decimal(n)) for n in ("0", "0.50", "1500", "-20")] == ["0", "0.5", "1,500", "-20"]

    def test_a_word_too_wide_for_a_line_is_cut_and_whole(self) -> None:
        parts = wrap("W" * 50, 100, 12)
        assert "".join(parts) == "W" * 50
        assert all(text_width(part, 12) <= 100 for part in parts)
        assert wrap("", 100, 12) == [""]
        assert wrap("WW", 1, 12) == ["W", "W"]
