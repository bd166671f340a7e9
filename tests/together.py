"""Lets two things be done at once in tests of what the database must hold."""

import time
from collections.abc import Callable
from threading import Event, Thread

from django.db import connection, transaction


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Let ``second`` begin while ``first`` is done and not committed; return what stopped it."""
    begun, wrong = Event(), []

    def other() -> None:
        begun.wait()
        try:
            second()
        except Exception as error:  # of whatever kind: the test says which
            wrong.append(repr(error))
        finally:
            connection.close()

    thread = Thread(target=other)
    thread.start()
    with transaction.atomic():
        first()
        begun.set()
        time.sleep(0.7)  # until the other has read what it reads first
    thread.join()
    return wrong
