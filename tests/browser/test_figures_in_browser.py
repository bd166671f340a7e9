"""The pages about figures in a browser: without figures, full, in error, with long text, and without JavaScript."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from pages import check_all, check_page, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "measures" / "showing"))
sys.path.insert(0, str(Path(__file__).parents[1] / "measures" / "pages"))

from made_figures import loaded, made_content
from own_figures import add_own, publish

from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.store import Store

pytestmark = pytest.mark.browser

OUTCOMES = "/northmoor/outcomes/"
LONG = "a reason that goes on and on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung, " * 4


@pytest.fixture(scope="session")
def _browser_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures-in-browser")
    with made_content(folder):
        return loaded(folder)


@pytest.fixture
def figures(_browser_store: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Made-up figures, own ones among them, one of them a key indicator for a very long reason."""
    mine = tmp_path / "figures"
    copytree(_browser_store, mine)
    settings.FIGURES, settings.UPLOADS = mine, tmp_path / "uploads"
    with made_content(tmp_path):
        add_own(mine)
        publish(mine)
        add_key_indicator(Store(mine), "E06000999", "score-all", LONG)
        yield mine


def analyst(page: Page) -> None:
    sign_in_as(page, member(make_authority(), "analyst"))


def test_without_figures(page: Page, tmp_path: Path, settings: Settings) -> None:
    settings.FIGURES = tmp_path / "none"
    analyst(page)
    page.goto(OUTCOMES)
    assert page.get_by_role("heading", level=1).inner_text() == "No figures yet"
    check_all(page)


@pytest.mark.parametrize(
    "where",
    ["", "measures/came-back/", "measures/", "compare/", "targets/", "upload/"],
)
@pytest.mark.usefixtures("figures")
def test_full_with_long_text(page: Page, where: str) -> None:
    analyst(page)
    page.goto(OUTCOMES + where)
    check_all(page)


@pytest.mark.parametrize(
    "where",
    ["worse/", "gaps/", "gaps/score-gap/", "releases/", "published/1/", "published/", "not-computed/",
     "measures/not-loaded/?source=published", "targets/came-back/", "key-indicators/score-all/remove/"],
)  # fmt: skip
@pytest.mark.usefixtures("figures")
def test_the_others(page: Page, where: str) -> None:
    analyst(page)
    page.goto(OUTCOMES + where)
    check_page(page)


@pytest.mark.usefixtures("figures")
def test_in_error(page: Page) -> None:
    analyst(page)
    page.goto(f"{OUTCOMES}compare/?measures=zebra&beside=areas&areas=")
    expect(page.get_by_role("link", name="Enter at least one area")).to_be_visible()
    check_all(page)


@pytest.mark.usefixtures("figures")
def test_figures_are_read_and_a_target_set_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    analyst(page)
    page.goto(OUTCOMES)
    page.get_by_label("Theme").select_option("Stay safe")
    page.get_by_role("button", name="Apply filters").click()
    page.locator("#table-scorecard-restricted, #table-scorecard").locator("xpath=..").get_by_role(
        "link", name="Referrals that came back"
    ).last.click()
    page.get_by_text("The same as a table: Referrals that came back: Northmoor", exact=True).click()
    expect(page.get_by_role("link", name="Change the target")).to_be_visible()
    page.get_by_role("link", name="Change the target").click()
    page.get_by_label("Target", exact=True).fill("8")
    page.get_by_role("button", name="Set the target").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Why it is set or changed now").fill("Agreed in March.")
    page.get_by_role("button", name="Set the target").click()
    expect(page.get_by_text("Target set: Referrals that came back.")).to_be_visible()


@pytest.mark.usefixtures("figures")
def test_a_file_with_rows_about_children_is_refused_without_javascript(
    page_without_javascript: Page, tmp_path: Path
) -> None:
    page = page_without_javascript
    analyst(page)
    path = tmp_path / "children.csv"
    path.write_text("CHILD,DOB,UPN\n1,01/02/2015,H801200001001\n")
    page.goto(f"{OUTCOMES}upload/")
    page.get_by_label("File of figures").set_input_files(path)
    page.get_by_label("Published statistics").check()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("never a row about a child").first).to_be_visible()
    assert page.get_by_text("H801200001001").count() == 0
