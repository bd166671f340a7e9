"""Asks a server for pages over several connections at once, and says how fast they came and what the server spent."""

import http.client
import os
import statistics
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")


class Measured(NamedTuple):
    """What came of asking for some time."""

    seconds: float
    latencies: tuple[float, ...]
    """Seconds of each answer, ascending."""

    statuses: Mapping[int | str, int]
    """How often each status came; a name of an error where no answer came."""

    size: int
    """Bytes of the last answer."""

    cpu: float
    """CPU seconds of the server's processes."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        return 1000 * statistics.quantiles(self.latencies, n=20, method="inclusive")[-1]

    @property
    def cost(self) -> float:
        """CPU milliseconds of an answer."""
        return 1000 * self.cpu / len(self.latencies)


def load(
    port: int, paths: Sequence[str], headers: Mapping[str, str], *, connections: int, seconds: float, server: int
) -> Measured:
    """Ask for pages in turn over some connections, each as soon as the one before has come."""
    latencies: list[float] = []
    statuses: Counter[int | str] = Counter()
    sizes: list[int] = []
    serial = count()
    before, begin = cpu_of(server), perf_counter()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while perf_counter() - begin < seconds:
            asked = perf_counter()
            try:
                connection.request("GET", paths[next(serial) % len(paths)], headers=dict(headers))
                answer = connection.getresponse()
                sizes.append(len(answer.read()))
            except (OSError, http.client.HTTPException) as error:
                statuses[type(error).__name__] += 1
                connection.close()
                continue
            latencies.append(perf_counter() - asked)
            statuses[answer.status] += 1
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = perf_counter() - begin
    return Measured(took, tuple(sorted(latencies)), statuses, sizes[-1] if sizes else 0, cpu_of(server) - before)


def cpu_of(process: int) -> float:
    """Return the CPU seconds that a process and those it began have spent."""
    return sum(_spent(one) for one in _family(process))


def _family(process: int) -> Iterable[int]:
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _spent(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
