"""A table is read for what it says, and what is no table of counts is refused without repeating a cell of it."""

from pathlib import Path

import msgspec
import pytest
from small_tables import DFE, HERE, NORTHMOOR, OTHER, REGION, by_category, printed, row, text, truth

from clearline.kit.errors import BadInput
from clearline.measures.disclosure.about import About, CountColumn, Dimension, RateColumn
from clearline.measures.disclosure.about_files import read_meta, read_others, read_printed, starter
from clearline.measures.disclosure.building import read_truth
from clearline.measures.disclosure.cells import known, shown
from clearline.measures.disclosure.periods import code, months, pieces
from clearline.measures.disclosure.profiles import PROFILES
from clearline.measures.disclosure.table import Known, part

PLAIN = msgspec.structs.replace(DFE, dimensions={})


@pytest.mark.parametrize(
    ("period", "identifier", "expected"),
    [
        ("2025", "Reporting year", "2024-04/2025-03"),
        ("202425", "Academic year", "2024-09/2025-08"),
        ("202425", "Financial year", "2024-04/2025-03"),
        ("202425", "Financial year Q4", "2025-01/2025-03"),
        ("2024", "Calendar year", "2024-01/2024-12"),
        ("2024", "October", "2024-10/2024-10"),
        ("2024-11/2025-10", "Rolling year", "2024-11/2025-10"),
    ],
)
def test_periods_are_months(period: str, identifier: str, expected: str) -> None:
    span = months(period, identifier)
    assert span is not None
    assert code(*span) == expected


@pytest.mark.parametrize(("period", "identifier"), [("soon", "Reporting year"), ("2025", ""), ("2025", "Week 3")])
def test_what_is_no_period_is_not_guessed(period: str, identifier: str) -> None:
    assert months(period, identifier) is None
    with pytest.raises(BadInput, match="make no period"):
        truth([row(period=period, identifier=identifier, children=9)], PLAIN)


def test_periods_that_overlap_are_cut_into_pieces_and_others_are_not() -> None:
    assert pieces(["2024-04/2025-03", "2025-04/2026-03", "2025-03"]) == {}
    assert pieces(["2024-04/2025-03", "2024-05/2025-04"]) == {
        "2024-04/2025-03": ("2024-04/2024-04", "2024-05/2025-03"),
        "2024-05/2025-04": ("2024-05/2025-03", "2025-04/2025-04"),
    }


@pytest.mark.parametrize(
    ("cell", "base", "expected"),
    [
        ("c", 1, Known(1, None, hidden=True, limit=5)),
        ("<6", 1, Known(1, 5, hidden=True, limit=5)),
        ("z", 1, Known(0, None)),
        ("k", 10, Known(1, 4)),
        ("0", 10, Known(0, 0)),
        ("10", 10, Known(6, 14)),
        ("20", 10, Known(15, 24)),
        ("1,234", 1, Known(1234, 1234)),
        ("12.5", 1, None),
    ],
)
def test_a_cell_says_what_a_reader_can_know(cell: str, base: int, expected: Known | None) -> None:
    assert known(cell, PROFILES["dfe"], base, zero_hidden=False) == expected


def test_what_is_known_of_a_rounded_count_is_what_rounds_to_it() -> None:
    for base in (5, 10):
        for value in range(8, 60):
            found = known(shown(value, base), PROFILES["nhs"], base, zero_hidden=False)
            assert found
            assert found.most
            assert found.least <= value <= found.most
            assert {shown(one, base) for one in range(found.least, found.most + 1)} == {shown(value, base)}


@pytest.mark.parametrize("column", ["UPN", "Child ID", "Date of birth", "LAchildID", "HOME_POST", "Surname"])
def test_rows_about_single_children_are_refused_without_repeating_a_cell(column: str) -> None:
    with pytest.raises(BadInput, match="single children") as refused:
        truth([{**row(children=1), column: "canary-7731"}], PLAIN)
    assert "canary" not in str(refused.value)


def test_a_return_is_refused() -> None:
    with pytest.raises(BadInput, match="single children"):
        read_truth(HERE, "CHILD,SEX,DOB\nA1,F,01/02/2010\n", PLAIN)


