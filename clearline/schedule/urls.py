"""The addresses of report contracts, receipts and pre-election periods, under an authority's key.

The calendar itself joins features: ``checks.calendar_urls`` puts it before these.
"""

from django.urls import path

from clearline.schedule.pages import calendar, contracts, elections, received

app_name = "schedule"
urlpatterns = [
    path("your-calendar/", calendar.own, name="own"),
    path("reports/", contracts.contracts, name="contracts"),
    path("reports/<slug:contract>/", contracts.contract, name="contract"),
    path("reports/<slug:contract>/set/", contracts.set_cadence, name="set-cadence"),
    path("issued/<slug:contract>/<slug:number>/received/", received.acknowledge, name="acknowledge"),
    path("issued/<slug:contract>/<slug:number>/ask/", received.ask, name="ask"),
    path("issued/<slug:contract>/<slug:number>/questions/<int:question>/", received.answer, name="answer"),
    path("pre-election-periods/", elections.elections, name="elections"),
    path("pre-election-periods/set/", elections.add, name="add-election"),
    path("pre-election-periods/ask/", elections.want_release, name="want-release"),
    path("pre-election-periods/<slug:key>/change/", elections.change, name="change-election"),
    path("pre-election-periods/<slug:key>/remove/", elections.remove, name="remove-election"),
    path("pre-election-periods/<slug:key>/release/", elections.release, name="release"),
]
