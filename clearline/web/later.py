"""Addresses whose code is imported when one of them is first asked for."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class _Later(URLResolver):
    def _populate(self) -> None:
        """Leave out what Django does for the whole site when any address of it is first made from its name.

        It would import this part too, and has no use for it: names of this part are found in it by themselves.
        """


def later(prefix: str, module: str, namespace: str) -> URLResolver:
    """Return the addresses of a module (its name) under a prefix. It has a namespace, and none within."""
    return _Later(RoutePattern(prefix), module, app_name=namespace, namespace=namespace)