def test_labels_that_differ_from_row_to_row_are_taken_for_names() -> None:
    about = msgspec.structs.replace(PLAIN, dimensions={"who": Dimension(adds_up="none")})
    with pytest.raises(BadInput, match="differs nearly from row to row"):
        truth([row(children=1, who=f"canary {index}") for index in range(120)], about)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "has no rows"),
        ("time_period,area\n2025,x\n", "has no column 'time_identifier'"),
        ('time_period\n"2025', "is not CSV"),
        ("a,a\n1,2\n", "has a column twice"),
        ("a,b\n1\n", "has 1 cells, not 2"),
    ],
)
def test_what_is_no_table_is_refused(table: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_truth(HERE, table, PLAIN)


def test_a_column_of_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(BadInput, match="'notes' of which nothing is said"):
        truth([row(children=9, notes="canary")], PLAIN)
    with pytest.raises(BadInput, match="has no column 'children'"):
        truth([row()], PLAIN)
    about = msgspec.structs.replace(PLAIN, ranks={"place": "adults"})
    with pytest.raises(BadInput, match="'adults' is not among the counts"):
        truth([row(children=9, place=1)], about)


def test_a_formula_is_refused_and_a_negative_number_is_not() -> None:
    about = msgspec.structs.replace(PLAIN, beside={"score": ("children",)})
    assert truth([row(children=9, score="-0.25")], about)
    with pytest.raises(BadInput, match="begins as a formula"):
        truth(by_category(**{"=1+1": 9}))


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"geographic_level": "Planet"}, "has the geographic_level 'Planet'"),
        ({"new_la_code": ""}, "has no new_la_code"),
        ({"children": "12.5"}, "no whole number in 'children'. Is it a rate"),
        ({"children": "c"}, "no whole number in 'children'. Give the true counts"),
        ({"version": "Final"}, "'version' differs"),
    ],
)
def test_rows_that_do_not_say_whom_or_how_many_they_count_are_refused(cells: dict[str, str], says: str) -> None:
    about = msgspec.structs.replace(PLAIN, labels=("version",))
    with pytest.raises(BadInput, match=says):
        truth([row(OTHER, children=20, version="Revised"), {**row(children=9, version="Revised"), **cells}], about)


def test_a_blank_line_is_no_row() -> None:
    assert len(read_truth(HERE, text(by_category(a=9)) + "\n\n", DFE).rows) == 1


def test_groups_of_labels_that_the_table_does_not_have_tie_nothing() -> None:
    rule = Dimension(groups={"in care": ("foster", "home"), "elsewhere": ("abroad",)})
    table = truth(
        by_category(foster=10, home=20, own=30, Total=60), msgspec.structs.replace(DFE, dimensions={"category": rule})
    )
    names = {part(name, "category") for one in table.sums for name in (one.total, *one.parts)}
    assert "in care" in names
    assert "elsewhere" not in names


def test_a_denominator_can_be_another_label() -> None:
    rate = RateColumn(numerator="children", denominator="children", denominator_where={"category": "Eligible"})
    about = msgspec.structs.replace(DFE, rates={"share": rate}, dimensions={"category": Dimension(adds_up="none")})
    rows = [
        {**each, "share": share}
        for each, share in zip(by_category(eligible=40, checked=30), ("100", "75"), strict=True)
    ]
    assert {rate.denominator for rate in truth(rows, about).rates.values()} == {
        truth(rows, about).rates[1, "share"].numerator
    }


def test_a_count_that_is_printed_twice_must_be_the_same() -> None:
    assert truth([row(children=9), row(children=9)], PLAIN).counts
    with pytest.raises(BadInput, match="counts the same in 'children' as another row"):
        truth([row(children=9), row(children=10)], PLAIN)


def test_categories_that_do_not_add_up_are_refused_unless_it_is_said() -> None:
    rows = by_category(a=10, b=20, Total=25)
    with pytest.raises(BadInput, match="do not"):
        truth(rows)
    assert truth(rows, msgspec.structs.replace(DFE, dimensions={"category": Dimension(adds_up="each")}))


def areas(*counts: int) -> list[dict[str, str]]:
    labels = (NORTHMOOR, OTHER, REGION)
    return [row(area, category=c, children=n) for c in "abc" for area, n in zip(labels, counts, strict=True)]


