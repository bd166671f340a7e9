"""A council's own sign-in, for tests of accounts."""

from collections.abc import Iterator
from typing import Any

import pytest
from council_provider import Provider, running
from council_visits import use


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A council's sign-in on this machine."""
    with running() as provider:
        yield provider


@pytest.fixture
def start(provider: Provider, settings: Any) -> str:
    """The address that begins a sign-in by it."""
    return use(settings, provider.issuer)
