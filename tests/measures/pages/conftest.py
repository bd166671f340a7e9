"""Northmoor, a made-up authority, with made-up figures loaded."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "showing"))

from made_figures import loaded, made_content
from people import client_for, make_authority, member

from clearline.accounts.models import Authority


@pytest.fixture(scope="session")
def _pages_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    with made_content(folder):
        return loaded(folder)


@pytest.fixture
def figures(_pages_store: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A store of its own for a test, with the made-up measures in place of Clearline's."""
    mine = tmp_path / "figures"
    copytree(_pages_store, mine)
    settings.FIGURES, settings.UPLOADS = mine, tmp_path / "uploads"
    with made_content(tmp_path):
        yield mine


@pytest.fixture
def northmoor(db: None) -> Authority:
    return make_authority()


@pytest.fixture
def analyst(northmoor: Authority) -> Client:
    """The browser of an analyst, who may see and change everything here."""
    return client_for(member(northmoor, "analyst"))


@pytest.fixture
def scrutiny(northmoor: Authority) -> Client:
    """The browser of a scrutiny member, who sees what is published."""
    return client_for(member(northmoor, "scrutiny-member"))
