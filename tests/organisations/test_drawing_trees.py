"""Drawings of plain trees without Graphviz: no box over another, and anything that is no tree left to Graphviz."""

import random
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from clearline.organisations.drawing import draw as drawing
from clearline.organisations.drawing.boxes import Joint
from clearline.organisations.drawing.layout import lay_out
from clearline.organisations.drawing.plan import Plan
from clearline.organisations.drawing.trees import tree_answer
from clearline.organisations.files import read_organisation
from clearline.organisations.lines.report import report
from clearline.organisations.picture import Picture

EXAMPLES = Path(__file__).parents[2] / "examples"


def joints(*pairs: tuple[str, str]) -> list[Joint]:
    return [Joint(above, below, "professional") for above, below in pairs]


def never(_: str) -> str:
    raise AssertionError("Graphviz was asked")


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("hang", [1, 2, 3])
def test_no_box_of_a_tree_stands_on_another_and_each_stands_below_its_superior(seed: int, hang: int) -> None:
    dice = random.Random(seed)
    keys = [f"p{number}" for number in range(dice.randint(1, 25))]
    pairs = [(dice.choice(keys[:at]), key) for at, key in enumerate(keys) if at and dice.random() < 0.95]
    heights = {key: dice.choice((20.0, 40.0, 62.0)) for key in keys}
    found = lay_out(heights, joints(*pairs), set(), hang, 8, never, quick=True)
    assert set(found.places) == set(keys)
    for one, two in combinations(found.places.values(), 2):
        apart = one.x + one.width <= two.x + 0.1 or two.x + two.width <= one.x + 0.1
        assert apart or one.bottom <= two.y + 0.1 or two.bottom <= one.y + 0.1
    for above, below in pairs:
        assert found.places[above].y < found.places[below].y


@pytest.mark.parametrize(
    "pairs", [(("a", "c"), ("b", "c")), (("a", "b"), ("b", "a")), (("a", "b"), ("b", "c"), ("c", "a"))]
)
def test_what_has_two_superiors_or_goes_round_is_left_to_graphviz(pairs: tuple[tuple[str, str], ...]) -> None:
    plan = Plan(dict.fromkeys(("a", "b", "c"), 20.0), joints(*pairs), set(), 1, 6)
    assert tree_answer(plan) is None
    found = lay_out(dict.fromkeys(("a", "b", "c"), 20.0), joints(*pairs), set(), 1, 6, quick=True)
    assert set(found.places) == {"a", "b", "c"}


def test_the_line_above_a_director_is_drawn_without_graphviz_when_it_should_be_quick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), date(2026, 6, 1))
    found = report(picture, picture.dcs)
    slow = drawing.draw(picture, found, whole=False)
    monkeypatch.setattr(drawing, "ask_graphviz", never)
    quick = drawing.draw(picture, found, whole=False, quick=True)
    assert quick.size == slow.size
    assert quick.svg.count("<rect") == slow.svg.count("<rect")
