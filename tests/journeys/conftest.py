"""The demonstration, made as `clearline serve --demo` makes it, and windows to walk through it."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from clearline.web.demo import making
from clearline.web.demo.figures import load_figures
from clearline.web.demo.script import read_script


@pytest.fixture(scope="session")
def demonstration_figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures of the demonstration, made and loaded once for all journeys."""
    from django.conf import settings

    home = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", home)
        patch.setattr(settings, "FIGURES", home / "figures")
        load_figures(timezone.localdate(), read_script(making.EXAMPLES / "work/northmoor.yaml").figures.months)
    return home / "figures"


@pytest.fixture
def passwords(
    site: str, demonstration_figures: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The demonstration is there: the password of each role, as it is printed."""
    settings.FIGURES = demonstration_figures
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(making, "load_figures", lambda *_: None)
    said = StringIO()
    with redirect_stdout(said):
        making.make()
    return dict(re.findall(r"^  (\S+)@northmoor\.example +(\S+)$", said.getvalue(), re.MULTILINE))
