"""What is wrong in a CIN census return is reported by element with its count and first child, and never shown."""

from pathlib import Path
from typing import Any

import pytest
from made_cin import NORTHMOOR, child, given, made, message, read_made

from clearline.kit.errors import BadInput
from clearline.measures.returns.cin import recognise, tables
from clearline.measures.returns.cin.reading import LATER, STRAY, UNKNOWN, read
from clearline.measures.returns.reading import Return

Found = list[tuple[str, str, str, int, int | None]]


def faults(returned: Return) -> Found:
    return [(one.table, one.column, one.kind, one.count, one.first_row) for one in returned.faults]


def of(tmp_path: Path, *children: dict[str, Any], year: int = 2025) -> Found:
    return faults(read_made(tmp_path, **{f"y{year}": made(children, year)}))


FINE: dict[str, Any] = {"CINdetails": {"CINreferralDate": "2024-05-01"}}


def test_a_clean_return_has_no_faults(tmp_path: Path) -> None:
    assert of(tmp_path, FINE, FINE) == []


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"CINreferralDate": "2024-02-30"}, ("CINreferralDate", tables.NO_DATE)),
        ({"CINreferralDate": "01/05/2024"}, ("CINreferralDate", tables.NO_DATE)),
        ({"CINreferralDate": "2024-05-01", "CINclosureDate": "2024-05-01Z"}, ("CINclosureDate", tables.NO_DATE)),
        ({"CINreferralDate": "2024-05-01", "CINclosureDate": "1899-12-31"}, ("CINclosureDate", tables.NO_DATE)),
        ({"CINreferralDate": "2024-05-01", "PrimaryNeedCode": "N10"}, ("PrimaryNeedCode", tables.NO_CODE)),
        ({"CINreferralDate": "2024-05-01", "PrimaryNeedCode": "N1N1N1N1N1"}, ("PrimaryNeedCode", tables.NO_CODE)),
        ({"CINreferralDate": "2024-05-01", "ReferralNFA": "yes"}, ("ReferralNFA", tables.NO_CODE)),
        ({"CINreferralDate": "2024-05-01", "PrimaryNeedCode": ["N1", "N2"]}, ("PrimaryNeedCode", tables.TWICE)),
        ({"CINreferralDate": "2025-04-01"}, ("CINreferralDate", tables.LATE)),
        ({"CINreferralDate": "2024-05-01", "CINclosureDate": "2024-04-30"}, ("closed", tables.BACKWARDS)),
        ({"CINreferralDate": ""}, ("CINreferralDate", tables.MISSING)),
    ],
)
def test_a_fault_of_an_element_is_told_with_its_first_child(
    details: dict[str, Any], expected: tuple[str, str], tmp_path: Path
) -> None:
    found = of(tmp_path, FINE, {"CINdetails": details}, FINE, {"CINdetails": details})
    assert ("CINdetails", *expected, 2, 2) in found


def test_numbers_that_are_none_are_told(tmp_path: Path) -> None:
    plans = [
        {"CPPstartDate": "2024-05-01", "NumberOfPreviousCPP": number} for number in ("1000", "-1", "1.0", "999", "007")
    ]
    returned = read_made(
        tmp_path, y2025=made([{"CINdetails": {"CINreferralDate": "2024-05-01", "ChildProtectionPlans": plans}}])
    )
    assert returned.tables["protection_plans"].column("plans_before").to_pylist() == [None, None, None, 999, 7]
    assert ("ChildProtectionPlans", "NumberOfPreviousCPP", tables.NO_NUMBER, 3, 1) in faults(returned)


