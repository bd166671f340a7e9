"""Demonstration data made once for all tests of them."""

from pathlib import Path

import pytest

from clearline.measures.demo_data.making import Wish, make


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an authority with many children, for shares that chance must not move far."""
    wish = Wish(children=2000, first=2024, last=2025, collections=("ssda903", "cin"))
    return make(tmp_path_factory.mktemp("many") / "out", wish).folder


@pytest.fixture(scope="session")
def every_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of two small authorities with every year and every collection."""
    wish = Wish(
        authorities=2, children=160, first=2017, last=2026, collections=("ssda903", "cin", "annex-a", "published")
    )
    return make(tmp_path_factory.mktemp("every") / "out", wish).folder
