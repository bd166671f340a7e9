"""Ten thousand posts: the lists ask the database as often as for one, and answer quickly."""

import sys
import time
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from northmoor import put
from people import client_for, make_authority, member

from clearline.organisations.organisation import Organisation

pytestmark = pytest.mark.django_db

LIMIT = 0.5
"""Seconds of processor time. A page takes a fifth of it on a quiet machine."""


def large(posts: int) -> Organisation:
    """Return an organisation of many posts, six under each."""
    made: dict[str, dict[str, Any]] = {
        f"post-{n}": {
            "title": f"Social Worker {n}", "reports_to": f"post-{(n - 1) // 6}" if n else "council",
            "services": ["social-care"], "holders": [{"person": f"person-{n}", "from": "2020-01-01"}],
        }
        for n in range(posts)
    }  # fmt: skip
    authority = {"id": "northmoor", "name": "Northmoor", "kind": "county"}
    return msgspec.convert({"authority": authority, "posts": made}, Organisation)


def cost(client: Client, path: str) -> tuple[int, float]:
    """Return the number of queries and the seconds of processor time that a page takes once it has been asked for."""
    client.get(f"/northmoor/organisation/{path}")
    with CaptureQueriesContext(connection) as queries:
        before = time.process_time()
        assert client.get(f"/northmoor/organisation/{path}").status_code == 200
        took = time.process_time() - before
    return len(queries), took


PATHS = (
    "",
    "?q=worker+77",
    "?sort=-up",
    "?page=150",
    "people/",
    "posts/post-9/",
    "change/posts/post-9/",
    "line/?of=post-9",
)


def test_pages_cost_as_many_queries_at_ten_thousand_posts_as_at_twenty() -> None:
    authority = make_authority()
    client = client_for(member(authority, "governance-officer"))
    put(authority, large(20))
    few = {path: cost(client, path)[0] for path in PATHS}
    put(authority, large(10_000))
    many = {path: cost(client, path) for path in PATHS}
    assert {path: queries for path, (queries, _) in many.items()} == few
    assert max(few.values()) < 12
    slow = {path: took for path, (_, took) in many.items() if took > LIMIT}
    assert not slow or sys.gettrace()  # what counts covered lines takes as long again
