"""Reports in a real browser: the list, a report, its draft, an issue with its files, and what anybody may read."""

import sys
from pathlib import Path

import pytest
from people import make_user, member
from playwright.sync_api import Page
from pytest_django import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "reports" / "formats"))
sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))

from pages import check_all, sign_in_as
from sample_pack import EXEMPT, table
from world_reports import BRIEFING, COMPLY, NOW, ON, World, say, world

from clearline.accounts.acting import at_the_machine
from clearline.accounts.permissions import Role
from clearline.reports import actions, publishing
from clearline.reports.blocks import Points, Signature, Text
from clearline.reports.spoken import Figure

pytestmark = pytest.mark.browser


@pytest.fixture
def here(site: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    def says(asked: object, key: str) -> list[object]:
        if key != "summary":
            return [Points(points=("One point.", "Another point."))]
        return [table(asked.rendering), Text(text="A price.", access=EXEMPT), Signature(office="leader")]  # type: ignore[attr-defined]

    say(monkeypatch, says)  # type: ignore[arg-type]
    return world(settings, tmp_path)


def as_a(page: Page, here: World, role: Role) -> None:
    sign_in_as(page, member(here.authority, role, user=make_user(name=f"Test {role}")))


def test_from_the_list_to_a_draft_and_to_saying_something_in_it(page: Page, here: World) -> None:
    as_a(page, here, "governance-officer")
    page.goto(f"/northmoor/reports/?on={ON}")
    check_all(page)
    page.get_by_role("link", name="Comply-or-explain statement").click()
    page.get_by_role("heading", name="What it contains").wait_for()
    check_all(page)
    page.get_by_role("button", name="Read the draft").click()
    page.get_by_text("Restricted: contains small numbers").first.wait_for()
    check_all(page)
    page.go_back()
    page.get_by_role("link", name="say something on Summary").click()
    page.get_by_label("What you want to say").fill("We explain each departure.")
    check_all(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("What you said stands in the report.").wait_for()
    page.get_by_role("button", name="Issue it").click()
    page.get_by_role("heading", name="Issue this report").wait_for()
    check_all(page)


def test_what_was_said_of_a_figure_for_another_report_stands_here(
    page: Page, here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in ("actions", "asked", "pages.saying"):
        monkeypatch.setattr(f"clearline.reports.{where}.figure_now", lambda *given: Figure("2025", "12.5"))
    about, title = "measure:looked-after-stability", "Children who moved three times or more in a year"
    say(monkeypatch, lambda asked, key: asked.comment_on(key, about, title, "its target is missed"))
    actions.comment(
        by=here.at_work("dcs", "Desmond Achterberg"), contract=BRIEFING, content="attention", on=ON, about=about,
        text="Two homes closed in one month. " * 12, office="dcs", now=NOW,
    )  # fmt: skip
    as_a(page, here, "governance-officer")
    page.goto(f"/northmoor/reports/{COMPLY}/?on={ON}")
    check_all(page)
    page.get_by_role("link", name="Read it, or say something else here").first.click()
    page.get_by_text("It stands in this report too.").wait_for()
    check_all(page)
    page.goto(f"/northmoor/reports/{COMPLY}/preview/?on={ON}")
    page.get_by_text("said for Lead member's briefing").first.wait_for()
    check_all(page)


def test_an_issue_its_publication_and_the_public_page(page: Page, here: World, faults: list[str]) -> None:
    number = actions.issue(by=at_the_machine(here.authority), contract=COMPLY, on=ON, now=NOW)
    as_a(page, here, "governance-officer")
    page.goto(f"/northmoor/reports/{COMPLY}/issued/{number}/")
    check_all(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="PDF (Open part)").click()
    assert Path(file.value.path()).read_bytes().startswith(b"%PDF")
    assert all("open-part.pdf" in fault for fault in faults)
    faults.clear()  # a page that becomes a download counts as one that was broken off
    page.goto(f"/northmoor/reports/{COMPLY}/issued/{number}/publish/")
    check_all(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is published.").wait_for()
    by = here.at_work("governance-officer")
    publishing.publish(by=by, contract=COMPLY, number=number, on=NOW.date(), now=NOW)
    page.goto("/public/of/northmoor/reports/")
    check_all(page)
    page.goto("/northmoor/reports/word-template/")
    check_all(page)
