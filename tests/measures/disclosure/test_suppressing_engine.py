"""What the engine hides is enough, and the same whatever the order of the rows and the seed of Python's hashes."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import DFE, NORTHMOOR, OTHER, REGION, by_category, cells, how, made_safe, printed, row, text, truth

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.measures.disclosure.about import About, AddsUp, CountColumn, Dimension, ProfileKey, RateColumn
from clearline.measures.disclosure.attack.attacker import attack
from clearline.measures.disclosure.attack.breaches import Breach
from clearline.measures.disclosure.building import read_published
from clearline.measures.disclosure.hiding import Hider
from clearline.measures.disclosure.moving import FREE, Cell
from clearline.measures.disclosure.suppressing import suppress
from clearline.measures.disclosure.table import Contradiction, Name, Sum, Table

SHAPES = st.sampled_from(("whole", "some", "each"))


class Drawn(Value, frozen=True, kw_only=True):
    """A random table: its size, how its categories add up, and the seed of its counts."""

    areas: int
    categories: int
    sexes: int
    region: bool
    mean: int
    profile: ProfileKey
    zero: str
    adds_up: AddsUp
    grouped: bool
    seed: int


drawn_tables = st.builds(
    Drawn,
    areas=st.integers(1, 5),
    categories=st.integers(2, 5),
    sexes=st.sampled_from((0, 0, 2, 3)),
    region=st.booleans(),
    mean=st.sampled_from((2, 6, 20, 60)),
    profile=st.sampled_from(("dfe", "nhs", "ten")),
    zero=st.sampled_from(("shown", "shown", "hidden")),
    adds_up=st.sampled_from(("whole", "whole", "some", "each")),
    grouped=st.booleans(),
    seed=st.integers(0, 2**32),
)


def made(drawn: Drawn) -> tuple[list[dict[str, str]], About]:
    """Return the rows of a random table and what it is about."""
    chance = random.Random(drawn.seed)
    areas = [f"E0600{index:04d}" for index in range(drawn.areas)]
    sexes = [str(index) for index in range(max(drawn.sexes, 1))]
    labels = [f"c{index}" for index in range(drawn.categories)]
    grouped = drawn.grouped and drawn.categories > 3
    counts = {
        (area, label, sex): int(chance.expovariate(1 / drawn.mean)) if chance.random() < 0.85 else 0
        for area in areas
        for label in labels
        for sex in sexes
    }
    rest = {
        (area, sex): chance.choice((0, 0, 2, 30)) if drawn.adds_up == "some" else 0 for area in areas for sex in sexes
    }
    rows = []
    for area in [*areas, *([REGION] if drawn.region else [])]:
        for sex in [*(sexes if drawn.sexes else []), "Total"]:
            inside = [
                (a, s) for a in (areas if area == REGION else [area]) for s in (sexes if sex == "Total" else [sex])
            ]
            one = {label: sum(counts[a, label, s] for a, s in inside) for label in labels}
            one["Total"] = sum(one.values()) + sum(rest[pair] for pair in inside)
            if grouped:
                one["g"] = one["c0"] + one["c1"]
            rows += [row(area, category=label, sex=sex, children=count) for label, count in one.items()]
    rule = Dimension(adds_up=drawn.adds_up, groups={"g": ("c0", "c1")} if grouped else {})
    about = About(
        counted="synthetic-children",
        counts={"children": CountColumn(zero="hidden" if drawn.zero == "hidden" else "shown")},
        dimensions={"category": rule, "sex": Dimension()},
        profile=drawn.profile,
    )
    return rows, about


def broken(table: Table, earlier: tuple[Table, ...] = ()) -> list[Breach]:
    """Return what an attacker with insiders breaks in a table that the engine made safe."""
    safe = made_safe(table, earlier)
    lone = [name for name in table.counts if safe.known[name].hidden and table.known[name].least == 1]
    return list(attack(safe, earlier, lone=lone).breaches)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(drawn_tables)
def test_nothing_can_be_worked_out_from_what_the_engine_makes(drawn: Drawn) -> None:
    assert broken(truth(*made(drawn))) == []


def broken_even_if_all_is_hidden(table: Table, first: Table) -> set[Name]:
    """Return what is broken beside an earlier table even when this one prints nothing but its zeros."""
    rows = [{**each.cells, "children": "c"} for each in table.rows]
    for name, places in table.counts.items():
        if table.known[name].least == 0 and table.about.counts["children"].zero == "shown":
            rows[places[0].row]["children"] = "0"
    return {breach.name for breach in attack(printed(rows, table.about), (first,)).breaches}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(drawn_tables)
def test_of_two_linked_tables_the_second_is_safe_beside_the_first_or_is_refused(drawn: Drawn) -> None:
    rows, about = made(msgspec.structs.replace(drawn, sexes=2))
    first = made_safe(truth([each for each in rows if each["sex"] == "Total"], about))
    second = truth([each for each in rows if each["sex"] != "Total"], about)
    found = {breach.name for breach in broken(second, (first,)) if breach.kind != "insider"}
    assert found <= broken_even_if_all_is_hidden(second, first)  # two small counts of a total printed already, refused


def test_the_same_table_is_made_whatever_the_order_of_its_rows() -> None:
    rows, about = made(
        Drawn(
            areas=5, categories=5, sexes=3, region=True, mean=6, profile="dfe", zero="shown", adds_up="whole",
            grouped=True, seed=7,
        )
    )  # fmt: skip
    texts = set()
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        texts.add(suppress(truth(rows, about)).text)
    assert len(texts) == 1
    assert ",c\n" in texts.pop()


PROGRAM = """
import sys
sys.path.insert(0, {here!r})
from test_suppressing_engine import Drawn, made
from small_tables import truth
from clearline.measures.disclosure.hiding import Hider
from clearline.measures.disclosure.moving import FREE, Cell
from clearline.measures.disclosure.suppressing import suppress
drawn = Drawn(areas=4, categories=4, sexes=2, region=True, mean=6, profile="dfe", zero="shown", adds_up="whole",
              grouped=False, seed=3)
