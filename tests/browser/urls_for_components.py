"""Addresses for tests only: one page with every component, in four states."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BooleanField, CharField, ChoiceField, EmailField, FileField, PasswordInput, TextInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField
from clearline.doors.tables import Column, Filter, Table
from clearline.doors.values import Linked, Tag

LONG = "Supercalifragilistic" * 8
TAGS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")
COLOURS = [("red", "Red"), ("green", "Green"), ("blue", "Blue")]


class EverythingForm(Form):
    title = CharField(label="Title of the post", help_text="As the council writes it", max_length=60)
    width = CharField(label="Grade", required=False, widget=TextInput(attrs={"class": "govuk-input--width-5"}))
    email = EmailField(label="E-mail address")
    password = CharField(label="Password", widget=PasswordInput(attrs={"autocomplete": "current-password"}))
    reason = LongTextField(label="Why?", help_text="Say it for the committee", max_length=200)
    start = DateField(label="Start date", help_text="For example, 27 3 2026")
    end = DateField(label="End date", required=False)
    colour = ChoiceField(label="Colour", choices=[("", "Choose a colour"), *COLOURS])
    force = RadiosField(label="Force", choices=[("must", "Must"), ("should", "Should")], help_text="One of them")
    bearers = CheckboxesField(label="Bearers", choices=[("dcs", "Director"), ("lm", "Lead member")])
    file = FileField(label="Figures")
    agreed = BooleanField(label="I have read it")


def rows_of(state: str) -> list[dict[str, Any]]:
    """Return rows of a table: none, or 120."""
    if state == "empty":
        return []
    word = LONG if state == "long" else "Post"
    return [
        {"title": f"{word} {at}", "count": at * 1000, "start": date(2026, 1, 1 + at % 28), "colour": COLOURS[at % 3][0]}
        for at in range(120)
    ]


def table_of(request: HttpRequest, state: str) -> Table:
    columns = [
        Column("title", "Title", link=lambda row: "/empty/"),
        Column("count", "Children", numeric=True),
        Column("start", "Since"),
        Column("colour", "Standing", show=lambda row: Tag(row["colour"].title(), row["colour"])),
        Column("seen", "Seen at", show=lambda row: [Linked("Board", "/empty/"), "Cabinet"], sort=False),
        Column("nothing", "Note", show=lambda row: None, missing="Not stated", sort=False),
    ]
    filters = [Filter("colour", "Colour", COLOURS)]
    return Table(request, "posts", "Posts", columns, rows_of(state), filters=filters, search=["title"])


def everything(request: HttpRequest, state: str) -> HttpResponse:
    """Show every component: empty, full, error, long."""
    table = table_of(request, state)
    if file := table.file():
        return file
    sent = request.method == "POST"
    form = EverythingForm(request.POST if sent else None, request.FILES if sent else None)
    word = LONG if state == "long" else "Northmoor Council"
    if state != "empty" and not sent:
        messages.success(request, f"Saved: {word}")
        messages.info(request, "Another thing to know")
    context = {
        "title": "Every component",
        "authority": SimpleNamespace(name=word, key="northmoor", product_name=""),
        "navigation": [(title, f"/{title.lower()}/", title.lower() == state) for title in ("Full", "Empty", "Long")],
        "footer": [("Accessibility statement", "/full/"), ("Privacy", "/full/")],
        "home_url": "/full/",
        "form": form,
        "table": table,
        "problems": ["The plan has no date. Give one."] if state == "error" else [],
        "rows": [("Title", word), ("Since", date(2026, 3, 31), "/full/"), ("Held by", None, "/full/", "Appoint")],
        "tags": [(colour.title(), colour) for colour in TAGS],
    }
    template = engines["django"].from_string(Path(__file__).with_name("components.html").read_text("utf-8"))
    return HttpResponse(template.render(context, request))


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def who(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, by which address."""
    return render(request, "404.html", {"problems": [getattr(request.user, "email", "nobody")]})


urlpatterns = [
    path("who/", who),
    path("broken/", broken),
    path("missing/", missing),
    path("refused/", refused),
    path("<slug:state>/", everything),
    path("", include("clearline.web.urls")),  # where the links at the head and foot of every page lead
]
