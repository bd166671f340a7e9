"""Tells Django of this feature."""

from django.apps import AppConfig


class Testing(AppConfig):
    name = "clearline.assurance.testing"
    label = "testing"
