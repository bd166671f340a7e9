"""Who speaks for a body or a partner: said by those who keep boards, from a day to a day."""

from datetime import date

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.assurance.challenges.models import Spokesperson
from clearline.assurance.challenges.voices import parties_here
from clearline.assurance.challenges.writing import authority_for, hold
from clearline.kit.errors import BadInput
from clearline.kit.values import Value

SPEAKING = frozenset({"scrutiny-member", "partner"})
"""The roles that speak for somebody else than the council's executive and its officers."""


class Speaks(Value, frozen=True, kw_only=True):
    """That somebody speaks for a party."""

    number: int
    party: str
    party_name: str
    by: str
    """Who, by name; empty when no name is recorded."""
    starts: date
    ends: date | None
    """The last day; ``None`` while it goes on."""


def spokespeople(authority: Authority) -> tuple[Speaks, ...]:
    """Return who speaks, or spoke, for which body or partner, in the order of being recorded."""
    rows = Spokesperson.objects.filter(authority=authority).select_related("individual").order_by("id")
    return tuple(
        Speaks(
            number=row.pk, party=row.party, party_name=row.party_name, by=row.individual.name, starts=row.starts,
            ends=row.ends,
        )
        for row in rows
    )  # fmt: skip


def candidates(authority: Authority) -> dict[str, str]:
    """Return who can speak for a body or partner, by id: those with the role of scrutiny member or partner here."""
    rows = Individual.objects.filter(users__memberships__authority=authority, users__memberships__role__in=SPEAKING)
    found = rows.values_list("pk", "name", "users__email").distinct().order_by("name", "users__email")
    return {str(pk): name or email for pk, name, email in found}


def let_speak(*, by: Acting, party: str, individual: str, starts: date) -> None:
    """Say that somebody speaks for a body or partner from a day on.

    Raises ``BadInput`` for an office, which its holder speaks for by their role; for somebody who is neither partner
    nor scrutiny member here; and for what is said already.
    """
    authority = authority_for(by, "change boards")
    found = next((one for one in parties_here(authority, starts) if one.ref == party), None)
    if found is None or (party.startswith("office:") and party != "office:independent-scrutineer"):
        raise BadInput("Choose a body or partner that is there on the first day.")
    if individual not in candidates(authority):
        raise BadInput("Choose somebody with the role of partner or scrutiny member here.")
    with transaction.atomic():
        hold(authority)
        if Spokesperson.objects.filter(authority=authority, party=party, individual_id=individual, ends=None).exists():
            raise BadInput("This person speaks for them already.")
        row = Spokesperson.objects.create(
            authority=authority, party=party, party_name=found.name, individual_id=individual, starts=starts
        )
        after = {"for": party, "from": starts, "individual": individual}
        about = f"spokesperson:{row.pk}"
        trail.record(by=by, did="spokesperson named", about=about, after=after, personal=("individual",))


def end_speaking(*, by: Acting, number: int, last: date, why: str) -> None:
    """Say until when somebody spoke for a body or partner. Raises ``BadInput`` when it has ended, or had not begun."""
    authority = authority_for(by, "change boards")
    if not why.strip():
        raise BadInput("Say why.")
    with transaction.atomic():
        hold(authority)
        row = Spokesperson.objects.filter(authority=authority, pk=number, ends=None).first()
        if row is None:
            raise BadInput("There is nobody here whose speaking could be ended.")
        if last < row.starts:
            raise BadInput(f"The last day must be the same as or after the first: {row.starts:%-d %B %Y}.")
        row.ends = last
        row.save(update_fields=["ends"])
        about = f"spokesperson:{row.pk}"
        trail.record(
            by=by, did="spokesperson ended", about=about, why=why.strip(), before={"last": None}, after={"last": last}
        )
