"""A tag by which any page says that its thing is held before an election, and how it gets out."""

from datetime import date
from typing import Any

from django import template
from django.template import Context

from clearline.accounts.page import Request
from clearline.schedule.elections import hold

register = template.Library()


@register.inclusion_tag("schedule/held.html", takes_context=True)
def held_back(context: Context, about: str, since: date | None = None) -> dict[str, Any]:
    """`{% held_back "departure:2013-key-5" %}`: nothing outside a pre-election period, or once it was released.

    ``since``: the day from which it would be public; nothing for what was so before the period.
    """
    request: Request = context["request"]
    assert request.acting.authority is not None
    held = hold(request.acting.authority, about, request.today)
    return {
        "request": request,
        "held": held if held and (since is None or since >= held.starts) else None,
        "ask": {"about": about},
        "may_release": request.acting.may("release in pre-election period"),
        "may_ask": request.acting.may("see calendar"),
    }
