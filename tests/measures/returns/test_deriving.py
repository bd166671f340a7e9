"""Derived tables: what they rest on, what is said when a table was not supplied, and that nothing else can be read."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from clearline.kit.errors import BadInput
from clearline.measures.returns.deriving import count, derived_tables, memory, needs, raw_tables
from clearline.measures.returns.reading import Cover, Return
from clearline.measures.vocabulary import Count, Returned


def cover(year: int, *supplied: str, authority: str = "E06990001") -> Cover:
    return Cover(authority=authority, year=year, supplied=frozenset(supplied))


def care_leavers(*touch: str | None) -> pa.Table:
    schema = raw_tables("ssda903")["oc3"]
    rows = [{"la": "E06990001", "year": 2025, "child": at, "in_touch": one} for at, one in enumerate(touch)]
    return pa.Table.from_pylist(rows, schema=schema)


def asks(table: str = "care_leavers", **where: str | int) -> Returned:
    return Returned(
        collection="ssda903", table=table, numerator=Count(where=dict(where)), denominator=Count(), follows="x"
    )


def a_return(*covers: Cover, **tables: pa.Table) -> Return:
    return Return(collection="ssda903", covers=covers, tables=tables)


def test_a_year_in_which_a_table_was_not_supplied_has_no_figure_and_one_in_which_it_was_empty_has_nought() -> None:
    found = count(
        a_return(cover(2024), cover(2025, "oc3"), cover(2026, "oc3"), oc3=care_leavers("YES", "NO")),
        {"k": asks(in_touch="YES")},
    )
    assert [(one.year, one.numerator, one.denominator, one.not_supplied) for one in found] == [
        (2024, None, None, ("oc3",)),
        (2025, 1, 2, ()),
        (2026, 0, 0, ()),
    ]


def test_a_breakdown_has_the_groups_that_are_there_and_leaves_out_tables_without_the_column() -> None:
    definitions = {"k": asks(), "other": asks("looked_after_in_year")}
    returned = a_return(cover(2025, "oc3"), oc3=care_leavers("YES", "YES", None))
    found = count(returned, definitions, ("in_touch",))
    assert [(one.key, one.group, one.numerator) for one in found] == [("k", ("YES",), 2), ("k", ("not known",), 1)]


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        (asks("nothing"), "has no table 'nothing'. It has: adopted,"),
        (asks(nothing=1), "Table 'care_leavers' has no column 'nothing'"),
        (asks(in_touch=1), "column 'in_touch' cannot be compared with 1"),
    ],
)
def test_a_definition_that_cannot_be_counted_is_told_in_its_own_words(definition: Returned, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        count(a_return(cover(2025, "oc3"), oc3=care_leavers("secret-1")), {"k": definition})


def test_what_goes_wrong_among_the_rows_is_told_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = pa.schema([("la", pa.string()), ("year", pa.int16()), ("child", pa.int32()), ("in_touch", pa.string())])
    table = pa.Table.from_pylist([{"la": "x", "year": 2025, "child": 1, "in_touch": "secret-1"}], schema=schema)
    monkeypatch.setitem(
        derived_tables("ssda903"), "care_leavers", "select cast(in_touch as int) as n, la, year from oc3"
    )
    with pytest.raises(BadInput) as error:
        count(a_return(cover(2025, "oc3"), oc3=table), {"k": asks(n=1)})
    assert str(error.value) == "The returns could not be counted (ConversionException)."


def test_a_table_rests_on_all_that_its_own_tables_rest_on() -> None:
    assert needs("ssda903", "care_leavers") == {"oc3"}
    assert needs("ssda903", "reviewed") == {"episodes", "header", "reviews"}
    assert needs("ssda903", "oc2") == {"oc2"}


def test_every_derived_table_can_be_made_from_nothing_at_all() -> None:
    found = count(a_return(cover(2025)), {table: asks(table) for table in derived_tables("ssda903")})
    assert len(found) == len(derived_tables("ssda903"))
    assert {one.numerator for one in found} == {None}


def test_the_sql_of_derived_tables_is_plain_enough_for_other_engines() -> None:
    for name, sql in derived_tables("ssda903").items():
        words = f" {' '.join(sql.lower().split())} "
        for word in ("qualify", " by all", "any_value", "list(", "::", "asof", " exclude", " // ", "["):
            assert word not in words, f"{name} uses {word}"


def test_the_database_can_read_one_file_and_write_none(tmp_path: Path) -> None:
    (tmp_path / "it's.csv").write_text("a\n1\n")
    (tmp_path / "b.csv").write_text("a\n1\n")
    with memory(tmp_path / "it's.csv") as connection:
        name = str(tmp_path / "it's.csv").replace("'", "''")
        assert connection.execute(f"select count(*) from read_csv('{name}')").fetchall() == [(1,)]
        for sql in (f"from read_csv('{tmp_path}/b.csv')", f"copy (select 1) to '{tmp_path}/c.csv'", "set threads = 2"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
    with memory() as connection:
        assert connection.execute("select current_setting('temp_directory')").fetchall() == [("",)]


def test_one_database_serves_one_return_after_another() -> None:
    with memory() as connection:
        for touch in (("YES",), ("YES", "NO", "NO")):
            returned = a_return(cover(2025, "oc3"), oc3=care_leavers(*touch))
            (one,) = count(returned, {"k": asks()}, connection=connection)
            assert one.denominator == len(touch)
