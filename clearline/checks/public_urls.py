"""The addresses that need no sign-in, under ``public/``."""

from django.urls import path

from clearline.assurance.testing.pages.public import tests as tests_of_assurance
from clearline.checks.pages import public

app_name = "public"

urlpatterns = [
    path("", public.front, name="front"),
    path("about/accessibility/", public.accessibility, name="accessibility"),
    path("of/<slug:authority>/", public.authority, name="authority"),
    path("of/<slug:authority>/departures/", public.departures, name="departures"),
    path("of/<slug:authority>/lines.svg", public.drawing, name="drawing"),
    path("of/<slug:authority>/tests-of-assurance/", tests_of_assurance, name="tests"),
    path("of/<slug:authority>/figures/<int:number>/", public.release, name="release"),
]
