"""Tells Django of this feature."""

from django.apps import AppConfig


class Registers(AppConfig):
    name = "clearline.registers"
    label = "registers"
