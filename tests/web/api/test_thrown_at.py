"""Whatever is thrown at the API, it never fails and always answers as its document says."""

from collections.abc import Iterator

import pytest
from thrown import Thrown, target, throw


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thrown]:
    with target(tmp_path_factory.mktemp("thrown") / "home") as there:
        yield there


def test_a_planted_fault_is_found(site: Thrown) -> None:
    done = throw(site, "--include-operation-id", "planted", examples=20, seed=1)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Server error" in done.stdout


def test_no_operation_fails_or_answers_what_it_does_not_declare(site: Thrown) -> None:
    done = throw(site, "--exclude-operation-id", "planted", examples=4, seed=2026)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
