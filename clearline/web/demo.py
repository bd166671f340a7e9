"""The demonstration: Northmoor, a made-up council, with its organisation, figures, a proposal and an account a role."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.actions import create_authority, make_demo_accounts
from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import ROLES
from clearline.checks.proposing import Wanted, propose
from clearline.kit.errors import BadInput, Problem
from clearline.organisations.actions import name_person
from clearline.organisations.files import read_organisation
from clearline.transfer.importing import put_organisation
from clearline.web.demo_work import PEOPLE, Work, make_work

EXAMPLES = Path(__file__).parents[2] / "examples"
KEY, NAME, CODE = "northmoor", "Northmoor Council", "E06000999"
WHY = "Invented for the demonstration."

NAMES = {"person-adults": "Helen Okonjo-Firth"} | dict(PEOPLE.values())
"""Nobody of these is real. The names of the others in the organisation are not recorded."""

KEY_INDICATORS = {
    "referrals-repeated-within-12-months": "Families come back to us before their troubles have been met.",
    "looked-after-stability": "Children tell us that every move costs them a school and friends.",
    "social-worker-turnover": "A child who has one social worker for long is heard.",
    "participation-16-to-18": "Whoever is out of learning at 17 is hard to reach at 19.",
}
TARGETS = {"referrals-repeated-within-12-months": 20, "looked-after-stability": 10}
OWNER = "Assistant Director, Safeguarding and Care"
HOW = "Agreed by the partnership in March 2025."

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


def make(home: Path) -> None:
    """Make the demonstration in a home folder, unless it is there; print how to sign in at its first making.

    Raises ``BadInput`` when this installation holds other authorities: the demonstration is never mixed with real work.
    """
    del home  # the settings name it
    if Authority.objects.filter(key=KEY).exists():
        click.echo("Northmoor is there already; its passwords were printed when it was made.")
        click.echo(f"If you have lost them, delete {settings.HOME} and start again.")
        return
    if Authority.objects.exists():
        raise BadInput("This installation holds a real authority. Give the demonstration a CLEARLINE_HOME of its own.")
    example = EXAMPLES / "northmoor.yaml"
    if not example.is_file():
        raise BadInput(Problem(example, None, "is not here.", "Run the demonstration from a copy of the source."))
    click.echo("Making Northmoor, a made-up council ...")
    with transaction.atomic():
        by = _organisation(example)
        accounts = make_demo_accounts(by=by, on=timezone.localdate(), now=timezone.now())
        make_work(_work(by), by)
    click.echo("Nobody in it is real. One account for each role:")
    for email, password in accounts.values():
        click.echo(f"  {email:<52} {password}")
    click.echo("Making figures of made-up councils, and loading them ...")
    _figures()


def _organisation(example: Path) -> Acting:
    today = timezone.localdate()
    authority = create_authority(by=at_the_machine(None), key=KEY, name=NAME, gss_code=CODE, on=today)
    by = at_the_machine(authority)
    put_organisation(by=by, organisation=read_organisation(example), why=WHY)
    for key, name in NAMES.items():
        name_person(by=by, key=key, name=name, why=WHY)
    wanted = Wanted(
        "One director for children and adults, and education to Place",
        "Tried out for the demonstration, after a proposal that a real council made in 2012.",
        date(today.year + 1, 4, 1),
    )
    propose(by=by, wanted=wanted, overlay=PROPOSAL, now=timezone.now())
    return by


def _work(by: Acting) -> Work:
    assert by.authority is not None
    users = {row.role: row.user for row in Membership.objects.filter(authority=by.authority).select_related("user")}
    held = {role: users[role] for role in ROLES}
    return Work(by.authority, timezone.localdate(), timezone.now(), held)


def _figures() -> None:
    """Make published figures of invented areas, and load them as an analyst would, without the commands’ words."""
    data = Path(settings.HOME) / "demonstration-data"
    _run("demo-data", data, "--first", 2021, "--last", 2025, "--collections", "published")
    published = sorted(path for path in (data / "published").iterdir() if path.suffix in (".csv", ".xlsx"))
    _run("figures", "load", "--store", settings.FIGURES, *published)
    here = ("--area", "Northmoor", "--store", settings.FIGURES)
    for key, reason in KEY_INDICATORS.items():
        _run("figures", "key", "add", key, *here, "--reason", reason)
    for key, value in TARGETS.items():
        _run("figures", "targets", "set", key, *here, "--value", value, "--by", "2027", "--owner", OWNER, "--how", HOW)


def _run(*words: object) -> None:
    command = [sys.executable, "-m", "clearline.cli", *(str(word) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadInput(f"The figures of the demonstration could not be made: {done.stderr.strip()[-500:]}")
