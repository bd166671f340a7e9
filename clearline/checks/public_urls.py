"""The addresses that need no sign-in, under ``public/``."""

from django.urls import path

from clearline.checks.pages import public

app_name = "public"

urlpatterns = [
    path("", public.front, name="front"),
    path("about/accessibility/", public.accessibility, name="accessibility"),
    path("of/<slug:authority>/", public.authority, name="authority"),
    path("of/<slug:authority>/lines.svg", public.drawing, name="drawing"),
    path("of/<slug:authority>/figures/<int:number>/", public.release, name="release"),
]
