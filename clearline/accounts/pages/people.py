"""Pages of an administrator: who has which role at the authority, and the accounts behind the roles."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from clearline.accounts import actions
from clearline.accounts.acting import Refused
from clearline.accounts.forms import EndForm, InviteForm, ReasonForm, SamePersonForm
from clearline.accounts.models import Membership, User
from clearline.accounts.page import Method, Request, page
from clearline.accounts.permissions import ROLES
from clearline.accounts.queries import accounts_here, role_title, roles_here
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput

PERMISSION = "change roles"
BOTH: tuple[Method, ...] = ("GET", "POST")


@page(PERMISSION)
def roles(request: Request) -> HttpResponse:
    """List the roles at the authority."""
    assert request.acting.authority is not None
    columns = (
        Column("person", "Person", str_of_user, lambda row: link(request, "accounts:person", row.user_id), sort=_EMAIL),
        Column("email", "Email address", lambda row: row.user.email, sort=_EMAIL, on_page=False),
        Column("role", "Role", lambda row: role_title(row.role)),
        Column("starts", "From"),
        Column("ends", "Until", missing="No end"),
        Column("has_app", "Second factor", lambda row: "Set up" if row.has_app else "Not set up"),
        Column("status", "Account", lambda row: status(row.user), sort=False),
    )
    filters = (Filter("role", "Role", [(role, role_title(role)) for role in ROLES]),)
    rows = roles_here(request.acting.authority, request.on)
    table = Table(
        request, "people-and-roles", "People and roles", columns, rows,
        filters=filters, search=("user__email", "user__individual__name"), order="person",
    )  # fmt: skip
    return table.respond(request, "accounts/roles.html")


_EMAIL = "user__email"


def str_of_user(row: Membership) -> str:
    """Return the name of whoever has a role, or their address."""
    return str(row.user)


def status(user: User) -> Tag:
    """Return how it stands with an account, as a tag."""
    if not user.is_active:
        return Tag("Closed", "grey")
    if user.invited_at is not None:
        return Tag("Invited", "yellow")
    return Tag("Open", "green")


@page(PERMISSION, BOTH)
def invite(request: Request) -> HttpResponse:
    """Give somebody a role, with an account if they have none."""
    form = InviteForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = actions.invite(
                by=request.acting,
                email=given["email"],
                name=given["name"],
                role=given["role"],
                starts=request.today,
                ends=given["ends"],
                now=timezone.now(),
                site=_site(request),
            )
        except (BadInput, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{user.email} has the role {role_title(given['role'])}. {_mailed(user)}")
            return redirect(link(request, "accounts:roles"))
    return render(request, "accounts/form.html", {"form": form, "title": "Give a role", "button": "Give the role"})


@page(PERMISSION, BOTH)
def role_end(request: Request, membership: int) -> HttpResponse:
    """End a role, now or after a day."""
    rows = Membership.objects.filter(authority=request.acting.authority).select_related("user__individual")
    row = get_object_or_404(rows, pk=membership)
    form = EndForm(request.POST or None, initial={"when": "now"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        last_day = given["last_day"] if given["when"] == "day" else None
        try:
            actions.end_role(by=request.acting, membership=row, on=request.today, last_day=last_day, why=given["why"])
        except (BadInput, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The role of {row.user} ends.")
            return redirect(link(request, "accounts:roles"))
    title = f"End a role: {row.user}, {role_title(row.role)}"
    return render(request, "accounts/form.html", {"form": form, "title": title, "button": "End the role"})


@page(PERMISSION)
def person(request: Request, account: int) -> HttpResponse:
    """Show an account, its roles here, and what can be done about it."""
    user = _account(request, account)
    assert request.acting.authority is not None
    accounts = accounts_here(request.acting.authority)
    rows = roles_here(request.acting.authority, request.on).filter(user=user)
    context = {
        "title": str(user),
        "user_shown": user,
        "status": status(user),
        "roles": [(row, role_title(row.role)) for row in rows],
        "same": [str(each.email) for each in accounts.filter(individual=user.individual).exclude(pk=user.pk)],
        "give": link(request, "accounts:invite", query={"email": user.email}),
        "may_change": actions.may_change(request.acting, user),
    }  # fmt: skip
    return render(request, "accounts/person.html", context)


@page(PERMISSION, BOTH)
def begin_anew(request: Request, account: int) -> HttpResponse:
    """Let a person begin anew who lost their password or their phone."""
    user = _account(request, account)

    def act(form: ReasonForm) -> str:
        why, now = form.cleaned_data["why"], timezone.now()
        actions.invite_again(by=request.acting, user=user, why=why, now=now, site=_site(request))
        return f"{user.email} has to choose a new password and a second factor. {_mailed(user)}"

    return _act(request, user, f"Let {user} begin anew", "Make the old sign-in void", act)


@page(PERMISSION, BOTH)
def close(request: Request, account: int) -> HttpResponse:
    """Close an account."""
    user = _account(request, account)

    def act(form: ReasonForm) -> str:
        actions.set_active(by=request.acting, user=user, active=False, why=form.cleaned_data["why"])
        return f"The account {user.email} is closed."

    return _act(request, user, f"Close the account of {user}", "Close the account", act)


@page(PERMISSION, BOTH)
def open_again(request: Request, account: int) -> HttpResponse:
    """Open a closed account."""
    user = _account(request, account)

    def act(form: ReasonForm) -> str:
        actions.set_active(by=request.acting, user=user, active=True, why=form.cleaned_data["why"])
        return f"The account {user.email} is open again."

    return _act(request, user, f"Open the account of {user} again", "Open the account", act)


@page(PERMISSION, BOTH)
def same_person(request: Request, account: int) -> HttpResponse:
    """Record that two accounts are of one person."""
    user = _account(request, account)
    assert request.acting.authority is not None
    others = accounts_here(request.acting.authority).exclude(individual=user.individual).order_by("email")
    form = SamePersonForm(request.POST or None, others=others)

    def act(form: ReasonForm) -> str:
        other = others.get(pk=form.cleaned_data["other"])
        actions.same_person(by=request.acting, user=user, other=other, why=form.cleaned_data["why"])
        return f"{user.email} and {other.email} are of one person."

    return _act(request, user, f"Another account of {user}", "They are of one person", act, form)


def _act(
    request: Request,
    user: User,
    title: str,
    button: str,
    act: Callable[[ReasonForm], str],
    form: ReasonForm | None = None,
) -> HttpResponse:
    """Ask for the reason, do it, and go back to the account."""
    form = form or ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form))
        except (BadInput, Refused) as error:
            form.add_error(None, str(error))
        else:
            return redirect(link(request, "accounts:person", user.pk))
    return render(request, "accounts/form.html", {"form": form, "title": title, "button": button, "user_shown": user})


def _account(request: Request, account: int) -> User:
    """Return an account that has, or had, a role here; 404 for any other."""
    assert request.acting.authority is not None
    return get_object_or_404(accounts_here(request.acting.authority), pk=account)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


def _mailed(user: User) -> str:
    """Return what comes next for an invited person."""
    if user.invited_at is None:
        return ""
    if settings.MAIL_IS_SET_UP:
        return "A link to choose a password is on its way to them."
    return "Mail is not set up: whoever runs this site can make the link with “clearline site invitation-link”."
