"""Tells Django of this feature."""

from django.apps import AppConfig


class Guidance(AppConfig):
    name = "clearline.guidance"
    label = "guidance"
