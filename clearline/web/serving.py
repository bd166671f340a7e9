"""Serves the site from one machine: web processes and a worker, begun together, kept alive and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address
from threading import Event
from typing import NamedTuple

from clearline.kit.errors import BadInput

Say = Callable[[str], None]

CLEARLINE = (sys.executable, "-m", "clearline.cli")
THREADS = 4
"""Requests that one web process works on at a time, so that one that waits for the database holds up no other."""

PATIENCE = 40.0
"""Seconds that a part is given to finish what it does before it is killed; a web process is given a quarter of it."""

QUICK = 10.0
"""A process that ends within so many seconds of its start did not come up."""

TRIES = 5
"""How often in a row a process may fail to come up before everything is stopped."""


def settled(host: str, port: int, given: Mapping[str, str]) -> dict[str, str]:
    """Return what to add to the environment so that the site is safe at an address, and where its links lead.

    On this machine alone pages may go without https, unless the environment says whose site it is. Raises ``BadInput``
    for what would send passwords openly over a network.
    """
    https = given.get("CLEARLINE_HTTPS", "yes" if "CLEARLINE_HOSTS" in given or not _is_loopback(host) else "no")
    if https == "no":
        if not _is_loopback(host):
            raise BadInput(
                f"At {host} others reach the site, and CLEARLINE_HTTPS=no would send their passwords openly. "
                "Leave it out, and set up https as docs/howto/deploy.md says."
            )
        site = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        return {"CLEARLINE_HTTPS": "no", "CLEARLINE_SITE": given.get("CLEARLINE_SITE", site)}
    if not given.get("CLEARLINE_HOSTS") or given.get("CLEARLINE_PROXIES", "0") in ("", "0"):
        raise BadInput(
            "For others to reach the site, a reverse proxy must give it https: set CLEARLINE_HOSTS to its name and "
            "CLEARLINE_PROXIES to 1. See docs/howto/deploy.md."
        )
    site = f"https://{given['CLEARLINE_HOSTS'].split(',')[0]}"
    return {"CLEARLINE_HTTPS": "yes", "CLEARLINE_SITE": given.get("CLEARLINE_SITE", site)}


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        raise BadInput(f"'{host}' is no address of this machine. Give 127.0.0.1 or another number.") from None


def refuse_taken(host: str, port: int) -> None:
    """Raise ``BadInput`` when something else listens at an address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(f"{host}:{port} cannot be used: {error.strerror}. Choose another with --port.") from error


def prepare(say: Say) -> None:
    """Bring the database and the static files up to date. Raises ``BadInput`` for a database of a newer Clearline."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = {step for step in loader.applied_migrations if step[0] in loader.migrated_apps} - set(loader.graph.nodes)
    if unknown:
        raise BadInput("The database was made by a newer Clearline. Install that one, or restore a backup of before.")
    steps = executor.migration_plan(loader.graph.leaf_nodes())
    if steps:
        say(f"Bringing the database up to date ({len(steps)} steps).")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def web_command(host: str, port: int, processes: int) -> list[str]:
    """Return the command of the web server."""
    own = ["--host", host, "--port", str(port), "--workers", str(processes), "--blocking-threads", str(THREADS)]
    rest = ["--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "warning"]
    alive = ["--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", str(int(PATIENCE / 4))]
    return [sys.executable, "-m", "granian", *own, *rest, *alive, "clearline.web.wsgi:application"]


class Part(NamedTuple):
    """Something that must run."""

    name: str
    command: Sequence[str]


class _Child:
    """A process that is begun again when it ends."""

    def __init__(self, part: Part, say: Say) -> None:
        self.part, self._say = part, say
        self.failures = 0
        self.start()

    def start(self) -> None:
        # a group of its own, so that Ctrl-C reaches us alone and nothing that it began outlives it
        self._process = subprocess.Popen(self.part.command, start_new_session=True)
        self._begun = time.monotonic()

    def mend(self) -> None:
        """Begin it again when it has ended."""
        status = self._process.poll()
        if status is None:
            return
        self._clear()
        self.failures = self.failures + 1 if time.monotonic() - self._begun < QUICK else 0
        if self.failures < TRIES:
            self._say(f"The {self.part.name} ended with {status} and is begun again.")
            self.start()

    def stop(self) -> None:
        self._process.terminate()

    def wait(self) -> None:
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._say(f"The {self.part.name} did not stop in {PATIENCE:.0f} seconds and is killed.")
        self._clear()

    def _clear(self) -> None:
        """Kill whatever is left of it."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def keep_running(parts: Sequence[Part], stop: Event, say: Say) -> bool:
    """Run all parts until told to stop; return whether that is why they stopped, and not that one did not come up."""
    children = [_Child(part, say) for part in parts]
    try:
        while not stop.wait(1.0):
            for child in children:
                child.mend()
            if any(child.failures >= TRIES for child in children):
                return False
    finally:
        for child in children:
            child.stop()
        for child in children:
            child.wait()
    return True
