"""The addresses of statements, under an authority's key.

The list and the form to state join features: ``checks.statement_urls`` puts them before these.
"""

from django.urls import path

from clearline.assurance.statements import pages

app_name = "statements"
DUTY = "<slug:document>/<slug:edition>/<slug:duty>/"
urlpatterns = [
    path("offers/", pages.offers, name="offers"),
    path("offers/make/", pages.offer, name="offer"),
    path(DUTY, pages.judgement, name="judgement"),
    path(f"{DUTY}keep/", pages.keep, name="keep"),
    path(f"{DUTY}voice/", pages.voice, name="voice"),
    path(f"{DUTY}sign/", pages.sign, name="sign"),
]
