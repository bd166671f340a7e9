"""What the site acknowledged is kept, whole, through a hundred kills of its processes."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "web"))
from under_kills import write_under_kills

pytestmark = [pytest.mark.long, pytest.mark.database]


@pytest.mark.parametrize("seed", range(4))
def test_every_acknowledged_write_outlives_a_hundred_kills(tmp_path: Path, seed: int) -> None:
    outcome = write_under_kills(tmp_path / "home", kills=25, seed=seed)
    assert len(outcome.acknowledged) >= 250
    assert outcome.acknowledged <= outcome.kept, "a write was acknowledged and lost"
    assert outcome.consistent, "a change is there without its entry, or the other way about"
