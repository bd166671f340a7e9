"""Tells Django of this feature."""

from django.apps import AppConfig


class Doors(AppConfig):
    name = "clearline.doors"
    label = "doors"
