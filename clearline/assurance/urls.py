"""The addresses of departures, under an authority's key."""

from django.urls import path

from clearline.assurance import pages

app_name = "assurance"
urlpatterns = [
    path("", pages.departures, name="departures"),
    path("record/", pages.record, name="record-departure"),
    path("<slug:key>/", pages.departure, name="departure"),
    path("<slug:key>/renew/", pages.renew, name="renew-departure"),
    path("<slug:key>/end/", pages.end, name="end-departure"),
    path("<slug:key>/publish/", pages.publish, name="publish-departure"),
]
