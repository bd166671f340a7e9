"""The page on which an administrator sets how the council's pages look: its name, colour and logo."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts import actions
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.kit.errors import BadInput


class LookForm(Form):
    """What a council sets of its own pages."""

    name = forms.CharField(label="Name of the council", max_length=200)
    product_name = forms.CharField(
        label="Name of this service", max_length=60, required=False, help_text="Shown on every page. Empty: Clearline."
    )
    brand_colour = forms.CharField(
        label="Colour of the header", max_length=7, required=False,
        help_text="As #rrggbb, for example #1d3557. It must be dark enough for white words. Empty: black.",
    )  # fmt: skip
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="A PNG image of at most 100 kB, about 80 pixels high. It replaces the one here.",
    )
    remove_logo = forms.BooleanField(label="Show the name in place of a logo", required=False)
    why = forms.CharField(label="Why", max_length=300)


@page("change settings", ("GET", "POST"))
def look(request: Request) -> HttpResponse:
    """Show and change the name, the colour and the logo."""
    authority = request.acting.authority
    assert authority is not None
    initial = {name: getattr(authority, name) for name in ("name", "product_name", "brand_colour")}
    post = request.method == "POST"
    form = LookForm(request.POST if post else None, request.FILES if post else None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        logo = said["logo"].read(200_000) if said["logo"] else b"" if said["remove_logo"] else None
        try:
            actions.change_look(
                by=request.acting, name=said["name"], product_name=said["product_name"],
                brand_colour=said["brand_colour"], logo=logo, why=said["why"],
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The pages of the council now look like this.")
            return redirect(link(request, "accounts:look"))
    context = {"form": form, "title": "Name, colour and logo", "shown": Authority.objects.get(pk=authority.pk)}
    return render(request, "accounts/look.html", context)
