"""Published reports, for anybody: a list, and the files of their open parts. Nothing else is reached from here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.keeping import kept
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, public_page
from clearline.reports.formats import ENDINGS
from clearline.reports.pages.framing import as_download
from clearline.reports.queries import content_of, published

FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "html": "HTML", "zip": "ZIP"}
assert FORMATS.keys() == ENDINGS.keys()


@public_page()
@kept
def reports(request: Request, authority: str) -> HttpResponse:
    """List the reports that an authority has published."""
    found = _authority(request, authority)
    there = [
        (one, [(FORMATS[file.format], file) for file in one.files]) for one in published(found, request.today)
    ]  # fmt: skip
    context = {"title": f"Reports of {found.name}", "authority": found, "there": there, "no_date": True}
    return render(request, "reports/public.html", context)


@public_page()
def file(request: Request, authority: str, contract: str, number: str, name: str) -> HttpResponse:
    """Give out a file of the open part of a published report."""
    found = _authority(request, authority)
    for one in published(found, request.today):
        if (one.issue.contract, one.issue.number) == (contract, number):
            for each in one.files:
                if each.name == name:
                    return as_download(each.name, content_of(found, each))
    raise Http404


def _authority(request: Request, key: str) -> Authority:
    found = Authority.objects.filter(key=key).first()
    if found is None:
        raise Http404
    request.authority = found  # type: ignore[attr-defined]
    return found
