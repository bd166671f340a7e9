"""A list of evidence as long as a large council's: it opens, by as many queries as a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from giving import ABOUT, DAY
from people import make_authority
from stating import as_

from clearline.assurance.evidence import models
from clearline.assurance.evidence.queries import items, uses_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MANY = 1_100
"""More than SQLite takes in one tree of conditions."""


def test_more_than_a_thousand_pieces_are_listed_by_the_same_few_queries() -> None:
    authority = make_authority()
    by = as_(authority, "governance-officer")

    def add(start: int, end: int) -> None:
        made = [
            models.Item(authority=authority, key=f"piece-{number}", title="Minutes", kind="other", source="Panel",
                        by=by.user.individual, on=DAY)  # type: ignore[union-attr]
            for number in range(start, end)
        ]  # fmt: skip
        models.Item.objects.bulk_create(made)
        versions = [models.Version(item=one, number=1, digest="0" * 64, on=DAY) for one in made]
        models.Version.objects.bulk_create(versions)
        models.Use.objects.bulk_create(
            models.Use(item=one.item, version=one, about=ABOUT, place="Page 1", why="It says so.", on=DAY)
            for one in versions
        )

    asked = []
    for start, end in ((0, 2), (2, MANY)):
        add(start, end)
        with CaptureQueriesContext(connection) as queries:
            assert len(items(authority, by, DAY)) == end
            assert len(uses_of(authority, ABOUT, by, on=DAY)) == end
        asked.append(len(queries))
    assert asked[0] == asked[1]
