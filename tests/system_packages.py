"""Programs that some tests need and that come with the system: found, installed when that is allowed, or asked for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

POSTGRESQL = Path("/usr/lib/postgresql")
"""Debian keeps each version of PostgreSQL in a folder of its own below this, and not on the path."""


def program(name: str, package: str) -> Path:
    """Return where a program is. Debian's package of it is installed as root; otherwise the test is skipped, aloud."""
    return _found(name) or _installed(name, package)


def _found(name: str) -> Path | None:
    there = shutil.which(name)
    versions = sorted(POSTGRESQL.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return versions[-1] if versions else Path(there) if there else None


def _installed(name: str, package: str) -> Path:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        pytest.skip(f"{name} is not here: install it, on Debian with `apt install {package}`")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    for command in (["apt-get", "update"], install):
        done = subprocess.run(command, capture_output=True, text=True, env=quietly, check=False)
    found = _found(name)
    if found is None:
        pytest.skip(f"{name} is not here, and `apt-get install {package}` failed: {done.stderr.strip()[:300]}")
    return found
