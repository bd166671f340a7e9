"""The site's pages, and a bare Django page with 50 joined rows for reference: a table and nothing else."""

from typing import Any

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from clearline.accounts.models import Membership
from clearline.accounts.page import signed_in_page
from clearline.web import urls

TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>{{ request.user }}</title><p>{{ count }} rows</p><table>{% for row in rows %}<tr>"
    "<td>{{ row.user.email }}<td>{{ row.user.individual.name }}<td>{{ row.authority.name }}<td>{{ row.role }}"
    "<td>{{ row.starts }}</tr>{% endfor %}</table>"
)


@signed_in_page()
def bare(request: Any) -> HttpResponse:
    """Show 50 rows of three joined tables and how many there are."""
    rows = Membership.objects.select_related("user__individual", "authority")
    return HttpResponse(TEMPLATE.render({"rows": rows[:50], "count": rows.count()}, request))


urlpatterns = [path("bare", bare), *urls.urlpatterns]
