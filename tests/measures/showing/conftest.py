"""One store of made-up figures for all tests of what is shown."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from made_figures import loaded, made_content


@pytest.fixture(scope="session")
def _made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    with made_content(folder):
        return loaded(folder)


@pytest.fixture
def store(_made_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A store of its own for a test, with the made-up measures in place of Clearline's."""
    mine = tmp_path / "figures"
    copytree(_made_store, mine)
    with made_content(tmp_path):
        yield mine
