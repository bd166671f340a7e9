"""Tells Django of this feature."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "clearline.reports"
    label = "reports"
