"""The addresses of signatures, under an authority's key."""

from django.urls import path

from clearline.assurance.signing import pages

app_name = "signing"
urlpatterns = [path("", pages.signatures, name="signatures")]
