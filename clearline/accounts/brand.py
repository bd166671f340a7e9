"""A council's own colour and logo: checked before they are kept, and given out to every page of that council."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from clearline.accounts.models import Authority
from clearline.accounts.page import public_page
from clearline.kit.errors import BadInput

WHITE = "#ffffff"
LEAST = 4.5
"""The contrast that text needs against what is behind it (WCAG 1.4.3)."""

LARGEST_LOGO = 100_000
"""Bytes."""

_PNG = b"\x89PNG\r\n\x1a\n"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, #rrggbb, from 1 to 21, as WCAG counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def checked_colour(text: str) -> str:
    """Return a colour for the header, #rrggbb. Raises ``BadInput`` when white words on it could not be read."""
    colour = text.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise BadInput(f"“{text[:20]}” is not a colour. Write it as #rrggbb, for example #1d3557.")
    if (seen := contrast(colour, WHITE)) < LEAST:
        raise BadInput(f"White words on {colour} have a contrast of {seen:.1f}, and need {LEAST}. Choose a darker one.")
    return colour


def checked_logo(data: bytes) -> bytes:
    """Return a logo. Raises ``BadInput`` when it is no PNG, or larger than a header needs."""
    if not data.startswith(_PNG):
        raise BadInput("The logo is not a PNG image. Save it as PNG.")
    if len(data) > LARGEST_LOGO:
        raise BadInput(f"The logo has {len(data):,} bytes. Save it with at most {LARGEST_LOGO:,}, 80 pixels high.")
    return data


@public_page()
def colours(request: HttpRequest, authority: str) -> HttpResponse:
    """Give out the style sheet that puts a council's colour in place of black."""
    colour = _kept(authority, "brand_colour")
    return _lasting(f":root {{ --app-header-background: {checked_colour(colour)}; }}\n", "text/css")


@public_page()
def logo(request: HttpRequest, authority: str) -> HttpResponse:
    """Give out a council's logo."""
    return _lasting(bytes(_kept(authority, "logo")), "image/png")


def _kept(key: str, field: str) -> Any:
    found = Authority.objects.filter(key=key).values_list(field, flat=True).first()
    if not found:
        raise Http404
    return found


def _lasting(content: str | bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "public, max-age=3600"})
