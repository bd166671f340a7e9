"""The addresses of the pages that join features, under an authority's key."""

from django.urls import include, path

from clearline.checks.pages import findings, home, legal_views, not_stated, one_page, standing, texts

app_name = "checks"
urlpatterns = [
    path("", home.home, name="home"),
    path("findings/", findings.findings, name="findings"),
    path("findings/not-stated/", not_stated.not_stated, name="not-stated"),
    path("findings/texts/", texts.texts, name="texts"),
    path("findings/texts/<slug:document>/<slug:edition>/<slug:duty>/", texts.confirm, name="confirm-text"),
    path("findings/texts/<slug:document>/<slug:edition>/<slug:duty>/withdraw/", texts.withdraw, name="withdraw-text"),
    path("proposals/", include("clearline.checks.proposal_urls")),
    path("one-page/", one_page.one_page, name="one-page"),
    path("standing/", standing.standing, name="standing"),
    path("standing/by/<slug:by>/", standing.groups, name="standing-by"),
    path("standing/changes/", standing.changes, name="standing-changes"),
    path("standing/editions/", standing.editions, name="standing-by-edition"),
    path("findings/<slug:edition>/<slug:rule>/<path:about>/legal-view/", legal_views.give, name="legal-view"),
    path("findings/<slug:edition>/<slug:rule>/<path:about>/", findings.finding, name="finding"),
]