def test_codes_and_elements_of_other_years_are_kept_and_told(tmp_path: Path) -> None:
    factors = {"FactorsIdentifiedAtAssessment": {"AssessmentFactors": ["24A", "3A"]}}
    details = {"CINreferralDate": "2020-05-01", "Assessments": {"AssessmentActualStartDate": "2020-06-01"} | factors}
    trees = [{"CINdetails": details}]
    assert of(tmp_path, *trees, year=2021) == [
        ("Child", "Sex", tables.OTHER_YEARS_ELEMENT, 1, 1),
        ("AssessmentFactors", "AssessmentFactors", tables.OTHER_YEAR, 1, 1),
    ]
    returned = read_made(tmp_path, y2021=made(trees, 2021))
    assert returned.tables["factors"].column("factor").to_pylist() == ["24A", "3A"]


def test_gender_until_2024_becomes_sex(tmp_path: Path) -> None:
    who = [{"ChildIdentifiers": {"GenderCurrent": code, "Sex": ""}} | FINE for code in "129"]
    returned = read_made(tmp_path, y2024=made(who, 2024))
    assert returned.tables["persons"].column("sex").to_pylist() == ["M", "F", "U"]


def test_children_without_or_with_the_same_identifier(tmp_path: Path) -> None:
    same = [{"id": "A1", "ChildIdentifiers": {"Sex": sex}} | FINE for sex in "MF"]
    returned = read_made(tmp_path, y2025=made([{"id": ""} | FINE, *same, {"id": ""} | FINE]))
    assert returned.tables["persons"].column("sex").to_pylist() == ["F", "M", "F"]
    assert returned.tables["details"].column("child").to_pylist() == [0, 1, 1, 2]
    assert returned.tables["details"].column("person").to_pylist() == [0, 1, 1, 3]
    assert faults(returned) == [
        ("Child", "LAchildID", tables.NO_CHILD, 2, 1),
        ("Child", "LAchildID", tables.AGAIN, 1, 3),
    ]


def test_a_child_has_the_same_number_in_every_year_of_an_authority_and_another_in_another(tmp_path: Path) -> None:
    for name, year, ids in (("a", 2024, "XY"), ("b", 2025, "ZX"), ("c", 2025, "XY")):
        (tmp_path / name).write_text(made([{"id": one} | FINE for one in ids], year))
    files = given(tmp_path / "a", tmp_path / "b") + given(tmp_path / "c", authority="E06000998")
    (returned,) = read(files)
    assert returned.tables["persons"].select(["la", "year", "child", "person"]).to_pylist() == [
        {"la": NORTHMOOR, "year": 2024, "child": 0, "person": 0},
        {"la": NORTHMOOR, "year": 2024, "child": 1, "person": 1},
        {"la": NORTHMOOR, "year": 2025, "child": 2, "person": 2},
        {"la": NORTHMOOR, "year": 2025, "child": 0, "person": 3},
        {"la": "E06000998", "year": 2025, "child": 3, "person": 4},
        {"la": "E06000998", "year": 2025, "child": 4, "person": 5},
    ]
    assert returned.tables["details"].column("episode").to_pylist() == list(range(6))


def test_what_the_return_does_not_have_is_counted_and_passed_over(tmp_path: Path) -> None:
    block = {"PreProceedings": {"LetterDate": "2024-05-01", "CINreferralDate": "2024-05-02"}}
    text = made([FINE, {"CINdetails": {"CINreferralDate": "2024-05-01"} | block}, FINE], 2027).replace(
        "</Child>", "stray</Child>", 1
    )
    assert faults(read_made(tmp_path, y2027=text)) == [
        ("", "", LATER, 1, None),
        ("", "", STRAY, 1, None),
        ("", "PreProceedings", UNKNOWN, 1, 2),
    ]


