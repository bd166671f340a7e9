"""The pages for anybody in a real browser: empty, full, and on a day that is not shown."""

from datetime import date
from pathlib import Path

import pytest
from pages import check_all
from people import make_authority
from playwright.sync_api import Page, expect

from clearline.accounts.acting import at_the_machine
from clearline.accounts.keeping import shelf
from clearline.accounts.models import Individual
from clearline.assurance.models import Departure
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Person

pytestmark = pytest.mark.browser

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor.yaml"
LONG = "Reasons that go on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 8


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    shelf.clear()


def test_nothing_is_kept_here_yet(page: Page) -> None:
    page.goto("/public/")
    check_all(page)
    make_authority("new", name="A council that has stated nothing yet", gss_code="")
    page.goto("/public/of/new/")
    check_all(page)


def test_the_public_reads_who_is_accountable(page: Page) -> None:
    authority = make_authority()
    replace_organisation(by=at_the_machine(authority), organisation=read_organisation(NORTHMOOR), why="a test")
    who = Individual.objects.create(name="A name of a director that is long enough to be broken over several lines")
    Person.objects.create(authority=authority, key="person-director", individual=who)
    Departure.objects.create(
        authority=authority, key="d", provision="2.1", reasons=LONG, decided_by="Council", route="full-council",
        starts=date(2020, 1, 1), review=date(2099, 1, 1), published=True,
    )  # fmt: skip
    page.goto("/public/")
    check_all(page)
    page.get_by_role("link", name="Northmoor Council").click()
    page.wait_for_load_state()  # the first drawing takes a while
    assert page.get_by_role("heading", level=1).inner_text() == "Who is accountable at Northmoor Council"
    check_all(page)
    page.goto("/public/of/northmoor/?on=2150-01-01")
    expect(page.get_by_text("no day that is still to come").first).to_be_visible()
    check_all(page)


def test_the_accessibility_statement(page: Page) -> None:
    page.goto("/public/about/accessibility/")
    check_all(page)
