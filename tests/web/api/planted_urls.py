"""The pages of the site, and one that fails for some of what it is asked."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from clearline.accounts.page import public_page
from clearline.web.urls import urlpatterns as own


@public_page()
def planted(request: HttpRequest) -> HttpResponse:
    """Fail for a negative number, as a program does whose writer thought of none."""
    number = int(request.GET.get("number", "0"))
    return HttpResponse("1" * (1 // (number > -1)), "application/json")


urlpatterns = [path("api/planted", planted), *own]
