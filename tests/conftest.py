"""What all tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from coverage import Coverage

pytest_plugins = ("windows",)  # one Chromium a process, whichever folder a test of pages is in


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> Iterator[None]:
    """Let Django empty the tables after a test that commits, which the triggers of the trail refuse otherwise."""
    from django.core.management.commands.flush import Command
    from django.db import connections

    from clearline.accounts.trail import triggers

    flush = Command.handle

    def empty(self: Command, **options: Any) -> None:
        connection = connections[options["database"]]
        triggers.remove(connection)
        try:
            flush(self, **options)
        finally:
            triggers.add(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Command, "handle", empty)
        yield


def pytest_sessionfinish() -> None:
    """Keep what was counted before a worker is told to end: it is killed when that takes it more than ten seconds."""
    counting = Coverage.current()
    if counting:
        counting.stop()
        counting.save()
