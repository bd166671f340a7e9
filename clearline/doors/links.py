"""Addresses within one authority that keep the as-at date."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def link(
    request: HttpRequest, name: str, *args: object, query: Mapping[str, Any] | None = None, **kwargs: object
) -> str:
    """Return the address of a page of the authority that is being looked at, as at the same date.

    ``args`` or ``kwargs`` are those of the URL without ``authority``. ``query`` is added to the as-at date; ``None`` in
    it is left out. Raises ``NoReverseMatch`` for a page that there is not.
    """
    on = None if getattr(request, "on_problem", "") else request.GET.get("on")
    asked = {"on": on, **(query or {})}
    asked = {key: value for key, value in asked.items() if value not in (None, "")}
    acting = getattr(request, "acting", None)
    authority = acting.authority if acting else getattr(request, "authority", None)
    if authority is None:
        return reverse(name, args=args or None, kwargs=kwargs or None, query=asked)
    if args:
        return reverse(name, args=(authority.key, *args), query=asked)
    return reverse(name, kwargs={"authority": authority.key, **kwargs}, query=asked)


def here(request: HttpRequest, **changes: object) -> str:
    """Return the address of this page with some of its query changed; ``None`` takes a part away."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else request.path
