"""The pages of the organisation in a real browser: empty, full, in error, with long text, and by keyboard alone."""

from datetime import date

import msgspec
import pytest
from northmoor import northmoor, put
from pages import check_all, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page, expect

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.organisations import actions, queries
from clearline.organisations.organisation import Organisation

pytestmark = pytest.mark.browser

DCS = "director-of-children"
LONG = "Executive Director of Children, Families, Learning, Skills and Donaudampfschifffahrtsgesellschaft"


def opened(page: Page, authority: Authority, path: str, role: Role = "governance-officer") -> Page:
    sign_in_as(page, member(authority, role))
    page.goto(f"/{authority.key}/organisation/{path}")
    return page


@pytest.fixture
def full(db: None) -> Authority:
    """An authority with a change to come and a history."""
    authority = make_authority()
    put(authority)
    facts = {**queries.versions(authority, "posts", DCS)[0].record.facts, "title": "Director of People"}
    actions.state(
        by=at_the_machine(authority), section="posts", key=DCS, facts=facts, start=date(2030, 4, 1), why="restructure"
    )
    return authority


@pytest.mark.parametrize("path", ["", "fact/authority/", "line/", "change/authority/"])
def test_an_organisation_of_which_nothing_is_recorded(page: Page, path: str) -> None:
    check_all(opened(page, make_authority(), path))


@pytest.mark.parametrize(
    "path",
    ["", "people/", "others/", f"posts/{DCS}/?on=2030-05-01", "bodies/corporate-parenting-panel/", "fact/authority/"],
)
def test_a_full_organisation(page: Page, full: Authority, path: str) -> None:
    check_all(opened(page, full, path))


@pytest.mark.parametrize(
    "path",
    ["add/functions/", f"change/posts/{DCS}/", f"end/posts/{DCS}/", f"appoint/posts/{DCS}/"],
)
def test_the_forms_and_their_errors(page: Page, full: Authority, path: str) -> None:
    opened(page, full, path)
    check_all(page)
    for box in page.get_by_role("main").locator("input[type=text]").all()[:1]:
        box.fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").get_by_role("heading", name="There is a problem")).to_be_visible()
    check_all(page)


@pytest.mark.parametrize("path", ["line/", f"line/?of={DCS}", "line/?of=no-such-thing"])
def test_the_line_of_accountability(page: Page, full: Authority, path: str) -> None:
    check_all(opened(page, full, path, "lead-member"))


def test_the_line_is_chosen_and_a_box_of_the_picture_opened_with_the_keyboard_alone(
    page: Page, full: Authority
) -> None:
    opened(page, full, "line/?on=2026-06-01", "dcs")
    page.get_by_label("Choose a service").focus()
    page.keyboard.type("Child protection")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**of=child-protection**")
    expect(page.get_by_role("heading", name="Child protection", exact=True)).to_be_visible()
    page.get_by_role("region", name="Picture of the lines").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/chief-executive/?on=2026-06-01")


def test_a_post_is_added_and_ended_without_javascript(page_without_javascript: Page, full: Authority) -> None:
    page = opened(page_without_javascript, full, "")
    page.get_by_role("link", name="Add a post").or_(page.get_by_role("button", name="Add a post")).click()
    page.get_by_label("Title").fill("Head of Play")
    page.get_by_label("Accountable to", exact=False).first.select_option("Head of Libraries")
    page.get_by_label("Reason for this change").fill("cabinet, minute 7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Head of Play")).to_be_visible()
    expect(page.get_by_text("because: cabinet, minute 7")).to_be_visible()
    page.get_by_role("button", name="End or take back").click()
    page.get_by_label("It ends on a day").check()
    for box, value in (("Day", "31"), ("Month", "3"), ("Year", "2020")):
        page.get_by_label(box, exact=True).fill(value)
    page.get_by_label("Reason for this change").fill("deleted")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("it ended on 31 March 2020")).to_be_visible()


def test_long_names(page: Page) -> None:
    authority = make_authority()
    base = msgspec.to_builtins(northmoor())
    posts = {key: {**post, "title": f"{LONG} {at}"} for at, (key, post) in enumerate(base["posts"].items())}
    put(authority, msgspec.convert({**base, "posts": posts}, Organisation))
    for path in ("", f"posts/{DCS}/", "line/?of=social-worker-front-door", f"change/posts/{DCS}/"):
        check_all(opened(page, authority, path))
