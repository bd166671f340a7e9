"""Tells those who find a fault in the site's safety whom to write to, at the address where they look (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse

from clearline.accounts.page import Request, public_page

VALID = timedelta(days=90)


@public_page()
def security_text(request: Request) -> HttpResponse:
    """Give out whom to write to; not found where nobody was named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    ends = datetime.combine(request.today + VALID, time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
