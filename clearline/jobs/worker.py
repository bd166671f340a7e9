"""The process that works off the queue: takes what waits, one at a time, and shows that it is alive."""

import logging
import os
import threading
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import Error, close_old_connections, connection

from clearline.jobs import actions
from clearline.jobs.nightly import plan
from clearline.jobs.running import Clock, do

log = logging.getLogger(__name__)

LONGEST = timedelta(hours=1)
"""Work that takes longer hangs, and its worker ends itself: the work is begun again by the next."""

HUNG = 75
"""The exit status of a worker that ended itself."""

BEAT = actions.LEASE / 4
PLANNING = timedelta(minutes=1)


class Signs(threading.Thread):
    """Gives signs of life and renews the lease on what is done, however long that takes."""

    def __init__(self, worker: UUID, clock: Clock) -> None:
        super().__init__(name="signs of life", daemon=True)
        self.begun: datetime | None = None
        """When the work at hand was begun; ``None`` between one and the next."""

        self._worker, self._clock = worker, clock
        self._ended = threading.Event()

    def run(self) -> None:
        """Give a sign at once and then each ``BEAT``."""
        while True:
            self.give()
            if self._ended.wait(BEAT.total_seconds()):
                break
        connection.close()

    def give(self) -> None:
        """Give one sign; end the process when the work at hand hangs."""
        now = self._clock()
        if self.begun and now - self.begun > LONGEST:
            log.error("The work at hand takes longer than %s: this worker ends.", LONGEST)
            os._exit(HUNG)
        try:
            close_old_connections()
            actions.sign_of_life(worker=self._worker, now=now)
            actions.renew(lease=self._worker, now=now)
        except Error as error:
            log.warning("No sign of life could be given: %s", type(error).__name__)

    def end(self) -> None:
        """Give no more signs."""
        self._ended.set()
        self.join()


def work(clock: Clock, stop: threading.Event, *, pause: float = 1.0, until_empty: bool = False) -> int:
    """Work off the queue until told to stop, or until it is empty; return how many pieces of work were taken.

    ``pause`` is in seconds. The work at hand is finished before the worker stops.
    """
    worker, taken, planned = uuid4(), 0, None
    signs = Signs(worker, clock)
    signs.start()
    try:
        while not stop.is_set():
            close_old_connections()
            now = clock()
            if planned is None or abs(now - planned) >= PLANNING:
                plan(now=now)
                planned = now
            job = actions.take(lease=worker, now=now)
            if job is not None:
                taken += 1
                signs.begun = now
                do(job, clock)
                signs.begun = None
            elif until_empty:
                break
            else:
                stop.wait(pause)
    finally:
        signs.end()
    return taken
