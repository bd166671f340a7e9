"""What all pages share: tags, addresses, the glossary, colours and logo, and templates that run nothing."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, include, path
from people import make_authority

from clearline.accounts import brand
from clearline.doors import glossary
from clearline.doors.forms import Form, RadiosField
from clearline.doors.links import here, link
from clearline.doors.values import Linked, Tag, markup, words
from clearline.kit.errors import BadInput

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "clearline").glob("**/templates/**/*.html"))
HOSTILE = "<script>alert(1)</script>"


def nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Stand for a page."""
    raise NotImplementedError


urlpatterns = [
    path("help/", nothing, name="help"),
    path("sign-in/", nothing, name="account_login"),
    path("public/", include("clearline.checks.public_urls")),
    path("<slug:authority>/", nothing, name="home"),
    path("<slug:authority>/privacy/", include(([path("", nothing, name="privacy")], "transfer"))),
    path("<slug:authority>/", include(([path("", nothing, name="home")], "checks"))),
    path(
        "",
        include(
            (
                [
                    path("<slug:authority>/brand/colours.css", brand.colours, name="colours"),
                    path("<slug:authority>/brand/logo.png", brand.logo, name="logo"),
                ],
                "accounts",
            )
        ),
    ),
    path("<slug:authority>/posts/<slug:key>/", nothing, name="post"),
]


def asking(query: str = "", *, signed_in: bool = False, public: bool = False) -> HttpRequest:
    made = RequestFactory().get(f"/northmoor/?{query}")
    northmoor = SimpleNamespace(key="northmoor")
    if signed_in:
        made.__dict__["acting"] = SimpleNamespace(authority=northmoor, may=lambda permission: False)
    if public:
        made.__dict__["authority"] = northmoor
    return made


def drawn(text: str, request: HttpRequest | None = None, **context: Any) -> str:
    return engines["django"].from_string(text).render(context, request or asking())


@pytest.mark.urls(__name__)
def test_links_stay_within_the_authority_and_keep_the_date() -> None:
    signed_in = asking("on=2026-03-31&sort=title", signed_in=True)
    assert link(signed_in, "post", "head") == "/northmoor/posts/head/?on=2026-03-31"
    assert link(signed_in, "post", key="head", query={"page": 2, "q": None, "x": ""}) == (
        "/northmoor/posts/head/?on=2026-03-31&page=2"
    )
    assert link(asking(public=True), "home") == "/northmoor/"
    assert link(asking("on=2026-03-31"), "help") == "/help/?on=2026-03-31"
    assert drawn('{% link "post" "head" %}', signed_in) == "/northmoor/posts/head/?on=2026-03-31"
    signed_in.__dict__["on_problem"] = "That is not a date."
    assert link(signed_in, "home") == "/northmoor/"
    with pytest.raises(NoReverseMatch):
        link(signed_in, "no-such-page")


def test_a_page_leads_to_itself_with_a_part_of_its_address_changed() -> None:
    request = asking("on=2026-03-31&force=must")
    assert here(request, on=None) == "?force=must"
    assert here(request, page=2, force="") == "?on=2026-03-31&page=2"
    assert here(asking("on=2026-03-31"), on=None) == "/northmoor/"
    assert drawn("{% here on=None %}", request) == "?force=must"


def test_values_are_shown_in_words() -> None:
    assert words(date(2026, 3, 31)) == "31 March 2026"
    assert words({"b"}) == "b"
    assert markup(None, "Not stated") == "Not stated"
    assert markup([Tag("Met", "green")]) == '<strong class="govuk-tag govuk-tag--green">Met</strong>'
    assert markup(["a", HOSTILE]) == (
        '<ul class="govuk-list"><li>a</li><li>&lt;script&gt;alert(1)&lt;/script&gt;</li></ul>'
    )
    assert markup([]) == ""
    assert markup(markup(Tag("Met"))) == '<strong class="govuk-tag">Met</strong>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "x:y"])
def test_an_address_that_would_run_something_is_shown_as_words(address: str) -> None:
    assert markup(Linked("Minutes", address)) == "Minutes"
    assert 'href="https://x.example/"' in markup(Linked("Minutes", "https://x.example/"))


@pytest.mark.parametrize(
    "text",
    [
        "{% tag bad bad %}",
        "{% warning_text bad %}",
        "{% inset_text bad %}",
        "{% details bad bad %}",
        "{% breadcrumbs bad bad bad %}",
        "{% back_link bad bad %}",
        "{% button bad %}",
        "{% button bad bad bad %}",
        "{% button bad name=bad value=bad %}",
        "{% summary_card bad rows bad %}",
        "{{ bad|shown }}",
        "{% error_summary %}",
        "{% include 'components/notification-banner.html' %}",
    ],
)
def test_no_component_lets_words_run(text: str) -> None:
    bad = HOSTILE + "\"'"
    messages = [SimpleNamespace(level_tag="success", message=bad)]
    shown = drawn(text, bad=bad, rows=[(bad, bad, bad, bad, bad)], problems=[bad], messages=messages)
    assert "<script" not in shown
    assert shown.count('"') % 2 == 0


def test_components_say_what_they_are_given() -> None:
    assert drawn("{% day on %}{% day none %}", on=date(2026, 3, 31), none=None) == "31 March 2026"
    assert 'aria-current="page">This' in drawn("{% breadcrumbs 'Home' '/' 'This' %}")
    mapping = drawn("{% summary_list rows %}", rows={"Title": None})
    assert "Not stated" in mapping
    assert "no-actions" not in mapping
    assert "no-actions" in drawn("{% summary_list rows %}", rows=[("a", "b"), ("c", "d", "/")])
    assert 'role="button"' in drawn("{% button 'Go' '/' kind='secondary' %}")
    assert drawn("{% error_summary %}").strip() == ""


