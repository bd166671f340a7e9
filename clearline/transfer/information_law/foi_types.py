"""What a type of record is to whoever looks for it because of a request for information."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from clearline.accounts.acting import Acting


class Likely(NamedTuple):
    """An exemption that may apply."""

    section: str
    why: str


class Class(NamedTuple):
    """A type of record with text: where it is, what of it is searched, what its class suggests."""

    kind: str
    rows: Callable[[Acting], QuerySet[Any]]
    fields: tuple[str, ...]
    record: Callable[[Any], str]
    title: Callable[[Any], str]
    day: Callable[[Any], date | None]
    likely: Callable[[Any], Iterable[Likely]]
