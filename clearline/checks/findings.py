"""The findings of an authority on a day under an edition: what the rules saw, with the paragraphs that carry it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

import msgspec

from clearline.checks import engine
from clearline.guidance import queries
from clearline.guidance.content import load
from clearline.guidance.queries import Binding, Ended, Stated
from clearline.guidance.schema import Basis, Certainty, Edition, Force, Guidance, Proof
from clearline.guidance.words import places
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.organisations.organisation import Organisation
from clearline.organisations.partnerships import Departure
from clearline.organisations.picture import Picture, holds_on


class Citation(Value, frozen=True, kw_only=True):
    """A duty that carries a finding, and where it stands."""

    document: str
    edition: str
    at: str
    duty: str
    force: Force
    basis: Basis
    certainty: Certainty
    link: str | None

    @property
    def place(self) -> str:
        """Where it stands, as readers know it; see ``Stated.place``."""
        return places(queries.edition_named(load(), self.edition, self.document), [self.at])


class Finding(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Something that appears not to meet a provision."""

    rule: str
    about: str
    force: Force
    basis: Basis
    paragraphs: tuple[str, ...]
    message: str
    remedy: str
    explained: Departure | None
    """The departure with reasons that covers it; ``None`` when none does or none can."""
    certainty: Certainty
    citations: tuple[Citation, ...]


