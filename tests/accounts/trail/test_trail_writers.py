"""Eight writers at once leave a chain without gaps, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import trail_writers
from django.db import connection
from people import make_authority

from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.verifying import verify

ALL = list(range(1, trail_writers.WRITERS * trail_writers.EACH + 1))


def test_eight_at_once_leave_no_gap_in_a_file_of_sqlite(tmp_path: Path) -> None:
    there = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    there |= {"CLEARLINE_HOME": str(tmp_path), "CLEARLINE_HTTPS": "no"}
    command = [sys.executable, trail_writers.__file__]
    done = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[], ALL, 0]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_no_gap_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("run by tests/on_postgresql.py; on SQLite the test above")
    make_authority()
    assert trail_writers.write_at_once("northmoor") == []
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == ALL
    assert verify(["northmoor"], ()).faults == ()
