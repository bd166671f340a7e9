"""Each way in which the usual hiding of small counts was broken is found by the attacker, and refused."""

import msgspec
import pytest
from small_tables import (
    DFE,
    NORTHMOOR,
    OTHER,
    REGION,
    by_category,
    how,
    made_safe,
    printed,
    row,
    truth,
)

from clearline.measures.disclosure.about import About, CountColumn, Dimension, RateColumn
from clearline.measures.disclosure.attack.flags import everybody_in_one
from clearline.measures.disclosure.table import Contradiction


def test_hiding_only_the_small_count_gives_it_away_by_subtraction() -> None:
    assert how(printed(by_category(a="c", b=20, Total=23))) == {f"{NORTHMOOR} a": "exact"}


def test_two_small_counts_that_make_up_a_known_sum_are_bounded_inside() -> None:
    found = how(printed(by_category(a="c", b="c", d=20, Total=24)))
    assert found == {f"{NORTHMOOR} a": "inside", f"{NORTHMOOR} b": "inside"}


def test_a_count_proved_to_be_any_small_one_is_broken() -> None:
    assert how(printed(by_category(a="c", b="c", Total=6)))[f"{NORTHMOOR} a"] == "small"


def test_a_count_known_within_a_few_is_broken() -> None:
    assert how(printed(by_category(a="c", b="k", Total=13)))[f"{NORTHMOOR} a"] == "narrow"  # k rounds to zero


def test_one_secondary_in_each_row_leaves_the_columns_open() -> None:
    rows = [
        *by_category(NORTHMOOR, a="c", b="c", d=30, Total=43),
        *by_category(OTHER, a=14, b=25, d=31, Total=70),
        *by_category("E06000997", a=9, b=8, d=7, Total=24),
    ]
    rows += by_category(REGION, a=26, b=43, d=68, Total=137)
    assert set(how(printed(rows))) == {f"{NORTHMOOR} a", f"{NORTHMOOR} b"}


RATES = About(
    counted="synthetic-children",
    counts={"children": CountColumn(), "population": CountColumn(counted="population", public=True)},
    dimensions={"category": Dimension()},
    rates={
        "per_cent": RateColumn(
            numerator="children", denominator="children", denominator_where={"category": "Total"}, decimals=1
        ),
        "rate": RateColumn(numerator="children", denominator="population", per=10_000, decimals=1),
    },
)


def with_rates(per_cent: str, rate: str) -> list[dict[str, str]]:
    shown = [("a", "c", per_cent, rate), ("b", "c", "c", "c"), ("d", "24", "60", "z"), ("Total", "40", "100", "z")]
    return [row(category=a, children=n, population=1000, per_cent=p, rate=r) for a, n, p, r in shown]


def test_a_table_without_figures_beside_hidden_counts_is_safe() -> None:
    assert how(printed(with_rates("c", "c"), RATES)) == {}


@pytest.mark.parametrize(("per_cent", "rate"), [("7.5", "c"), ("c", "30")])
def test_a_percentage_or_a_rate_beside_a_hidden_count_gives_it_away(per_cent: str, rate: str) -> None:
    found = how(printed(with_rates(per_cent, rate), RATES))
    assert found[f"{NORTHMOOR} a"] in ("exact", "beside")
    assert found[f"{NORTHMOOR} b"] == "exact"


def test_the_share_of_the_others_gives_a_hidden_count_away() -> None:
    rule = msgspec.structs.replace(RATES.rates["per_cent"], complement=True)
    about = msgspec.structs.replace(RATES, rates={"per_cent": rule, "rate": RATES.rates["rate"]})
    rows = with_rates("92.5", "c")
    rows[2]["per_cent"], rows[3]["per_cent"] = "40", "0"
    assert how(printed(rows, about))[f"{NORTHMOOR} b"] == "exact"


def test_two_tables_safe_alone_are_broken_when_read_together() -> None:
    one = printed(by_category(a="c", b="c", d=18, e=30, Total=71))
    two = printed(by_category(a="c", b=20, d="c", e=30, Total=71))
    assert how(one) == {}
    assert how(two) == {}
    assert how(two, [one])[f"{NORTHMOOR} a"] == "exact"


def test_a_table_by_sex_gives_away_what_the_table_without_hides() -> None:
    first = printed(by_category(a="c", b="c", d=30, Total=60))
    rows = [
        row(category=label, sex=sex, children=count)
        for label, counts in {"a": (1, 2, "c"), "b": (13, 14, "c")}.items()
        for sex, count in zip(("girls", "boys", "Total"), counts, strict=True)
    ]
    hidden = [dict(each, children="c" if int(each["children"] or 0) < 6 else each["children"]) for each in rows[3:5]]
    assert how(printed(hidden), [first])[f"{NORTHMOOR} a"] == "exact"


def test_another_symbol_for_small_counts_than_for_secondary_ones_tells_which_is_which() -> None:
    assert how(printed(by_category(a="<6", b="c", d=18, Total=71)))[f"{NORTHMOOR} a"] == "small"


def test_a_year_gives_away_the_quarter_that_its_other_quarters_leave() -> None:
    def quarters(*counts: object) -> list[dict[str, str]]:
        found = [row(NORTHMOOR, "202425", f"Financial year Q{q}", children=n) for q, n in enumerate(counts[:4], 1)]
        return [*found, row(NORTHMOOR, "202425", "Financial year", children=counts[4])]

    about = msgspec.structs.replace(DFE, dimensions={})
    first = printed(quarters(10, "c", 12, 13, "z")[:4], about)
    assert how(first) == {}
    assert how(printed(quarters(10, "c", 12, 13, 38)[4:], about), [first]) == {NORTHMOOR: "exact"}


