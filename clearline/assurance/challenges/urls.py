"""The addresses of challenges and actions, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "challenges"
urlpatterns: list[URLPattern] = []
