"""The addresses of accounts: the start, one's own account, signing in, and people and roles of an authority."""

from django.urls import include, path

from clearline.accounts import brand
from clearline.accounts.page import signed_in_page
from clearline.accounts.pages import look, own, people, tokens
from clearline.accounts.signing_in.later import later

CODES = "clearline.accounts.signing_in.views.recovery_codes"

accounts = [
    path("account/", own.me, name="me"),
    path("account/sessions/end/", own.end_sessions, name="end-sessions"),
    path("account/unlink-council/", own.unlink, name="unlink"),
    path("account/recovery-codes/", signed_in_page(("GET", "POST"))(later(CODES)), name="recovery-codes"),
    path("account/tokens/", tokens.own, name="tokens"),
    path("account/tokens/<int:number>/end/", tokens.end, name="token-end"),
    path("account/invitation/<str:token>/", own.invitation, name="invitation"),
    path("<slug:authority>/brand/colours.css", brand.colours, name="colours"),
    path("<slug:authority>/brand/logo.png", brand.logo, name="logo"),
    path("<slug:authority>/people/", people.roles, name="roles"),
    path("<slug:authority>/people/look/", look.look, name="look"),
    path("<slug:authority>/people/invite/", people.invite, name="invite"),
    path("<slug:authority>/people/tokens/make/", tokens.make, name="token-make"),
    path("<slug:authority>/people/tokens/", tokens.here, name="tokens-here"),
    path("<slug:authority>/people/tokens/<int:number>/end/", tokens.end_here, name="token-end-here"),
    path("<slug:authority>/people/roles/<int:membership>/end/", people.role_end, name="role-end"),
    path("<slug:authority>/people/<int:account>/", people.person, name="person"),
    path("<slug:authority>/people/<int:account>/begin-anew/", people.begin_anew, name="begin-anew"),
    path("<slug:authority>/people/<int:account>/close/", people.close, name="close"),
    path("<slug:authority>/people/<int:account>/open/", people.open_again, name="open"),
    path("<slug:authority>/people/<int:account>/same-person/", people.same_person, name="same-person"),
]

urlpatterns = [
    path("", own.home, name="home"),
    path("account/", include("clearline.accounts.signing_in.urls")),
    path("", include((accounts, "accounts"))),
]
