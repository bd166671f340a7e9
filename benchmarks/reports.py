"""Times the lead member's briefing as a file of every format, each made by a whole process from what is on record.

    python benchmarks/reports.py
    python benchmarks/reports.py --runs 5

The database is a new one in a temporary folder: Northmoor of the examples, with a statement by both on every duty that
asks for one, and the figures of the demonstration. A process starts, composes the briefing and prints it; the bar for
PDF is CPU seconds and megabytes of that whole process. The reference prints the same briefing from its HTML by
headless Chromium, where there is one, without composing it; its seconds are those of all its processes, its megabytes
of the largest. "The site alone" is a process that has the site up and does nothing, as a worker does before work.
Exit status 1: over the bar, or other bytes from one process to the next.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from processes import environment, run

BAR_SECONDS, BAR_MEGABYTES = 3.0, 200.0
FORMATS = ("pdf", "docx", "xlsx", "csv", "html")
ON = "2026-03-31"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Timed(NamedTuple):
    """What a file took."""

    cpu: float
    peak: float
    size: int
    same: bool
    """Whether every run gave the same bytes."""


def briefing(form: str, folder: Path, env: dict[str, str], runs: int) -> Timed:
    """Make the briefing some times, each in a process of its own; return the middle one by time."""
    found, digests = [], set()
    out = folder / f"briefing.{form}"
    for _ in range(runs + 1):  # the first warms the files that everything is read from, and is not counted
        asked = ["lead-member-briefing", "--authority", "northmoor-0", "--on", ON, "--format", form]
        command = [sys.executable, "-m", "clearline.cli", "report", *asked, "--out", str(out), "--force"]
        found.append(run(command, env))
        digests.add(sha256(out.read_bytes()).hexdigest())
    middle = sorted(found[1:], key=lambda one: one.cpu)[runs // 2]
    return Timed(middle.cpu, middle.peak, out.stat().st_size, len(digests) == 1)


def site(env: dict[str, str], runs: int) -> Timed:
    """Bring the site up and do nothing."""
    up = "from clearline.accounts.setting_up import set_up; set_up(); import clearline.web.urls"
    found = sorted((run([sys.executable, "-c", up], env) for _ in range(runs)), key=lambda one: one.cpu)
    return Timed(found[runs // 2].cpu, found[runs // 2].peak, 0, True)


def chromium(folder: Path, runs: int) -> Timed | None:
    """Print the HTML of the briefing by Chromium; ``None`` where there is none."""
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if browser is None:
        return None
    out, times = folder / "chromium.pdf", []
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
               f"--print-to-pdf={out}", (folder / "briefing.html").as_uri()]  # fmt: skip
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Timed(sorted(times)[runs // 2], peak, out.stat().st_size, True)


def main(runs: int, folder: Path) -> int:
    """Make the database, time everything, and return the exit status."""
    from django.core.management import call_command
    from standing import load_figures, make

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    load_figures()
    make(1)
    env = environment(folder) | {"CLEARLINE_HOME": str(folder), "CLEARLINE_HTTPS": "no"}
    found = {form: briefing(form, folder, env, runs) for form in FORMATS}
    reference = chromium(folder, runs)
    print(f"{'the briefing, by a whole process':<36} {'CPU s':>7} {'MB':>6} {'KB':>7} {'times':>6}")
    rows = {"the site alone": site(env, runs), **found}
    rows |= {"HTML printed by Chromium": reference} if reference else {}
    for name, one in rows.items():
        ratio = one.cpu / found["pdf"].cpu
        print(f"{name:<36} {one.cpu:7.2f} {one.peak:6.0f} {one.size / 1024:7.0f} {ratio:6.2f}")
    same = all(one.same for one in found.values())
    quick = found["pdf"].cpu <= BAR_SECONDS and found["pdf"].peak <= BAR_MEGABYTES
    print(f"the same bytes: {'yes' if same else 'NO'}; PDF in {BAR_SECONDS:g} s and {BAR_MEGABYTES:g} MB: "
          f"{'yes' if quick else 'NO'}")  # fmt: skip
    return 0 if same and quick else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clearline-reports-") as made_folder:
        os.environ |= {"CLEARLINE_HOME": made_folder, "CLEARLINE_HTTPS": "no"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "clearline.web.settings"
        import django

        django.setup()
        sys.exit(main(given.runs, Path(made_folder)))
