"""Tells Django of this feature."""

from django.apps import AppConfig


class Schedule(AppConfig):
    name = "clearline.schedule"
    label = "schedule"
