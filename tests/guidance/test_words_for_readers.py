"""A duty is told by the number of its paragraph where readers know one, and never by a key of Clearline's own."""

import pytest

from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, stated_in
from clearline.guidance.words import known_as, places


@pytest.mark.parametrize(("at", "told"), [
    ("2.17", "2.17: It is so."), ("s18(2)(c)", "s18(2)(c): It is so."), ("L25", "L25: It is so."),
    ("key-5", "It is so."), ("assure-11.1", "It is so."),
])  # fmt: skip
def test_only_numbers_of_the_text_itself_are_told(at: str, told: str) -> None:
    assert known_as(at, "It is so.") == told


def test_places_are_told_by_the_numbers_of_an_edition_or_by_its_headings() -> None:
    old, new = edition_named(load(), "2009"), edition_named(load(), "2013")
    assert places(old, ["3.13", "3.16"]) == "3.13, 3.16"
    assert places(new, ["assure-1", "assure-2", "joint-2"]) == "“Local assurance”, “Joint DCS appointments”"
    assert places(new, ["gone-9"]) == "gone-9"


def test_a_duty_stands_at_its_number_or_under_its_heading() -> None:
    old, new = (next(stated_in(edition_named(load(), edition))) for edition in ("2009", "2013"))
    assert (old.place, old.numbered) == (old.provision.at, f"{old.provision.at}: {old.duty.says}")
    assert (new.place, new.numbered) == ("“Summary and key points”", new.duty.says)
