"""Gathers an organisation from every feature that holds a part of it; nothing else builds one from the database."""

from collections.abc import Iterable, Mapping

import msgspec

from clearline.accounts.models import Authority
from clearline.assurance.queries import departures
from clearline.organisations import queries
from clearline.organisations.officers import Person
from clearline.organisations.organisation import Organisation
from clearline.registers.queries import training, vetting


def gather(authority: Authority) -> Organisation | None:
    """Return the whole organisation with its dated changes, as an export of it reads; ``None`` when none is stated."""
    stated = queries.organisation(authority)
    if stated is None:
        return None
    trained, vetted = training(authority), vetting(authority)

    def told(people: Mapping[str, Person], keys: Iterable[str]) -> dict[str, Person]:
        return {
            key: msgspec.structs.replace(
                people.get(key, Person()), safeguarding_training=trained.get(key), vetting=vetted.get(key)
            )
            for key in keys
        }

    everybody = dict.fromkeys((*stated.people, *trained, *vetted))
    # a change that states a person anew takes the place of what was stated before, so it has to say it too
    changes = tuple(
        msgspec.structs.replace(change, people=told(change.people, change.people)) for change in stated.changes
    )
    people = told(stated.people, everybody)
    return msgspec.structs.replace(stated, people=people, changes=changes, departures=departures(authority))
