"""The addresses of the trail, under an authority's key."""

from django.urls import path

from clearline.accounts.trail import pages

app_name = "trail"
urlpatterns = [
    path("", pages.entries, name="entries"),
    path("<int:sequence>/", pages.entry, name="entry"),
]
