"""Tells Django of this feature."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "clearline.organisations"
    label = "organisations"
