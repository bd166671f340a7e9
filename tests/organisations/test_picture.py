"""The picture: an organisation on one day."""

from datetime import date

import pytest

from clearline.organisations.officers import Authority, DatedForm
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

FORMS = (
    DatedForm(form="leader-and-cabinet", end=date(2010, 5, 5)),
    DatedForm(form="committee-system", start=date(2010, 5, 6)),
)


@pytest.mark.parametrize(
    ("day", "form"), [(date(2010, 5, 5), "leader-and-cabinet"), (date(2010, 5, 6), "committee-system")]
)
def test_the_form_of_executive_is_that_of_the_day(day: date, form: str) -> None:
    authority = Authority(id="here", name="Here", kind="unitary", executive=FORMS)
    assert Picture(Organisation(authority=authority), day).executive == form


def test_a_form_of_executive_that_no_date_covers_is_not_known() -> None:
    authority = Authority(id="here", name="Here", kind="unitary", executive=FORMS[1:])
    assert Picture(Organisation(authority=authority), date(2009, 9, 1)).executive is None
