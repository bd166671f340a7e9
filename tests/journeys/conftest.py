"""The demonstration, made as `clearline serve --demo` makes it, and windows to walk through it."""

import re
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from windows import _server, chromium, faults, page, page_without_javascript, site

from clearline.web import demo

__all__ = ["_server", "chromium", "faults", "page", "page_without_javascript", "site"]


@pytest.fixture(scope="session")
def demonstration_figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures of the demonstration, made and loaded once for all journeys."""
    from django.conf import settings

    home = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", home)
        patch.setattr(settings, "FIGURES", home / "figures")
        demo._figures()
    return home / "figures"


@pytest.fixture
def passwords(
    site: str, demonstration_figures: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The demonstration is there: the password of each role, as it is printed."""
    settings.FIGURES = demonstration_figures
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(demo, "_figures", lambda: None)
    said = StringIO()
    with redirect_stdout(said):
        demo.make(Path(settings.HOME))
    return dict(re.findall(r"^  (\S+)@northmoor\.example +(\S+)$", said.getvalue(), re.MULTILINE))
