"""What tests of packs share."""

from pathlib import Path

import pytest
from figures_of_packs import made
from pytest_django.fixtures import Settings


@pytest.fixture(scope="session")
def _figures_of_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("packs"))


@pytest.fixture(autouse=True)
def _evidence_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.EVIDENCE = tmp_path / "evidence"


@pytest.fixture
def figures(_figures_of_packs: Path, settings: Settings) -> Path:
    """Figures of made-up areas and counts of Northmoor's own."""
    settings.FIGURES = _figures_of_packs
    return _figures_of_packs


@pytest.fixture
def no_figures(tmp_path: Path, settings: Settings) -> None:
    """An installation in which nothing was loaded."""
    settings.FIGURES = tmp_path / "none"
