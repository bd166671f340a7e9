"""The addresses of the guidance, all but that of one duty, whose page is in ``checks``."""

from django.urls import path

from clearline.guidance import pages

app_name = "guidance"

urlpatterns = [
    path("", pages.editions, name="editions"),
    path("in-force/", pages.duties, name="duties"),
    path("search/", pages.search, name="search"),
    path("compare/", pages.compare, name="compare"),
    path("<slug:document>/<slug:edition>/", pages.edition, name="edition"),
    path("<slug:document>/<slug:edition>/file/<slug:kind>/", pages.export, name="export"),
    path("<slug:document>/<slug:edition>/at/<path:at>/", pages.provision, name="provision"),
]
