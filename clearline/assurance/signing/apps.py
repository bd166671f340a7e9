"""Tells Django of this feature."""

from django.apps import AppConfig


class Signing(AppConfig):
    name = "clearline.assurance.signing"
    label = "signing"
