"""Counts become SQL that counts what they say, and nothing in a definition can become another statement."""

from typing import Any

import duckdb
import pytest

from clearline.kit.errors import BadInput
from clearline.measures.returns.counting import counts_of, mismatches, parts, select
from clearline.measures.vocabulary import Condition, Count, Returned, Within

ROWS = [
    ("x", 2025, 1, "U4", True),
    ("x", 2025, 2, "it's", False),
    ("x", 2025, None, None, None),
    ("y", 2024, 9, "K2", True),
]
TYPES = {"la": "VARCHAR", "year": "SMALLINT", "age": "INTEGER", "place": "VARCHAR", "here": "BOOLEAN"}


def answers(sql: str) -> list[tuple[Any, ...]]:
    """Return what a small table of children answers."""
    with duckdb.connect() as connection:
        connection.execute("create table children (la text, year smallint, age int, place text, here boolean)")
        connection.executemany("insert into children values (?, ?, ?, ?, ?)", ROWS)
        return list(connection.execute(sql).fetchall())


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Count(), [3, 1]),
        (Count(where={"place": "it's"}), [1, 0]),
        (Count(where={"place": ("U4", "K2")}), [1, 1]),
        (Count(where={"place": ()}), [0, 0]),
        (Count(where={"here": True}), [1, 1]),
        (Count(where={"here": False}), [1, 0]),
        (Count(where={"age": 2}), [1, 0]),
        (Count(where={"age": Within(at_least=2)}), [1, 1]),
        (Count(where={"age": Within(at_most=2)}), [2, 0]),
        (Count(where={"age": Within(at_least=1, at_most=1)}), [1, 0]),
        (Count(where={"age": Within(is_not=(1, 9))}), [2, 0]),
        (Count(where={"age": Within(known=True)}), [2, 1]),
        (Count(where={"age": Within(known=False)}), [1, 0]),
        (Count(where={"place": Within(at_least="L")}), [2, 0]),
        (Count(any=({"age": 1}, {"place": "K2"})), [1, 1]),
        (Count(where={"here": True}, any=({"age": 1, "place": "U4"}, {"age": 7})), [1, 0]),
        (Count(any=({}, {"age": 7})), [3, 1]),
        (Count(sum="age"), [3, 9]),
        (Count(where={"age": Within(at_least=2)}, sum="age"), [2, 9]),
        (Count(where={"age": 77}, sum="age"), [0, 0]),
        (Count(distinct="place"), [2, 1]),
        (Count(where={"here": True}, distinct="place"), [1, 1]),
    ],
)
def test_a_count_is_what_its_conditions_say(count: Count, expected: list[int]) -> None:
    assert mismatches(count, TYPES) == []
    assert [row[2] for row in answers(select("children", [count]))] == expected


def test_all_counts_over_a_table_are_one_statement_broken_down_by_groups() -> None:
    sql = select("children", [Count(), Count(sum="age")], ("here",))
    assert ("x", 2025, True, 1, 1) in answers(sql)
    assert sql.count("select") == 1


@pytest.mark.parametrize("text", ["", "Age", "a; drop table x", "a b", 'a"', "1a", "a" * 70])
def test_only_plain_names_become_sql(text: str) -> None:
    for count in (Count(where={text: 1}), Count(sum=text), Count(distinct=text)):
        with pytest.raises(BadInput, match="is not the name of a table or column"):
            select("children", [count])
    with pytest.raises(BadInput, match="is not the name"):
        select(text or " ", [])


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ({"place": 1}, "column 'place' cannot be compared with 1."),
        ({"age": "1"}, "column 'age' cannot be compared with '1'."),
        ({"here": 1}, "column 'here' cannot be compared with 1."),
        ({"age": True}, "column 'age' cannot be compared with True."),
        ({"age": Within(at_least="1")}, "column 'age' cannot be compared with '1'."),
        ({"age": Within(is_not=("x",))}, "column 'age' cannot be compared with 'x'."),
        ({"nothing": 1}, "has no column 'nothing'; it has: la, year, age, place, here."),
    ],
)
def test_a_comparison_that_would_fail_among_the_rows_is_found_before(
    condition: dict[str, Condition], says: str
) -> None:
    assert mismatches(Count(where=condition), TYPES) == [says]
    assert mismatches(Count(any=({"age": 1}, condition)), TYPES) == [says]


def test_what_is_added_up_must_be_there() -> None:
    assert mismatches(Count(sum="x", distinct="y"), {"la": "VARCHAR"}) == [
        "has no column 'x'; it has: la.",
        "has no column 'y'; it has: la.",
        "has no column 'year'; it has: la.",
    ]


def test_the_same_count_is_asked_once_and_a_denominator_can_be_of_another_table() -> None:
    one = Returned(collection="ssda903", table="a", numerator=Count(where={"x": 1}), denominator=Count(), follows="x")
    two = Returned(
        collection="ssda903", table="a", numerator=Count(), denominator=Count(), denominator_table="b", follows="x"
    )
    assert counts_of([one, two]) == {"a": [Count(where={"x": 1}), Count()], "b": [Count()]}
    assert parts(two) == [("a", Count()), ("b", Count())]
