"""Words about figures claim no more than is known."""

from typing import get_args

import pytest
from made_answers import answer, change, comparators, observation
from msgspec.structs import replace

from clearline.measures.showing.figure_words import (
    AFTER,
    BETTER,
    OUTCOMES,
    UNITS,
    amount,
    compared_with,
    figure,
    judged,
    restricted,
)  # fmt: skip
from clearline.measures.vocabulary import Outcome, Polarity, Unit


def test_every_unit_outcome_and_polarity_has_words() -> None:
    assert set(UNITS) == set(get_args(Unit))
    assert set(AFTER) <= set(get_args(Unit))
    assert set(OUTCOMES) == {*get_args(Outcome), None}
    assert set(BETTER) == set(get_args(Polarity))


@pytest.mark.parametrize(
    ("unit", "words"),
    [("per-cent", "12.5%"), ("per-10,000", "12.5 per 10,000"), ("pounds", "£12.5"), ("count", "12.5")],
)
def test_a_number_has_its_unit(unit: Unit, words: str) -> None:
    assert figure(observation(2025, "12.5"), unit) == words


def test_a_symbol_has_no_unit_and_nothing_is_no_figure() -> None:
    assert figure(observation(2025, None), "per-cent") == "c (suppressed)"
    assert figure(None, "per-cent") == "no figure"
    assert amount(None, "count", 0) == "not known"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "better"),
        ({"direction": "worse"}, "worse"),
        ({"direction": "up"}, "up"),
        ({"beyond_chance": False}, "no clear change"),
        ({"direction": "worse", "beyond_chance": None}, "cannot say"),
        ({"direction": "same", "beyond_chance": False}, "no change"),
        ({"direction": "not known", "beyond_chance": None}, "not known"),
    ],
)
def test_better_and_worse_are_said_only_beyond_chance(given: dict[str, object], word: str) -> None:
    assert judged(change(**given)) == word


def test_no_change_is_not_known() -> None:
    assert judged(None) == "not known"


def test_a_comparison_names_its_convention_its_model_and_how_many_had_a_figure() -> None:
    england, _, median, mean, *_ = comparators()
    assert compared_with(england) == "England"
    assert compared_with(median) == "2021 neighbours, median of 9 of 10 (published figures, as DfE's dashboard)"
    assert compared_with(replace(median, used=0, of=0)) == "2021 neighbours: this model has none"
    assert compared_with(mean) == "2021 neighbours, mean of 9 of 10 (as LAIT)"


def test_the_councils_own_figures_are_restricted_and_published_ones_are_not() -> None:
    assert not restricted(answer())
    assert restricted(answer(series=(observation(2025, "3", source="returned"),)))
    assert restricted(answer(series=(observation(2025, "3", source="local"),)))
