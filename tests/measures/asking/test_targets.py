"""Targets and key indicators: kept whole, and a target's standing apart from change."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_store import A, measure

from clearline.kit.errors import BadInput
from clearline.measures.asking.key_indicators import add_key_indicator, key_indicators, remove_key_indicator
from clearline.measures.asking.targets import set_target, standing, target_for, targets
from clearline.measures.figures import Observation, Period, Target
from clearline.measures.store import Store
from clearline.measures.vocabulary import Published

SHARE = measure("share", Published(dataset="made"), polarity="high")
TODAY = date(2026, 1, 1)


def year(end: int) -> Period:
    """Return a reporting year."""
    return Period(label=str(end), ends=date(end, 3, 31), year="reporting")


def seen(value: str | None, end: int = 2025) -> Observation:
    """Return a figure."""
    return Observation(period=year(end), value=Decimal(value) if value else None, shown=value or "c (suppressed)")


def target(value: str = "80", by: int = 2027, **more: object) -> Target:
    """Return a target for the share."""
    return Target(measure="share", value=Decimal(value), by=year(by), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "status"), [("80", "met"), ("81.2", "met"), ("72", "near"), ("71.9", "missed"), (None, "not known")]
)
def test_a_tenth_off_is_near_unless_the_target_says_otherwise(value: str | None, status: str) -> None:
    assert standing(target(), SHARE, seen(value), TODAY).status == status


def test_a_target_can_say_what_is_near() -> None:
    close = target(near=Decimal("0.5"))
    assert standing(close, SHARE, seen("79.5"), TODAY).status == "near"
    assert standing(close, SHARE, seen("79.4"), TODAY).status == "missed"


def test_low_is_met_from_above() -> None:
    low = measure("share", Published(dataset="made"), polarity="low")
    assert standing(target(), low, seen("80"), TODAY).status == "met"
    assert standing(target(), low, seen("80.1"), TODAY).status == "near"


def test_a_trajectory_is_a_straight_line_and_says_on_or_off_course() -> None:
    aim = target(start=Decimal(60), start_period=year(2023))
    on = standing(aim, SHARE, seen("70"), TODAY)
    off = standing(aim, SHARE, seen("69.9"), TODAY)
    assert (on.expected_now, on.on_course, off.on_course) == (Decimal("70.0"), True, False)
    assert off.says == (
        "The target is 80.0 by 2027; it is not met yet, at 69.9 in 2025. "
        "A straight line would be at 70.0 by now: off course."
    )
    after = standing(aim, SHARE, seen("90", 2029), TODAY)
    assert after.expected_now == 80
    before = standing(aim, SHARE, seen("50", 2020), TODAY)
    assert before.expected_now == 60


def test_overdue_is_past_and_unmet() -> None:
    late = standing(target(by=2025), SHARE, seen("70"), TODAY)
    assert late.overdue
    assert late.says.endswith("Its date has passed.")
    assert not standing(target(by=2025), SHARE, seen("80"), TODAY).overdue
    assert not standing(target(by=2026), SHARE, seen("70"), TODAY).overdue


def test_without_a_figure_nothing_is_met_or_missed() -> None:
    none = standing(target(start=Decimal(60), start_period=year(2023)), SHARE, None, TODAY)
    assert (none.status, none.expected_now, none.on_course) == ("not known", None, None)
    assert none.says == "The target is 80.0 by 2027; there is no figure to hold it against."
    hidden = standing(target(start=Decimal(60), start_period=year(2023)), SHARE, seen(None), TODAY)
    assert (hidden.expected_now, hidden.on_course) == (Decimal(70), None)
    assert hidden.says.endswith("no figure to hold it against.")


def test_targets_are_kept_and_one_for_the_same_measure_and_period_is_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert targets(store, A) == ()
    first = target("80", owner="The director", set_how="With schools", start=Decimal("60.5"), start_period=year(2024))
    for one in (first, target("85", 2028), target("82")):
        set_target(store, A, one, "high")
    assert targets(store, A) == (target("85", 2028), target("82"))
    set_target(store, A, first, "high")
    assert targets(store, A)[-1] == first
    assert {path.name for path in (tmp_path / A).iterdir()} == {"lock", "targets.yaml"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (target(start=Decimal(1)), "both its figure and its period"),
        (target(start=Decimal(1), start_period=year(2027)), "must come after"),
        (target(near=Decimal(-1)), "cannot be less than 0"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(tmp_path: Path, wrong: Target, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        set_target(Store(tmp_path), A, wrong, "high")
    assert targets(Store(tmp_path), A) == ()


def test_a_measure_without_a_better_end_has_no_target(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can have no target"):
        set_target(Store(tmp_path), A, target(), "none")
    neither = measure("share", Published(dataset="made"), polarity="none")
    assert standing(target(), neither, seen("80"), TODAY).status == "not known"


def test_the_next_target_holds_and_after_all_of_them_the_last() -> None:
    there = [target("90", 2028), target("80", 2026)]
    assert target_for(there, "share", seen("70", 2025)) == there[1]
    assert target_for(there, "share", seen("70", 2027)) == there[0]
    assert target_for(there, "share", seen("70", 2029)) == there[0]
    assert target_for(there, "share", None) == there[1]
    assert target_for(there, "other", None) is None


def test_a_damaged_file_of_targets_names_its_line(tmp_path: Path) -> None:
    (tmp_path / A).mkdir()
    (tmp_path / A / "targets.yaml").write_text("- measure: share\n  value: many\n")
    with pytest.raises(BadInput, match=r"targets\.yaml:1"):
        targets(Store(tmp_path), A)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / A).write_text("a file where the folder should be")
    with pytest.raises(BadInput, match=r"E06000001: cannot be written"):
        set_target(Store(tmp_path), A, target(), "high")


AT_ONCE = """
import sys
from pathlib import Path
from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.store import Store
for number in range(10):
    add_key_indicator(Store(Path(sys.argv[1])), "E06000001", f"{sys.argv[2]}-{number}", "It drives the rest.")
"""


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", AT_ONCE, str(tmp_path), name]) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    assert len(key_indicators(Store(tmp_path), A)) == 20


def test_key_indicators_are_added_changed_and_removed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_key_indicator(store, A, "share", " It drives the rest. ")
    add_key_indicator(store, A, "other", "Inspectors asked.")
    add_key_indicator(store, A, "share", "Another reason.")
    kept = [(one.measure, one.reason) for one in key_indicators(store, A)]
    assert kept == [("share", "Another reason."), ("other", "Inspectors asked.")]
    remove_key_indicator(store, A, "share")
    assert [one.measure for one in key_indicators(store, A)] == ["other"]
    with pytest.raises(BadInput, match=r"'share' is no key indicator\. These are: other"):
        remove_key_indicator(store, A, "share")
    remove_key_indicator(store, A, "other")
    with pytest.raises(BadInput, match="These are: none"):
        remove_key_indicator(store, A, "other")


def test_a_key_indicator_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        add_key_indicator(Store(tmp_path), A, "share", " ")
