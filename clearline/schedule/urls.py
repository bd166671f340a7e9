"""The addresses of the calendar, under an authority's key."""

from django.urls.resolvers import URLPattern

app_name = "schedule"
urlpatterns: list[URLPattern] = []
