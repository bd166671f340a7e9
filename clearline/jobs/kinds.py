"""The kinds of work that there are: where each is done, and who may ask for it."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from django.conf import settings


class Kind(NamedTuple):
    """A kind of work."""

    home: str
    """``module:function``, imported only when it is done. Called with a ``Run`` and the arguments by name."""

    permission: str | None = None
    """Who may ask for it, checked again when it is done; ``None`` for what the machine alone asks for."""

    title: str = ""
    """What it is called on a page; empty for what no council asks for."""

    page: str = ""
    """The name of the page that shows one piece of it, for those who may ask for it; empty for none."""


def kind(what: str) -> Kind:
    """Return a kind of work. Raises ``KeyError`` for one that is not in ``settings.JOBS``."""
    found: Kind = settings.JOBS[what]
    return found


def function_of(found: Kind) -> Callable[..., None]:
    """Import and return what does a kind of work."""
    module, _, name = found.home.partition(":")
    function: Callable[..., None] = getattr(import_module(module), name)
    return function
