"""The addresses of statements, under an authority's key."""

from django.urls import path

from clearline.assurance.statements import pages

app_name = "statements"
_DUTY = "<slug:document>/<slug:edition>/<slug:duty>/"
urlpatterns = [
    path("", pages.statements, name="statements"),
    path("offers/", pages.offers, name="offers"),
    path("offers/make/", pages.offer, name="offer"),
    path(_DUTY, pages.judgement, name="judgement"),
    path(f"{_DUTY}say/", pages.say, name="say"),
    path(f"{_DUTY}keep/", pages.keep, name="keep"),
    path(f"{_DUTY}voice/", pages.voice, name="voice"),
    path(f"{_DUTY}sign/", pages.sign, name="sign"),
]
