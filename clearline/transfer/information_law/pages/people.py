"""What is kept of one person: given out to them, or erased."""

import io
import zipfile
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Individual
from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.tables import Column, Table
from clearline.kit.errors import BadInput
from clearline.transfer.information_law.erasing import BACKUPS, Plan, erase, plan
from clearline.transfer.information_law.forms import WhyForm, named
from clearline.transfer.information_law.pages.documents import authority_of
from clearline.transfer.information_law.person import Known, export, is_of, known, people_of


@page("answer for personal data")
def people(request: Request) -> HttpResponse:
    """List the people who have or had a role or a post here."""
    columns = (
        Column("name", "Name", named, link=lambda one: link(request, "transfer:person", one.pk), sort=named),
        Column("accounts", "Accounts", lambda one: len(one.users.all()), numeric=True),
        Column("pk", "Id", on_page=False),
    )
    table = Table(
        request, "people", "People", columns, list(people_of(authority_of(request))), search=("name",),
        empty="Nobody has a role or a post here.",
    )  # fmt: skip
    context = {"title": "What is kept of a person", "no_date": True}
    return table.respond(request, "transfer/people.html", context)


@page("answer for personal data")
def person(request: Request, individual: UUID) -> HttpResponse:
    """Show what erasing a person would mean, and lead to both forms."""
    who = _known(request, individual)
    wide = known(who.individual)
    context = {
        "title": named(who.individual), "no_date": True, "who": who, "backups": BACKUPS,
        "plan": plan(wide, request.acting, request.today), "hold_query": {"person": individual},
    }  # fmt: skip
    return render(request, "transfer/person.html", context)


@page("answer for personal data", methods=("GET", "POST"))
def give_out(request: Request, individual: UUID) -> HttpResponse:
    """Give out everything that is kept of a person here, as one file."""
    who = _known(request, individual)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        files = export(by=request.acting, who=who, scope=authority_of(request), why=form.cleaned_data["why"])
        response = HttpResponse(_zipped(files), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{individual}.zip"'
        return response
    context = {
        "title": "Give out what is kept", "form": form, "button": "Make the file", "up": "transfer:people",
        "up_title": "What is kept of a person", "intro": named(who.individual),
        "warning": "Look through the file before it is given to anybody.",
    }  # fmt: skip
    return render(request, "transfer/form.html", context)


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@page("answer for personal data", methods=("GET", "POST"))
def erase_person(request: Request, individual: UUID) -> HttpResponse:
    """Ask why a person is erased, and erase them."""
    who = known(_known(request, individual).individual)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = erase(by=request.acting, who=who, why=form.cleaned_data["why"], on=request.today)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, _told(done))
            return redirect(link(request, "transfer:people"))
    context = {
        "title": "Erase a person", "form": form, "button": "Erase", "kind": "warning", "up": "transfer:people",
        "up_title": "What is kept of a person", "intro": named(who.individual),
        "warning": f"It cannot be undone. {BACKUPS}",
    }  # fmt: skip
    return render(request, "transfer/form.html", context)


def _told(done: Plan) -> str:
    gone = "; ".join(f"{line.what}: {line.rows}" for line in done.goes)
    stays = "; ".join(f"{line.what}: {line.rows}" for line in done.stays)
    return f"Erased. {gone}." + (f" What stays: {stays}." if stays else "")


def _known(request: Request, individual: UUID) -> Known:
    """Return a person whom this authority knows; anybody else is not found."""
    found = Individual.objects.filter(pk=individual).first()
    if found is None or not is_of(found, authority_of(request)):
        raise Http404
    return known(found, authority_of(request))
