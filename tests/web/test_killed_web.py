"""What the site acknowledged is kept, whole, whichever of its processes are killed meanwhile."""

from pathlib import Path

import pytest
from under_kills import write_under_kills


@pytest.mark.database
def test_every_acknowledged_write_outlives_the_killing_of_web_processes(tmp_path: Path) -> None:
    outcome = write_under_kills(tmp_path / "home", kills=4, seed=1)
    assert len(outcome.acknowledged) >= 40
    assert outcome.acknowledged <= outcome.kept, "a write was acknowledged and lost"
    assert outcome.consistent, "a change is there without its entry, or the other way about"
