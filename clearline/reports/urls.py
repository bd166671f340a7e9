"""The addresses of packs and issued reports, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