def test_two_rolling_years_give_away_the_month_in_which_they_differ() -> None:
    about = msgspec.structs.replace(DFE, dimensions={})
    months = printed([row(period="2024-04/2024-04", identifier="Month", children=20)], about)
    first = printed([row(period="2024-04/2025-03", identifier="Months", children=100)], about)
    second = printed([row(period="2024-05/2025-04", identifier="Months", children=83)], about)
    assert how(second, [first]) == {}
    assert how(second, [first, months]) == {NORTHMOOR: "derived"}  # the April that nobody printed is 3


def test_counts_that_do_not_add_up_over_time_are_not_taken_to() -> None:
    about = msgspec.structs.replace(DFE, dimensions={}, time="separate")
    first = printed([row(period="2024-04/2024-04", identifier="Month", children=20)], about)
    second = printed([row(period="2024-04/2025-03", identifier="Months", children=19)], about)
    assert how(second, [first]) == {}


def test_a_merged_authority_gives_away_one_of_the_two_it_was_made_of() -> None:
    about = msgspec.structs.replace(DFE, dimensions={}, areas={"E06000996": (NORTHMOOR, OTHER)})
    old = printed([row(NORTHMOOR, children="c"), row(OTHER, children=40)], about)
    new = printed([row("E06000996", children=44)], about)
    assert how(old) == {}
    assert how(new, [old]) == {NORTHMOOR: "exact"}


def test_overlapping_areas_give_away_what_they_do_not_share() -> None:
    areas = {"E47000001": (NORTHMOOR, OTHER), "E47000002": (OTHER, "E06000997")}
    about = msgspec.structs.replace(DFE, dimensions={}, areas=areas)
    first = printed([row("E47000001", children=50), row("E06000997", children=30)], about)
    second = printed([row("E47000002", children=76)], about)
    assert how(second) == {}
    assert how(second, [first]) == {NORTHMOOR: "derived"}  # 50 - (76 - 30) = 4


def test_a_complement_that_nobody_prints_is_found_when_it_is_small() -> None:
    about = msgspec.structs.replace(DFE, dimensions={"category": Dimension(adds_up="each")})
    found = how(printed(by_category(checked=97, immunised=60, Total=100), about))
    assert found == {f"{NORTHMOOR} other than checked": "derived"}


def test_what_is_left_of_a_total_is_found_when_it_is_small() -> None:
    about = msgspec.structs.replace(DFE, dimensions={"category": Dimension(adds_up="some")})
    assert list(how(printed(by_category(a=50, b=47, Total=100), about)).values()) == ["derived"]


def test_a_printed_zero_of_a_sensitive_measure_is_refused() -> None:
    about = msgspec.structs.replace(DFE, counts={"children": CountColumn(zero="hidden")})
    assert how(printed(by_category(a=0, b=20, Total=20), about)) == {f"{NORTHMOOR} a": "shown"}


def test_a_printed_small_count_is_refused() -> None:
    assert how(printed(by_category(a=3, b=20, Total=23))) == {f"{NORTHMOOR} a": "shown"}


def test_a_rank_or_a_mean_beside_a_hidden_count_is_refused() -> None:
    about = msgspec.structs.replace(
        DFE, dimensions={}, ranks={"place": "children"}, beside={"mean_days": ("children",)}
    )
    rows = [row(NORTHMOOR, children="c", place="c", mean_days="4.2"), row(OTHER, children=20, place="1", mean_days="3")]
    assert how(printed(rows, about)) == {NORTHMOOR: "beside"}
    rows[0]["mean_days"] = "c"
    assert how(printed(rows, about)) == {NORTHMOOR: "beside"}  # the rank that is missing is the second
    rows[1]["place"] = "c"
    assert how(printed(rows, about)) == {}


def test_the_only_child_of_one_count_can_tell_another() -> None:
    from clearline.measures.disclosure.attack.attacker import attack

    table = printed(by_category(a="c", b="c", d=30, Total=37))
    lone = next(name for name in table.counts if ("category", "a") in name[1])
    assert attack(table).breaches == ()
    about = msgspec.structs.replace(DFE, counts={"children": CountColumn(zero="hidden")})
    sensitive = printed(by_category(a="c", b="c", d=30, Total=36), about)
    assert how(sensitive) == {}
    assert [breach.kind for breach in attack(sensitive, lone=[lone]).breaches] == ["insider"]


def test_everybody_in_one_category_is_left_to_a_person_to_judge() -> None:
    assert len(everybody_in_one(printed(by_category(a=40, b=0, Total=40)))) == 1
    assert everybody_in_one(printed(by_category(a=30, b=10, Total=40))) == []


def test_tables_that_cannot_both_be_true_are_refused() -> None:
    first, second = printed(by_category(a=10, b=20, Total=30)), printed(by_category(a=11, b=20, Total=31))
    with pytest.raises(Contradiction):
        how(second, [first])


def test_numbers_that_only_together_cannot_be_true_are_refused() -> None:
    table = printed(by_category(a="c", b="c", d=20, Total=40))
    linked = printed([row(category=a, sex=s, children=30) for a in ("a", "b") for s in ("girls", "boys")])
    with pytest.raises(Contradiction):
        how(linked, [table])


def test_what_others_have_given_away_already_is_not_laid_at_this_table() -> None:
    theirs = printed(by_category(a=3, b=20, Total=23))
    ours = printed(by_category(a="c", b="c", d=5, Total="c")[:2])
    assert how(ours, [], [theirs]) == {}


def test_the_engine_protects_every_planted_table() -> None:
    for counts in ({"a": 3, "b": 20, "d": 9, "Total": 32}, {"a": 1, "b": 2, "d": 20, "e": 8, "Total": 31}):
        assert how(made_safe(truth(by_category(**counts)))) == {}
