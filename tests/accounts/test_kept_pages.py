"""A page that needs no sign-in is kept while nothing is done, and never given to whom it was not made for."""

import time
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import info
from django.db import transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from people import client_for, make_authority, make_user
from pytest_django import DjangoAssertNumQueries, Settings

from clearline.accounts import keeping
from clearline.accounts.acting import at_the_machine
from clearline.accounts.keeping import kept
from clearline.accounts.page import public_page
from clearline.accounts.trail.actions import record
from clearline.web.urls import urlpatterns as own

pytestmark = pytest.mark.django_db

made: list[str] = []


def _page(name: str) -> Any:
    """Return a page that says how often it was made."""

    @public_page(("GET", "POST"))
    @kept
    def page(request: Any, authority: str = "") -> HttpResponse:
        made.append(name)
        if name == "missing":
            raise Http404
        if name == "form":
            get_token(request)
        if name == "script":
            str(request.csp_nonce)
        if name == "streamed":
            return StreamingHttpResponse([b"page"])  # type: ignore[return-value]
        response = HttpResponse(f"made {len(made)} times for {request.user}", headers={"X-Own": "kept"})
        if name == "cookie":
            response.set_cookie("own", "1")
        return response

    return page


def _tell(request: Any) -> HttpResponse:
    info(request, "This is for one reader.")
    return HttpResponse()


NOT_KEPT = ("form", "script", "streamed", "cookie", "missing")
urlpatterns = [
    *(path(name, _page(name)) for name in ("plain", *NOT_KEPT)),
    path("tell", public_page()(_tell)),
    path("of/<slug:authority>", _page("of")),
    *own,
]


@pytest.fixture(autouse=True)
def empty_shelf(settings: Settings) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    made.clear()
    keeping.shelf.clear()
    yield
    keeping.shelf.clear()


def times(url: str, client: Client | None = None, asked: int = 3) -> int:
    before = len(made)
    for _ in range(asked):
        (client or Client()).get(url)
    return len(made) - before


def test_a_page_is_made_once_and_given_out_whole(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert times("/plain") == 1
    with django_assert_num_queries(1):
        response = Client().get("/plain")
    assert response.content == b"made 1 times for AnonymousUser"
    assert response["X-Own"] == "kept"
    assert "Content-Security-Policy" in response
    assert Client().head("/plain").status_code == 200
    assert len(made) == 1


def test_another_address_or_question_is_another_page() -> None:
    assert times("/plain") == times("/plain?on=2026-01-01") == times("/plain?on=2026-01-02") == 1


def test_a_change_at_its_authority_makes_it_anew_and_one_elsewhere_does_not() -> None:
    own, other = make_authority("northmoor"), make_authority("southmoor", gss_code="E06000998")
    assert times("/of/northmoor") == 1
    for authority, anew in ((other, 0), (own, 1)):
        with transaction.atomic():
            record(by=at_the_machine(authority), did="changed a post", about="post:director")
        assert times("/of/northmoor") == anew


def test_a_page_of_no_authority_is_made_anew_after_any_change() -> None:
    assert times("/plain") == 1
    with transaction.atomic():
        record(by=at_the_machine(make_authority()), did="changed a post", about="post:director")
    assert times("/plain") == 1


@pytest.mark.parametrize("name", NOT_KEPT)
def test_what_is_one_readers_own_is_not_kept(name: str) -> None:
    assert times(f"/{name}") == 3


def test_nothing_that_was_sent_is_kept() -> None:
    for _ in range(3):
        Client().post("/plain")
    assert len(made) == 3


def test_whoever_is_signed_in_or_has_a_message_neither_gets_nor_leaves_a_kept_page() -> None:
    assert times("/plain") == 1
    assert times("/plain", client_for(make_user())) == 3
    told = Client()
    told.get("/tell")
    assert told.cookies
    assert times("/plain", told) == 3
    assert times("/plain") == 0


def test_a_page_is_made_anew_each_day_and_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    assert times("/plain") == 1
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2099, 1, 1))
    assert times("/plain") == 1
    later = time.monotonic() + keeping.LONGEST + 1
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: later))
    assert times("/plain") == 1


def test_what_was_asked_for_longest_ago_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ROOM", 70)  # two pages of 30 bytes
    assert [times(f"/plain?{number}") for number in (1, 2, 1, 3, 1, 2)] == [1, 1, 0, 1, 0, 1]
