"""Whoever finds a fault learns whom to write to, where the council says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_security_txt_names_the_contact_until_a_day(settings: Any) -> None:
    settings.SECURITY_CONTACT, settings.SITE = "mailto:security@moor.example", "https://clearline.moor.example"
    response = Client().get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert said["Contact"] == "mailto:security@moor.example"
    assert said["Canonical"] == "https://clearline.moor.example/.well-known/security.txt"
    assert said["Expires"] == f"{timezone.localdate() + timedelta(days=90)}T00:00:00Z"


def test_there_is_none_where_nobody_was_named(settings: Any) -> None:
    settings.SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404
