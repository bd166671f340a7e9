"""Tells Django of this feature."""

from django.apps import AppConfig


class Checks(AppConfig):
    name = "clearline.checks"
    label = "checks"
