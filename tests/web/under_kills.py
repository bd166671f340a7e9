"""Writes to a site by several writers at once while its web processes are killed, and what came of it."""

import http.client
import json
import threading
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from sites import Site, children, environment_of, kill, served

COUNT = """
import json
from clearline.accounts.models import Individual
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.verifying import verify
names = sorted(Individual.objects.values_list("name", flat=True))
entries = sorted(json.loads(entry.after)["number"] for entry in Entry.objects.all())
print(json.dumps([names, names == entries and len(set(names)) == len(names) and not verify([None], []).faults]))
"""


class Outcome(NamedTuple):
    """What was acknowledged, and what is there."""

    acknowledged: frozenset[str]
    kept: frozenset[str]
    consistent: bool
    """Whether every change has its entry in a trail that verifies, every entry its change, and none is there twice."""


def write_under_kills(home: Path, kills: int, seed: int, writers: int = 4) -> Outcome:
    """Write until web processes were killed so many times, each after some more writes were acknowledged."""
    random = Random(seed)
    with served(home, environment_of(home)) as site:
        acknowledged: list[str] = []
        stop = threading.Event()
        threads = [threading.Thread(target=_write, args=(site, one, stop, acknowledged)) for one in range(writers)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(kills):
                _wait_for_more(acknowledged, random.randint(10, 60))
                kill(random.choice([child for part in children(site.process.pid) for child in children(part)]))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        site.wait_until(200)
        names, consistent = json.loads(site.python(COUNT))
    return Outcome(frozenset(acknowledged), frozenset(names), consistent)


def _wait_for_more(acknowledged: list[str], more: int, seconds: float = 60) -> None:
    wanted, end = len(acknowledged) + more, time.monotonic() + seconds
    while len(acknowledged) < wanted:
        assert time.monotonic() < end, "the site came to a stand"
        time.sleep(0.002)


def _write(site: Site, number: int, stop: threading.Event, acknowledged: list[str]) -> None:
    serial = 0
    while not stop.is_set():
        serial += 1
        name = f"w{number}-{serial}"
        try:
            if site.ask("POST", f"/write/{name}") == 201:
                acknowledged.append(name)
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)  # killed: whether it was written is not known, as it was not acknowledged
