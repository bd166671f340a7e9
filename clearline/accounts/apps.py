"""Tells Django of this feature."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "clearline.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let every form look for what a child could be known by."""
        from clearline.accounts.personal import detect
        from clearline.doors.forms import Form

        Form.detectors.append(detect)
