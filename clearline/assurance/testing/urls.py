"""The addresses of tests of assurance, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "testing"
urlpatterns: list[URLPattern] = []
