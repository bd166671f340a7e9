"""Tells Django of this feature."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "clearline.web"
    label = "web"

    def ready(self) -> None:
        """Ask more of a site that others reach."""
        from clearline.web import checks  # noqa: F401
