"""Tells Django of this feature."""

from django.apps import AppConfig


class Measures(AppConfig):
    name = "clearline.measures"
    label = "measures"
