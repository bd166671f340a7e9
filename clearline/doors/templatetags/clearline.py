"""Tags that every template has: addresses that keep the as-at date, days in words, and the components."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from clearline.doors import links
from clearline.doors.glossary import meaning
from clearline.doors.values import Tag, markup

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: object, **kwargs: Any) -> str:
    """`{% link "organisations:post" post.key %}`: a page of this authority, as at the same date."""
    return links.link(context["request"], name, *args, **kwargs)


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """`{% here on=None %}`: this page with a part of its query changed or taken away."""
    return links.here(context["request"], **changes)


@register.filter
def day(value: date | None) -> str:
    """`{{ post.start|day }}`: "31 March 2026"; nothing for no date."""
    return "" if value is None else date_format(value, "j F Y")


@register.simple_tag(name="day")
def day_tag(value: date | None) -> str:
    """`{% day post.start %}`: "31 March 2026"; nothing for no date."""
    return day(value)


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """`{% tag "Met" "green" %}`: a status. The words carry the meaning, not the colour."""
    return markup(Tag(text, colour))


@register.filter
def shown(value: object, missing: str = "") -> SafeString:
    """`{{ value|shown:"Not stated" }}`: a value, tag, link, day or list as a table shows it."""
    return markup(value, missing)


@register.inclusion_tag("components/warning-text.html")
def warning_text(text: str) -> dict[str, Any]:
    """`{% warning_text "..." %}`: what has consequences."""
    return {"text": text}


@register.inclusion_tag("components/inset-text.html")
def inset_text(text: str) -> dict[str, Any]:
    """`{% inset_text "..." %}`: a quotation or an aside."""
    return {"text": text}


@register.inclusion_tag("components/details.html")
def details(summary: str, text: str) -> dict[str, Any]:
    """`{% details "Help with this" "..." %}`: help for some readers only."""
    return {"summary": summary, "text": text}


@register.inclusion_tag("components/details.html")
def term(word: str) -> dict[str, Any]:
    """`{% term "lead member" %}`: what a word of the glossary means. Raises ``KeyError`` for a word that it has not."""
    return {"summary": f"What “{word}” means", "text": f"{meaning(word)}."}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*titles_and_addresses: str) -> dict[str, Any]:
    """`{% breadcrumbs "Posts" url "This post" %}`: titles each with its address; the last title may have none."""
    titles, addresses = titles_and_addresses[::2], titles_and_addresses[1::2]
    return {"crumbs": [(title, addresses[at] if at < len(addresses) else "") for at, title in enumerate(titles)]}


@register.inclusion_tag("components/back-link.html")
def back_link(address: str, text: str = "Back") -> dict[str, Any]:
    """`{% back_link url %}`."""
    return {"address": address, "text": text}


@register.inclusion_tag("components/button.html")
def button(text: str, address: str = "", kind: str = "", name: str = "", value: str = "") -> dict[str, Any]:
    """`{% button "Save" %}`, or with an address a link that looks like one; ``kind``: secondary, warning, inverse."""
    return {"text": text, "address": address, "kind": kind, "name": name, "value": value}


@register.inclusion_tag("components/summary-list.html")
def summary_list(rows: Mapping[str, Any] | Sequence[Sequence[Any]]) -> dict[str, Any]:
    """`{% summary_list rows %}`: rows are (key, value) or (key, value, address, "Change", "the start date").

    What is ``None`` or empty is shown as "Not stated".
    """
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    full = [(*row, "", "", "")[:5] for row in pairs]
    return {"rows": full, "any_actions": any(row[2] for row in full)}


@register.inclusion_tag("components/summary-card.html")
def summary_card(title: str, rows: Mapping[str, Any] | Sequence[Sequence[Any]], address: str = "") -> dict[str, Any]:
    """`{% summary_card post.title rows url %}`: a summary list in a box with a heading, one of several of a kind."""
    return {"title": title, "address": address, **summary_list(rows)}


@register.inclusion_tag("components/error-summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """`{% error_summary %}`: what is wrong in the as-at date, in ``form``, and in ``problems`` (sentences)."""
    return {"errors": _errors(context)}


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """`{% error_prefix %}`: "Error: " at the start of the title of a page that has errors."""
    return "Error: " if _errors(context) else ""


def _errors(context: Context) -> list[tuple[str, str]]:
    form = context.get("form")
    about_date = getattr(context.get("request"), "on_problem", "")
    found: list[tuple[str, str]] = [(about_date, "#as-at")] if about_date and not context.get("no_date") else []
    if isinstance(form, BaseForm) and form.is_bound:
        for name, messages in form.errors.items():
            field = form[name] if name in form.fields else None
            target = getattr(field, "error_target", "") if field is not None else ""
            found += [(str(message), f"#{target}" if target else "") for message in messages]
    return found + [(str(problem), "") for problem in context.get("problems") or ()]


@register.inclusion_tag("components/table.html", takes_context=True)
def table(context: Context, shown: Any) -> dict[str, Any]:
    """`{% table table %}`: a ``tables.Table`` with its filters, count, exports and pages."""
    return {"table": shown, "request": context["request"]}
