"""Figures as parts of packs: which are of concern, which are small, which way a gap goes. Pure values in."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from composing_packs import asked
from world_packs import bare

from clearline.measures.figures import (
    Answer,
    Area,
    Change,
    Comparator,
    GapFigure,
    Observation,
    Period,
    Rank,
    Reliability,
    Target,
    TargetStanding,
)
from clearline.reports.packs.figure_parts import (
    better,
    compared,
    concern,
    concerns_first,
    figure_cell,
    gap_table,
    indicators,
    is_small,
    missed,
    releases,
    sentence_on,
    way,
    widening,
)

YEAR = Period(label="2025", ends=date(2025, 3, 31), year="reporting")
HERE = Area(code="E06000999", name="Northmoor", level="authority")
CHANGE = Change(since=YEAR, difference=Decimal(1), direction="worse", beyond_chance=True, says="")


def observation(value: int | None = 12, **more: Any) -> Observation:
    return Observation(
        period=YEAR, value=None if value is None else Decimal(value), shown="c" if value is None else str(value), **more
    )


def target(status: Any) -> TargetStanding:
    aim = Target(measure="moves", value=Decimal(9), by=YEAR)
    return TargetStanding(target=aim, status=status, expected_now=None, on_course=None, overdue=False, says="")


def answer(value: int | None = 12, neighbours: int | None = None, **more: Any) -> Answer:
    median = Comparator(kind="neighbours", name="", value=None if neighbours is None else Decimal(neighbours),
                        shown=str(neighbours), statistic="median", model="2025", used=10, of=10)  # fmt: skip
    given: dict[str, Any] = {
        "measure": "moves", "title": "Moves", "outcome": None, "unit": "per-cent", "decimals": 0, "polarity": "low",
        "area": HERE, "latest": observation(value), "series": (), "comparators": (median,),
        "reliability": Reliability(source="A file", release="of May", published=None, loaded=None, audited="",
                                   faults=()),
    }  # fmt: skip
    return Answer(**{**given, **more})


def gap(**more: Any) -> GapFigure:
    given: dict[str, Any] = {
        "key": "a-gap", "title": "A gap", "area": HERE, "period": YEAR, "group": observation(), "others": observation(),
        "points": Decimal(3), "ratio": None, "says": "",
    }  # fmt: skip
    return GapFigure(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "rank"),
    [
        ({"target": target("missed")}, 0),
        ({"neighbours": 10, "change": CHANGE}, 1),
        ({"neighbours": 10}, 2),
        ({"neighbours": 15, "target": target("met")}, 3),
    ],
)
def test_what_is_of_concern_is_ranked_by_target_then_neighbours_then_trend(more: dict[str, Any], rank: int) -> None:
    assert concern(answer(**more)) == rank


def test_concerns_come_first_and_the_rest_in_their_order() -> None:
    fine, other, bad = answer(title="a"), answer(title="b"), answer(title="c", target=target("missed"))
    assert concerns_first([fine, other, bad]) == [bad, fine, other]
    assert missed([fine, bad]) == [bad]


def test_what_is_good_is_met_better_beyond_chance_or_in_the_best_quarter_and_of_no_concern() -> None:
    met, improved = answer(target=target("met")), answer(change=Change(**{**_of(CHANGE), "direction": "better"}))
    top = answer(rank=Rank(rank=3, of=150, quartile="A"))
    worse = answer(neighbours=5, rank=Rank(rank=3, of=150, quartile="A"))
    assert better([met, improved, top, worse, answer()]) == [met, improved, top]


def _of(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in change.__struct_fields__}


@pytest.mark.parametrize(
    ("counts", "small"),
    [
        ({"numerator": 3, "denominator": 90}, True),
        ({"numerator": 88, "denominator": 90}, True),
        ({"numerator": 0, "denominator": 90}, False),
        ({"numerator": 40, "denominator": 90}, False),
        ({"numerator": 40}, False),
        ({}, True),
    ],
)
def test_a_figure_of_the_council_s_own_is_small_by_its_count_its_whole_or_what_is_left(
    counts: dict[str, int], small: bool
) -> None:
    given = {name: Decimal(count) for name, count in counts.items()}
    assert is_small(observation(4, source="returned", **given)) is small
    assert not is_small(observation(4, source="published", **given))


def test_a_hidden_or_missing_figure_has_no_number_behind_it() -> None:
    hidden = figure_cell(answer(None), "/somewhere")
    assert (hidden.value, hidden.text, hidden.source) == (None, "c", "/somewhere")
    assert figure_cell(answer(latest=None), "/somewhere").text == "no figure"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "Not known"),
        ({"narrowed": False}, "Wider"),
        ({"narrowed": False, "how": "no change"}, "No change"),
        ({"narrowed": True, "how": "levelling up"}, "Narrower: the group behind did better"),
        ({"narrowed": True, "how": "levelling down"}, "Narrower: only because the others did worse"),
        ({"narrowed": True, "how": "both moved"}, "Narrower: the group behind did better and the others worse"),
        ({"narrowed": False, "points": Decimal(-2)}, "The first group does better, by as much or more than before"),
        ({"narrowed": True, "points": Decimal(-2)}, "The first group does better, by less than before"),
    ],
)
def test_a_gap_says_whether_it_narrowed_by_levelling_up_or_down(more: dict[str, Any], says: str) -> None:
    assert way(gap(**more)) == says


def test_only_a_gap_in_which_a_group_is_behind_and_further_behind_widens() -> None:
    wider = gap(narrowed=False)
    assert widening([wider, gap(narrowed=False, points=Decimal(-3)), gap(narrowed=None), gap(narrowed=True)]) == [wider]


def test_a_sentence_about_a_figure_says_the_year_the_neighbours_the_target_and_a_sure_change() -> None:
    whole = answer(neighbours=10, target=target("missed"), change=CHANGE)
    assert (
        sentence_on(whole)
        == "Moves: 12% in 2025; neighbours 10%; target 9 by 2025, not met yet; worse on the period before."
    )
    assert sentence_on(answer(latest=None)) == "Moves: no figure."
    own = answer(latest=observation(4, source="local", numerator=Decimal(4), denominator=Decimal(90)))
    assert sentence_on(own) == "Moves: see the table."


def test_the_comparison_is_with_the_newest_model_of_neighbours() -> None:
    old = Comparator(kind="neighbours", name="", value=Decimal(1), shown="1", statistic="median", model="2021")
    one = answer(neighbours=10)
    assert compared(answer(comparators=(old, *one.comparators)), "neighbours") == one.comparators[0]
    assert compared(one, "england") is None


def test_each_dataset_is_named_once_among_the_sources() -> None:
    assert [one.title for one in releases([answer(), answer(title="Other"), answer(latest=None)])] == ["A file"]


@pytest.mark.django_db
@pytest.mark.usefixtures("figures")
def test_a_table_of_figures_leaves_out_the_target_where_none_is_set_and_explains_a_symbol_only_where_it_stands() -> (
    None
):
    given = asked(bare())
    plain = indicators(given, "Figures", [answer()], "none")
    assert plain.columns[-1] == "Change"
    assert plain.note == ""
    marked = indicators(given, "Figures", [answer(None, target=target("near"))], "none")
    assert marked.columns[-1] == "Target"
    assert marked.note
    assert marked.rows[0][-1].text == "Near: 9 by 2025"
    assert indicators(given, "Figures", [answer(latest=None)], "none").rows[0][1].text == "none"


@pytest.mark.django_db
@pytest.mark.usefixtures("figures")
def test_a_gap_without_a_number_says_so_in_its_cells() -> None:
    table = gap_table(asked(bare()), "Gaps", [gap(period=None, group=None, points=None)], "none")
    assert [cell.text for cell in table.rows[0]] == [
        "A gap",
        "none",
        "none",
        "12",
        "not known",
        "not known",
        "Not known",
    ]
