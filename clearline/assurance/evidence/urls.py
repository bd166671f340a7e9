"""The addresses of evidence, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "evidence"
urlpatterns: list[URLPattern] = []
