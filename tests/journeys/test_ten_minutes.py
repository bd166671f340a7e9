"""Ten minutes with a council that is new here: its structure, a proposal, a test, a report, a signature, an election.

docs/howto/ten-minutes.md is the same journey for a person to follow. It is one test, because each step stands on what
the step before it left.
"""

from pathlib import Path

import pytest
from browsing import give_app
from people import make_authority, make_user, member
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from ten_minutes_reports import (
    change_a_signed_figure,
    compare_the_parts,
    hold_before_the_election,
    issue_the_cabinet_report,
    load_a_small_number,
    read_what_is_published,
)
from ten_minutes_structure import (
    answer_the_questions,
    challenge_and_answer,
    open_the_test,
    propose,
    see_both_lines,
)
from ten_minutes_window import COUNCIL

from clearline.accounts.permissions import Role
from clearline.measures.demo_data.making import Wish, make
from clearline.measures.loading.load import load
from clearline.measures.store import Store

pytestmark = pytest.mark.browser

CODE, CALLED = "E06000998", "Eastmoor"
"""Of an invented area, which the invented figures call otherwise."""

ROLES: tuple[Role, ...] = (
    "governance-officer", "dcs", "lead-member", "chief-executive", "monitoring-officer", "analyst",
)  # fmt: skip


@pytest.fixture
def eastmere(site: str, tmp_path: Path, settings: Settings) -> None:
    """Eastmere is here with an account a role, each with an app for the code, and nothing is recorded of it."""
    settings.FIGURES, settings.UPLOADS = tmp_path / "figures", tmp_path / "uploads"
    settings.ISSUED = tmp_path / "issued"
    wish = Wish(first=2024, last=2025, children=300, collections=("published",))
    published = make(tmp_path / "made", wish).folder / "published"
    files = [published / f"{name}_synthetic.csv" for name in ("areas", "placement_stability")]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace(CALLED, "Eastmere"), encoding="utf-8")
    load(files, Store(settings.FIGURES))
    authority = make_authority("eastmere", COUNCIL, CODE)
    for role in ROLES:
        give_app(member(authority, role, user=make_user(f"{role}@eastmere.example")))


@pytest.mark.usefixtures("eastmere")
def test_a_new_council_goes_from_15_questions_to_a_report_that_is_held_and_released(
    page: Page, faults: list[str], tmp_path: Path
) -> None:
    answer_the_questions(page)
    see_both_lines(page)
    propose(page)
    open_the_test(page)
    challenge_and_answer(page, faults)
    load_a_small_number(page, tmp_path)
    issue_the_cabinet_report(page, tmp_path)
    compare_the_parts(page, tmp_path)
    change_a_signed_figure(page, tmp_path)
    hold_before_the_election(page)
    read_what_is_published(page)
