"""Gaps: how wide, narrowed or not, and whether by levelling up or down."""

from decimal import Decimal
from pathlib import Path

import pytest
from small_store import AREAS, A, cells, dataset, measure, store_of

from clearline.kit.errors import BadInput
from clearline.measures.asking.gaps import gap
from clearline.measures.figures import GapFigure
from clearline.measures.vocabulary import Gap, Polarity, Published

MADE = dataset("made", "score", group=True)
GAP = Gap(key="the-gap", title="The gap", group="looked-after", others="everybody")


def found(
    root: Path, polarity: Polarity, group: dict[str, object], others: dict[str, object], dataset_key: str = "made"
) -> GapFigure:
    """Return the gap between two groups in one area."""
    rows = [*cells("score", {A: group}, "cla"), *cells("score", {A: others}, "all")]
    measures = {
        key: measure(key, Published(dataset=dataset_key, value="score", where={"group": label}), polarity=polarity)
        for key, label in (("looked-after", "cla"), ("everybody", "all"))
    }
    return gap(store_of(root, MADE, rows), GAP, AREAS[0], None, measures)


@pytest.mark.parametrize(
    ("polarity", "then", "now", "narrowed", "how", "points"),
    [
        ("high", (20, 50), (30, 50), True, "levelling up", 20),
        ("high", (20, 50), (30, 52), True, "levelling up", 22),
        ("high", (20, 50), (20, 40), True, "levelling down", 20),
        ("high", (20, 50), (18, 40), True, "levelling down", 22),
        ("high", (20, 50), (25, 45), True, "both moved", 20),
        ("high", (20, 50), (20, 55), False, "", 35),
        ("high", (20, 50), (25, 55), False, "no change", 30),
        ("high", (50, 20), (45, 20), True, "levelling down", -25),
        ("high", (50, 20), (50, 30), True, "levelling up", -20),
        ("low", (50, 20), (40, 20), True, "levelling up", 20),
        ("low", (50, 20), (50, 30), True, "levelling down", 20),
        ("low", (50, 20), (60, 20), False, "", 40),
    ],
)
def test_a_gap_narrows_because_one_rose_or_the_other_fell(
    tmp_path: Path,
    polarity: Polarity,
    then: tuple[int, int],
    now: tuple[int, int],
    narrowed: bool,
    how: str,
    points: int,
) -> None:
    one = found(tmp_path, polarity, {"2024": then[0], "2025": now[0]}, {"2024": then[1], "2025": now[1]})
    assert (one.narrowed, one.how, one.points) == (narrowed, how, Decimal(points))
    assert one.period_before is not None
    assert one.period_before.label == "2024"


def test_the_words_say_how_it_narrowed(tmp_path: Path) -> None:
    one = found(tmp_path, "high", {"2024": 20, "2025": 30}, {"2024": 50, "2025": 50})
    assert one.says == (
        "The gap in 2025 is 20.0, narrower than 30.0 in 2024: the group that is behind did better (levelling up)."
    )
    assert one.ratio == Decimal("0.60")
    wider = found(tmp_path / "b", "high", {"2024": 20, "2025": 10}, {"2024": 50, "2025": 50})
    assert wider.says == "The gap in 2025 is 40.0, wider than 30.0 in 2024."
    same = found(tmp_path / "c", "high", {"2024": 20, "2025": 20}, {"2024": 50, "2025": 50})
    assert same.says == "The gap in 2025 is 30.0, as wide as in 2024."


def test_a_suppressed_group_has_no_gap_now_and_the_last_one_known_is_kept(tmp_path: Path) -> None:
    one = found(tmp_path, "high", {"2024": 20, "2025": "c"}, {"2024": 50, "2025": 50})
    assert (one.points, one.ratio, one.narrowed, one.how) == (None, None, None, "")
    assert one.points_before == 30
    assert one.says == "The gap in 2025 is not known: there is no number for one of the groups."


def test_a_gap_is_compared_with_the_last_one_that_is_known(tmp_path: Path) -> None:
    group: dict[str, object] = {"2023": 20, "2024": "c", "2025": 30}
    one = found(tmp_path, "high", group, {"2023": 50, "2024": 50, "2025": 50})
    assert one.period_before is not None
    assert one.period_before.label == "2023"


def test_the_first_gap_has_none_before_it_and_none_of_nothing_has_no_ratio(tmp_path: Path) -> None:
    one = found(tmp_path, "low", {"2025": 5}, {"2025": 0})
    assert (one.points, one.ratio, one.narrowed) == (Decimal(5), None, None)
    assert one.says == "The gap in 2025 is 5.0; no earlier gap is known."


def test_groups_without_a_period_in_common_have_no_gap(tmp_path: Path) -> None:
    one = found(tmp_path, "low", {"2024": 5}, {"2025": 5})
    assert (one.period, one.group, one.points) == (None, None, None)
    assert one.says == "The two groups have no period in common."


def test_a_gap_that_nothing_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No figures are loaded that answer 'The gap'"):
        found(tmp_path, "low", {"2025": 5}, {"2025": 5}, "other")
