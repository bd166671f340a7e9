"""Loads the site's pages, signed in and published, beside a bare Django page.

    python benchmarks/web.py [--seconds 10] [--connections 8] [--processes 2] [--together]
    python tests/on_postgresql.py --run .venv/bin/python benchmarks/web.py

The site is the demonstration with 10,000 accounts more, in a temporary home, on SQLite or in the empty database that
``DATABASE_URL`` names, served by `clearline serve`. The load comes from this program, on the same cores. Exit status 0
when every bar is met, 1 when one is missed, 2 when something could not be run.
"""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from load import Measured, load
from reporting import Bar, judge, say, table

HERE = Path(__file__).parent

BARE = "/bare"

SIGNED_IN_BAR, PUBLISHED_BAR, P95_BAR = 60, 300, 300
"""Pages a second; milliseconds."""


class Served(NamedTuple):
    """A site that answers."""

    port: int
    process: int
    cookie: str
    signed_in: Mapping[str, str]
    """Name and address of each page."""

    published: Mapping[str, str]


@contextmanager
def served(processes: int) -> Iterator[Served]:
    """Make the site and serve it."""
    with tempfile.TemporaryDirectory(prefix="clearline-web-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        there = {**os.environ, "CLEARLINE_HOME": folder, "CLEARLINE_HTTPS": "no", "PYTHONPATH": str(HERE)}
        there["DJANGO_SETTINGS_MODULE"] = "bare_settings"
        made = subprocess.run([sys.executable, HERE / "web_site.py"], env=there, stdout=subprocess.PIPE, text=True)
        if made.returncode:
            sys.exit(2)
        cookies, signed_in, published = json.loads(made.stdout.splitlines()[-1])
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        command = [sys.executable, "-m", "clearline.cli", "serve", "--port", str(port), "--processes", str(processes)]
        server = subprocess.Popen(command, env=there, stdout=subprocess.DEVNULL)
        try:
            _wait(port)
            yield Served(port, server.pid, cookie, signed_in, published)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def _wait(port: int) -> None:
    end = monotonic() + 60
    while monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            sleep(0.2)
    sys.exit(2)


def measure(site: Served, given: argparse.Namespace, paths: list[str], *, cookie: bool) -> Measured:
    """Load some pages, after each was asked for a few times."""
    headers = {"Cookie": site.cookie} if cookie else {}
    load(site.port, paths, headers, connections=given.connections, seconds=1.0, server=site.process)
    return load(site.port, paths, headers, connections=given.connections, seconds=given.seconds, server=site.process)


def one_by_one(site: Served, given: argparse.Namespace) -> dict[str, Measured]:
    """Load each page by itself."""
    each = {name: measure(site, given, [path], cookie=True) for name, path in site.signed_in.items()}
    return each | {name: measure(site, given, [path], cookie=False) for name, path in site.published.items()}


def row(name: str, found: Measured) -> list[str]:
    """Return a row of the table."""
    statuses = ", ".join(f"{status}: {number}" for status, number in found.statuses.items())
    figures = [f"{found.rate:.0f}", f"{found.p95:.0f}", f"{found.cost:.1f}", f"{found.size / 1000:.0f}", statuses]
    return [name, *figures]


def main() -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description="Loads the site's pages beside a bare Django page.")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--together", action="store_true", help="leave out the pages one by one")
    given = parser.parse_args()
    backend = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    say(f"{backend}, {given.processes} web processes, {given.connections} connections, {given.seconds:.0f} s each")
    with served(given.processes) as site:
        found = {"a bare page of 50 joined rows": measure(site, given, [BARE], cookie=True)}
        found["signed in, all in turn"] = measure(site, given, list(site.signed_in.values()), cookie=True)
        found["published, all in turn"] = measure(site, given, list(site.published.values()), cookie=False)
        each = {} if given.together else one_by_one(site, given)
    columns = ("", "pages a second", "p95 ms", "CPU ms a page", "kB", "answers")
    table("Pages", columns, [row(name, one) for name, one in (found | each).items()])
    return judge(bars(found, each))


def bars(found: Mapping[str, Measured], each: Mapping[str, Measured]) -> list[Bar]:
    """Return what must hold."""
    signed_in, published = found["signed in, all in turn"], found["published, all in turn"]
    wrong = {status for one in (*found.values(), *each.values()) for status in one.statuses if status != 200}
    return [
        Bar(f"{SIGNED_IN_BAR} signed-in pages a second", f"{signed_in.rate:.0f}", signed_in.rate >= SIGNED_IN_BAR),
        Bar(f"signed in: p95 under {P95_BAR} ms", f"{signed_in.p95:.0f}", signed_in.p95 < P95_BAR),
        Bar(f"{PUBLISHED_BAR} published pages a second", f"{published.rate:.0f}", published.rate >= PUBLISHED_BAR),
        Bar(f"published: p95 under {P95_BAR} ms", f"{published.p95:.0f}", published.p95 < P95_BAR),
        Bar("every answer is a page", ", ".join(map(str, wrong)) or "all 200", not wrong),
    ]


if __name__ == "__main__":
    sys.exit(main())
