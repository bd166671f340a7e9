"""What comes before and after an event, told from sorted keys, is what window functions over the same rows tell."""

from collections.abc import Iterable
from typing import Any

import duckdb
import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from made_returns import given, write

from clearline.measures.returns.ssda903.reading import read

EPISODES = """
with latest as (
  select * from (
    select *, row_number() over (partition by la, child, decom order by year desc) as newest
    from rows where ls is null or ls not in ('V3', 'V4'))
  where newest = 1),
begun as (
  select *, coalesce(max(case when rne = 'S' then decom end) over so_far, min(decom) over so_far) as care_began,
    coalesce(max(case when rne in ('S', 'P', 'B', 'T', 'U') then decom end) over so_far, min(decom) over so_far)
      as placed,
    lead(decom) over (partition by la, child order by decom) as followed
  from latest
  window so_far as (partition by la, child order by decom rows between unbounded preceding and current row))
select decom, place, care_began, placed, followed,
  (select max(e.placed) from begun as e where e.la = b.la and e.child = b.child and e.decom < b.placed
    and e.care_began = b.care_began) as placed_before
from begun as b order by la, name, decom
"""
REVIEWS = """
select review, lag(review) over w as before, lag(review, 2) over w as before_that
from (select distinct la, name, child, review from rows) window w as (partition by la, child order by review)
order by la, name, review
"""

ROWS = st.lists(
    st.tuples(
        st.integers(2023, 2025), st.sampled_from("ab"), st.integers(1, 6), st.sampled_from("SPLTBU?"),
        st.sampled_from(["C2", "V3", "V4", ""]), st.sampled_from(["U4", "K2"]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def twin(sql: str, rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return what SQL tells of rows."""
    names = list(rows[0])
    with duckdb.connect() as connection:
        connection.execute(f"create table rows ({', '.join(f'{name} {type_of(name)}' for name in names)})")
        connection.executemany(
            f"insert into rows values ({', '.join('?' * len(names))})", [list(row.values()) for row in rows]
        )
        return list(connection.execute(sql).fetchall())


def in_order(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows sorted, nothing before everything else."""
    return sorted(rows, key=lambda row: [(cell is not None, cell) for cell in row])


def type_of(name: str) -> str:
    return "int" if name in ("year", "decom", "review", "child") else "text"


@settings(max_examples=40, deadline=None)
@forall(ROWS)
def test_episodes_are_put_in_order_as_window_functions_do(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, int, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("histories")
    kept: dict[tuple[int, str, int], dict[str, Any]] = {}
    for year, child, day, rne, ls, place in rows:
        kept[year, child, day] = {"rne": None if rne == "?" else rne, "ls": ls or None, "place": place}
    for year in {key[0] for key in kept}:
        mine = [
            {"CHILD": child, "DECOM": f"0{day}/05/2022", **{name.upper(): cell or "" for name, cell in row.items()}}
            for (of, child, day), row in kept.items()
            if of == year
        ]
        write(folder / str(year), {"episodes": mine})
    (found,) = read(given(folder))
    columns = ("decom", "place", "care_began", "placed", "followed", "placed_before")
    table = found.tables["episodes"].select(["child", *columns]).to_pylist()
    expected = twin(
        EPISODES,
        [
            {"la": "x", "year": year, "name": child, "child": ord(child), "decom": 19_112 + day, **row}
            for (year, child, day), row in kept.items()
        ],
    )
    assert in_order(tuple(row[name] for name in columns) for row in table) == in_order(expected)


@settings(max_examples=30, deadline=None)
@forall(st.lists(st.tuples(st.integers(2023, 2025), st.sampled_from("ab"), st.integers(1, 6)), min_size=1, max_size=25))
def test_reviews_are_put_in_order_as_window_functions_do(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("reviews")
    for year in {row[0] for row in rows}:
        mine = [{"CHILD": child, "REVIEW": f"0{day}/05/2022"} for of, child, day in rows if of == year]
        write(folder / str(year), {"reviews": mine})
    (found,) = read(given(folder))
    columns = ("review", "before", "before_that")
    table = [tuple(row[name] for name in columns) for row in found.tables["reviews"].to_pylist()]
    expected = twin(
        REVIEWS, [{"la": "x", "name": child, "child": ord(child), "review": 19_112 + day} for _, child, day in rows]
    )
    assert in_order(table) == in_order(expected)
