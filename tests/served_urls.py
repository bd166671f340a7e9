"""The pages of a site that a test serves for real, and one that writes."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Individual
from clearline.accounts.page import public_page
from clearline.accounts.trail.actions import record
from clearline.web.urls import urlpatterns as own


@csrf_exempt
@public_page(methods=("POST",))
def write(request: HttpRequest, name: str) -> HttpResponse:
    """Write as every action does: a change and its entry in the trail, in one transaction."""
    with transaction.atomic():
        person = Individual.objects.create(name=name)
        record(by=at_the_machine(None), did="added a person", about=f"person:{person.id}", after={"number": name})
    return HttpResponse(status=201)


urlpatterns = [path("write/<slug:name>", write), *own]
