"""Tells Django of this feature."""

from django.apps import AppConfig


class Assurance(AppConfig):
    name = "clearline.assurance"
    label = "assurance"
