"""Tells Django of this feature."""

from django.apps import AppConfig


class Transfer(AppConfig):
    name = "clearline.transfer"
    label = "transfer"
