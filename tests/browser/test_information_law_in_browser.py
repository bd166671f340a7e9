"""The pages of information law in a real browser: empty, full, with errors, and by keyboard to the end of a request."""

from datetime import date
from urllib.parse import quote

import pytest
from northmoor_whole import departs, northmoor
from pages import check_all, sign_in_as
from people import make_authority, make_user, member
from playwright.sync_api import Page, expect

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import User
from clearline.organisations.actions import name_person
from clearline.transfer.information_law.foi_deciding import decide, open_request
from clearline.transfer.information_law.holds import place_hold

pytestmark = pytest.mark.browser

AT = "/northmoor/information-law"
LONG = "An inquiry with a long name, Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung, " * 4
DOCUMENTS = ("", "/record-of-processing/", "/fields/", "/impact-assessment/", "/privacy-notice/", "/retention/")


def test_the_documents(page: Page) -> None:
    sign_in_as(page, member(make_authority(), "data-protection-officer"))
    for address in DOCUMENTS:
        page.goto(f"{AT}{address}")
        check_all(page)


def test_with_nothing_to_do(page: Page) -> None:
    sign_in_as(page, member(make_authority(), "data-protection-officer"))
    for address in ("/overdue/", "/overdue/delete/", "/holds/", "/requests/", "/search/"):
        page.goto(f"{AT}{address}")
        check_all(page)


def test_the_privacy_notice_signed_out(page: Page) -> None:
    make_authority()
    page.goto(f"{AT}/privacy-notice/")
    check_all(page)


def full() -> tuple[User, User]:
    """Fill every page; return the data protection officer, and somebody who can be erased."""
    authority = northmoor()
    user = member(authority, "analyst", user=make_user(name="Wren Holloway"), ends=date(2021, 1, 1))
    dpo = member(authority, "data-protection-officer")
    name_person(by=at_the_machine(authority), key="person-director", name="Rowan Thistlewood")
    departs(authority)
    place_hold(by=at_the_machine(authority), scope="foi", reason=LONG, starts=date(2026, 1, 1))
    return dpo, user


def test_full_pages_and_forms_with_errors(page: Page) -> None:
    dpo, user = full()
    sign_in_as(page, dpo)
    person = f"/people/{user.individual_id}"
    for address in ("/overdue/", "/holds/", "/people/", f"{person}/", "/search/?words=managers"):
        page.goto(f"{AT}{address}")
        check_all(page)
    forms = {
        "/overdue/delete/": "Delete", "/holds/place/": "Place the hold", "/holds/hold/lift/": "Lift it",
        f"{person}/give-out/": "Make the file", f"{person}/erase/": "Erase", "/open-request/": "Open the request",
    }  # fmt: skip
    for address, button in forms.items():
        page.goto(f"{AT}{address}")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_all(page)


def test_somebody_in_office_and_a_request_with_a_decision(page: Page) -> None:
    dpo, _ = full()
    sign_in_as(page, dpo)
    page.goto(f"{AT}/people/{dpo.individual_id}/")
    check_all(page)
    authority = dpo.memberships.get().authority
    by = Acting(dpo, authority, frozenset({"data-protection-officer"}), "page")
    asked = open_request(by=by, reference="FOI/1".replace("/", " "), words="managers share", received=date(2026, 6, 1),
                         today=date(2026, 6, 1))  # fmt: skip
    decide(by=by, request=asked, record="departure:2013-key-5", decision="withhold", exemption="s22", note=LONG[:500],
           on=date(2026, 6, 2))  # fmt: skip
    request = f"/requests/{quote(asked.reference)}"
    for address in ("/requests/", f"{request}/", f"{request}/notice/", f"{request}/answered/"):
        page.goto(f"{AT}{address}")
        check_all(page)
    page.goto(f"{AT}{request}/decide/?record=departure:2013-key-5")
    page.get_by_label("Reasons").fill("")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check_all(page)


def test_a_request_without_javascript(page_without_javascript: Page) -> None:
    dpo, _ = full()
    page = page_without_javascript
    sign_in_as(page, dpo)
    page.goto(f"{AT}/search/?words=managers+share")
    page.get_by_role("button", name="Open a request with these words").click()
    page.get_by_label("Reference").fill("FOI-7")
    page.get_by_role("button", name="Open the request").click()
    page.get_by_role("link", name="Decide on Departure from key-5").click()
    page.get_by_label("Disclose").check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("Decided: Departure from key-5.")).to_be_visible()