def test_the_glossary_on_pages_is_that_of_the_repository() -> None:
    assert glossary.FILE.read_text("utf-8") == (ROOT / "GLOSSARY.md").read_text("utf-8"), (
        "run: cp GLOSSARY.md clearline/doors/glossary.md"
    )
    assert "section 19" in glossary.meaning("lead member")
    assert glossary.meaning("provision") == glossary.meaning("duty")
    assert "section 19" in drawn("{% term 'lead member' %}")
    with pytest.raises(KeyError):
        glossary.meaning("no such word")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_runs_nothing_of_its_own_and_names_words_of_the_glossary(template: Path) -> None:
    text = template.read_text("utf-8")
    if template.name == "file.html":  # of a report that is sent as a file: its style is ours and stands in it
        text = text.replace("<style>{{ css }}</style>", "")
    assert not re.search(r"\|\s*safe\b|autoescape off|\sstyle=|<style|\son\w+=|javascript:", text)
    assert not [
        script for script in re.findall(r"<script[^>]*>", text) if "src=" not in script and "nonce" not in script
    ]
    unknown = [word for word in re.findall(r"""{% term ["']([^"']+)["'] %}""", text) if word not in glossary.glossary()]
    assert not unknown


def test_the_style_sheet_has_no_typeface_crown_or_address_of_the_government() -> None:
    folder = ROOT / "clearline" / "web" / "static" / "clearline"
    style = (folder / "clearline.css").read_text("utf-8")
    assert not re.search(r"font-face|GDS Transport|crest|url\(", style)
    assert "--app-header-background" in style
    assert "sourceMappingURL" not in (folder / "govuk-frontend.min.js").read_text("utf-8")
    assert "Government Digital Service" in (folder / "govuk-frontend.LICENSE.txt").read_text("utf-8")


def test_the_files_of_the_site_are_collected_for_a_real_server(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    kept = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": kept}}
    call_command("collectstatic", verbosity=0, interactive=False)
    assert list(tmp_path.glob("clearline/clearline.*.css.gz"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#1d70b8", "#ffffff", 5.17)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(brand.contrast(one, other), 2) == expected
    assert brand.contrast(one, other) == brand.contrast(other, one)


def test_a_colour_is_kept_only_when_white_words_can_be_read_on_it() -> None:
    assert brand.checked_colour(" #1D3557 ") == "#1d3557"
    with pytest.raises(BadInput, match=r"contrast of 1\.1, and need 4\.5"):
        brand.checked_colour("#ffff00")
    for wrong in ("red", "#fff", "#12345g", "#000000; } body { x: y"):
        with pytest.raises(BadInput, match="is not a colour"):
            brand.checked_colour(wrong)


def test_a_logo_is_a_small_png() -> None:
    png = b"\x89PNG\r\n\x1a\nrest"
    assert brand.checked_logo(png) == png
    with pytest.raises(BadInput, match="not a PNG"):
        brand.checked_logo(b"<svg onload=x>")
    with pytest.raises(BadInput, match="100,009 bytes"):
        brand.checked_logo(png[:8] + bytes(100_001))


@pytest.mark.urls(__name__)
def test_colour_and_logo_are_given_out_and_what_is_not_there_is_not_found(db: None, client: Client) -> None:
    northmoor = make_authority()
    for key in ("northmoor", "elsewhere"):
        for name in ("colours.css", "logo.png"):
            assert client.get(f"/{key}/brand/{name}").status_code == 404
    assert "/brand/" not in drawn("{% extends 'base.html' %}", authority=northmoor)
    northmoor.brand_colour, northmoor.logo, northmoor.logo_mark = "#1d3557", b"\x89PNG", "ab12"
    northmoor.save()
    style = client.get("/northmoor/brand/colours.css")
    assert style.content == b":root { --app-header-background: #1d3557; }\n"
    assert style["Content-Type"] == "text/css"
    picture = client.get("/northmoor/brand/logo.png")
    assert (picture.content, picture["Content-Type"]) == (b"\x89PNG", "image/png")
    page = drawn("{% extends 'base.html' %}", authority=northmoor)
    assert 'href="/northmoor/brand/colours.css"' in page
    assert 'src="/northmoor/brand/logo.png?ab12" alt="Northmoor Council"' in page


def test_the_error_summary_leads_to_the_fields_and_marks_the_title() -> None:
    class Small(Form):
        title = forms.CharField(label="Title")
        force = RadiosField(label="Force", choices=[("must", "Must")])

    form = Small({})
    assert not form.is_valid()
    form.refuse(BadInput("The post has ended."))
    summary = drawn("{% error_summary %}", form=form)
    assert '<a href="#id_title">Enter title</a>' in summary
    assert '<a href="#id_force_0">Select force</a>' in summary
    assert "<li>The post has ended.</li>" in summary
    assert drawn("{% error_prefix %}", form=form) == "Error: "
    assert drawn("{% error_prefix %}", form=Small()) == ""
    wrong_date = asking("on=x")
    wrong_date.__dict__["on_problem"] = "That is not a date."
    assert '<a href="#as-at">That is not a date.</a>' in drawn("{% error_summary %}", wrong_date)
    assert drawn("{% error_prefix %}", wrong_date, no_date=True) == ""
