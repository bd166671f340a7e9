"""Protects that the CIN census is in the elements, order and codes of its year."""

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

FIELDS = Path(__file__).resolve().parents[3].parent / "shared" / "formats" / "cin_census_fields.csv"
YEARS = range(2019, 2027)


def census(root: Path, year: int) -> Path:
    return root / "E06000999" / str(year) / f"cin_{year}.xml"


def paths(element: ET.Element, above: str = "") -> Iterator[tuple[str, str]]:
    """Give the path and the text of every element."""
    path = f"{above}/{element.tag}"
    yield path, (element.text or "").strip()
    for child in element:
        yield from paths(child, path)


@pytest.mark.skipif(not FIELDS.is_file(), reason="the census's fields are not beside the repository")
@pytest.mark.parametrize("year", YEARS)
def test_elements_and_codes_are_those_of_the_year(every_year: Path, year: int) -> None:
    with FIELDS.open(encoding="utf-8", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file) if row["year"] == str(year)}
    found = set(paths(ET.parse(census(every_year, year)).getroot()))
    for path, text in found:
        if path.startswith("/Message/Header/Content"):
            continue  # the levels of the common basic data set, which every return of the department carries
        assert path in rows, path
        allowed = rows[path]["allowed_values"].split()
        assert not allowed or text in allowed, (path, text)
        pattern = rows[path]["pattern"]
        assert not pattern or re.fullmatch(pattern, text), (path, text)
    assert {path for path, row in rows.items() if row["min"] == "1"} <= {path for path, _ in found}


@pytest.mark.skipif(not FIELDS.is_file(), reason="the census's fields are not beside the repository")
def test_elements_stand_in_the_order_of_the_specification(every_year: Path) -> None:
    with FIELDS.open(encoding="utf-8", newline="") as file:
        order = [row["path"].rsplit("/", 1) for row in csv.DictReader(file) if row["year"] == "2025"]
    places: dict[str, list[str]] = {}
    for above, name in order:
        places.setdefault(above.rsplit("/", 1)[-1], []).append(name)
    for element in ET.parse(census(every_year, 2025)).getroot().iter():
        listed = places.get(element.tag, [])
        ranks = [listed.index(child.tag) for child in element if child.tag in listed]
        assert ranks == sorted(ranks), element.tag


def test_the_census_says_that_it_is_synthetic_before_its_root(every_year: Path) -> None:
    text = census(every_year, 2025).read_text(encoding="utf-8")
    head, _, rest = text.partition("<Message>")
    assert "<!-- SYNTHETIC" in head
    assert "<!--" not in rest
    assert "<SoftwareCode>SYNTHETIC</SoftwareCode>" in rest


def test_there_is_no_census_before_2019(every_year: Path) -> None:
    assert not list((every_year / "E06000999" / "2018").glob("*.xml"))


def test_a_case_of_the_next_year_carries_on_the_same_dates(every_year: Path) -> None:
    """A case that was open on 31 March 2024 is in the census of 2025 with the same referral."""
    then, after = (ET.parse(census(every_year, year)) for year in (2024, 2025))
    later = {
        (child.findtext("ChildIdentifiers/LAchildID"), case.findtext("CINreferralDate"))
        for child in after.iter("Child") for case in child.iter("CINdetails")
    }  # fmt: skip
    still = [
        (child.findtext("ChildIdentifiers/LAchildID"), case.findtext("CINreferralDate"))
        for child in then.iter("Child") for case in child.iter("CINdetails")
        if case.find("CINclosureDate") is None and case.findtext("ReferralNFA") == "0"
    ]  # fmt: skip
    assert len(still) > 100
    assert set(still) <= later


def test_a_child_on_a_plan_has_an_open_case(every_year: Path) -> None:
    plans = 0
    for case in ET.parse(census(every_year, 2025)).iter("CINdetails"):
        closed = case.findtext("CINclosureDate")
        for plan in case.iter("ChildProtectionPlans"):
            start, end = plan.findtext("CPPstartDate") or "", plan.findtext("CPPendDate")
            plans += 1
            assert start >= (case.findtext("CINreferralDate") or "")
            assert not closed or (end and end <= closed)
    assert plans > 20
