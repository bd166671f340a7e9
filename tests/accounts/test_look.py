"""A council sets how its pages look; what could not be read or is no picture is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from people import client_for, make_authority, member

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
SAID = {"name": "Northmoor", "product_name": "Line", "brand_colour": "#1d3557", "why": "Our colours"}


def send(**more: Any) -> Any:
    client = client_for(member(make_authority(), "administrator"))
    return client.post("/northmoor/people/look/", {**SAID, **more}, follow=True)


def test_name_colour_and_logo_are_on_every_page_and_in_the_trail() -> None:
    answer = send(logo=SimpleUploadedFile("x.png", PNG))
    assert "The pages of the council now look like this." in answer.text
    assert "/northmoor/brand/logo.png?" in answer.text
    assert "/northmoor/brand/colours.css" in answer.text
    authority = Authority.objects.get()
    assert (authority.name, bytes(authority.logo or b"")) == ("Northmoor", PNG)
    entry = Entry.objects.filter(did="look changed").get()
    assert entry.why == "Our colours"
    assert "#1d3557" in str(entry.after)


def test_a_logo_stays_until_it_is_taken_away() -> None:
    send(logo=SimpleUploadedFile("x.png", PNG))
    send()
    assert Authority.objects.get().logo is not None
    answer = send(remove_logo="on", brand_colour="")
    assert Authority.objects.get().logo is None
    assert "brand/" not in answer.text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"brand_colour": "#eeeeee"}, "need 4.5"),
        ({"brand_colour": "blue"}, "not a colour"),
        ({"logo": SimpleUploadedFile("x.png", b"GIF")}, "not a PNG"),
        ({"logo": SimpleUploadedFile("x.png", PNG + bytes(200_000))}, "at most 100,000"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_read_or_is_no_small_picture_is_refused(more: dict[str, Any], words: str) -> None:
    answer = send(**more)
    assert words in answer.text or "Enter" in answer.text
    assert not Entry.objects.filter(did="look changed").exists()
