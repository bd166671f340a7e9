"""Figures of the demonstration: published ones of made-up councils, the council's own, its aims."""

import csv
import shutil
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from clearline.kit.errors import BadInput
from clearline.measures.actions import Aim, mark_key, set_target
from clearline.measures.demo_data.commands import LAST
from clearline.web.demo.script import Months
from clearline.web.demo.work import WHY, Work

CODE = "E06000999"
YEARS = 5


def load_figures(today: date, months: tuple[Months, ...]) -> None:
    """Make figures of invented areas and load them as an analyst would, without the commands' words.

    Raises ``BadInput`` where one of the commands fails.
    """
    last = min(today.year - 1, LAST)
    data = Path(settings.HOME) / "demonstration-data"
    shutil.rmtree(data, ignore_errors=True)
    _run("demo-data", data, "--first", last - YEARS + 1, "--last", last, "--collections", "ssda903,published")
    published = sorted(path for path in (data / "published").iterdir() if path.suffix in (".csv", ".xlsx"))
    _run("figures", "load", "--store", settings.FIGURES, "--published", date(last, 11, 20), *published)
    _run(
        "returns", "measure", data / CODE, "--authority", CODE, "--year", last, "--postcodes", data / "postcodes.csv",
        "--save", "--store", settings.FIGURES,
    )  # fmt: skip
    own = data / "own-months.csv"
    write_months(own, today, months)
    _run("figures", "load", "--local", "--authority", CODE, "--store", settings.FIGURES, own)


def set_aims(work: Work) -> None:
    """Let the analyst say which measures matter most, and set the targets."""
    wanted = work.script.figures
    analyst = work.by("analyst")
    for key, reason in wanted.key.items():
        mark_key(by=analyst, measure=key, reason=reason)
    for one in wanted.targets:
        aim = Aim(value=Decimal(one.value), by=str(work.today.year + 1), owner=one.owner, how=one.how)
        set_target(by=analyst, measure=one.measure, aim=aim, why=WHY)


def write_months(path: Path, today: date, months: tuple[Months, ...]) -> None:
    """Write the council's own table; the last month is the one before today's."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("measure", "period", "numerator", "denominator", "owner"))
        for one in months:
            last = today
            for numerator, denominator in reversed(one.counts):
                last = last.replace(day=1) - timedelta(days=1)
                rows.writerow((one.measure, f"{last:%Y-%m}", numerator, denominator, one.owner))


def _run(*words: object) -> None:
    command = [sys.executable, "-m", "clearline.cli", *(str(word) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadInput(f"The figures of the demonstration could not be made: {done.stderr.strip()[-500:]}")
