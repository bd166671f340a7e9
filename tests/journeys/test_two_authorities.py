"""A director of two councils: one sign-in, a choice, and nothing of the one at the other."""

import pytest
from northmoor_whole import northmoor
from pages import check_all, sign_in_as
from people import make_user, member
from playwright.sync_api import Page
from steps import heading

pytestmark = pytest.mark.browser

OTHERS = "A plan of the other council"


def test_a_joint_director_chooses_and_sees_one_council_at_a_time(page: Page, faults: list[str]) -> None:
    joint = make_user(name="Ann Heron")
    for key, example in (("northmoor", "northmoor"), ("southmoor", "wokingham-today")):
        member(northmoor(key, example), "dcs", user=joint)
    sign_in_as(page, joint)
    page.goto("/")
    assert heading(page) == "Choose an authority"
    check_all(page)
    page.get_by_role("link", name="Southmoor Council").click()
    page.goto("/southmoor/proposals/new/")
    page.get_by_label("Title").fill(OTHERS)
    page.get_by_label("Reasons").fill("Tried out.")
    for box, value in (("Day", "1"), ("Month", "6"), ("Year", "2027")):
        page.get_by_label(box, exact=True).fill(value)
    page.get_by_role("button", name="Make a draft").click()
    assert heading(page) == OTHERS
    theirs = page.url.replace("/southmoor/", "/northmoor/")
    page.get_by_role("link", name="My account").click()
    page.get_by_role("link", name="Northmoor Council").click()
    for address in ("", "proposals/", "trail/", "organisation/"):
        answer = page.goto(f"/northmoor/{address}")
        assert answer is not None
        assert OTHERS not in page.content()
        assert "southmoor" not in page.content().lower()
        if answer.status == 403:
            faults.clear()  # a director sees no trail
    assert not faults
    page.goto(theirs)
    assert heading(page) == "Page not found"
    faults.clear()
