"""Times whole processes side by side: processor time and peak memory as the system counts them."""

import os
import statistics
import subprocess
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Timer
from typing import NamedTuple

LONGEST = 900.0
"""Seconds after which a process is stopped and counts as failed."""


class Failed(Exception):
    """A timed command ended otherwise than it should."""


class Run(NamedTuple):
    """One run of one command."""

    cpu: float
    """User and system seconds, of the process and of those that it waited for."""
    peak: float
    """The most memory held at once, in megabytes; never less than what the timer itself holds, about 20."""
    stages: dict[str, float]
    """CPU seconds by stage, where the command prints them (``load 0.1 rules 0.2``); empty where it does not."""


def environment(folder: Path) -> dict[str, str]:
    """Return every timed process's environment: this repository importable, compiled modules kept in the folder.

    BLAS has one thread, as nothing here gains from several, and starting them costs what a small job takes.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    root = Path(__file__).parents[1]
    own = {"PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "OPENBLAS_NUM_THREADS": "1"}
    return env | own


def run(command: Sequence[str], env: Mapping[str, str], fine: Collection[int] = (0,)) -> Run:
    """Run a command to its end. Raises ``Failed`` when it crashes, its exit status is not fine or it takes too long."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, env=dict(env), stdout=out, stderr=err)
        timer = Timer(LONGEST, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)  # the only call that gives the use of one process alone
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode(errors="replace").strip()
        if process.returncode not in fine or "Traceback" in said:  # a crash has the status of findings
            why = said.splitlines()[-1:]
            raise Failed(f"{' '.join(command[:3])} ... ended with status {process.returncode}: {' '.join(why)}")
        out.seek(0)
        return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, _stages(out.read(200)))


def _stages(printed: bytes) -> dict[str, float]:
    words = printed.decode(errors="replace").split()
    if words[:1] != ["load"]:
        return {}
    return {name: float(seconds) for name, seconds in zip(words[::2], words[1::2], strict=True)}


def in_turn(
    commands: Mapping[str, Sequence[str]], runs: int, env: Mapping[str, str], fine: Collection[int] = (0,)
) -> dict[str, list[Run]]:
    """Run each command once unseen, to fill the caches, then all turn by turn, so that a busy spell hits them all."""
    for command in commands.values():
        run(command, env, fine)
    results: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            results[name].append(run(command, env, fine))
    return results


def cpu(results: Sequence[Run]) -> float:
    """Return the median CPU seconds."""
    return statistics.median(one.cpu for one in results)


def peak(results: Sequence[Run]) -> float:
    """Return the median peak memory in megabytes."""
    return statistics.median(one.peak for one in results)


def stage(results: Sequence[Run], name: str) -> float:
    """Return the median CPU seconds of one stage."""
    return statistics.median(one.stages[name] for one in results)


def ratio(theirs: Sequence[Run], ours: Sequence[Run]) -> float:
    """Return how many times our CPU theirs is: the median over the pairs that ran one after the other."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(theirs, ours, strict=True))
