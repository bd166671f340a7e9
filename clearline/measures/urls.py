"""The addresses of the pages about figures, below ``<authority>/outcomes/``."""

from django.urls import path

from clearline.measures.pages import comparing, listing, measures, releases, scorecards, setting, uploading

app_name = "measures"
urlpatterns = [
    path("", scorecards.scorecard, name="scorecard"),
    path("worse/", scorecards.worse, name="worse"),
    path("measures/", listing.measures, name="measures"),
    path("measures/<path:key>/", measures.measure, name="measure"),
    path("not-computed/", listing.not_computed, name="not-computed"),
    path("monthly-table/<slug:key>/", listing.template, name="template"),
    path("compare/", comparing.compare, name="compare"),
    path("gaps/", comparing.gaps, name="gaps"),
    path("gaps/<slug:key>/", comparing.gap, name="gap"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<slug:dataset>/revised/", releases.revisions, name="revisions"),
    path("published/", releases.publications, name="publications"),
    path("published/<int:number>/", releases.publication, name="publication"),
    path("targets/", setting.targets, name="targets"),
    path("targets/<slug:key>/", setting.target, name="target"),
    path("key-indicators/<slug:key>/", setting.key, name="key"),
    path("key-indicators/<slug:key>/remove/", setting.key_remove, name="key-remove"),
    path("upload/", uploading.upload, name="upload"),
    path("upload/<uuid:job>/", uploading.loading, name="loading"),
]
