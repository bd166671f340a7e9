"""What the standing of duties rests on, for one authority and one reader on a day: each question is asked once."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.queries import role_title
from clearline.assurance.challenges.queries import challenge_state
from clearline.assurance.queries import OnRecord, confirmed_texts, on_record
from clearline.assurance.statements.columns import columns_of
from clearline.assurance.statements.queries import judgement_states, statements_state
from clearline.checks import proving
from clearline.checks.addresses import KEPT_ELSEWHERE, address_of_proof
from clearline.checks.engine import Found, NotStated
from clearline.checks.kept_elsewhere import departures_state, targets_state
from clearline.checks.queries import organisation_of
from clearline.checks.standing import Facts, Proved, applies
from clearline.guidance import queries, rows
from clearline.guidance.content import load
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Edition, Proof
from clearline.kit.errors import BadInput
from clearline.kit.keeping import worked_out_once
from clearline.kit.proving import ProofState
from clearline.measures import queries as measures
from clearline.measures.asking.scorecards import scorecard
from clearline.measures.figures import Answer
from clearline.measures.queries import Looking
from clearline.organisations.picture import Picture, holds_on
from clearline.registers.content import registers
from clearline.registers.queries import may_see, register_states
from clearline.schedule.content import contracts
from clearline.schedule.queries import report_states

SEEN_BY: Mapping[str, tuple[str, str]] = {
    "rule": ("see findings", "findings"),
    "measure": ("see published figures", "figures"),
    "report": ("see reports", "reports"),
    "register": ("see registers", "this register"),
    "judgement": ("see assurance", "statements of the accountable people"),
}
"""The permission that each kind of proof asks of a reader, and what is not told to those without."""

BINDING = ("statutory-guidance", "act", "present-law")
"""The kinds of document whose duties bind."""


def looking_of(by: Acting, on: date, today: date) -> Looking | None:
    """Return what somebody may look at of the figures; ``None`` without the permission, or without a code for them."""
    if not by.may("see published figures"):
        return None
    try:
        return measures.looking(by=by, on=on, today=today)
    except BadInput:
        return None


@worked_out_once(64)
def figures_of(looking: Looking) -> Mapping[str, Answer]:
    """Return the answers of the measures that duties name, by key; none where nothing is loaded."""
    try:
        area = measures.place(looking)
        card = scorecard(looking.store, area, looking.on, measures=proving.measures_named(load()))
    except BadInput:
        return {}
    return {one.measure: one for one in card.answers}


class Grounds:
    """What is known of an authority on a day, as far as somebody may see it; asked for when it is first needed."""

    def __init__(
        self, authority: Authority, *, edition: Edition, on: date, today: date, by: Acting,
        recorded_by: date | None = None,
    ) -> None:  # fmt: skip
        """Take whose duties, by which edition, on which day, told to whom.

        ``recorded_by``: registers as they were recorded at the end of that day; ``None``: as they are known today.
        """
        self.authority, self.edition, self.on, self.today, self.by = authority, edition, on, today, by
        self.recorded_by = recorded_by
        self._seen: dict[str, tuple[Found | NotStated, ...]] = {}
        self._told: dict[Proof, Proved] = {}
        self._judged: dict[tuple[str, str], Mapping[str, ProofState]] = {}

    @cached_property
    def picture(self) -> Picture | None:
        """The organisation on the day; ``None`` when none is stated."""
        organisation = organisation_of(self.authority)
        return Picture(organisation, self.on) if organisation else None

    @cached_property
    def departures(self) -> tuple[OnRecord, ...]:
        """Every departure on record, live or not."""
        return on_record(self.authority)

    @cached_property
    def confirmed(self) -> frozenset[tuple[str, str, str]]:
        """The duties whose words the council has read in the text."""
        return confirmed_texts(self.authority)

    @cached_property
    def looking(self) -> Looking | None:
        """What may be looked at of the figures."""
        return looking_of(self.by, self.on, self.today)

    @cached_property
    def reports(self) -> Mapping[str, ProofState]:
        """How each report stands, by its key."""
        return report_states(self.authority, self.on, self.edition.edition)

    @cached_property
    def registers(self) -> Mapping[str, ProofState]:
        """How each register stands, by its key."""
        return register_states(self.authority, self.on, self.today, recorded_by=self.recorded_by)

    def _register(self, key: str) -> ProofState | None:
        """Return how a register stands, or what another feature keeps and duties name as one; ``None`` for no such."""
        match key:
            case "challenges":
                return challenge_state(self.authority, self.on)
            case "assurance-statements":
                return statements_state(self.authority, self.on)
            case "departures":
                return departures_state(self.departures, self.on)
            case "targets":
                return targets_state(measures.own_targets(self.looking) if self.looking else ())
        return self.registers.get(key)

    def proved(self, stated: Stated, proof: Proof) -> Proved:
        """Return what a proof of a duty shows, as far as the reader may see it, with the page behind it."""
        if proof.kind == "judgement":
            told = self._by_judgement(stated, proof)
        else:
            if proof not in self._told:
                self._told[proof] = self._asked(proof)
            told = self._told[proof]
        if not self._may_see(proof):
            return proving.hidden(told, f"Your roles here do not see {SEEN_BY[proof.kind][1]}.")
        return replace(told, address=address_of_proof(self.by, told, self.edition.edition, stated))

    def _may_see(self, proof: Proof) -> bool:
        key = str(proof.key)
        if proof.kind == "register" and key in KEPT_ELSEWHERE:
            return self.by.may(KEPT_ELSEWHERE[key].permission)
        shown = may_see(self.by, registers()[key].see) if proof.kind == "register" and key in registers() else True
        return shown and self.by.may(SEEN_BY[proof.kind][0])

    def _asked(self, proof: Proof) -> Proved:
        known = load().proofs
        key = str(proof.key)
        if proof.kind == "rule":
            told = proving.by_rule(proof, self._look(key))
        elif proof.kind == "measure":
            told = proving.by_measure(proof, load(), figures_of(self.looking) if self.looking else {}, self.on)
        elif proof.kind == "report":
            contract = contracts().get(key)
            ask = [role_title(contract.maker)] if contract else []
            told = proving.by_state(proof, known.reports[key].title, self.reports.get(key), ask)
        else:
            register = registers().get(key)
            ask = [role_title(role) for role in register.keepers] if register else []
            told = proving.by_state(proof, known.registers[key].title, self._register(key), ask)
        return told

    def _look(self, key: str) -> tuple[Found | NotStated, ...] | None:
        if self.picture is None:
            return None
        if key not in self._seen:
            self._seen[key] = proving.look(key, self.picture)
        return self._seen[key]

    def _by_judgement(self, stated: Stated, proof: Proof) -> Proved:
        document, edition, duty = stated.edition.document, stated.edition.edition, stated.duty
        if (document, edition) not in self._judged:
            self._judged[document, edition] = judgement_states(self.authority, document, edition, self.on)
        state = self._judged[document, edition].get(duty.key) or ProofState(
            key=duty.key, title="", result="never looked at", says=("Neither of the two has said anything of it.",)
        )
        ask = [role_title(role) for role in columns_of(duty)]
        return proving.by_state(proof, "What those accountable say of it", state, ask)

    def facts(self, stated: Stated) -> Facts:
        """Return what is known of a duty itself."""
        known, duty, edition, picture = load(), stated.duty, stated.edition, self.picture
        name = (edition.document, edition.edition, duty.key)
        switched_on = picture.organisation.switched_on if picture else ()
        begun = edition.start is None or edition.start <= self.on
        lasting = edition.end is None or self.on <= edition.end
        return Facts(
            force=duty.force if edition.kind in BINDING else "comment",
            basis=duty.basis,
            in_force=begun and lasting and queries.holds_on(duty, self.on, switched_on),
            applies=(applies(picture, duty.when) if picture else None) if duty.when else True,
            overtaken=rows.overtaken_words(known, stated, self.on),
            departs=bool(self.departure(stated)),
            text_seen=stated.certainty != "remembered" or name in self.confirmed,
        )

    def departure(self, stated: Stated) -> str:
        """Return the key of a live departure from the paragraph of a duty of the guidance; empty when there is none."""
        if stated.duty.basis != "guidance":
            return ""
        for one in self.departures:
            what = one.departure
            live = holds_on(what, self.on) and self.on <= what.review
            if live and what.provision == stated.provision.at and what.edition in (None, stated.edition.edition):
                return one.key
        return ""
