"""The fictional authority of the examples in the database, for tests of pages and actions."""

from datetime import date
from pathlib import Path

import msgspec

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.organisations.actions import name_person, replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import Organisation

EXAMPLE = Path(__file__).parents[1] / "examples" / "northmoor.yaml"
TODAY = date(2026, 6, 1)


def northmoor() -> Organisation:
    """Return the example without what other features keep: departures, training, vetting."""
    read = read_organisation(EXAMPLE)
    people = {
        key: msgspec.structs.replace(one, safeguarding_training=None, vetting=None) for key, one in read.people.items()
    }
    return msgspec.structs.replace(read, people=people, departures={})


def put(authority: Authority, organisation: Organisation | None = None) -> None:
    """State an organisation, the example by default, and names for two people of the example."""
    by = at_the_machine(authority)
    replace_organisation(by=by, organisation=organisation or northmoor(), why="imported")
    if organisation is None:
        for key, name in (("person-director", "Ann Heron"), ("person-lead-member", "Bea Marsh")):
            name_person(by=by, key=key, name=name)
