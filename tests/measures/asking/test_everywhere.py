"""Figures of all authorities compared at once say what comparing each by itself says."""

import random
from datetime import date
from math import isnan, nan

import numpy as np
import pytest

from clearline.measures.areas import ENGLAND
from clearline.measures.asking.blocks import Block, Names
from clearline.measures.asking.comparing import bands, ranks
from clearline.measures.asking.everywhere import everywhere
from clearline.measures.vocabulary import Polarity

AREAS = (ENGLAND.code, "E12000001", *(f"E0600000{at}" for at in range(1, 8)), "E09000021 / E09000027")
AUTHORITIES = AREAS[2:]
NEAR = {AREAS[2]: [AREAS[3], AREAS[4]], AREAS[3]: [AREAS[2], "E06000999"], "E06000999": [AREAS[2]]}
POLARITIES: dict[str | None, Polarity] = {"attending": "high", "missing": "low"}


def made(seed: int, areas: tuple[str, ...] = AREAS) -> Block:
    """Return three series of four periods with ties and holes."""
    chance = random.Random(seed)
    periods = tuple((date(year, 3, 31), str(year)) for year in range(2022, 2026))
    series = (("attending", "all"), ("missing", "all"), ("neither", "all"))
    cells = [chance.choice((nan, 1.0, 2.5, 2.5, 4.0, 7.5)) for _ in range(len(series) * len(periods) * len(areas))]
    return Block(Names(series, periods, areas), np.array(cells).reshape(len(series), len(periods), len(areas)))


@pytest.mark.parametrize("seed", range(5))
def test_every_cell_is_compared_as_it_would_be_by_itself(seed: int) -> None:
    block = made(seed)
    found = everywhere(block, NEAR, POLARITIES)
    assert found.authorities == AUTHORITIES
    for series, period, at in np.ndindex(found.held.shape):
        row = block.held[series, period]
        own, england = row[2 + at], row[0]
        assert found.held[series, period, at] == own or isnan(own)
        polarity = POLARITIES.get(block.names.series[series][0], "none")
        assert found.rank[series, period, at] == ranks(row[2:], polarity)[at]
        assert found.band[series, period, at] == bands(row[2:], polarity)[at]
        before = block.held[series, period - 1, 2 + at] if period else nan
        assert found.change[series, period, at] == own - before or isnan(own - before)
        assert isnan(found.change[series, period, at]) == isnan(own - before)
        assert found.from_england[series, period, at] == own - england or isnan(own - england)
        near = [row[AREAS.index(code)] for code in NEAR.get(AUTHORITIES[at], []) if code in AREAS]
        there = [figure for figure in near if not isnan(figure)]
        assert found.near[series, period, at] == sum(there)
        assert found.used[series, period, at] == len(there)


def test_without_england_nothing_is_compared_with_it() -> None:
    found = everywhere(made(1, AUTHORITIES), NEAR, POLARITIES)
    assert np.isnan(found.from_england).all()
    assert not np.isnan(found.held).all()


def test_of_many_that_tie_all_share_the_lower_rank_whatever_their_order() -> None:
    values = np.array([2.0] * 100 + [1.0] + [nan] + [2.0] * 100)
    found = ranks(values, "high")
    assert set(found[values == 2.0].tolist()) == {1}
    assert found[100] == 201
    assert found[101] == 0
