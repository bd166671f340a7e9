"""A tag that leads to where is said who may read a thing, beside the thing."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clearline.accounts.page import Request
from clearline.assurance.classified import changeable
from clearline.doors.links import link

register = template.Library()


@register.simple_tag(takes_context=True)
def who_may_read(context: Context, kind: str, key: object, what: str) -> SafeString | str:
    """`{% who_may_read "step" step.number step.title %}`: nothing for those who may not change it.

    However many things of a kind a page shows, one question is asked.
    """
    request: Request = context["request"]
    asked: dict[str, Any] = request.__dict__.setdefault("changeable", {})
    if kind not in asked:
        asked[kind] = changeable(request.acting, kind)
    if asked[kind] is not None and str(key) not in asked[kind]:
        return ""
    hidden = '<span class="govuk-visually-hidden">: {}</span>'
    return format_html(
        '<p class="govuk-body"><a class="govuk-link" href="{}">Change who may read this' + hidden + "</a></p>",
        link(request, "reports:who-may-read", kind, key), what,
    )  # fmt: skip
