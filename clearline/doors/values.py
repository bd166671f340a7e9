"""How a value looks: on a page, and as words in a file."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

SAFE = ("/", "?", "#", "https://", "http://", "mailto:")
"""How an address may begin; what would run something when it is followed is shown as words."""


class Tag(NamedTuple):
    """A status in its own colour; the words carry the meaning."""

    text: str
    colour: str = ""
    """grey, green, teal, blue, purple, magenta, red, orange, yellow; empty for the standard blue"""


class Linked(NamedTuple):
    """Words that lead to a page."""

    text: str
    address: str


def words(value: object) -> str:
    """Return a value in words: days as "31 March 2026", yes and no, lists with semicolons, nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, Tag | Linked):
        return value.text
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(words(part) for part in value)
    return str(value)


def markup(value: object, missing: str = "") -> SafeString:
    """Return a value as escaped HTML. ``missing`` are the words for ``None`` and for nothing at all."""
    if isinstance(value, Tag):
        colour = f" govuk-tag--{value.colour}" if value.colour else ""
        return format_html('<strong class="govuk-tag{}">{}</strong>', colour, value.text)
    if isinstance(value, Linked) and value.address.startswith(SAFE):
        return format_html('<a class="govuk-link" href="{}">{}</a>', value.address, value.text)
    if isinstance(value, SafeString):
        return value
    if type(value) in (list, tuple) and value:  # a tuple with names is one value
        parts: Sequence[Any] = value  # type: ignore[assignment]
        return markup(parts[0], missing) if len(parts) == 1 else _listed(parts, missing)
    return conditional_escape(words(value) or missing)


def _listed(values: Sequence[Any], missing: str) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((markup(value, missing),) for value in values))
    return format_html('<ul class="govuk-list">{}</ul>', items)
