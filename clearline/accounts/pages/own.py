"""Pages of one's own: the choice of an authority, the account, its sessions, and an invitation."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts import actions, invitations
from clearline.accounts.page import Request, public_page, signed_in_page
from clearline.accounts.queries import own_roles, own_sessions, role_title
from clearline.accounts.signing_in.forms import ChoosePassword
from clearline.accounts.signing_in.second_factor import has_app, recovery_codes_left
from clearline.accounts.signing_in.sessions import mark
from clearline.kit.errors import BadInput


@signed_in_page()
def home(request: Request) -> HttpResponse:
    """Show the authorities to choose from; with one only, go there."""
    found = own_roles(request.user, request.today)
    if len(found) == 1:
        return redirect("checks:home", authority=found[0].authority.key)
    places = [(place.authority, [role_title(row.role) for row in place.roles]) for place in found]
    return render(request, "accounts/choose.html", {"places": places, "no_date": True})


@signed_in_page()
def me(request: Request) -> HttpResponse:
    """Show one's own account: roles, ways to sign in, browsers in which one is signed in."""
    user = request.user
    linked = SocialAccount.objects.filter(user=user).exists()
    context = {
        "places": [
            (place.authority, [(role_title(row.role), row.ends) for row in place.roles])
            for place in own_roles(user, request.today)
        ],
        "sessions": own_sessions(user, timezone.now(), request.session.session_key),
        "has_app": has_app(user),
        "codes_left": recovery_codes_left(user),
        "councils": settings.COUNCIL_SIGN_INS,
        "linked": linked,
        "no_date": True,
    }
    return render(request, "accounts/me.html", context)


@signed_in_page(("POST",))
def end_sessions(request: Request) -> HttpResponse:
    """End one of one's own sessions, or all but this one."""
    asked, this = request.POST.get("session", ""), request.session.session_key
    for row in request.user.sessions.exclude(session_key=this):
        if asked in ("others", mark(row.session_key)):
            row.delete()
            messages.success(request, f"Signed out: {row.browser_name}.")
    return redirect("accounts:me")


@signed_in_page(("POST",))
def unlink(request: Request) -> HttpResponse:
    """Take the council's sign-in away from one's own account."""
    try:
        actions.unlink_council_account(user=request.user, keep=request.session.session_key)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "You sign in with your password from now on.")
    return redirect("accounts:me")


@public_page(("GET", "POST"))
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password."""
    now = timezone.now()
    user = invitations.invited(token, now)
    if user is None:
        return render(request, "accounts/invitation_void.html", {"no_date": True}, status=404)
    form = ChoosePassword(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.take_up(user=user, password=form.cleaned_data["password"])
        messages.success(request, "You have chosen your password. Sign in with it.")
        return redirect("account_login")
    councils = settings.COUNCIL_SIGN_INS
    return render(request, "accounts/invitation.html", {"form": form, "invited": user, "councils": councils})
