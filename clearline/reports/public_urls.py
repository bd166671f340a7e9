"""The addresses of published reports, which need no sign-in, under ``public/``."""

from django.urls import path

from clearline.reports.pages import public

app_name = "published"
urlpatterns = [
    path("of/<slug:authority>/reports/", public.reports, name="reports"),
    path("of/<slug:authority>/reports/<slug:contract>/<slug:number>/<str:name>", public.file, name="file"),
]
