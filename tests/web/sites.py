"""A site of its own for a test: a home, a database on the backend of the run, and a server that can be killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

TESTS = Path(__file__).parents[1]


class Site(NamedTuple):
    """Where a site is served."""

    port: int
    environment: Mapping[str, str]
    process: "subprocess.Popen[str]"

    def ask(self, method: str, path: str) -> int:
        """Return the status of an answer. Raises ``OSError`` or ``HTTPException`` when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def wait_until(self, status: int, seconds: float = 40) -> None:
        """Wait until the site says of itself that it is well, or not."""
        end = time.monotonic() + seconds
        said: object = None
        while time.monotonic() < end:
            assert self.process.poll() is None, "the server ended"
            try:
                said = self.ask("GET", "/health")
            except (OSError, http.client.HTTPException) as error:
                said = error
            if said == status:
                return
            time.sleep(0.1)
        raise AssertionError(f"no {status} in {seconds} seconds, but {said!r}")

    def python(self, program: str) -> str:
        """Return what a program prints that has Django set up with this site."""
        begin = "import django; django.setup()\n"
        command = [sys.executable, "-c", begin + program]
        return subprocess.run(command, env=dict(self.environment), capture_output=True, text=True, check=True).stdout


def children(process: int) -> list[int]:
    """Return the processes that a process began and that still run."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]


def kill(process: int) -> None:
    """Kill a process as nothing can be killed more; it can have ended by itself meanwhile."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a site with a database of its own."""
    there = {**os.environ, "CLEARLINE_HOME": str(home), "CLEARLINE_HTTPS": "no", "PYTHONPATH": str(TESTS)}
    there |= {"DJANGO_SETTINGS_MODULE": "served_settings", "PYTHONUNBUFFERED": "1"}
    given = os.environ.get("DATABASE_URL")
    if given:
        import psycopg

        name = f"served_{uuid4().hex}"
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        there["DATABASE_URL"] = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    return there


@contextmanager
def served(home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Run `clearline serve`; what it says goes to ``said`` in the home. Everything is ended in the end."""
    home.mkdir(exist_ok=True)
    port, there = free_port(), environment or environment_of(home)
    command = [sys.executable, "-m", "clearline.cli", "serve", "--port", str(port)]
    with (home / "said").open("a") as said:
        process = subprocess.Popen(command, env=dict(there), stdout=said, stderr=said, text=True)
    site = Site(port, there, process)
    try:
        site.wait_until(200)
        yield site
    finally:
        process.terminate()
        process.wait(90)
