"""Registers in a real browser: the list, a register with its roll-call, an entry, the forms, a file looked through."""

import re

import pytest
from northmoor_whole import northmoor
from pages import check_all, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page, expect
from world_registers import registers_kept

pytestmark = pytest.mark.browser

ON = "?on=2026-06-01"
POINTS = "/northmoor/registers/points-of-referral/"


def test_registers_empty_and_kept(page: Page) -> None:
    authority = northmoor()
    entry = registers_kept(authority)["registers:entry"]["entry"]
    sign_in_as(page, member(authority, "governance-officer"))
    for address in (
        "/northmoor/registers/", POINTS, "/northmoor/registers/training/", "/northmoor/registers/workforce/",
        f"{POINTS}entries/{entry}/", f"{POINTS}entries/{entry}/change/", f"{POINTS}entries/{entry}/withdraw/",
        f"{POINTS}add/", f"{POINTS}load/", f"{POINTS}interval/",
    ):  # fmt: skip
        page.goto(f"{address}{ON}")
        check_all(page)


def test_nothing_is_stated_and_the_reader_keeps_nothing(page: Page) -> None:
    authority = make_authority()
    sign_in_as(page, member(authority, "auditor"))
    for key in ("training", "visits"):
        page.goto(f"/northmoor/registers/{key}/")
        check_all(page)
        expect(page.get_by_role("button", name="Add an entry")).to_have_count(0)


def test_an_entry_is_added_put_right_and_withdrawn(page: Page) -> None:
    sign_in_as(page, member(northmoor(), "dcs"))
    page.goto(f"{POINTS}{ON}")
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    check_all(page)
    page.get_by_label("Point of referral").fill("Front door")
    review = page.get_by_role("group", name="Day of the review")
    for label, value in (("Day", "4"), ("Month", "5"), ("Year", "2026")):
        review.get_by_label(label, exact=True).fill(value)
    for question in ("risk assessments", "decision-making", "onward referral", "multi-agency working"):
        page.get_by_role("group", name=re.compile(question)).get_by_label("Yes").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Front door, 4 May 2026")
    page.get_by_role("button", name="Change").click()
    page.get_by_role("group", name=re.compile("onward referral")).get_by_label("No").check()
    page.get_by_label("Why").fill("The hospital says otherwise.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What it said before")).to_be_visible()
    page.get_by_role("link", name="Points of referral").first.click()
    expect(page.get_by_text("“Is onward referral sound?” is no for: Front door, 4 May 2026.")).to_be_visible()


def test_a_file_is_looked_through_before_it_is_put_in(page: Page) -> None:
    authority = northmoor()
    registers_kept(authority)
    sign_in_as(page, member(authority, "dcs"))
    text = page.request.get(f"{POINTS}?entries-format=csv").body().decode("utf-8-sig")
    heading, row = text.splitlines()[:2]
    wrong = row.replace("2026-05-04", "soon").replace("Front door", "Out of hours")
    for rows, button in (((row.replace(",24,", ",30,"), wrong), False), ((row.replace(",24,", ",30,"),), True)):
        file = "\n".join((heading, *rows)).encode()
        page.goto(f"{POINTS}load/{ON}")
        page.get_by_label("File").set_input_files({"name": "file.csv", "mimeType": "text/csv", "buffer": file})
        page.get_by_role("button", name="Look through it").click()
        check_all(page)
        expect(page.get_by_role("button", name="Put these rows in the register")).to_have_count(int(button))
    page.get_by_label("Where the file comes from").fill("The team's list")
    page.get_by_role("button", name="Put these rows in the register").click()
    expect(page.get_by_text("0 added, 1 changed, 0 as they were.")).to_be_visible()
