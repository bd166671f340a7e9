"""A person with something of theirs in every place, and another beside them, for tests of information law."""

from datetime import date
from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from northmoor_whole import acting, departs, northmoor
from people import client_for, make_user

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.actions import give_role
from clearline.accounts.models import Authority, RecoveryCode, User
from clearline.assurance.models import Departure
from clearline.assurance.viewing import give_legal_view
from clearline.jobs.models import Job
from clearline.organisations.actions import name_person
from clearline.organisations.models import Proposal
from clearline.registers.actions import record_training
from clearline.transfer.information_law.holds import place_hold

NAME, EMAIL = "Councillor Fern Ashdown-Lée", "fern@northmoor.example"
OTHER_NAME, OTHER_EMAIL = "Rowan Thistlewood", "rowan@northmoor.example"
TODAY = date(2026, 11, 22)


class Everywhere(NamedTuple):
    """The person, and whoever is beside them."""

    authority: Authority
    user: User
    other: User
    dpo: Acting


def everywhere() -> Everywhere:
    """Return a person with rows in every table that can hold some, most of them made as the site makes them."""
    authority = northmoor()
    machine = at_the_machine(authority)
    user, other = make_user(EMAIL, name=NAME), make_user(OTHER_EMAIL, name=OTHER_NAME)
    dpo = make_user("dpo@northmoor.example")
    give_role(by=machine, user=user, role="monitoring-officer", starts=date(2020, 1, 1), ends=None)
    give_role(by=machine, user=other, role="dcs", starts=date(2020, 1, 1), ends=None)
    give_role(by=machine, user=dpo, role="data-protection-officer", starts=date(2020, 1, 1), ends=None)
    name_person(by=machine, key="person-lead-member", name=NAME, individual=user.individual)
    name_person(by=machine, key="person-director", name=OTHER_NAME, individual=other.individual)
    record_training(by=machine, about="person-lead-member", done=date(2024, 6, 17))
    client_for(user)
    for account in (user, other):
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        SocialAccount.objects.create(user=account, provider="council", uid=f"uid-{account.pk}", extra_data={})
        Authenticator.objects.create(user=account, type="totp", data={"secret": "SECRETSHARED"})
        RecoveryCode.objects.create(user=account, digest=f"{account.pk:064d}")
    Job.objects.create(what="send mail", user=user, made_at=timezone.now(), run_after=timezone.now(),
                       arguments={"to": [EMAIL], "copy": OTHER_EMAIL})  # fmt: skip
    mine = acting(user, authority, "monitoring-officer", "governance-officer")
    Proposal.objects.create(authority=authority, key="one-hub", title="One hub", reasons="For the families.",
                            takes_effect=date(2027, 4, 1), author=user.individual, made_at=timezone.now())  # fmt: skip
    for privileged, reasons in ((False, f"As {OTHER_NAME} says"), (True, "Counsel advises that we would lose")):
        give_legal_view(by=mine, edition="2013", rule="line-unbroken", subject="x", view="agrees", reasons=reasons,
                        privileged=privileged, on=TODAY)  # fmt: skip
    Departure.objects.filter(key=departs(authority)).update(
        consulted=f"Fern Ashdown-Lée, {OTHER_NAME.upper()} and someone@elsewhere.example"
    )
    place = acting(dpo, authority, "data-protection-officer")
    place_hold(by=place, scope="foi", reason=f"Asked for by {NAME}", starts=TODAY)
    return Everywhere(authority, user, other, place)
