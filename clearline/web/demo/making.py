"""Makes the demonstration: Northmoor, its figures, an account for each role, and what its people have done."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.actions import create_authority, make_demo_accounts
from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import ROLES, Role
from clearline.checks.proposing import Wanted, propose
from clearline.kit.errors import BadInput, Problem
from clearline.organisations.files import read_organisation
from clearline.transfer.importing import put_organisation
from clearline.web.demo.figures import CODE, load_figures, set_aims
from clearline.web.demo.reporting import last_month, make_reports
from clearline.web.demo.script import Script, read_script
from clearline.web.demo.testing import make_test
from clearline.web.demo.work import WHY, Work, do_work, name_everybody

EXAMPLES = Path(__file__).parents[3] / "examples"
KEY, NAME = "northmoor", "Northmoor Council"

PROPOSAL = {
    "posts": {
        "director-of-children": {"title": "Strategic Director of People", "roles": ["dcs", "dass"]},
        "director-of-adults": {
            "roles": [],
            "title": "Director of Adult Services",
            "reports_to": "director-of-children",
        },
        "assistant-director-education": {"reports_to": "director-of-place"},
    },
}
"""One director for children and adults, and education to another: what Wokingham proposed in 2012."""


def make() -> None:
    """Make the demonstration in the home that the settings name, unless it is there; print how to sign in once made.

    Raises ``BadInput`` when this installation holds other authorities: the demonstration is never mixed with real work.
    """
    if Authority.objects.filter(key=KEY).exists():
        click.echo("Northmoor is there already; its passwords were printed when it was made.")
        click.echo(f"If you have lost them, delete {settings.HOME} and start again.")
        return
    if Authority.objects.exists():
        raise BadInput("This installation holds a real authority. Give the demonstration a CLEARLINE_HOME of its own.")
    example = EXAMPLES / "northmoor.yaml"
    if not example.is_file():
        raise BadInput(Problem(example, None, "is not here.", "Run the demonstration from a copy of the source."))
    today, script = timezone.localdate(), read_script(EXAMPLES / "work/northmoor.yaml")
    click.echo("Making figures of made-up councils, and loading them ...")
    load_figures(today, script.figures.months)
    click.echo("Making Northmoor, a made-up council, and letting its people work ...")
    with transaction.atomic():
        accounts = northmoor(today, script)
    click.echo("Nobody in it is real. One account for each role:")
    for email, password in accounts.values():
        click.echo(f"  {email:<52} {password}")


def northmoor(today: date, script: Script) -> Mapping[Role, tuple[str, str]]:
    """Make the authority and all that its people have done; return address and password of each account."""
    since = last_month(today).replace(day=1)  # so that the calendar asks for that month's reports, and no older ones
    authority = create_authority(by=at_the_machine(None), key=KEY, name=NAME, gss_code=CODE, on=since)
    by = at_the_machine(authority)
    put_organisation(by=by, organisation=read_organisation(EXAMPLES / "northmoor.yaml"), why=WHY)
    proposal = _proposal(by, today)
    accounts = make_demo_accounts(by=by, names=script.names, on=today, now=timezone.now())
    users = {row.role: row.user for row in Membership.objects.filter(authority=authority).select_related("user")}
    work = Work(authority, today, {role: users[role] for role in ROLES}, script)
    name_everybody(work, by)
    set_aims(work)
    do_work(work)
    make_test(work, proposal)
    make_reports(work)
    return accounts


def _proposal(by: Acting, today: date) -> str:
    wanted = Wanted(
        "One director for children and adults, and education to Place",
        "Tried out for the demonstration, after a proposal that a real council made in 2012.",
        date(today.year + 1, 4, 1),
    )
    return propose(by=by, wanted=wanted, overlay=PROPOSAL, now=timezone.now())
