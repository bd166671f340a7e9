"""Tests of assurance that anybody may read: those that are published, and of them what is open."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.keeping import kept
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, public_page
from clearline.assurance.testing.queries import published_tests


@public_page()
@kept
def tests(request: Request, authority: str) -> HttpResponse:
    """List the published tests of an authority, each with what is open in it."""
    found = Authority.objects.filter(key=authority).first()
    if found is None:
        raise Http404
    request.authority = found  # type: ignore[attr-defined]
    on = min(request.on, request.today)
    context = {
        "title": f"Tests of assurance of {found.name}",
        "authority": found,
        "tests": published_tests(found, on),
        "no_date": True,
    }
    return render(request, "testing/public.html", context)
