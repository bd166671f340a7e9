"""Makes the site that benchmarks/web.py loads: the demonstration and 10,000 accounts. Prints, as JSON, the cookies of
somebody who is signed in and the addresses of pages."""

import json
import sys
from pathlib import Path

import django

HERE = Path(__file__).parent

SIGNED_IN = (
    "checks:home", "organisations:posts", "organisations:post director-of-children", "organisations:line",
    "checks:findings", "checks:proposals", "guidance:duties", "measures:scorecard", "assurance:departures",
    "accounts:roles", "trail:entries",
)  # fmt: skip
PUBLISHED = ("public:front", "public:authority")


def main() -> None:
    """Make it in the home and database that the environment names."""
    django.setup()
    sys.path.append(str(HERE.parent / "tests"))
    from people import client_for, make_user, member

    from clearline.accounts.models import Authority, Individual, Membership, User
    from clearline.web import serving
    from clearline.web.demo import making

    serving.prepare(lambda words: None)
    making.make()
    authority = Authority.objects.get(key=making.KEY)
    officer = member(authority, "governance-officer", user=make_user("load@northmoor.example"))
    for role in ("dcs", "analyst", "administrator"):
        member(authority, role, user=officer)
    one = User.objects.get(pk=officer.pk)
    people = Individual.objects.bulk_create(Individual(name=f"Person {number}") for number in range(10_000))
    users = User.objects.bulk_create(
        User(email=f"many{number}@northmoor.example", individual=person, made_at=one.made_at, password="!")
        for number, person in enumerate(people)
    )
    since = authority.since
    Membership.objects.bulk_create(
        Membership(user=user, authority=authority, role="partner", starts=since) for user in users
    )
    cookies = {name: cookie.value for name, cookie in client_for(one).cookies.items()}
    pages = [{name: _address(name, making.KEY) for name in names} for names in (SIGNED_IN, PUBLISHED)]
    sys.stdout.write(json.dumps([cookies, *pages]) + "\n")


def _address(name: str, authority: str) -> str:
    from django.urls import reverse

    page, *keys = name.split()
    return reverse(page, args=[] if page == "public:front" else [authority, *keys])


if __name__ == "__main__":
    main()
