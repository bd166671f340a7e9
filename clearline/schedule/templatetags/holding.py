"""A tag by which any page says that its thing is held before an election, and how it gets out."""

from typing import Any

from django import template
from django.template import Context

from clearline.accounts.page import Request
from clearline.schedule.elections import hold

register = template.Library()


@register.inclusion_tag("schedule/held.html", takes_context=True)
def held_back(context: Context, about: str) -> dict[str, Any]:
    """`{% held_back "departure:2013-key-5" %}`: nothing outside a pre-election period, or once it was released."""
    request: Request = context["request"]
    assert request.acting.authority is not None
    return {
        "request": request,
        "held": hold(request.acting.authority, about, request.today),
        "ask": {"about": about},
        "may_release": request.acting.may("release in pre-election period"),
        "may_ask": request.acting.may("see calendar"),
    }
