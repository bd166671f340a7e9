"""All operations together, their OpenAPI document, and the page that lists them."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from clearline.accounts.page import Request, public_page
from clearline.accounts.tokens import SCOPES
from clearline.web.api import (
    authorities,
    departures,
    findings,
    guidance,
    organisation,
    outcomes,
    proposals,
    public,
    trail,
)
from clearline.web.api.limits import OF_A_TOKEN
from clearline.web.api.problems import STATUSES, Wrong, handle, refusal
from clearline.web.api.schema import complete

ABOUT = "Who answers for children’s services, is the guidance followed, are outcomes getting better."

api = NinjaAPI(title="Clearline", version="1", description=ABOUT, urls_namespace="api", openapi_url=None, docs_url=None)
handle(api)
for title, module in (
    ("Your token", authorities),
    ("Guidance", guidance),
    ("Organisation", organisation),
    ("Findings", findings),
    ("Departures", departures),
    ("Proposals", proposals),
    ("Outcomes", outcomes),
    ("Trail", trail),
    ("Public", public),
):
    api.add_router("", module.router, tags=[title])


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document, made once."""
    return complete(api.get_openapi_schema(path_prefix="api/"))


@public_page()
def openapi(request: HttpRequest) -> HttpResponse:
    """Give out the OpenAPI document."""
    return JsonResponse(document())


@public_page()
def documentation(request: Request) -> HttpResponse:
    """List what programs can ask for, from the document."""
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for address, methods in document()["paths"].items():
        for method, one in methods.items():
            shown = {**one, "method": method.upper(), "address": address, "scope": _scope(one)}
            by_tag.setdefault(one["tags"][0], []).append(shown)
    context = {"title": "What programs can ask for", "groups": by_tag, "no_date": True, "limit": OF_A_TOKEN,
               "scopes": [(scope, words) for scope, (words, _) in SCOPES.items()], "statuses": STATUSES}  # fmt: skip
    return render(request, "api/documentation.html", context)


@csrf_exempt
@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer for every address that there is not."""
    return refusal(404, [Wrong(what="There is nothing at this address. See /api/ for what there is.")])


def _scope(one: dict[str, Any]) -> str:
    return str(one["security"][0]["token"][0]) if "security" in one else ""
