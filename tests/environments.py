"""Virtual environments that some tests need beside Clearline's own, made on demand from a lock."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

OFFLINE = re.compile(r"failed to fetch|error sending request|could not connect|dns error|not found in the cache", re.I)
"""What uv says when it cannot reach a package index; anything else it says is a fault."""


def environment(name: str, lock: Path) -> Path:
    """Return the folder of programs of an environment that holds what a lock says; skip the test when offline."""
    home = ROOT / ".venvs" / name
    done, wanted = home / ".lock", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not done.is_file() or done.read_text() != wanted:
        beside = Path(sys.executable).with_name("uv")
        uv = str(beside) if beside.is_file() else shutil.which("uv")
        if uv is None:
            pytest.skip(f"uv is not here to make the environment '{name}': `make test` brings it")
        install = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(home), str(lock)]
        for command in ([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)], install):
            made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
            if made.returncode and OFFLINE.search(made.stderr):
                pytest.skip(f"The environment '{name}' can't be fetched from here: {made.stderr.strip()[:300]}")
            assert made.returncode == 0, made.stderr
        done.write_text(wanted)
    return home / "bin"
