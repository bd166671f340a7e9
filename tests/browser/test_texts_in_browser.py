"""Texts that would run, on pages that show most of what an authority keeps: in a real browser, none of them does."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from pages import sign_in_as
from planted import plant
from playwright.sync_api import Dialog, Page
from world import MINE, figures_in, made

from clearline.accounts.permissions import Role

pytestmark = pytest.mark.browser

RUNS = "'\"><img src=x onerror=alert(1)>"
PAGES: dict[Role, tuple[str, ...]] = {
    "governance-officer": ("checks:home", "organisations:posts", "organisations:post", "organisations:line",
                           "organisations:change", "checks:proposal", "assurance:departure", "trail:entries",
                           "trail:entry", "checks:finding"),
    "administrator": ("accounts:roles", "accounts:person", "accounts:me"),
    "data-protection-officer": ("transfer:fields", "transfer:requests", "transfer:request"),
}  # fmt: skip


def test_no_text_runs_in_a_browser(page: Page, faults: list[str], settings: Any, tmp_path: Path) -> None:
    def ran(dialog: Dialog) -> None:
        faults.append("a text ran")
        dialog.dismiss()

    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        with transaction.atomic():
            mine = made(MINE)
            plant(mine, "goldcrest", RUNS)
        page.on("dialog", ran)
        for role, names in PAGES.items():
            sign_in_as(page, mine.members[role])
            for name in names:
                kwargs = mine.things.get(name, {})
                own = {} if name == "accounts:me" else {"authority": MINE}
                page.goto(reverse(name, kwargs={**own, **kwargs}))
                assert page.locator("h1").count() == 1, name
                assert page.locator("img[onerror], img[src=x]").count() == 0, name
        assert "goldcrest" in page.content()
