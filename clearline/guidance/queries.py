"""Questions about the guidance: which edition is in force, which duties bind on a day, what has been overtaken."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from clearline.guidance.schema import BREACHABLE, Body, Certainty, Duty, Edition, Guidance, Provision
from clearline.guidance.words import known_as, places
from clearline.kit.errors import BadInput

ROLES = "dcs-lm"
"""The document whose editions are the statutory guidance on the two roles."""

ALWAYS = ("children-act-2004", "in-force-today")
"""Documents whose duties are dated one by one and are judged beside whichever edition is chosen."""

ACT_PASSED = date(2004, 11, 15)
"""Royal Assent of the Children Act 2004; before it there is nothing to judge by."""


class Stated(NamedTuple):
    """A duty where it stands."""

    edition: Edition
    provision: Provision
    duty: Duty

    @property
    def certainty(self) -> Certainty:
        return self.duty.certainty or self.edition.certainty

    @property
    def link(self) -> str | None:
        return self.provision.link or self.edition.link

    @property
    def place(self) -> str:
        """Where it stands, as readers know it: by the number that the edition shows, else by the heading of its part.

        ``provision.at`` is the place for machines.
        """
        return places(self.edition, [self.provision.at])

    @property
    def numbered(self) -> str:
        """What it asks, after the number that readers know it by, where there is one."""
        return known_as(self.provision.at, self.duty.says)


class Ended(NamedTuple):
    """A duty whose body or law has ended."""

    stated: Stated
    body: Body


class Binding(NamedTuple):
    """What binds an authority on a day under an edition: duties in force, and duties overtaken."""

    edition: Edition
    on: date
    in_force: tuple[Stated, ...]
    overtaken: tuple[Ended, ...]


def editions_of(guidance: Guidance, document: str) -> tuple[Edition, ...]:
    """Return the editions of a document; raise ``BadInput`` naming the documents there are."""
    found = tuple(edition for edition in guidance.editions if edition.document == document)
    if not found:
        known = ", ".join(sorted({edition.document for edition in guidance.editions}))
        raise BadInput(f"There is no document '{document}'. There are: {known}.")
    return found


def edition_named(guidance: Guidance, name: str, document: str = ROLES) -> Edition:
    """Return an edition by name, `2009` or `document/edition`; raise ``BadInput`` naming those there are."""
    document, _, name = name.rpartition("/") if "/" in name else (document, "", name)
    editions = editions_of(guidance, document)
    for edition in editions:
        if edition.edition == name:
            return edition
    known = ", ".join(edition.edition for edition in editions)
    raise BadInput(f"There is no edition '{name}' of {document}. There are: {known}.")


def edition_in_force(guidance: Guidance, on: date, document: str = ROLES) -> Edition:
    """Return the edition in force on a day; raise ``BadInput`` when none was."""
    for edition in editions_of(guidance, document):
        if edition.start and edition.start <= on and (edition.end is None or on <= edition.end):
            return edition
    raise BadInput(f"No edition of {document} that is held was in force on {on}. Name one, for example --edition 2009.")


def choose(guidance: Guidance, name: str | None, on: date | None, today: date) -> tuple[Edition, date]:
    """Return the edition and the day to judge by, from what a reader asked for.

    With no edition: the one in force on the day, today unless another is given. With an edition and no day: today
    when it is in force, else its first day, since its bodies and laws are those of its own time. Raises ``BadInput``
    for an unknown edition and for a day before the Act.
    """
    if on is not None and on < ACT_PASSED:
        raise BadInput(f"{on} is before the Children Act 2004 was passed ({ACT_PASSED}). Give a later date.")
    if name is None:
        on = on or today
        return edition_in_force(guidance, on), on
    edition = edition_named(guidance, name)
    if on is None:
        superseded = edition.end is not None and edition.end < today
        on = edition.start if superseded and edition.start else today
    return edition, on


def historical(edition: Edition, today: date) -> str | None:
    """Return the words that every output of a superseded edition begins with; ``None`` for one in force."""
    if edition.end is None or edition.end >= today:
        return None
    return f"historical: replaced on {date.fromordinal(edition.end.toordinal() + 1)}"


def stated_in(edition: Edition) -> Iterator[Stated]:
    """Yield every duty of an edition in the order of the document."""
    for chapter in edition.chapters:
        for provision in chapter.provisions:
            for duty in provision.duties:
                yield Stated(edition, provision, duty)


def holds_on(duty: Duty, on: date, switched_on: Collection[str] = ()) -> bool:
    """Return whether a duty is in force on a day, its law switched on if it waits for one."""
    if duty.switch and duty.switch not in switched_on:
        return False
    if duty.force == "prospective" and not duty.switch:
        return False
    return (duty.start is None or duty.start <= on) and (duty.end is None or on <= duty.end)


def ended_body(guidance: Guidance, duty: Duty, on: date) -> Body | None:
    """Return a body or law that the duty rests on and that has ended by the day; ``None`` while all go on."""
    for key in duty.rests_on:
        body = guidance.bodies[key]
        if body.end is not None and body.end < on:
            return body
    return None


def binding(guidance: Guidance, edition: Edition, on: date, switched_on: Collection[str] = ()) -> Binding:
    """Return what binds on a day: the duties of the edition, of the Act and of present law that are in force."""
    editions = [edition] + [e for e in guidance.editions if e.document in ALWAYS and e.document != edition.document]
    in_force, overtaken = [], []
    for stated in (stated for each in editions for stated in stated_in(each)):
        if holds_on(stated.duty, on, switched_on):
            body = ended_body(guidance, stated.duty, on)
            if body:
                overtaken.append(Ended(stated, body))
            else:
                in_force.append(stated)
    return Binding(edition, on, tuple(in_force), tuple(overtaken))


def force_rank(duty: Duty) -> int:
    """Return the rank of a duty's force in a finding; 0 for what can never be a finding. Switched-on law is a must."""
    return BREACHABLE["must"] if duty.force == "prospective" else BREACHABLE.get(duty.force, 0)


def departed_from(guidance: Guidance, provision: str, edition: str | None) -> str:
    """Return from what somebody departs, ``edition`` where it is named; without a printed number also what it says."""
    if edition is None:
        return provision
    try:
        found = edition_named(guidance, edition)
    except BadInput:  # an import can name an edition that the content has not
        return f"{provision} ({edition})"
    place = places(found, [provision])
    said = [one.duty.says for one in stated_in(found) if one.provision.at == provision] if place != provision else []
    return ": ".join([f"{place} ({edition})", *said[:1]]).rstrip(".")
