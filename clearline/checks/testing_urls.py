"""The addresses of tests of assurance: the list and the opening, which join features, before those of a test."""

from django.urls import path

from clearline.assurance.testing import urls
from clearline.checks.pages import testing_triggers

app_name = urls.app_name
urlpatterns = [
    path("", testing_triggers.tests, name="tests"),
    path("open/", testing_triggers.open_test, name="open"),
    *urls.urlpatterns,
]
