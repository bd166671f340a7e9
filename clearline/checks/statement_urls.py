"""The addresses of statements: the list and the form to state, which join features, before the others."""

from django.urls import path

from clearline.assurance.statements import urls
from clearline.checks.pages import statements

app_name = urls.app_name
urlpatterns = [
    path("", statements.statements, name="statements"),
    path(f"{urls.DUTY}say/", statements.say, name="say"),
    *urls.urlpatterns,
]
