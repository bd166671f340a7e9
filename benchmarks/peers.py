"""The reference implementations beside which we are timed, in a virtual environment of their own made on demand."""

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
REFERENCES = HERE.parents[1] / "shared" / "perf"
"""Where the reference implementations and the makers of their inputs are, when they are beside this repository."""

LOCK = HERE / "requirements.lock"
ENVIRONMENT = HERE.parent / ".venvs" / "benchmarks"

SCRIPTS = {
    "plain Python": "org_python.py",
    "networkx": "org_networkx.py",
    "clingo": "org_clingo.py",
    "DuckDB": "org_duckdb.py",
}
"""The script of each peer for job C, by the name that the tables print."""


def python_with_peers() -> Path:
    """Return the interpreter of the peers' environment, making it first when it is missing or its lock has changed.

    Raises ``subprocess.CalledProcessError`` when the packages cannot be installed.
    """
    interpreter = ENVIRONMENT / "bin" / "python"
    ready = ENVIRONMENT / ".ready"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not ready.exists() or ready.read_text() != digest:
        sys.stderr.write("Installing the packages of the comparison ...\n")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
        ready.write_text(digest)
    return interpreter
