"""Who can be the independent reviewer of a test: nobody of the tested structure, and nobody who wrote any part."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from clearline.accounts.acting import Acting
from clearline.assurance.testing.called import tested_structure
from clearline.assurance.testing.models import Test
from clearline.organisations.queries import person_keys, picture


def why_not_independent(by: Acting, test: Test, authors: Collection[UUID], on: date, today: date) -> str:
    """Return why somebody cannot be the independent reviewer of a test; empty when they can.

    They must not be of the tested structure on the day of the review, which they choose themselves, nor today.
    """
    if by.person is None:
        return "A review is given under the reviewer's own sign-in."
    if by.person in authors:
        return "You wrote a part of this test, so you cannot be its independent reviewer."
    if not by.roles.isdisjoint(("dcs", "lead-member", "lead-member-support")):
        return "Your own office is tested here, so you cannot be the independent reviewer."
    mine = person_keys(test.authority, by.person)
    for day in (on, today):
        seen = picture(test.authority, day)
        if seen is None:
            continue
        for place in sorted(tested_structure(seen) | set(test.tested)):
            if any(holder.person in mine for holder in seen.all_holders(place) or ()):
                return f"You hold a post in the tested structure ({seen.name(place)}): your review is not independent."
    return ""
