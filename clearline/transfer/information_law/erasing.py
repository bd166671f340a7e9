"""Erases a person: says first what goes, what must stay and why, and what forbids it altogether."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.queries import live as live_roles
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.accounts.trail.models import Entry, Kept
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person
from clearline.transfer.information_law.appointments import holding
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.holds import PERSON, live
from clearline.transfer.information_law.letting_go import chains_with, forget_in_trail, let_go, references
from clearline.transfer.information_law.person import SEALED, Known, rows_about
from clearline.transfer.models import Hold

DECIDED = "Who decided stays on record as a number without a name: article 17(3)(b) and (e) UK GDPR."
TRAIL = "Taken out, the chain would prove nothing. It holds numbers and commitments: article 17(3)(b) and (e) UK GDPR."
CHAINED = "Words of an entry, which cannot be taken out of the chain: article 17(3)(b) and (e) UK GDPR."
MENTIONED = "Words that others wrote. Put them right by hand where the name is not needed."
BACKUPS = "Backups made before still hold what was erased, until they are deleted. After a restore, erase again."


class Line(NamedTuple):
    """Some rows of a table."""

    what: str
    rows: int
    why: str
    """Why it stays; empty for what goes."""


class Plan(NamedTuple):
    """What erasing somebody means."""

    refusals: tuple[str, ...]
    """What forbids it, each a sentence; none when it may be done."""
    goes: tuple[Line, ...]
    stays: tuple[Line, ...]


def plan(who: Known, by: Acting, on: date) -> Plan:
    """Return what would go and what would stay if a person were erased on a day."""
    return Plan(tuple(_refusals(who, on)), tuple(_goes(who)), tuple(_stays(who, by)))


def erase(*, by: Acting, who: Known, why: str, on: date) -> Plan:
    """Erase a person; return what went and what stayed. The trail still verifies.

    Raises ``BadInput`` without a reason, under a hold, and while the person is in office; ``Refused`` for whoever does
    not answer for personal data, or answers for one authority only while others know the person too.
    """
    by.require("answer for personal data")
    if not why.strip():
        raise BadInput("Say why, for the trail.")
    if by.authority is not None and by.user is not None and set(authorities(who.individual)) - {by.authority}:
        raise Refused("Other authorities know this person too. Ask whoever runs this site.")
    with transaction.atomic():
        # what an organisation or a role begins meanwhile would be missed without it
        list(Individual.objects.select_for_update().filter(pk=who.individual.pk))
        done = plan(who, by, on)
        if done.refusals:
            raise BadInput(*done.refusals)
        after = {"gone": [f"{line.what}: {line.rows}" for line in done.goes]}
        about = f"individual:{who.individual.pk}"
        for chain in chains_with(_abouts(who)):
            forget_in_trail(by, _abouts_in(who, chain), chain, why)
        Person.objects.filter(individual=who.individual).delete()
        User.objects.filter(individual=who.individual).delete()
        let_go(who.individual)
        trail.record(by=by, did="person erased", about=about, why=why.strip(), after=after, personal=("why",))
    return done


def authorities(individual: Individual) -> Iterator[Authority]:
    """Yield every authority that knows a person by a role or by an id in its organisation."""
    yield from Authority.objects.filter(
        Q(memberships__user__individual=individual) | Q(people__individual=individual)
    ).distinct()


def _refusals(who: Known, on: date) -> Iterator[str]:
    """Yield what forbids erasing: holds first, whoever placed them."""
    for authority in authorities(who.individual):
        wanted = Q(scope__in={Hold.EVERYTHING, *_types(who, authority)})
        for hold in Hold.objects.filter(live(on) & wanted, authority=authority):
            yield f"A hold forbids it ({authority.name}, {hold.key}, since {hold.starts:%-d %B %Y}): {hold.reason}"
    for hold in Hold.objects.filter(live(on), scope=f"{PERSON}{who.individual.pk}").select_related("authority"):
        yield f"A hold forbids it ({hold.authority.name}, {hold.key}, since {hold.starts:%-d %B %Y}): {hold.reason}"
    roles = Membership.objects.filter(user__individual=who.individual).filter(live_roles(on))
    for row in roles.select_related("authority").order_by("id"):
        yield (
            f"Has the role of {role_title(row.role).lower() if row.role != 'dcs' else 'DCS'} at {row.authority.name}: "
            "while it lasts, the council must know who acts for it. End the role first."
        )
    for person in Person.objects.filter(individual=who.individual).select_related("authority"):
        if person.key in holding(person.authority, on):
            yield (
                f"Holds a post, an office or a seat at {person.authority.name} as {person.key}: who is accountable is "
                "kept under sections 18 and 19 of the Children Act 2004. End the appointment first."
            )


def _types(who: Known, authority: Authority) -> set[str]:
    """Return the types of record of which erasing somebody would take something away at an authority."""
    found = {"trail"}
    if Membership.objects.filter(user__individual=who.individual, authority=authority).exists():
        found.add("accounts")
    if Person.objects.filter(individual=who.individual, authority=authority).exists():
        found.add("names")
    return found


def _abouts(who: Known) -> set[str]:
    return who.abouts | {f"people:{person.key}" for person in who.people}


def _abouts_in(who: Known, chain: Authority | None) -> set[str]:
    """Return what one chain calls a person: an id in an organisation is somebody else's in another."""
    return who.abouts | {f"people:{person.key}" for person in who.people if person.authority == chain}


