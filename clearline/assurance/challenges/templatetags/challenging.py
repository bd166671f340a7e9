"""Tags by which any page shows the challenges about its thing, the actions from it, and what nobody challenged."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from clearline.accounts.page import Request
from clearline.assurance.abouts import about_address
from clearline.assurance.challenges import queries
from clearline.assurance.challenges.pages.listing import state_tag
from clearline.assurance.challenges.pages.to_do import STATES
from clearline.assurance.naming import called

register = template.Library()


@register.inclusion_tag("challenges/about.html", takes_context=True)
def challenges_about(context: Context, about: str) -> dict[str, Any]:
    """`{% challenges_about "duty:dcs-lm/2009/key" %}`: challenges about a thing, with the link to make one."""
    request: Request = context["request"]
    by = request.acting
    assert by.authority is not None
    found = queries.challenges(by.authority, by, request.on, about=about, today=request.today)
    return {
        "request": request,
        "shown": by.may("see challenges"),
        "may_challenge": by.may("challenge"),
        "ask": {"about": about},
        "challenges": [(one, state_tag(one)) for one in found],
    }


@register.inclusion_tag("challenges/actions_of.html", takes_context=True)
def actions_of(context: Context, source: str) -> dict[str, Any]:
    """`{% actions_of "challenge:2026-1" %}`: actions because of a thing, with the link to open one."""
    request: Request = context["request"]
    by = request.acting
    assert by.authority is not None
    shown = by.may("see assurance")
    return {
        "request": request,
        "shown": shown,
        "may_keep": by.may("keep actions"),
        "ask": {"source": source},
        "actions": [
            (one, STATES[one.state]) for one in (queries.actions_of(by.authority, request.on, source) if shown else ())
        ],
    }


@register.inclusion_tag("challenges/unchallenged.html", takes_context=True)
def unchallenged(context: Context, bad: Iterable[str]) -> dict[str, Any]:
    """`{% unchallenged prompts %}`: bad results that ``queries.unchallenged`` found nobody to have challenged."""
    request: Request = context["request"]
    bad = tuple(bad)
    words = called(request.acting, bad, request.on)
    things = [
        {"words": words[about], "address": about_address(request, about), "ask": {"about": about}}
        for about in bad
    ]  # fmt: skip
    return {"request": request, "shown": request.acting.may("challenge"), "things": things}
