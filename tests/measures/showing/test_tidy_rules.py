"""DfE's rules for files find each way to break them, and pass a file that keeps them."""

from typing import NamedTuple

import pytest

from clearline.measures.showing.exporting.tidy_file import META_COLUMNS, PLACE, TidyFile, tidy_csv
from clearline.measures.showing.exporting.tidy_rules import problems

ENGLAND = {"geographic_level": "National"}
REGION = {"geographic_level": "Regional", "region_code": "E12000099", "region_name": "Far North"}
AUTHORITY = REGION | {
    "geographic_level": "Local authority", "old_la_code": "999", "new_la_code": "E06000999", "la_name": "Northmoor",
}  # fmt: skip


class Given(NamedTuple):
    """A data file and its metadata as rows that a test can spoil."""

    rows: list[dict[str, str]]
    meta: list[dict[str, str]]


def good() -> Given:
    common = {"time_period": "2025", "time_identifier": "Reporting year", "country_code": "E92000001",
              "country_name": "England"}  # fmt: skip
    rows = [
        dict.fromkeys(PLACE, "") | common | place | {"sex": sex, "children_count": count, "children_percent": "c"}
        for place in (ENGLAND, REGION, AUTHORITY)
        for sex, count in (("Total", "12"), ("Female", "5.5"), ("Male", "-6.5"))
    ]
    blank = dict.fromkeys(META_COLUMNS, "")
    meta = [
        blank | {"col_name": "sex", "col_type": "Filter", "label": "Sex", "filter_hint": "Filter by sex"},
        blank | {"col_name": "children_count", "col_type": "Indicator", "label": "Children", "indicator_dp": "0"},
        blank | {"col_name": "children_percent", "col_type": "Indicator", "label": "Share", "indicator_unit": "%"},
    ]
    return Given(rows, meta)


def found(given: Given, data_name: str = "made.csv", meta_name: str = "made.meta.csv") -> list[str]:
    files = [
        tidy_csv(name, [*rows[0]], [[*row.values()] for row in rows])
        for name, rows in ((data_name, given.rows), (meta_name, given.meta))
    ]
    return problems(*files)


def test_a_file_that_keeps_the_rules_passes() -> None:
    assert found(good()) == []


def test_a_grouped_filter_passes_without_every_combination_of_its_labels() -> None:
    given = good()
    for row in given.rows:
        row["topic"] = "Total" if row["sex"] == "Total" else "Sex"
    given.meta[0]["filter_grouping_column"] = "topic"
    assert found(given) == []


def test_a_default_other_than_total_passes_when_it_is_there() -> None:
    given = good()
    for row in given.rows:
        row["sex"] = row["sex"].replace("Total", "All")
    assert found(given) == ["'sex' has no 'Total', and no other filter_default that is there."]
    given.meta[0]["filter_default"] = "All"
    assert found(given) == []


def test_a_six_digit_year_passes_over_a_century_and_only_with_its_identifier() -> None:
    given = good()
    for row in given.rows:
        row.update(time_period="199900", time_identifier="Academic year")
    assert found(given) == []


@pytest.mark.parametrize(
    ("data", "meta", "says"),
    [
        ("Made.csv", "Made.meta.csv", "lower-case letters"),
        ("made file.csv", "made file.meta.csv", "lower-case letters"),
        ("made.txt", "made.meta.csv", "ends in .csv"),
        ("made.csv", "other.meta.csv", "is called made.meta.csv"),
    ],
)
def test_names_of_files(data: str, meta: str, says: str) -> None:
    assert any(says in one for one in found(good(), data, meta))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not CSV with a heading"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b'a,b\n"unfinished', "is not CSV with a heading"),
        (b"a,b\n1\n", "row 2 has more or fewer cells"),
        (b"a,a\n1,2\n", "has the column 'a' twice"),
        (b"a,b\n", "has no rows"),
        (b"a,b\n1,2\n", "needs the column 'time_period'"),
    ],
)
def test_hostile_data(content: bytes, says: str) -> None:
    meta = tidy_csv("made.meta.csv", META_COLUMNS, [[*good().meta[0].values()]])
    assert any(says in one for one in problems(TidyFile("made.csv", content), meta))


def test_metadata_that_cannot_be_read_or_lacks_a_column() -> None:
    data = tidy_csv("made.csv", [*good().rows[0]], [[*row.values()] for row in good().rows])
    assert "is not UTF-8" in problems(data, TidyFile("made.meta.csv", b"\xff"))[0]
    assert "metadata: needs the column 'col_type'." in problems(data, TidyFile("made.meta.csv", b"col_name\nsex\n"))


META = [
    ({"col_type": "filter"}, "it is Filter or Indicator"),
    ({"col_name": "gender"}, "'gender' is not in the data"),
    ({"col_name": ""}, "a row has no col_name"),
    ({"col_name": "la_name"}, "is a column of time or place and is not described"),
    ({"label": ""}, "a row has no label"),
    ({"label": "children "}, "two rows have the label 'children'"),
    ({"indicator_unit": "%"}, "'sex' is of type Filter and has no indicator_unit"),
    ({"indicator_dp": "1"}, "'sex' is of type Filter and has no indicator_dp"),
    ({"filter_grouping_column": "topic"}, "grouped by 'topic', which is not in the data"),
    ({"filter_grouping_column": "children_count"}, "so it has no row of its own"),
]


