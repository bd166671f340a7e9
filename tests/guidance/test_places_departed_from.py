"""A page or a report says where something stands by the numbers that an edition shows, or by its headings."""

from clearline.guidance.content import load
from clearline.guidance.queries import departed_from


def test_a_departure_names_its_provision_by_number_or_by_what_it_says() -> None:
    assert departed_from(load(), "3.13", "2009") == "3.13 (2009)"
    assert departed_from(load(), "3.13", None) == "3.13"
    assert departed_from(load(), "key-5", "1999") == "key-5 (1999)"
    place, _, says = departed_from(load(), "key-5", "2013").partition(": ")
    assert place == "“Summary and key points” (2013)"
    assert says
    assert not says.endswith(".")