def _kept(who: Known) -> int:
    count = 0
    for chain in chains_with(_abouts(who)):
        kept = Kept.objects.filter(entry__authority=chain, entry__about__in=_abouts_in(who, chain), erased_by=None)
        count += kept.count()
    return count


def _goes(who: Known) -> Iterator[Line]:
    if who.individual.name:
        yield Line("The name", 1, "")
    roles = Membership.objects.filter(user__individual=who.individual).count()
    counted = (
        ("Accounts, with addresses, sessions and second factors", len(who.accounts)),
        ("Roles that have ended", roles),
        ("Ids in an organisation, as theirs", len(who.people)),
        ("Personal values that the trail keeps beside its entries", _kept(who)),
    )
    yield from (Line(what, count, "") for what, count in counted if count)


def _stays(who: Known, by: Acting) -> Iterator[Line]:
    """Yield what stays with the reason, but nothing from which a privileged view could be guessed."""
    for model, count in references(who.individual).items():
        if model._meta.label not in ("accounts.User", "organisations.Person", "assurance.LegalView"):
            yield Line(f"Rows of {model._meta.label}", count, DECIDED)
    mine = Q(about__in=_abouts(who)) | Q(individual=str(who.individual.pk))
    entries = Entry.objects.filter(mine).exclude(about__startswith=SEALED).count()
    if entries:
        yield Line("Entries of the trail", entries, TRAIL)
    mentioned: dict[str, int] = {}
    for model, row in rows_about(who, by, None):
        place = _mention(model._meta.label, row, who)
        if place:
            mentioned[place] = mentioned.get(place, 0) + 1
    for place, count in sorted(mentioned.items()):
        yield Line(f"Mentions in {place}", count, CHAINED if place == "trail.Entry" else MENTIONED)


def _mention(label: str, row: Any, who: Known) -> str:
    """Return where others wrote of a person; empty for what is the person's own or goes with them."""
    if label == "trail.Entry":
        mine = row.about in _abouts(who) or row.individual == str(who.individual.pk)
        return "" if mine else label
    if label == "trail.Kept":
        return "" if row.entry.about in _abouts(who) else f"trail.Kept about {row.entry.about}"
    own = any(getattr(row, name, None) == who.individual.pk for name in ("by_id", "author_id"))
    users = {user.pk for user in who.accounts}
    return "" if own or getattr(row, "user_id", None) in users or not load().tables[label].text else label