@pytest.mark.parametrize(("change", "says"), META)
def test_what_is_wrong_with_a_filter_in_the_metadata(change: dict[str, str], says: str) -> None:
    given = good()
    given.meta[0].update(change)
    assert any(says in one for one in found(given))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"indicator_unit": "per cent"}, "none of the rules' units"),
        ({"indicator_dp": "-1"}, "is no number of places"),
        ({"indicator_dp": "1.5"}, "is no number of places"),
        ({"filter_hint": "hint"}, "is of type Indicator and has no filter_hint"),
    ],
)
def test_what_is_wrong_with_an_indicator_in_the_metadata(change: dict[str, str], says: str) -> None:
    given = good()
    given.meta[1].update(change)
    assert any(says in one for one in found(given))


def test_metadata_without_an_indicator_with_a_strange_column_or_two_filters_of_one_group() -> None:
    given = good()
    assert "metadata: there is no indicator." in found(Given(given.rows, given.meta[:1]))
    given.meta[0]["colour"] = "red"
    for row in given.meta[1:]:
        row["colour"] = ""
    assert "metadata: 'colour' is no column of a metadata file." in found(given)
    given = good()
    for row in given.rows:
        row |= {"topic": "Total", "age": row["sex"]}
    given.meta[0]["filter_grouping_column"] = "topic"
    given.meta.append(given.meta[0] | {"col_name": "age", "label": "Age"})
    assert "metadata: two filters are grouped by 'topic'." in found(given)


@pytest.mark.parametrize("name", ["Sex", "1_sex", "sex of child", "séx"])
def test_a_column_is_in_snake_case(name: str) -> None:
    given = good()
    for row in given.rows:
        row[name] = "x"
    assert f"'{name}': the name of a column is in snake_case and begins with a letter." in found(given)


def test_a_column_that_nobody_describes() -> None:
    given = good()
    for row in given.rows:
        row["more"] = "1"
    assert "'more' is a column of the data that the metadata does not describe." in found(given)


ROWS = [
    ({"time_identifier": "Academic year"}, "are mixed in one file"),
    ({"time_identifier": "Rolling year"}, "is not a year that the rules know"),
    ({"time_period": "202425"}, "does not have the 4 digits of a reporting year"),
    ({"geographic_level": "Ward"}, "'Ward' is none of National"),
    ({"la_name": ""}, "'la_name' is empty in a row at the level Local authority"),
    ({"region_code": ""}, "'region_code' is empty in a row"),
    ({"new_la_code": "E12000099"}, "'new_la_code': 'E12000099' is no such code"),
    ({"old_la_code": "99"}, "'old_la_code': '99' is no such code"),
    ({"country_code": "K02000001"}, "'country_code': 'K02000001' is no such code"),
    ({"region_name": "Other"}, "'region_code': 'E12000099' has two names"),
    ({"sex": " Male"}, "has a label with blanks around it"),
    ({"sex": ""}, "'sex' is empty in a row"),
    ({"sex": "=1+1"}, "would run as a formula"),
    ({"sex": "Female"}, "are there more than once"),
    ({"children_count": ""}, "neither a plain number nor a symbol"),
    ({"children_count": ":"}, "neither a plain number nor a symbol"),
    ({"children_count": "1,200"}, "neither a plain number nor a symbol"),
    ({"children_count": "12%"}, "neither a plain number nor a symbol"),
    ({"children_count": "1e3"}, "neither a plain number nor a symbol"),
    ({"children_count": "NaN"}, "neither a plain number nor a symbol"),
    ({"children_count": "=1"}, "neither a plain number nor a symbol"),
    ({"children_count": "１２"}, "neither a plain number nor a symbol"),
]


@pytest.mark.parametrize(("change", "says"), ROWS)
def test_what_is_wrong_in_a_row(change: dict[str, str], says: str) -> None:
    given = good()
    given.rows[-1].update(change)
    assert any(says in one for one in found(given))


def test_two_years_of_six_digits_follow_one_another() -> None:
    given = good()
    for row in given.rows:
        row.update(time_period="202426", time_identifier="Financial year")
    assert "time_period: '202426' is not two years that follow one another." in found(given)


def test_a_place_is_not_filled_above_its_level() -> None:
    given = good()
    given.rows[0]["region_name"] = "Far North"
    assert "'region_name' is filled in a row at the level National." in found(given)


def test_a_level_needs_its_columns() -> None:
    given = good()
    for row in given.rows:
        del row["la_name"]
    assert "'la_name' is needed for rows at the level Local authority." in found(given)


def test_a_filter_that_never_varies_is_none() -> None:
    given = good()
    rows = [row for row in given.rows if row["sex"] == "Total"]
    assert "'sex' is the same in every row, so it is no filter." in found(Given(rows, given.meta))


def test_a_combination_of_filters_that_one_area_lacks() -> None:
    given = good()
    assert any(
        "lack a combination of filters, e.g. 2025: Male" in one for one in found(Given(given.rows[:-1], given.meta))
    )


def test_the_marks_at_the_front_of_a_file_from_a_spreadsheet_are_no_fault() -> None:
    given = good()
    data = tidy_csv("made.csv", [*given.rows[0]], [[*row.values()] for row in given.rows])
    meta = tidy_csv("made.meta.csv", META_COLUMNS, [[*row.values()] for row in given.meta])
    assert problems(TidyFile(data.name, b"\xef\xbb\xbf" + data.content), meta) == []
