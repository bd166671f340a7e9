"""The addresses of the organisation's pages, under ``<authority>/organisation/``."""

from django.urls import path

from clearline.organisations.pages import appointing, changing, line, lists, other_lists, starting, things

app_name = "organisations"

urlpatterns = [
    path("", lists.posts, name="posts"),
    path("posts/<slug:key>/", things.post, name="post"),
    path("offices/", lists.offices, name="offices"),
    path("offices/<slug:key>/", things.office, name="office"),
    path("functions/", lists.functions, name="functions"),
    path("functions/<slug:key>/", things.function, name="function"),
    path("bodies/", lists.bodies, name="bodies"),
    path("bodies/<slug:key>/", things.body, name="body"),
    path("partners/", lists.partners, name="partners"),
    path("partners/<slug:key>/", things.partner, name="partner"),
    path("people/", lists.people, name="people"),
    path("people/<slug:key>/", things.person, name="person"),
    path("start/", starting.start, name="start"),
    path("line/", line.line, name="line"),
    path("others/", other_lists.others, name="others"),
    path("others/<slug:section>/", other_lists.section, name="section"),
    path("fact/<slug:section>/", things.thing, name="thing"),
    path("fact/<slug:section>/<slug:key>/", things.thing, name="thing"),
    path("add/<slug:section>/", changing.add, name="add"),
    path("change/<slug:section>/", changing.change, name="change"),
    path("change/<slug:section>/<slug:key>/", changing.change, name="change"),
    path("end/<slug:section>/", changing.end, name="end"),
    path("end/<slug:section>/<slug:key>/", changing.end, name="end"),
    path("none/<slug:section>/", changing.none, name="none"),
    path("none/<slug:section>/<slug:key>/", changing.none, name="none"),
    path("name/<slug:key>/", changing.name, name="name"),
    path("appoint/<slug:section>/<slug:key>/", appointing.appoint, name="appoint"),
    path("appoint/<slug:section>/<slug:key>/<int:number>/", appointing.appointment, name="appointment"),
]
