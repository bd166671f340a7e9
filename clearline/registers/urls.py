"""The addresses of registers, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "registers"
urlpatterns: list[URLPattern] = []
