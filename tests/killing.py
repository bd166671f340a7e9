"""Processes of our own that die at a chosen point, as by a cut of the power of one process: SIGKILL."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


class Fuse:
    """Kills this process when it has counted to a number: each statement counts, and each commit before and after."""

    def __init__(self, length: int) -> None:
        self.left = length

    def burn(self) -> None:
        """Count one."""
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def light(self) -> None:
        """Begin to count what this thread asks of the database."""

        def each(execute: Callable[..., Any], *rest: Any) -> Any:
            self.burn()
            return execute(*rest)

        connection.execute_wrappers.append(each)
        commit = connection._commit  # type: ignore[attr-defined]

        def committing() -> None:
            self.burn()
            commit()
            self.burn()

        connection._commit = committing  # type: ignore[attr-defined]


def forked(work: Callable[[], None]) -> int:
    """Do something in a process of its own; return its number. Each process opens the database anew."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
        connections.close_all()
    except BaseException:
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """Wait for a process; return its exit status, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dies_everywhere(prepare: Callable[[int], None], work: Callable[[], None], check: Callable[[int], None]) -> int:
    """Do work in a process that is killed at its first point, then its second, until it lives; return how many died.

    ``prepare`` comes before each and ``check`` after, both with the number of the point.
    """
    point = 0
    while True:
        prepare(point)

        def until_killed(length: int = point) -> None:
            Fuse(length).light()
            work()

        status = ended(forked(until_killed))
        check(point)
        if status == 0:
            return point
        assert status == -signal.SIGKILL, f"the process ended with {status} at point {point}"
        point += 1
