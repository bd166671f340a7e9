"""The addresses of work that is done later, under an authority's key."""

from django.urls import path

from clearline.jobs import pages

app_name = "jobs"
urlpatterns = [
    path("", pages.jobs, name="jobs"),
    path("<uuid:job>/again/", pages.again, name="again"),
]
