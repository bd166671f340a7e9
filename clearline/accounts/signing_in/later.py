"""Pages by their names, imported when they are first asked for."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string

from clearline.accounts.page import Page


def later(name: str) -> Page:
    """Return a page by the name of its function, or of a view of allauth, which has no as-at date.

    With what they need, the pages of signing in take 12 MB and a quarter of a second to import. Commands, which only
    make addresses, do without.
    """

    @cache
    def found() -> Page:
        there = import_string(name)
        if not isinstance(there, type):
            return there  # type: ignore[no-any-return]
        context = {"no_date": True, "councils": lambda: settings.COUNCIL_SIGN_INS}
        return there.as_view(extra_context=context)  # type: ignore[attr-defined, no-any-return]

    def answer(request: Any, **kwargs: Any) -> HttpResponse:
        return found()(request, **kwargs)

    return answer
