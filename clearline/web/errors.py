"""Pages for what went wrong; they say what to do next and nothing of what is inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was sent without the mark of this site, as happens when it stood open for long."""
    return render(request, "form_expired.html", status=403)