def test_no_fault_and_no_message_shows_what_a_cell_holds(tmp_path: Path) -> None:
    canary = "SYN-CANARY-71"
    bad = dict.fromkeys(("CINreferralDate", "PrimaryNeedCode", "ReferralNFA", "CINclosureDate"), canary)
    returned = read_made(tmp_path, y2025=made([{"id": canary, "CINdetails": bad}] * 2))
    assert len(returned.faults) > 4
    assert canary not in repr(returned.faults)
    assert canary not in str({name: table.to_pylist() for name, table in returned.tables.items()})
    (tmp_path / "x").write_text(made([{"id": canary * 10}]))
    (tmp_path / "y").write_text(made([{"id": canary}])[:-30])
    for name in "xy":
        with pytest.raises(BadInput) as error:
            list(read(given(tmp_path / name)))
        assert canary not in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (message("").replace("CIN", "CLA"), "names another collection"),
        (message("").replace("<Collection>CIN</Collection>", ""), "names another collection"),
        (message("", year=2018), "can be read from 2019"),
        (message("").replace("<Year>2025</Year>", ""), "does not say in its header which year"),
        (message("").replace("<Year>2025", "<Year>25"), "does not say in its header which year"),
        (message("").replace("2025-03-31", "2024-03-31"), "another reference date"),
        (message("").replace("Children>", "Kinder>"), "has no Children"),
        ("<html/>", "first element is not Message"),
        ("", "not well-formed XML: no element found"),
        (message(child(FINE, 1))[:-40], "not well-formed XML"),
        ('<?xml version="1.0" encoding="utf-99"?><Message/>', "encoding"),
        (message(child({"id": "7" * 65}, 1)), "more than 64 characters"),
    ],
)
def test_a_file_that_is_no_cin_return_is_refused_with_the_reason(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_text(text)
    with pytest.raises(BadInput, match=says) as error:
        list(read(given(path)))
    assert error.value.problems[0].file == path


def test_a_file_that_is_too_large_or_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = given(tmp_path)
    with pytest.raises(BadInput, match="cannot be read: Is a directory"):
        list(read([file]))
    (tmp_path / "y.xml").write_text(message(""))
    monkeypatch.setattr("clearline.measures.returns.cin.reading.LARGEST", 100)
    with pytest.raises(BadInput, match="the limit is 100 bytes"):
        list(read(given(tmp_path / "y.xml")))


def test_a_file_of_another_encoding_than_it_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(b"\xff\xfe<")
    with pytest.raises(BadInput, match="not well-formed"):
        list(read(given(tmp_path / "x.xml")))


def test_two_returns_of_a_year_and_two_senders_are_refused(tmp_path: Path) -> None:
    for name, text in (("a", message("")), ("b", message("")), ("c", message("", 2024, lea="998"))):
        (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=r"is of the same year as .*a\."):
        list(read(given(tmp_path / "a", tmp_path / "b")))
    with pytest.raises(BadInput, match=r"another authority's number \(LEA\) than .*a\."):
        list(read(given(tmp_path / "a", tmp_path / "c")))


def test_authorities_are_handed_over_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clearline.measures.returns.cin.reading.BATCH", 1000)
    files = []
    for number in range(5):
        path = tmp_path / f"{number}.xml"
        path.write_text(made([FINE]))
        files += given(path, authority=f"E0600000{number}")
    found = [[cover.authority for cover in returned.covers] for returned in read(files)]
    assert found == [["E06000000", "E06000001"], ["E06000002", "E06000003"], ["E06000004"]]
    assert list(read([])) == []


def test_a_return_without_children_gives_empty_tables(tmp_path: Path) -> None:
    for text in (message(""), message("").replace("<Children></Children>", "<Children/>")):
        returned = read_made(tmp_path, y2025=text)
        assert {table.num_rows for table in returned.tables.values()} == {0}


def test_the_collection_is_recognised_by_its_header_in_any_encoding() -> None:
    text = message("")
    for head in (
        text.encode(),
        text.encode("utf-16"),
        text.replace("<Coll", "<c:Coll").encode(),
        text.lower().encode(),
    ):
        assert recognise(Path("x"), head)
    for head in (text.replace("CIN", "CLA").encode(), b"<html>", b""):
        assert not recognise(Path("x"), head)