class Unknown(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A fact that could not be judged because the picture does not state it."""

    rule: str
    fact: str
    ask: str
    paragraphs: tuple[str, ...]


class Overtaken(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty that stands in the text while its body or law has ended."""

    duty: str
    at: str
    says: str
    body: str
    ended: date
    ended_by: str | None
    successors: tuple[str, ...]


class IdleDeparture(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A departure on record that explains no finding, and why."""

    departure: str
    provision: str
    why: str


class Report(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Everything that a check has to say about one authority."""

    authority: str
    on: date
    document: str
    edition: str
    historical: str | None
    has_functions: bool
    findings: tuple[Finding, ...]
    check_the_text: tuple[Finding, ...]
    """What would be findings, were the words of their duties not only remembered."""
    not_stated: tuple[Unknown, ...]
    overtaken: tuple[Overtaken, ...]
    idle_departures: tuple[IdleDeparture, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that no departure explains."""
        return tuple(finding for finding in self.findings if finding.explained is None)


def check(
    organisation: Organisation,
    guidance: Guidance,
    edition: str | None,
    on: date | None,
    today: date,
    confirmed: Collection[tuple[str, str, str]] = (),
) -> Report:
    """Return the report on an organisation. ``None`` for edition and day: the one in force, today.

    ``confirmed``: the duties (document, edition, key) whose words the council has read in the text, so that what is
    found there counts, whatever the certainty of the content. Raises ``BadInput`` for an unknown edition, or a day
    before the Act.
    """
    chosen, day = edition_to_judge_by(guidance, edition, on, today)
    bound = queries.binding(guidance, chosen, day, organisation.switched_on)
    picture = Picture(organisation, day)
    carried = _carried_by_rule(bound, confirmed)
    seen, joined = engine.run(engine.in_order(carried) if picture.has_functions else (), picture)
    findings, unknown = [], []
    for key, results in seen.items():
        for result in results:
            if isinstance(result, engine.NotStated):
                paragraphs = _paragraphs([stated for stated, _ in carried[key]])
                unknown.append(Unknown(rule=key, fact=result.fact, ask=result.ask, paragraphs=paragraphs))
            else:
                others = joined.get((key, result.cause or ""), ())
                stated = [s for one, found in ((key, result), *others) for s in _about(carried[one], found)]
                findings.append(_finding(key, result, stated, picture))
    sure = [finding for finding in findings if finding and finding.certainty != "remembered"]
    unsure = [finding for finding in findings if finding and finding.certainty == "remembered"]
    return Report(
        authority=organisation.authority.name,
        on=day,
        document=chosen.document,
        edition=chosen.edition,
        historical=queries.historical(chosen, today),
        has_functions=picture.has_functions,
        findings=tuple(sorted(sure, key=_by_weight)),
        check_the_text=tuple(sorted(unsure, key=_by_weight)),
        not_stated=tuple(unknown),
        overtaken=tuple(_overtaken(ended) for ended in bound.overtaken) if picture.has_functions else (),
        idle_departures=tuple(_idle_departures(picture, bound, sure)),
    )


def edition_to_judge_by(guidance: Guidance, edition: str | None, on: date | None, today: date) -> tuple[Edition, date]:
    """Return the edition of the guidance on the two roles, and the day, as ``queries.choose`` does.

    Raises ``BadInput`` as that does, and for another document or an edition of which no copy is held.
    """
    chosen, day = queries.choose(guidance, edition, on, today)
    if chosen.document != queries.ROLES or not chosen.chapters:
        held = ", ".join(one.edition for one in queries.editions_of(guidance, queries.ROLES) if one.chapters)
        what = "is not statutory guidance on the two roles" if chosen.chapters else "is not held: no copy was found"
        raise BadInput(f"{chosen.document}/{chosen.edition} {what}, so nothing is checked by it. Give {held}.")
    return chosen, day


def _carried_by_rule(
    bound: Binding, confirmed: Collection[tuple[str, str, str]]
) -> Mapping[str, list[tuple[Stated, Proof]]]:
    """Return, for each rule that a duty in force names, those duties with the proof that names it."""
    carried: dict[str, list[tuple[Stated, Proof]]] = defaultdict(list)
    for stated in bound.in_force:
        if (stated.edition.document, stated.edition.edition, stated.duty.key) in confirmed:
            stated = stated._replace(duty=msgspec.structs.replace(stated.duty, certainty="seen"))
        if queries.force_rank(stated.duty):
            for proof in stated.duty.proofs:
                if proof.kind == "rule" and proof.key:
                    carried[proof.key].append((stated, proof))
    return carried


_BASIS_RANK = {"statute": 2, "other-law": 1}


def _weight(stated: Stated) -> tuple[int, int, int]:
    """Order duties by certainty of their words, then force, then basis, the strongest highest."""
    seen = 0 if stated.certainty == "remembered" else 1
    return seen, queries.force_rank(stated.duty), _BASIS_RANK.get(stated.duty.basis, 0)


def _about(carried: list[tuple[Stated, Proof]], found: engine.Found) -> Iterator[Stated]:
    """Yield the duties that are about what was found, or about all parts of the subject."""
    return (stated for stated, proof in carried if not proof.aspects or found.aspect in proof.aspects)


def _finding(key: str, found: engine.Found, stated: list[Stated], picture: Picture) -> Finding | None:
    """Return the finding with all that carries it; ``None`` when no duty in force is about that aspect."""
    if not stated:
        return None
    stated = sorted(stated, key=_weight, reverse=True)
    first = stated[0]
    force: Force = "must" if first.duty.force == "prospective" else first.duty.force
    paragraphs = _paragraphs(stated)
    return Finding(
        rule=key,
        about=found.about,
        force=force,
        basis=first.duty.basis,
        paragraphs=paragraphs,
        message=found.message,
        remedy=engine.find_rule(key).remedy,
        explained=_departure(picture, paragraphs, first.edition.edition) if first.duty.basis == "guidance" else None,
        certainty=first.certainty,
        citations=tuple(_citation(s) for s in stated),
    )


def _paragraphs(stated: list[Stated]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.provision.at for s in stated))


def _citation(stated: Stated) -> Citation:
    return Citation(
        document=stated.edition.document,
        edition=stated.edition.edition,
        at=stated.provision.at,
        duty=stated.duty.key,
        force=stated.duty.force,
        basis=stated.duty.basis,
        certainty=stated.certainty,
        link=stated.link,
    )


def _departure(picture: Picture, paragraphs: tuple[str, ...], edition: str) -> Departure | None:
    """Return a live departure from any of the paragraphs of the edition that it names, of any when it names none."""
    for departure in picture.organisation.departures.values():
        live = holds_on(departure, picture.on) and picture.on <= departure.review
        if live and departure.provision in paragraphs and departure.edition in (None, edition):
            return departure
    return None


def _idle_departures(picture: Picture, bound: Binding, findings: list[Finding]) -> Iterator[IdleDeparture]:
    """Yield the departures that explain nothing, so that a wrong paragraph or a passed review is seen."""
    used = [finding.explained for finding in findings if finding.explained]
    places = {stated.provision.at for stated in queries.stated_in(bound.edition)}
    for key, one in picture.organisation.departures.items():
        carrying = [finding for finding in findings if one.provision in finding.paragraphs]
        if one in used:
            continue
        if not holds_on(one, picture.on) or picture.on > one.review:
            why = f"it is not live on {picture.on}: from {one.start}, review {one.review}"
        elif one.edition not in (None, bound.edition.edition):
            why = f"it departs from the {one.edition} edition"
        elif carrying and all(finding.basis != "guidance" for finding in carrying):
            why = "the finding rests on an Act, which cannot be departed from"
        elif one.provision not in places:
            why = f"the {bound.edition.edition} edition has no provision {one.provision}"
        else:
            why = "nothing is found there"
        yield IdleDeparture(departure=key, provision=one.provision, why=why)


def _overtaken(ended: Ended) -> Overtaken:
    assert ended.body.end is not None
    return Overtaken(
        duty=ended.stated.duty.key,
        at=ended.stated.provision.at,
        says=ended.stated.duty.says,
        body=ended.body.name,
        ended=ended.body.end,
        ended_by=ended.body.ended_by,
        successors=ended.body.successors,
    )


def _by_weight(finding: Finding) -> tuple[int, int, str, str]:
    """Order findings by force, then basis, the gravest first."""
    rank = {"must": 0, "should": 1, "presumption": 2}[finding.force]
    return rank, -_BASIS_RANK.get(finding.basis, 0), finding.rule, finding.about
