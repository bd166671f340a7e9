"""Gathers an organisation from every feature that holds a part of it; nothing else builds one from the database."""

from collections.abc import Iterable, Mapping

import msgspec

from clearline.accounts.models import Authority
from clearline.assurance.queries import departures
from clearline.assurance.testing.queries import Listed
from clearline.organisations import queries
from clearline.organisations.officers import Person
from clearline.organisations.organisation import Organisation
from clearline.organisations.partnerships import Consideration
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


def with_tests(organisation: Organisation, tests: Iterable[Listed]) -> Organisation:
    """Return an organisation in whose considerations the tests of assurance stand that were concluded here.

    An export does not say them a second time, so ``gather`` leaves them out.
    """
    made = {
        f"test-of-assurance-{one.key}"[:60].rstrip("-"): Consideration(
            kind="assurance-test", on=one.concluded_on, change_on=one.change_on, reasons=one.title
        )
        for one in tests
    }
    if not made:
        return organisation
    # where a change takes all considerations away, the tests are still on record
    changes = tuple(
        msgspec.structs.replace(change, considerations={**(change.considerations or {}), **made})
        if "considerations" in change.gone
        else change
        for change in organisation.changes
    )
    stated = {**(organisation.considerations or {}), **made}
    return msgspec.structs.replace(organisation, considerations=stated, changes=changes)
