"""How every duty of an edition, of the Act and of present law stands for an authority on a day.

What is worked out is kept in the process by the head of the authority's trail, which every change of a record moves,
and by the files of the figures, so that it can never be out of date.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.checks.findings import edition_to_judge_by
from clearline.checks.grounds import Grounds, looking_of
from clearline.checks.queries import head_of
from clearline.checks.standing import Proved, Word, standing
from clearline.guidance.content import load
from clearline.guidance.queries import ALWAYS, Stated, edition_named, stated_in
from clearline.kit.keeping import worked_out_once
from clearline.measures.queries import Looking


class Standing(NamedTuple):
    """A duty, how it stands, and what each of its proofs shows."""

    stated: Stated
    word: Word
    proofs: tuple[Proved, ...]
    overtaken: str = ""
    """What it rests on that has ended, and what came after; empty while all goes on."""
    departure: str = ""
    """The key of the departure from its paragraph that is live; empty when there is none."""

    @property
    def name(self) -> tuple[str, str, str]:
        """Document, edition and key."""
        return self.stated.edition.document, self.stated.edition.edition, self.stated.duty.key

    @property
    def about(self) -> str:
        """The duty as other parts name it."""
        return f"duty:{'/'.join(self.name)}"


class Standings(NamedTuple):
    """How every duty stands."""

    document: str
    edition: str
    on: date
    duties: tuple[Standing, ...]

    @property
    def counts(self) -> Counter[Word]:
        """How many duties stand in each way."""
        return Counter(one.word for one in self.duties)


def standings(
    authority: Authority, *, edition: str | None, on: date, today: date, by: Acting, recorded_by: date | None = None
) -> Standings:
    """Return how every duty stands, told as somebody may know it. ``edition``: ``None`` for the one in force that day.

    ``recorded_by``: with the registers as they were recorded at the end of that day; ``None``: as they are known today.
    Raises ``Refused``; ``BadInput`` for an unknown edition, one of which no copy is held, or a day before the Act.
    """
    by.require("see findings")
    chosen, day = edition_to_judge_by(load(), edition, on, today)
    head = head_of(authority)
    if not head:
        return _standings(Grounds(authority, edition=chosen, on=day, today=today, by=by, recorded_by=recorded_by))
    name = f"{chosen.document}/{chosen.edition}"
    return _kept(authority.pk, head, name, day, today, by.roles, by.only, looking_of(by, day, today), recorded_by)


@worked_out_once(32)
def _kept(
    pk: int, head: str, edition: str, on: date, today: date, roles: frozenset[Role], only: frozenset[str] | None,
    looking: Looking | None, recorded_by: date | None,
) -> Standings:  # fmt: skip
    """Return how every duty stands. ``head`` and ``looking`` tell this state of the records and figures from others."""
    authority = Authority.objects.get(pk=pk)
    by = Acting(None, authority, roles, "page", only)
    chosen = edition_named(load(), edition)
    return _standings(Grounds(authority, edition=chosen, on=on, today=today, by=by, recorded_by=recorded_by))


def _standings(grounds: Grounds) -> Standings:
    chosen = grounds.edition
    beside = [one for one in load().editions if one.document in ALWAYS]
    duties = tuple(standing_of(stated, grounds) for edition in (chosen, *beside) for stated in stated_in(edition))
    return Standings(chosen.document, chosen.edition, grounds.on, duties)


def standing_of(stated: Stated, grounds: Grounds) -> Standing:
    """Return how one duty stands."""
    proofs = tuple(grounds.proved(stated, proof) for proof in stated.duty.proofs)
    facts = grounds.facts(stated)
    return Standing(stated, standing(facts, proofs), proofs, facts.overtaken or "", grounds.departure(stated))
