"""The addresses of evidence, under an authority's key."""

from django.urls import path

from clearline.assurance.evidence import pages

app_name = "evidence"
urlpatterns = [
    path("", pages.items, name="items"),
    path("add/", pages.choose, name="choose"),
    path("add/<slug:kind>/", pages.add, name="add"),
    path("use/", pages.use, name="use"),
    path("item/<slug:key>/", pages.item, name="item"),
    path("item/<slug:key>/version/", pages.version, name="version"),
    path("item/<slug:key>/file/<int:number>/", pages.download, name="download"),
    path("item/<slug:key>/use/<int:number>/check/", pages.check, name="check"),
    path("item/<slug:key>/use/<int:number>/newest/", pages.newest, name="newest"),
    path("item/<slug:key>/use/<int:number>/end/", pages.end, name="end-use"),
]
