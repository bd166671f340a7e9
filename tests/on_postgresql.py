"""Runs the tests marked ``database``, or any other command, on a PostgreSQL server of its own, and stops it again.

    python tests/on_postgresql.py [arguments of pytest]
    python tests/on_postgresql.py --run python benchmarks/web.py

The server lives in a temporary folder and is reached through a socket there, by nobody else. The command finds it by
``DATABASE_URL``. The exit status is that of the command, or 1 when there is no PostgreSQL and none can be installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from system_packages import program

OWNER = "clearline"


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """Run a server with data checksums; yield the address of an empty database in it.

    ``durable`` waits for the disk at each commit, as a real server does and as only kills of the machine itself could
    show. Skips, by an exception of pytest, when there is no PostgreSQL.
    """
    programs = program("initdb", "postgresql").parent
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with TemporaryDirectory(prefix="clearline-pg-", dir="/tmp") as folder:  # a socket's path must be short
        if user:
            shutil.chown(folder, user)

        def run(name: str, *arguments: str) -> None:
            command = [str(programs / name), *arguments]
            done = subprocess.run(command, stdout=subprocess.DEVNULL, user=user, cwd=folder, check=False)
            assert done.returncode == 0, f"{name} ended with {done.returncode}"

        data = ("-D", f"{folder}/data")
        run("initdb", *data, "--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--data-checksums", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync={'on' if durable else 'off'}"
        run("pg_ctl", "start", *data, "--wait", "-l", f"{folder}/log", "-o", options)
        try:
            run("createdb", "-h", folder, "-U", OWNER, OWNER)
            yield f"postgresql://{OWNER}@/{OWNER}?host={folder}"
        finally:
            run("pg_ctl", "stop", *data, "-m", "immediate")


def main(arguments: list[str]) -> int:
    """Run a command, or the tests marked ``database``, and return its exit status."""
    own = arguments[:1] == ["--run"]
    command = arguments[1:] if own else [sys.executable, "-m", "pytest", "-m", "database", *arguments]
    try:
        with postgresql(durable=own) as url:
            there = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=there, cwd=Path(__file__).parents[1], check=False).returncode
    except pytest.skip.Exception as missing:
        sys.stderr.write(f"Skipped: nothing was run on PostgreSQL. {missing}\n")
        return int(own)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
