"""Pages of the guidance and of one duty in a real browser: full, narrowed to nothing, in error and with long text."""

from pathlib import Path

import pytest
from pages import check_all, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation

pytestmark = pytest.mark.browser

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor.yaml"


@pytest.fixture
def reader(page: Page) -> Page:
    authority: Authority = make_authority()
    replace_organisation(by=at_the_machine(authority), organisation=read_organisation(NORTHMOOR), why="a test")
    sign_in_as(page, member(authority, "lead-member"))
    return page


def test_the_lists_of_the_guidance(reader: Page) -> None:
    for address in ("", "dcs-lm/2013/?state=In+force", "dcs-lm/2005/", "dcs-lm/2009/at/2.7/", "in-force/"):
        reader.goto(f"/northmoor/guidance/{address}")
        check_all(reader)


def test_a_search_that_finds_nothing_and_a_day_without_an_edition(reader: Page) -> None:
    reader.goto("/northmoor/guidance/search/?q=zyzzyva")
    check_all(reader)
    reader.goto("/northmoor/guidance/in-force/?on=2007-01-01")
    assert reader.get_by_text("There is a problem").is_visible()
    check_all(reader)


def test_editions_are_compared(reader: Page) -> None:
    reader.goto("/northmoor/guidance/compare/")
    check_all(reader)
    reader.get_by_label("The earlier edition").select_option("dcs-lm/2009")
    reader.get_by_label("The later edition").select_option("dcs-lm/2013")
    reader.get_by_role("button", name="Compare").click()
    assert reader.get_by_text("Not read whole").is_visible()
    check_all(reader)


def test_a_duty_with_its_proofs(reader: Page) -> None:
    reader.goto("/northmoor/guidance/dcs-lm/2013/?proof=rule&state=In+force")
    reader.locator("tbody th a").first.click()
    assert reader.get_by_text("How it is proved").is_visible()
    check_all(reader)
    reader.goto("/northmoor/guidance/dcs-lm/2009/?proof=measure")
    reader.locator("tbody th a").first.click()
    check_all(reader)
