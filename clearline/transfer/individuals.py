"""Who is meant by the ids in the records of an export, where neither its people nor its roles say it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from clearline.accounts.models import Authority, Individual, Membership
from clearline.organisations.models import Person
from clearline.transfer.parts import csv_of, put_individual, read

FILE = "individuals.csv"
COLUMNS = ("individual", "name")


def individuals_csv(authority: Authority, wanted: Iterable[str]) -> str:
    """Return the file that says who some people are, without those whom people.csv or roles.csv name."""
    people = Person.objects.filter(authority=authority).values("individual")
    members = Membership.objects.filter(authority=authority).values("user__individual")
    rows = Individual.objects.filter(id__in=set(wanted)).exclude(id__in=people).exclude(id__in=members).order_by("id")
    return csv_of(COLUMNS, ({"individual": one.id, "name": one.name} for one in rows))


def read_individuals(path: Path) -> dict[str, str]:
    """Return the names of people by their ids. Raises ``BadInput`` with file and line for what is wrong."""
    return {str(UUID(cells["individual"])): cells["name"] for cells in read(path, COLUMNS, ("individual",)).values()}


def names_here(people: Iterable[str]) -> dict[str, str]:
    """Return the names of those of some people who are here, by their ids."""
    return {str(one.id): one.name for one in Individual.objects.filter(id__in=set(people))}


def put_individuals(people: Mapping[str, str]) -> None:
    """Let some people be here; whoever comes without a name keeps the one that is here."""
    for individual, name in people.items():
        put_individual(individual, name)
