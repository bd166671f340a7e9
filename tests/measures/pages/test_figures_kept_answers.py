"""Pages about figures are quick: answers are kept, and what is slow to import is not imported to start."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from own_figures import add_own

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import ALL
from clearline.jobs.actions import enqueue, take
from clearline.jobs.running import do
from clearline.measures.asking.scorecards import scorecard
from clearline.measures.figures import Scorecard
from clearline.measures.receiving import OLD, forget, forget_old


def test_the_pages_start_without_duckdb() -> None:
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'web_settings'; django.setup(); "
        "import sys, clearline.measures.urls, clearline.measures.jobs; print('duckdb' in sys.modules)"
    )
    tests = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=tests, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.usefixtures("figures", "northmoor")
def test_a_scorecard_is_worked_out_once_for_the_same_files_and_again_for_others(
    figures: Path, analyst: Client, scrutiny: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def counted(*given: Any, **more: Any) -> Scorecard:
        asked.append(given)
        return scorecard(*given, **more)

    monkeypatch.setattr("clearline.measures.queries.scorecard", counted)
    address = "/northmoor/outcomes/"
    for _ in range(3):
        assert analyst.get(address).status_code == 200
    assert len(asked) == 1
    scrutiny.get(address)
    assert len(asked) == 2, "what one audience sees is not kept for the other"
    add_own(figures)
    analyst.get(address)
    assert len(asked) == 3
    analyst.get(f"{address}?on=2024-01-01")
    assert len(asked) == 4


@pytest.mark.usefixtures("figures", "northmoor")
def test_a_scorecard_that_is_kept_takes_less_than_300_ms(analyst: Client) -> None:
    analyst.get("/northmoor/outcomes/")
    start = perf_counter()
    analyst.get("/northmoor/outcomes/")
    assert perf_counter() - start < 0.3


@pytest.mark.usefixtures("figures")
def test_what_was_left_of_uploads_is_cleared_after_a_week(
    northmoor: Authority, figures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(settings.UPLOADS) / "figures" / "incoming-left"
    folder.mkdir(parents=True)
    (folder / "rows.csv").write_text("left by a process that was killed")
    forget("../figures")  # no name of a folder of uploads, and nothing is done
    assert forget_old() == 0
    monkeypatch.setattr("clearline.measures.receiving.OLD", -OLD)
    enqueue(by=Acting(None, None, ALL, "job"), what="clear uploads", now=timezone.now())
    job = take(lease=uuid4(), now=timezone.now())
    assert job
    do(job, timezone.now)
    job.refresh_from_db()
    assert job.state == "done"
    assert not folder.exists()
