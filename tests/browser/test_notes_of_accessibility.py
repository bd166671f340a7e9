"""The accessibility statement says what the tests in the browser found, faults too, and no more."""

from datetime import date
from pathlib import Path

import noting
import pytest
from noting import noted
from playwright.sync_api import Page

from clearline.doors import accessibility

pytestmark = pytest.mark.browser


def test_what_is_noted_of_pages_becomes_the_statement(
    page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notes, out = tmp_path / "notes.jsonl", tmp_path / "accessibility.json"
    monkeypatch.setenv("CLEARLINE_ACCESSIBILITY", str(notes))
    page.goto("/public/")
    with noted(page):
        pass
    page.goto("/public/about/accessibility/")
    with pytest.raises(AssertionError, match="too wide"), noted(page):
        raise AssertionError("too wide\nmore of it")
    assert noting.main([str(notes), str(out)]) == 0
    found = accessibility.statement(out)
    assert found is not None
    assert found.on == date.today()
    assert [one.page for one in found.pages] == ["public:accessibility", "public:front"]
    assert [one.page for one in found.faulty] == ["public:accessibility"]
    assert found.faulty[0].faults == ("too wide",)


def test_states_are_counted_page_by_page() -> None:
    row = {"page": "a:b-c", "fault": "", "browser": "Chromium 1"}
    rows = [{**row, "state": "1", "on": "2026-01-01"}, {**row, "state": "2", "on": "2026-01-02"}]
    found = noting.tested(rows)
    assert (found.pages[0].title, found.pages[0].states, found.on) == ("A, b c", 2, date(2026, 1, 2))
