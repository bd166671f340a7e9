"""Dated changes in a file: from which day each counts, what it takes the place of, and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clearline.kit.errors import BadInput
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import Organisation, as_on

DAY, BEFORE = date(2027, 4, 1), date(2027, 3, 31)
BASE: dict[str, Any] = {
    "authority": {"id": "x", "name": "X", "kind": "county"},
    "posts": {"dcs": {"title": "DCS"}, "head": {"title": "Head", "reports_to": "dcs"}},
}


def organisation(*changes: dict[str, Any], **base: Any) -> Organisation:
    return msgspec.convert({**BASE, **base, "changes": changes}, Organisation)


def test_a_change_counts_from_its_day_on() -> None:
    stated = organisation({"on": "2027-04-01", "posts": {"dcs": {"title": "New"}}})
    assert [as_on(stated, day).posts["dcs"].title for day in (BEFORE, DAY)] == ["DCS", "New"]
    assert as_on(stated, DAY).posts["head"].title == "Head"


def test_changes_are_made_in_the_order_of_their_days_whatever_their_order_in_the_file() -> None:
    later = {"on": "2028-01-01", "posts": {"dcs": {"title": "Later"}}}
    stated = organisation(later, {"on": "2027-04-01", "posts": {"dcs": {"title": "New"}}})
    assert [as_on(stated, day).posts["dcs"].title for day in (DAY, date(2028, 1, 1))] == ["New", "Later"]


def test_a_thing_that_a_change_gives_takes_the_place_of_the_whole_one() -> None:
    stated = organisation({"on": "2027-04-01", "posts": {"head": {"title": "Head of Care"}}})
    assert as_on(stated, DAY).posts["head"].reports_to is None


def test_a_change_takes_things_and_sections_away() -> None:
    stated = organisation({"on": "2027-04-01", "gone": ["posts/head", "plan"]}, plan={"owner": "council"})
    assert set(as_on(stated, DAY).posts) == {"dcs"}
    assert (as_on(stated, BEFORE).plan is None, as_on(stated, DAY).plan is None) == (False, True)


def test_what_is_not_known_stays_so_when_one_thing_of_it_is_taken_away() -> None:
    stated = organisation({"on": "2027-04-01", "gone": ["considerations/x"]})
    assert as_on(stated, DAY).considerations is None


def test_a_change_of_the_authority_takes_its_place() -> None:
    stated = organisation({"on": "2027-04-01", "authority": {"id": "x", "name": "New X", "kind": "unitary"}})
    assert [as_on(stated, day).authority.name for day in (BEFORE, DAY)] == ["X", "New X"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("gone: [posts/dcs]", "refers to 'dcs'"),
        ("posts: {new: {title: New, reports_to: nowhere}}", "a.yaml:5: posts.new.reports_to refers to 'nowhere'"),
        ("gone: [nothing/x]", "'nothing/x' is no section"),
        ("gone: [plan/x]", "'plan/x' is no section"),
    ],
)
def test_an_organisation_that_does_not_fit_after_a_change_is_refused(tmp_path: Path, change: str, words: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "authority: {id: x, name: X, kind: county}\n"
        "posts: {dcs: {title: DCS}, head: {title: Head, reports_to: dcs}}\n"
        f"changes:\n  - on: 2027-04-01\n    {change}\n"
    )
    with pytest.raises(BadInput, match=words):
        read_organisation(path)
