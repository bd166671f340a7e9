"""Whatever is thrown at the API, for long: as in `tests/web/api`, with many more requests and other seeds."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "web" / "api"))
from thrown import Thrown, target, throw

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thrown]:
    with target(tmp_path_factory.mktemp("thrown") / "home") as there:
        yield there


@pytest.mark.parametrize("seed", range(3))
def test_no_operation_fails_or_answers_what_it_does_not_declare(site: Thrown, seed: int) -> None:
    done = throw(site, "--exclude-operation-id", "planted", examples=60, seed=seed)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
