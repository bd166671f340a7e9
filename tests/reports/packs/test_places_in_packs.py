"""A report says where something stands by the numbers that an edition shows, or by its headings."""

from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, stated_in
from clearline.reports.packs.places import departed_from, place_of


def test_a_duty_stands_at_its_number_or_under_its_heading() -> None:
    old, new = (next(iter(stated_in(edition_named(load(), edition)))) for edition in ("2009", "2013"))
    assert place_of(old) == old.provision.at
    assert place_of(new) == "“Summary and key points”"


def test_a_departure_names_its_provision_by_number_or_by_what_it_says() -> None:
    assert departed_from("3.13", "2009") == "3.13 (2009)"
    assert departed_from("3.13", None) == "3.13"
    assert departed_from("key-5", "1999") == "key-5 (1999)"
    place, _, says = departed_from("key-5", "2013").partition(": ")
    assert place == "“Summary and key points” (2013)"
    assert says
    assert not says.endswith(".")
