"""The addresses of statements, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "statements"
urlpatterns: list[URLPattern] = []
