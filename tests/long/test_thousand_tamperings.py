"""A thousand tamperings, each with a seed of its own: all are found."""

import pytest
from tampering import a_chain, assert_found

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_thousand_tamperings_are_all_found() -> None:
    authority, heads = a_chain()
    for seed in range(1_000):
        assert_found(seed, authority, heads)
