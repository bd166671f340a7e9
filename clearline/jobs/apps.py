"""Tells Django of this feature."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "clearline.jobs"
    label = "jobs"