print(suppress(truth(*made(drawn))).text)
"""


def test_the_same_table_is_made_whatever_the_seed_of_hashes() -> None:
    program = PROGRAM.format(here=str(Path(__file__).parent))
    texts = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "9")
    }
    assert len(texts) == 1


def test_a_table_with_nothing_small_is_printed_as_it_is() -> None:
    rows = by_category(a=10, b=20, Total=30)
    assert cells(made_safe(truth(rows))) == {f"{NORTHMOOR} a": "10", f"{NORTHMOOR} b": "20", NORTHMOOR: "30"}


def test_regions_are_rounded_half_up_to_the_nearest_10_and_authorities_are_not() -> None:
    rows = [*by_category(NORTHMOOR, Total=25), *by_category(OTHER, Total=30), *by_category(REGION, Total=55)]
    assert cells(made_safe(truth(rows))) == {NORTHMOOR: "25", OTHER: "30", REGION: "60"}


def test_zero_is_shown_as_zero_unless_the_measure_is_sensitive() -> None:
    rows = by_category(a=0, b=20, d=30, Total=50)
    assert cells(made_safe(truth(rows)))[f"{NORTHMOOR} a"] == "0"
    sensitive = msgspec.structs.replace(DFE, counts={"children": CountColumn(zero="hidden")})
    assert cells(made_safe(truth(rows, sensitive)))[f"{NORTHMOOR} a"] == "c"


def test_the_health_service_rule_hides_to_7_and_rounds_the_rest_to_5() -> None:
    about = msgspec.structs.replace(DFE, profile="nhs")
    safe = cells(made_safe(truth(by_category(a=7, b=18, d=23, e=33, Total=81), about)))
    assert safe == {
        f"{NORTHMOOR} a": "*", f"{NORTHMOOR} b": "20", f"{NORTHMOOR} d": "25", f"{NORTHMOOR} e": "35", NORTHMOOR: "80",
    }  # fmt: skip


def test_what_was_hidden_before_stays_hidden() -> None:
    before = printed(by_category(a="c", b="c", d=30, Total=63))
    safe = cells(made_safe(truth(by_category(a=13, b=20, d=30, Total=63)), [before]))
    assert safe == {f"{NORTHMOOR} a": "c", f"{NORTHMOOR} b": "c", f"{NORTHMOOR} d": "30", NORTHMOOR: "63"}


def test_what_is_printed_already_is_not_hidden_in_vain() -> None:
    before = printed(by_category(d=30, e=8)[:1])
    safe = cells(made_safe(truth(by_category(a=3, d=30, e=8, f=9, Total=50)), [before]))
    assert safe[f"{NORTHMOOR} d"] == "30"
    assert "c" in (safe[f"{NORTHMOOR} e"], safe[f"{NORTHMOOR} f"], safe[NORTHMOOR])


def test_a_small_count_that_can_be_worked_out_already_is_not_laid_at_this_table() -> None:
    before = printed(by_category(a="c", b=20, Total=23))
    safe = made_safe(truth(by_category(a=3, b=20, Total=23)), [before])
    assert cells(safe)[f"{NORTHMOOR} a"] == "c"
    assert how(safe, [], [before]) == {}


def test_a_count_that_others_say_is_small_is_hidden_all_the_same() -> None:
    before = printed(by_category(a="<6"))
    assert cells(made_safe(truth(by_category(a=3, b=20, Total=23)), [before]))[f"{NORTHMOOR} a"] == "c"


def test_a_complete_table_without_small_counts_is_only_rounded() -> None:
    rows = [
        *by_category(NORTHMOOR, a=14, b=20, Total=34),
        *by_category(OTHER, a=10, b=20, Total=30),
        *by_category(REGION, a=24, b=40, Total=64),
        *by_category("E92000001", a=24, b=40, Total=64),
    ]
    safe = cells(made_safe(truth(rows)))
    assert (safe["E92000001 a"], safe[f"{REGION} a"], safe[f"{NORTHMOOR} a"]) == ("20", "20", "14")


def test_a_table_against_what_was_printed_is_a_contradiction() -> None:
    with pytest.raises(Contradiction):
        suppress(truth(by_category(a=11, b=20, Total=31)), [printed(by_category(a=10, b=20, Total=30))])
    with pytest.raises(Contradiction):
        suppress(truth(by_category(a=11)), [printed(by_category(a=10)), printed(by_category(a=12))])


RATES = About(
    counted="synthetic-children",
    counts={"children": CountColumn(), "population": CountColumn(counted="population", public=True)},
    dimensions={"category": Dimension()},
    rates={
        "share": RateColumn(numerator="children", denominator="children", denominator_where={"category": "Total"}),
        "rate": RateColumn(numerator="children", denominator="population", per=1000, decimals=1),
    },
    ranks={"place": "children"},
    beside={"mean": ("children",)},
)


def rated(*figures: tuple[str, int, str, str], area: str = NORTHMOOR) -> list[dict[str, str]]:
    """Return rows of counts of 1,000 children with a share and a rate."""
    return [
        row(area, category=a, children=n, population=1000, share=s, rate=r, place=1, mean="2.5")
        for a, n, s, r in figures
    ]


def test_no_figure_stands_beside_a_hidden_count() -> None:
    table = truth(
        rated(("a", 3, "8", "3"), ("b", 16, "40", "16"), ("d", 21, "53", "21"), ("Total", 40, "100", "40")), RATES
    )
    safe = read_published(Path("safe"), suppress(table).text, RATES)
    for each in safe.rows:
        hidden = each.cells["children"] == "c"
        assert (each.cells["share"] == "c", each.cells["rate"] == "c", each.cells["mean"] == "c") == (hidden,) * 3
        assert (each.cells["place"] == "c") == hidden
        assert each.cells["population"] == "1000"
    assert attack(safe).breaches == ()


def test_rates_of_rounded_counts_are_computed_from_them() -> None:
    rows = rated(("a", 34, "34", "34"), ("Total", 100, "100", "100"), area=REGION)
    table = truth(rows, msgspec.structs.replace(RATES, dimensions={"category": Dimension(adds_up="each")}))
    safe = read_published(Path("safe"), suppress(table).text, table.about)
    assert [(each.cells["children"], each.cells["share"], each.cells["rate"]) for each in safe.rows] == [
        ("30", "30", "30.0"),
        ("100", "100", "100"),
    ]


@pytest.mark.parametrize("share", ["41", "forty"])
def test_a_rate_that_is_not_what_it_is_said_to_be_is_refused(share: str) -> None:
    rows = rated(("a", 16, share, "16"), ("b", 24, "60", "24"), ("Total", 40, "100", "40"))
    with pytest.raises(BadInput, match="'share' is not what its numerator and denominator make"):
        suppress(truth(rows, RATES))


def test_a_rate_of_nobody_and_a_rate_not_given_stay_symbols() -> None:
    rows = [{**each, "population": "0", "rate": "z"} for each in rated(("a", 16, "40", "z"), ("Total", 40, "100", "z"))]
    about = msgspec.structs.replace(RATES, dimensions={"category": Dimension(adds_up="each")})
    assert suppress(truth(rows, about)).text.count(",z,") == 2


def test_the_same_rows_come_out_as_went_in() -> None:
    rows = by_category(a=10, b="x", Total=30)
    assert sorted(suppress(truth(rows)).text.splitlines()) == sorted(text(rows).splitlines())


def test_a_linked_table_protects_what_an_earlier_one_hid() -> None:
    about = msgspec.structs.replace(DFE, dimensions={})
    months = [row(period=f"2024-{m:02d}/2024-{m:02d}", identifier="Month", children=n) for m, n in ((4, 20), (5, 3))]
    first = made_safe(truth(months, about))
    whole = truth([row(period="2024-04/2024-05", identifier="Months", children=23)], about)
    assert how(made_safe(whole, [first]), [first]) == {}
    assert cells(made_safe(whole, [first])) == {NORTHMOOR: "c"}


def test_a_count_that_nobody_prints_is_safe_when_it_may_be_none() -> None:
    total, other, nobodys = (("children", (("category", label),)) for label in ("total", "other", "nobody's"))
    unknown = Cell(None, 0, FREE, 0, FREE, 0, 0, hidden=False, mine=False)
    cells: dict[Any, Cell] = {
        total: Cell(4, 4, 4, 4, 4, 0, 0, False, False),
        other: unknown,
        nobodys: unknown._replace(limit=5),
    }
    hider = Hider(cells, [Sum(total, (other, nobodys))])
    assert hider.hide() == set()
    assert hider.low[hider.names.index(nobodys)] == 0
