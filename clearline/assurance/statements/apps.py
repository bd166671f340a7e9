"""Tells Django of this feature."""

from django.apps import AppConfig


class Statements(AppConfig):
    name = "clearline.assurance.statements"
    label = "statements"
