"""Tells Django of this feature."""

from django.apps import AppConfig


class Trail(AppConfig):
    name = "clearline.accounts.trail"
    label = "trail"
