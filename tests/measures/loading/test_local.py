"""A council's own monthly table: what may be in it, and that it is kept whole or not at all."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.content import load
from clearline.measures.figures import Area
from clearline.measures.loading.local import load_local, read_local, template
from clearline.measures.store import Store

TODAY = date(2026, 1, 15)
NORTHMOOR = Area(code="E06000999", name="Northmoor", level="authority", old_code="999")
HEADING = "measure,period,numerator,denominator,owner,provisional\n"
RATE = "referrals-repeated-within-12-months"


def table(folder: Path, *lines: str) -> Path:
    path = folder / "monthly.csv"
    path.write_text(HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_local(path, TODAY)
    return [str(problem) for problem in caught.value.problems]


def test_a_month_is_read_with_its_counts_owner_and_status(tmp_path: Path) -> None:
    path = table(tmp_path, f"{RATE},2025-04,31,140,Head of service,yes", f"{RATE},2025-05,28,151,,")
    first, second = read_local(path, TODAY)
    assert (first.period, first.ends, first.status) == ("April 2025", date(2025, 4, 30), "provisional")
    assert (first.numerator, first.denominator, first.owner) == (Decimal(31), Decimal(140), "Head of service")
    assert (second.status, second.owner) == ("final", "")


def test_a_line_of_the_template_that_is_not_filled_in_is_left_out(tmp_path: Path) -> None:
    assert len(read_local(table(tmp_path, f"{RATE},2025-04,31,140,,", f"{RATE},2026-03,,,,yes"), TODAY)) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("referrals-repeated-within-12-month,2025-04,31,140,,", "Did you mean referrals-repeated-within-12-months"),
        ("zzzz,2025-04,31,140,,", "which is not there"),
        (f"{RATE},April,31,140,,", "Write a month as 2025-04"),
        (f"{RATE},2025-13,31,140,,", "Write a month as 2025-04"),
        (f"{RATE},2026-02,31,140,,", "still to come"),
        (f'{RATE},2025-04,"1,234",1400,,', "without a comma"),
        (f"{RATE},2025-04,-3,140,,", "has the numerator '-3'"),
        (f"{RATE},2025-04,3,x,,", "has the denominator 'x'"),
        (f"{RATE},2025-04,,140,,", "has the numerator ''"),
        (f"{RATE},2025-04,3,,,", "has no denominator"),
        (f"{RATE},2025-04,31,14,,", "a numerator above its denominator"),
        (f"{RATE},2025-04,3,14,,perhaps", "Write yes or no"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line_and_what_to_do(tmp_path: Path, line: str, says: str) -> None:
    (problem,) = problems(table(tmp_path, line))
    assert ":2: " in problem
    assert says in problem


def test_every_wrong_line_is_named_at_once(tmp_path: Path) -> None:
    found = problems(table(tmp_path, f"{RATE},2025-04,3,14,,", f"{RATE},2025-04,4,14,,", f"{RATE},May,x,14,,"))
    assert [problem.split(": ")[0].rpartition(":")[2] for problem in found] == ["3", "4", "4"]


def test_a_count_takes_no_denominator(tmp_path: Path) -> None:
    count = next(measure.key for measure in load().measures if not measure.denominator)
    assert "is a count" in problems(table(tmp_path, f"{count},2025-04,3,14,,"))[0]


def test_a_table_without_figures_is_refused(tmp_path: Path) -> None:
    assert "has no figures" in problems(table(tmp_path))[0]


def test_loading_keeps_both_counts_and_the_same_table_is_kept_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = table(tmp_path, f"{RATE},2025-04,31,140,Head of service,yes")
    first, again = load_local(path, store, NORTHMOOR, TODAY), load_local(path, store, NORTHMOOR, TODAY)
    assert (first.already, again.already) == (False, True)
    rows = store.observations("local", {"measure": RATE}, [], owner=NORTHMOOR.code).to_pylist()
    assert {(row["indicator"], row["value"], row["area"]) for row in rows} == {
        (f"{RATE} numerator", 31.0, NORTHMOOR.code), (f"{RATE} denominator", 140.0, NORTHMOOR.code),
    }  # fmt: skip


def test_a_corrected_table_is_another_release_and_its_months_answer(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_local(table(tmp_path, f"{RATE},2025-04,31,140,,yes"), store, NORTHMOOR, TODAY)
    load_local(table(tmp_path, f"{RATE},2025-04,33,140,,no"), store, NORTHMOOR, TODAY)
    rows = store.observations("local", {}, [f"{RATE} numerator"], owner=NORTHMOOR.code).to_pylist()
    assert [row["value"] for row in rows] == [33.0]
    assert len(store.releases("local", NORTHMOOR.code)) == 2


def test_a_table_of_one_measure_does_not_hide_another_measure_s_months(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    other = "child-protection-second-plans"
    load_local(table(tmp_path, f"{RATE},2025-04,31,140,,", f"{RATE},2025-05,30,140,,"), store, NORTHMOOR, TODAY)
    load_local(table(tmp_path, f"{other},2025-04,3,14,,"), store, NORTHMOOR, TODAY)
    load_local(table(tmp_path, f"{RATE},2025-05,29,140,,"), store, NORTHMOOR, TODAY)
    rows = store.observations("local", {}, [], owner=NORTHMOOR.code).to_pylist()
    above = {(row["measure"], row["period"]): row["value"] for row in rows if row["indicator"].endswith("numerator")}
    assert above == {(RATE, "April 2025"): 31.0, (RATE, "May 2025"): 29.0, (other, "April 2025"): 3.0}


def test_nothing_is_kept_of_a_table_with_one_wrong_line(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(BadInput):
        load_local(table(tmp_path, f"{RATE},2025-04,31,140,,", f"{RATE},May,1,2,,"), store, NORTHMOOR, TODAY)
    assert not store.releases("local", NORTHMOOR.code)


def test_the_template_can_be_loaded_once_a_line_is_filled_in(tmp_path: Path) -> None:
    measure = next(measure for measure in load().measures if measure.key == RATE)
    text = template(measure, 2025)
    assert text.splitlines()[1].startswith(f"{RATE},2025-04,")
    assert text.splitlines()[12].startswith(f"{RATE},2026-03,")
    path = tmp_path / "filled.csv"
    path.write_text(text.replace("2025-04,,", "2025-04,5,20", 1), encoding="utf-8")
    (figure,) = read_local(path, TODAY)
    assert (figure.numerator, figure.denominator, figure.status) == (Decimal(5), Decimal(20), "provisional")


@pytest.mark.parametrize(
    "text",
    [
        "QX7CANARY,01/04/2014,S\n", "\n\nCHILD,measure,period\nQX7CANARY,x,2025-04\n",
        "\N{ZERO WIDTH NO-BREAK SPACE}QX7CANARY,1\n",
    ],
)  # fmt: skip
def test_a_table_about_children_is_refused_and_nothing_of_it_is_repeated(tmp_path: Path, text: str) -> None:
    path = tmp_path / "monthly.csv"
    path.write_text(text, encoding="utf-8")
    (told,) = problems(path)
    assert "none of the columns" in told or "single children or people" in told
    assert "QX7CANARY" not in told


def test_an_empty_table_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "monthly.csv"
    path.write_text("\n")
    assert "is empty" in problems(path)[0]
