"""Keeps pages that need no sign-in, so that many readers at once cost little. Each web process keeps its own.

A page is kept for as long as nothing was done at its authority: every change has an entry in the authority's trail, so
the number of the last one tells. What changes without an entry, as published figures do, shows after ``LONGEST``.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse

from clearline.accounts.trail.models import Entry

LONGEST = 30.0
"""Seconds after which a page is made anew, whatever happened."""

ROOM = 32_000_000
"""Bytes of pages that one process keeps; those asked for longest ago go first."""

Page = Callable[..., HttpResponse]


class _Asked(NamedTuple):
    """What a page depends on."""

    host: str
    path: str
    today: date
    head: int
    """The number of the last entry in the trail of the authority; for a page of none, of all."""


class _Kept(NamedTuple):
    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


class _Shelf:
    """Pages by what they depend on, up to ``ROOM``."""

    def __init__(self) -> None:
        self._pages: OrderedDict[_Asked, _Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def take(self, asked: _Asked) -> _Kept | None:
        """Return a page that is fresh; ``None`` when there is none."""
        with self._lock:
            found = self._pages.get(asked)
            if found is None or found.until < time.monotonic():
                return None
            self._pages.move_to_end(asked)
            return found

    def put(self, asked: _Asked, page: _Kept) -> None:
        """Keep a page, and let go of others when it gets too many."""
        with self._lock:
            self._let_go(asked)
            self._pages[asked] = page
            self._size += len(page.content)
            while self._size > ROOM:
                self._let_go(next(iter(self._pages)))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _let_go(self, asked: _Asked) -> None:
        gone = self._pages.pop(asked, None)
        self._size -= len(gone.content) if gone else 0


shelf = _Shelf()


def kept(page: Page) -> Page:
    """Keep what a page answers to those who are not signed in: ``@public_page()`` above, ``@kept`` below it.

    Not kept: answers to whoever has a session or a message waiting, other than 200, with cookies, with the mark of a
    form, with a nonce.
    """

    @wraps(page)
    def answer(request: Any, **kwargs: Any) -> HttpResponse:
        if not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}.isdisjoint(request.COOKIES):
            return page(request, **kwargs)
        asked = _Asked(request.get_host(), request.get_full_path(), request.today, _head(kwargs.get("authority")))
        found = shelf.take(asked)
        if found is None:
            response = page(request, **kwargs)
            if not _may_be_kept(request, response):
                return response
            found = _Kept(response.content, tuple(response.items()), time.monotonic() + LONGEST)
            shelf.put(asked, found)
        return HttpResponse(found.content, headers=dict(found.headers))

    return answer


def _head(authority: str | None) -> int:
    entries = Entry.objects.all() if authority is None else Entry.objects.filter(authority_id=authority)
    last = entries.order_by("-id" if authority is None else "-sequence").values_list("id", flat=True).first()
    return last or 0


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming or response.cookies:
        return False
    marked = request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or isinstance(getattr(request, "_csp_nonce", None), str)
    return not marked
