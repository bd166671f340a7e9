"""The addresses of challenges and actions, under an authority's key."""

from django.urls import path

from clearline.assurance.challenges.pages import challenging, listing, speaking, to_do

app_name = "challenges"
urlpatterns = [
    path("", listing.challenges, name="challenges"),
    path("make/", challenging.make, name="make"),
    path("of/<str:party>/", listing.party, name="party"),
    path("speakers/", speaking.speakers, name="speakers"),
    path("speakers/name/", speaking.name, name="name-speaker"),
    path("speakers/<int:number>/end/", speaking.end, name="end-speaker"),
    path("actions/", to_do.actions, name="actions"),
    path("actions/open/", to_do.open_action, name="open-action"),
    path("actions/<slug:key>/", to_do.action, name="action"),
    path("actions/<slug:key>/change/", to_do.change, name="change-action"),
    path("actions/<slug:key>/finish/", to_do.finish, name="finish-action"),
    path("actions/<slug:key>/drop/", to_do.drop, name="drop-action"),
    path("actions/<slug:key>/open-again/", to_do.open_again, name="open-action-again"),
    path("<slug:key>/", challenging.challenge, name="challenge"),
    path("<slug:key>/answer/", challenging.answer, name="answer"),
    path("<slug:key>/what-changed/", challenging.changed, name="changed"),
    path("<slug:key>/reply/", challenging.reply, name="reply"),
    path("<slug:key>/escalate/", challenging.escalate, name="escalate"),
    path("<slug:key>/close/", challenging.close, name="close"),
]
