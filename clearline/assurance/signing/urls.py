"""The addresses of signatures, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "signing"
urlpatterns: list[URLPattern] = []
