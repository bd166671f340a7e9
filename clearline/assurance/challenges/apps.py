"""Tells Django of this feature."""

from django.apps import AppConfig


class Challenges(AppConfig):
    name = "clearline.assurance.challenges"
    label = "challenges"
