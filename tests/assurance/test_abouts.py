"""What a signature, a challenge or an action is about has words, and a page for those who may open it."""

from typing import Any

import pytest
from django.test import RequestFactory
from northmoor_whole import acting
from people import make_authority, member

from clearline.accounts.permissions import Role
from clearline.assurance.abouts import MOST, about_address, about_words, asked_about, check_about
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db

DUTY = "dcs-lm/2013/authority-takes-guidance-into-account"


def request_of(role: Role, address: str = "/") -> Any:
    request: Any = RequestFactory().get(address)
    authority = make_authority()
    request.acting, request.on_problem = acting(member(authority, role), authority, role), ""
    return request


def test_a_duty_is_called_by_what_it_says_and_what_content_no_longer_has_by_its_key() -> None:
    assert about_words(f"duty:{DUTY}").startswith("Duty: ")
    assert "2013)" in about_words(f"judgement:{DUTY}")
    assert about_words("duty:dcs-lm/2013/gone") == "Duty: dcs lm, 2013, gone"
    assert about_words("measure:gone") == "Measure: gone"
    assert about_words("report:standing-report/4") == "Report: standing report, 4"
    assert about_words("nonsense") == "Nonsense: "


def test_a_measure_is_called_by_its_title() -> None:
    from clearline.measures.content import load

    one = load().measures[0]
    assert about_words(f"measure:{one.key}") == f"Measure: {one.title}"
    assert check_about(f"measure:{one.key}") == f"measure:{one.key}"


@pytest.mark.parametrize(
    ("about", "address"),
    [
        (f"duty:{DUTY}", "/northmoor/guidance/dcs-lm/2013/duty/authority-takes-guidance-into-account/"),
        (f"judgement:{DUTY}", f"/northmoor/statements/{DUTY}/"),
        ("finding:2013/line-unbroken/posts/x", "/northmoor/findings/2013/line-unbroken/posts/x/"),
        ("measure:came-back", "/northmoor/outcomes/measures/came-back/"),
        ("test:two-roles", "/northmoor/tests-of-assurance/of/two-roles/"),
        ("test:two-roles/scope", "/northmoor/tests-of-assurance/of/two-roles/elements/scope/"),
        ("report:standing-report", "/northmoor/calendar/reports/standing-report/"),
        ("report:standing-report/4", "/northmoor/reports/standing-report/issued/4/"),
        ("register:visits", "/northmoor/registers/visits/"),
        ("register:visits/7", "/northmoor/registers/visits/entries/7/"),
        ("challenge:2026-1", "/northmoor/challenges/2026-1/"),
        ("action:2026-1", "/northmoor/challenges/actions/2026-1/"),
        ("departure:2013-key-5", "/northmoor/departures/2013-key-5/"),
        ("evidence:minutes", "/northmoor/evidence/of/minutes/"),
        ("duty:dcs-lm/2013", None),
        ("challenge:no key", None),
        ("inspection:Ofsted, 2", None),
        ("pack:standing-report/2026-06-01", None),
        ("nonsense", None),
    ],
)
def test_each_kind_of_thing_has_its_page(about: str, address: str | None) -> None:
    found = about_address(request_of("governance-officer"), about)
    if about == "evidence:minutes":
        assert found is not None
        assert found.endswith("minutes/")
    else:
        assert found == address


def test_nobody_is_led_to_a_page_that_they_may_not_open() -> None:
    partner = request_of("partner")
    assert about_address(partner, f"duty:{DUTY}")
    assert about_address(partner, f"judgement:{DUTY}") is None
    assert about_address(partner, "report:standing-report") is None
    assert about_address(partner, "report:standing-report/4")


def test_what_an_address_asks_for_is_checked() -> None:
    assert asked_about(request_of("dcs"), "about") == ("", [])
    assert asked_about(request_of("dcs", "/?about=test:x"), "about") == ("test:x", [])
    about, problems = asked_about(request_of("dcs", f"/?about=duty:{'x' * MOST}"), "about")
    assert about == ""
    assert "names nothing" in problems[0]


@pytest.mark.parametrize("about", ["", "duty", "duty:", "Duty:x/y/z", "thing:x", "test:<b>", "test:a\nb"])
def test_what_names_nothing_is_refused(about: str) -> None:
    with pytest.raises(BadInput):
        check_about(about)


@pytest.mark.parametrize("about", ["finding:2013/r/s", "test:x/y", "report:x/1", "inspection:Ofsted (2026), no. 2"])
def test_what_other_features_keep_is_taken_by_its_form(about: str) -> None:
    assert check_about(about) == about
