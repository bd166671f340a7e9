"""`clearline site`: the installation, its authorities and its accounts, for whoever looks after the machine."""

from datetime import date, datetime

import click

from clearline.accounts.permissions import ROLES
from clearline.kit.commands import Day, format_option, print_by_format

why_option = click.option("--why", required=True, help="The reason, for the trail.")
authority_option = click.option("--authority", "key", required=True, help="The key of the authority.")


@click.group()
def site() -> None:
    """The installation, its authorities and its accounts.

    Example: clearline site create-authority northmoor --name "Northmoor Council" --gss E06000999
    """


def _now() -> datetime:
    """Make Django ready and return the time."""
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    return timezone.localtime()


@site.command("migrate")
def migrate_command() -> None:
    """Make the tables of the database, or bring them up to date.

    Example: clearline site migrate
    """
    from clearline.accounts.setting_up import set_up

    set_up(migrate=True)
    click.echo("The tables are up to date.")


@site.command("create-authority")
@click.argument("key")
@click.option("--name", required=True, help="What it is called on every page.")
@click.option("--gss", "gss_code", default="", help="Its nine-character code, by which its figures are found.")
def create_authority_command(key: str, name: str, gss_code: str) -> None:
    """Make a place for the work of an authority; KEY is in the address of its pages.

    Example: clearline site create-authority northmoor --name "Northmoor Council" --gss E06000999
    """
    now = _now()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.actions import create_authority

    create_authority(by=at_the_machine(None), key=key, name=name, gss_code=gss_code, on=now.date())
    click.echo(f"{name} is at /{key}/. Next: clearline site create-administrator EMAIL --authority {key}")


@site.command("create-administrator")
@click.argument("email")
@authority_option
def create_administrator_command(email: str, key: str) -> None:
    """Give somebody the role of administrator, and print a link by which they choose their password, once.

    Example: clearline site create-administrator admin@northmoor.example --authority northmoor
    """
    _add_role(_now(), email, "administrator", key, None)


@site.command("add-role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@authority_option
@click.option("--until", type=Day(), help="The last day; an inspector must have one.")
def add_role_command(email: str, role: str, key: str, until: date | None) -> None:
    """Give an account a role, and print a link to choose a password if it has none yet.

    Example: clearline site add-role dcs@northmoor.example dcs --authority northmoor
    """
    _add_role(_now(), email, role, key, until)


def _add_role(now: datetime, email: str, role: str, key: str, until: date | None) -> None:
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.actions import invite
    from clearline.accounts.queries import authority_named, role_title

    by = at_the_machine(authority_named(key))
    user = invite(by=by, email=email, name="", role=role, starts=now.date(), ends=until, now=now)  # type: ignore[arg-type]
    click.echo(f"{user.email} has the role {role_title(role)} at {by.authority}.")
    _print_link(user)


def _print_link(user: object) -> None:
    """Print the link of an account that waits for its person."""
    from django.conf import settings

    from clearline.accounts.invitations import link
    from clearline.accounts.models import User

    assert isinstance(user, User)
    if user.invited_at is not None:
        click.echo(
            f"Give this link to its owner and to nobody else. It works once, within {settings.INVITATION_DAYS} days:"
        )
        click.echo(link(user, settings.SITE))


@site.command("list-roles")
@authority_option
@format_option
def list_roles_command(key: str, form: str) -> None:
    """List who has which role at an authority.

    Example: clearline site list-roles --authority northmoor
    """
    now = _now()
    from clearline.accounts.queries import authority_named, roles_here

    found = [
        (row.user.email, row.role, row.starts.isoformat(), row.ends.isoformat() if row.ends else "")
        for row in roles_here(authority_named(key), now.date())
    ]
    columns = ("email", "role", "from", "until")
    values = [dict(zip(columns, row, strict=True)) for row in found]
    print_by_format(form, values, "Roles", columns, lambda: found)


@site.command("invitation-link")
@click.argument("email")
def invitation_link_command(email: str) -> None:
    """Print the link of an account that was invited and has not been used, for a site without mail.

    Example: clearline site invitation-link dcs@northmoor.example
    """
    _now()
    from clearline.accounts.queries import account_named
    from clearline.kit.errors import BadInput

    user = account_named(email)
    if user.invited_at is None:
        raise BadInput(f"{email} is in use. If its owner cannot sign in, run `clearline site begin-anew {email}`.")
    _print_link(user)


@site.command("begin-anew")
@click.argument("email")
@why_option
def begin_anew_command(email: str, why: str) -> None:
    """Make the password and the second factor of an account void, and print a link to choose new ones.

    Example: clearline site begin-anew dcs@northmoor.example --why "Lost their phone"
    """
    now = _now()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.actions import invite_again
    from clearline.accounts.queries import account_named

    user = account_named(email)
    invite_again(by=at_the_machine(None), user=user, why=why, now=now)
    _print_link(user)


@site.command("close-account")
@click.argument("email")
@why_option
def close_account_command(email: str, why: str) -> None:
    """Close an account at once, whatever roles it has.

    Example: clearline site close-account dcs@northmoor.example --why "Left the council"
    """
    _now()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.actions import set_active
    from clearline.accounts.queries import account_named

    set_active(by=at_the_machine(None), user=account_named(email), active=False, why=why)
    click.echo(f"The account {email} is closed.")


@site.command("same-person")
@click.argument("email")
@click.argument("other")
@why_option
def same_person_command(email: str, other: str, why: str) -> None:
    """Record that two accounts are of one person: what two people must do, they cannot do with both.

    Example: clearline site same-person a@northmoor.example b@southmoor.example --why "Joint director"
    """
    _now()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.actions import same_person
    from clearline.accounts.queries import account_named

    same_person(by=at_the_machine(None), user=account_named(email), other=account_named(other), why=why)
    click.echo(f"{email} and {other} are of one person.")


@site.command("show-council-sign-in")
def show_council_sign_in_command() -> None:
    """Show the address to register with the council's own sign-in, for each that is set.

    Example: clearline site show-council-sign-in
    """
    _now()
    from django.conf import settings
    from django.urls import reverse

    found = settings.COUNCIL_SIGN_INS
    for council in found:
        back = reverse("openid_connect_callback", kwargs={"provider_id": council["provider_id"]})
        click.echo(f"{council['name']}: {settings.SITE}{back}")
    if not found:
        click.echo("None is set. See docs/howto/sign-in-with-entra-id.md.")
