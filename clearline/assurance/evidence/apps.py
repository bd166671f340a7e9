"""Tells Django of this feature."""

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "clearline.assurance.evidence"
    label = "evidence"
