"""Addresses of the pages of this feature: information law, under an authority's key."""

from django.urls import path

from clearline.transfer.information_law.pages import documents, keeping, people, requests

app_name = "transfer"
urlpatterns = [
    path("", documents.information_law, name="information-law"),
    path("record-of-processing/", documents.processing, name="processing"),
    path("fields/", documents.catalogue, name="fields"),
    path("impact-assessment/", documents.impact_assessment, name="impact-assessment"),
    path("privacy-notice/", documents.privacy, name="privacy"),
    path("retention/", keeping.retention, name="retention"),
    path("overdue/", keeping.due, name="due"),
    path("overdue/delete/", keeping.delete, name="delete"),
    path("holds/", keeping.holds, name="holds"),
    path("holds/place/", keeping.place, name="place-hold"),
    path("holds/<slug:key>/lift/", keeping.lift, name="lift"),
    path("people/", people.people, name="people"),
    path("people/<uuid:individual>/", people.person, name="person"),
    path("people/<uuid:individual>/give-out/", people.give_out, name="give-out"),
    path("people/<uuid:individual>/erase/", people.erase_person, name="erase"),
    path("search/", requests.find, name="search"),
    path("requests/", requests.requests, name="requests"),
    path("open-request/", requests.open_request, name="open-request"),
    path("requests/<str:reference>/", requests.one_request, name="request"),
    path("requests/<str:reference>/decide/", requests.decide, name="decide"),
    path("requests/<str:reference>/notice/", requests.notice, name="notice"),
    path("requests/<str:reference>/answered/", requests.answered, name="answered"),
]
