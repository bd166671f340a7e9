"""The addresses of the calendar, whose page and feed join features, before the others of it."""

from django.urls import path

from clearline.checks.pages import calendar
from clearline.schedule import urls

app_name = urls.app_name
urlpatterns = [
    path("", calendar.calendar, name="calendar"),
    path("feed/<str:secret>.ics", calendar.feed, name="feed"),
    *urls.urlpatterns,
]
