"""The addresses of the site: first those of no authority, then each feature's under the authority's key."""

from django.urls import include, path

from clearline.web.disclosure import security_text
from clearline.web.health import health
from clearline.web.later import later

urlpatterns = [
    path("health", health, name="health"),
    path(".well-known/security.txt", security_text, name="security-text"),
    path("public/", include("clearline.checks.public_urls")),
    path("public/", include("clearline.reports.public_urls")),
    later("api/", "clearline.web.api.urls", "api"),  # 16 MB that pages and commands do not need
    path("", include("clearline.accounts.urls")),
    path("<slug:authority>/", include("clearline.checks.urls")),
    path("<slug:authority>/guidance/", include("clearline.checks.guidance_urls")),
    path("<slug:authority>/organisation/", include("clearline.organisations.urls")),
    path("<slug:authority>/outcomes/", include("clearline.measures.urls")),
    path("<slug:authority>/departures/", include("clearline.assurance.urls")),
    path("<slug:authority>/evidence/", include("clearline.assurance.evidence.urls")),
    path("<slug:authority>/statements/", include("clearline.checks.statement_urls")),
    path("<slug:authority>/challenges/", include("clearline.assurance.challenges.urls")),
    path("<slug:authority>/signatures/", include("clearline.assurance.signing.urls")),
    path("<slug:authority>/tests-of-assurance/", include("clearline.checks.testing_urls")),
    path("<slug:authority>/registers/", include("clearline.registers.urls")),
    path("<slug:authority>/calendar/", include("clearline.checks.calendar_urls")),
    path("<slug:authority>/reports/", include("clearline.reports.urls")),
    path("<slug:authority>/background-work/", include("clearline.jobs.urls")),
    path("<slug:authority>/trail/", include("clearline.accounts.trail.urls")),
    path("<slug:authority>/information-law/", include("clearline.transfer.urls")),
]
