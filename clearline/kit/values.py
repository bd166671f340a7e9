"""The base of every value that is read from a file."""

from typing import Annotated

from msgspec import Meta, Struct


class Value(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A frozen value that refuses keys it does not know."""


Key = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A short name for a thing: lower-case letters, digits and hyphens."""
