"""What tests of evidence share."""

from pathlib import Path
from typing import Any

import pytest
from people import make_authority
from stating import as_

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of evidence of this test alone; no work of the night comes by itself."""
    settings.EVIDENCE = tmp_path / "evidence"
    settings.NIGHTLY = {}
    return tmp_path / "evidence"


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority()


@pytest.fixture
def officer(authority: Authority) -> Acting:
    return as_(authority, "analyst")


@pytest.fixture
def checker(authority: Authority) -> Acting:
    return as_(authority, "auditor")
