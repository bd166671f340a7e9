"""The addresses of the guidance, with the page of one duty, which joins what other features know of it."""

from django.urls import path

from clearline.checks.pages import duties
from clearline.guidance import urls

app_name = "guidance"

urlpatterns = [
    *urls.urlpatterns,
    path("<slug:document>/<slug:edition>/duty/<slug:key>/", duties.duty, name="duty"),
]
