"""Home, findings, legal views, texts, training and departures in a real browser: empty, full, in error, long text."""

from datetime import date

import pytest
from northmoor_whole import DOUBLE_LINE, acting, departs, northmoor
from pages import check_all, sign_in_as
from people import make_authority, make_user, member
from playwright.sync_api import Page, expect

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.actions import record_departure, renew_departure
from clearline.assurance.viewing import give_legal_view
from clearline.guidance.content import load
from clearline.organisations.partnerships import Departure

pytestmark = pytest.mark.browser

LONG = "A reason that goes on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 8
TEXT = "/northmoor/findings/texts/dcs-lm/2013/dcs-lead-member-clear-top-line/"


def signed_in(page: Page, authority: Authority, role: Role) -> Page:
    sign_in_as(page, member(authority, role, user=make_user(name="Ann Heron")))
    return page


def fill(authority: Authority) -> str:
    """Record departures and views of long text; return the key of a departure that has a history."""
    by = at_the_machine(authority)
    departure = Departure(
        provision="key-5", edition="2013", reasons=LONG, decided_by="The Cabinet", route="executive", alternatives=LONG,
        consulted=LONG, start=date(2026, 1, 1), review=date(2099, 1, 1),
    )  # fmt: skip
    key = record_departure(by=by, guidance=load(), departure=departure, minutes=f"https://northmoor.example/{'m' * 90}")
    renew_departure(by=by, key=key, review=date(2099, 6, 1), on=date(2026, 6, 1), why=LONG)
    departs(authority, "1.2", "2009")
    officer = acting(member(authority, "monitoring-officer"), authority, "monitoring-officer")
    for view, privileged in (("agrees", False), ("needs-advice", True)):
        give_legal_view(
            by=officer, edition="2013", rule="line-unbroken", subject="family-practitioner", view=view, reasons=LONG,
            privileged=privileged, on=date(2026, 6, 1),
        )  # fmt: skip
    return key


def visit(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(f"/northmoor/{address}")
        check_all(page)


def test_everything_where_nothing_is_stated(page: Page) -> None:
    authority = make_authority()
    visit(signed_in(page, authority, "governance-officer"), "", "findings/", "departures/")
    visit(signed_in(page, authority, "administrator"), "")


def test_a_home_with_much_to_do(page: Page) -> None:
    authority = northmoor()
    fill(authority)
    visit(signed_in(page, authority, "monitoring-officer"), "?on=2009-09-01")
    visit(signed_in(page, authority, "lead-member"), "")


def test_findings_with_all_that_stands_beside_them(page: Page) -> None:
    authority = northmoor()
    fill(authority)
    signed_in(page, authority, "monitoring-officer")
    visit(page, "findings/", "findings/?edition=2009", "findings/?edition=1999", f"findings/2013/{DOUBLE_LINE}/")
    visit(page, "findings/2013/line-unbroken/nothing/", "findings/not-stated/", "findings/texts/")


def test_departures_with_long_reasons_and_their_history(page: Page) -> None:
    authority = northmoor()
    key = fill(authority)
    signed_in(page, authority, "governance-officer")
    visit(page, "departures/", f"departures/{key}/", "departures/2009-1-2/", f"departures/{key}/end/")


def test_a_departure_is_recorded_from_a_finding_after_a_mistake_without_javascript(
    page_without_javascript: Page,
) -> None:
    page = signed_in(page_without_javascript, northmoor(), "governance-officer")
    page.goto("/northmoor/")
    page.get_by_role("link", name="The Family Practitioner has more than one").first.click()
    page.get_by_role("button", name="Record a departure with reasons").click()
    page.get_by_role("button", name="Record the departure").click()
    page.get_by_role("link", name="Enter reasons").click()
    assert page.evaluate("document.activeElement.id") == "id_reasons"
    page.get_by_label("Reasons").fill("Two managers share the hub.")
    page.get_by_label("Who decided").fill("Cabinet")
    page.get_by_label("The executive: cabinet").check()
    review = page.get_by_role("group", name="Review date")
    for box, value in (("Day", "1"), ("Month", "6"), ("Year", "2099")):
        review.get_by_label(box).fill(value)
    page.get_by_role("button", name="Record the departure").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Departure from “Summary and key points”"
    page.get_by_role("link", name="See the findings that it explains").click()
    expect(page.get_by_role("link", name="Explained from “Summary and key points”")).to_be_visible()


def test_forms_with_mistakes(page: Page) -> None:
    authority = northmoor()
    signed_in(page, authority, "governance-officer")
    for address, button in (
        ("departures/record/", "Record the departure"),
        (TEXT.removeprefix("/northmoor/"), "Confirm"),
    ):  # fmt: skip
        page.goto(f"/northmoor/{address}")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text("There is a problem")).to_be_visible()
        assert page.title().startswith("Error: ")
        check_all(page)


def test_the_monitoring_officer_gives_a_view_and_confirms_a_text(page: Page) -> None:
    signed_in(page, northmoor(), "monitoring-officer")
    page.goto(f"/northmoor/findings/2013/{DOUBLE_LINE}/")
    page.get_by_role("button", name="Give a legal view").click()
    page.get_by_role("button", name="Record the view").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    check_all(page)
    page.get_by_label("I disagree").check()
    page.get_by_label("Reasons").fill("The hub is one post.")
    page.get_by_role("button", name="Record the view").click()
    expect(page.get_by_role("heading", name="Disagrees")).to_be_visible()
    check_all(page)
    page.get_by_role("link", name="confirm the text").first.click()
    page.get_by_label("Page or paragraph").fill("page 4")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("The text is confirmed")).to_be_visible()
    page.goto(TEXT)
    page.get_by_role("link", name="Withdraw the confirmation").click()
    check_all(page)