def test_whether_a_region_is_complete_is_found_out_from_its_counts() -> None:
    about = msgspec.structs.replace(DFE, dimensions={"category": Dimension(adds_up="none")})
    assert truth(areas(10, 20, 30), about).about.areas_add_up == {"region": "whole", "england": "some"}
    assert truth(areas(10, 20, 90), about).about.areas_add_up == {"region": "some", "england": "some"}
    one_wrong = [*areas(10, 20, 30)[:-1], row(REGION, category="c", children=31)]
    with pytest.raises(BadInput, match="1 counts for region that are not the sum"):
        truth(one_wrong, about)
    said = msgspec.structs.replace(about, areas_add_up={"region": "some"})
    assert truth(one_wrong, said).about.areas_add_up["region"] == "some"


def test_areas_below_the_authority_and_the_halves_of_london_have_their_parents() -> None:
    about = msgspec.structs.replace(PLAIN, levels={"Ward": "ward_code"})
    wards = [
        {**row(NORTHMOOR, children=9), "geographic_level": "Ward", "ward_code": f"E0500000{n}", "ward_name": ""}
        for n in (1, 2)
    ]
    table = truth([{**row(children=18), "ward_code": "", "ward_name": ""}, *wards], about)
    assert [len(one.parts) for one in table.sums if dict(one.total[1])["area"] == NORTHMOOR] == [2]
    london = [
        {**row(REGION, children=n), "region_code": code}
        for code, n in (("E12000007", 30), ("E13000001", 10), ("E13000002", 20))
    ]
    table = truth(london, PLAIN)
    assert {len(one.parts) for one in table.sums if dict(one.total[1])["area"] == "E12000007"} == {2}


def test_columns_can_be_categories_of_each_other() -> None:
    counts = {
        "plans": CountColumn(),
        "short": CountColumn(where={"length": "Short"}),
        "long": CountColumn(where={"length": "Long"}),
    }
    about = About(counted="plans", counts=counts)
    table = truth([row(plans=30, short=10, long=20)], about)
    assert [len(one.parts) for one in table.sums if one.total in table.counts] == [2]
    with pytest.raises(BadInput, match="do not"):
        truth([row(plans=30, short=10, long=21)], about)


def test_others_tables_are_taken_as_they_are() -> None:
    table = printed(by_category(a=10, b=20, Total=99))
    assert not [one for one in table.sums if "category" in dict(one.parts[0][1]) and one.total in table.counts]
    with pytest.raises(BadInput, match="no whole number"):
        printed(by_category(a="many"))


def test_a_starter_says_what_each_column_seems_to_be_and_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [{**each, "per_cent": "12.5", "share": "3.25"} for each in by_category(a=10, b="c")]
    path.write_text(text(rows))
    about = tmp_path / "t.about.yaml"
    about.write_text(starter(path))
    found = read_printed(path, None, "ten").about
    assert (list(found.counts), list(found.dimensions), found.profile) == (["children"], ["category"], "ten")
    assert {column: rate.decimals for column, rate in found.rates.items()} == {"per_cent": 1, "share": 2}
    with pytest.raises(BadInput, match=r"'\?' is not among the counts"):
        read_truth(path, path.read_text(), found)
    path.write_text("children\n9\n")
    assert "dimensions" not in starter(path)
    path.write_text("a\n")
    with pytest.raises(BadInput, match="has no rows"):
        starter(path)


def test_a_table_without_a_file_that_says_what_it_is_about_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"figures suppress .* --describe"):
        read_printed(tmp_path / "t.csv", None)


def test_others_tables_are_about_the_same_unless_a_file_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text(text(by_category(a=10)))
    ours = msgspec.structs.replace(DFE, profile="ten", labels=("version",))
    assert read_others(path, ours).about == DFE
    (tmp_path / "theirs.about.yaml").write_text("counted: other\ncounts: {children: {}}\nprofile: unrounded\n")
    assert read_others(path, ours).about.counted == "other"


def test_a_meta_file_names_columns_of_the_table_only(tmp_path: Path) -> None:
    meta = tmp_path / "t.meta.csv"
    meta.write_text("col_name,col_type\nchildren,Indicator\n")
    assert read_meta(meta, "time_period,children\n").startswith("col_name")
    with pytest.raises(BadInput, match="names no column"):
        read_meta(meta, "time_period\n")


def test_a_region_that_lacks_an_authority_in_one_year_must_be_said_to_have_some_only() -> None:
    rows = [
        *by_category(NORTHMOOR, a=9), *by_category(OTHER, a=8), *by_category(REGION, a=17),
        *by_category(NORTHMOOR, "2024", a=9), *by_category(REGION, "2024", a=30),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="1 counts for region that are not the sum"):
        truth(rows)
