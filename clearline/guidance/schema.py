"""What the guidance is made of: document > edition > provision > duty, and the proofs each duty names.

These types check the YAML under ``content/`` and are the objects the program uses: frozen, unknown keys refused.
"""

from datetime import date
from typing import Literal

from msgspec import field

from clearline.kit.values import Key, Value

Force = Literal["must", "should", "presumption", "may", "prospective", "asked", "comment", "information"]
"""How strongly the words bind. ``asked`` and ``comment`` come from documents that bind nobody."""

BREACHABLE: dict[str, int] = {"must": 3, "should": 2, "presumption": 1}
"""The forces that a finding can have, with their rank; no other force is ever a finding."""

Basis = Literal["statute", "other-law", "guidance", "national-policy", "none"]
"""What the force rests on: the Children Act 2004 sections themselves, another Act, the guidance, policy."""

Certainty = Literal["seen", "second-hand", "remembered"]
"""Whether the words were read in the text, reported by someone who read it, or only remembered."""

Bearer = Literal[
    "local-authority", "council", "executive", "leader", "members", "scrutiny", "lead-member", "chief-executive",
    "dcs", "dass", "lscb", "childrens-trust-board", "trust-partners", "lsp", "schools", "government",
    "safeguarding-partners", "health-and-wellbeing-board", "inspectorate", "others",
]  # fmt: skip

Condition = Literal["combined", "widened", "shared", "two-tier", "section-75", "committee-system", "support-members"]
"""When the duty applies at all: DCS combined with the DASS, remit widened, DCS shared, and so on."""

Switch = Literal["ascl-act-2009", "vetting-and-barring-scheme", "section-18-2-d-as-amended"]
"""A provision that waited for a law: off until a reader switches it on."""


class Proof(Value, frozen=True, kw_only=True):
    """How a duty is shown to be met. A judgement needs no key: the duty itself is what is judged."""

    kind: Literal["rule", "measure", "report", "register", "judgement"]
    key: Key | None = None
    role: Literal["whole", "part"] = "whole"
    passes: Literal["counted", "at-target"] | None = None
    """For a measure: passes when counted and current, or when at target."""
    aspects: tuple[Key, ...] = ()
    """For a rule: the parts of its subject that this duty is about; empty means all of them."""


class Follows(Value, frozen=True, kw_only=True):
    """A typed link from a duty to the duty of an earlier edition that it continues."""

    edition: str
    key: Key
    as_: Literal["same", "reworded", "narrowed", "widened", "split", "merged"] = field(name="as")


class Duty(Value, frozen=True, kw_only=True):
    """One normative statement, in our own words."""

    key: Key
    """Outlives editions: the same duty has the same key in every edition."""
    says: str
    answers: tuple[str, ...] = ()
    """The sentences of the source that it rests on: ``3.5#2`` is the second sentence of paragraph 3.5."""
    bearers: tuple[Bearer, ...]
    counterparts: tuple[Bearer, ...] = ()
    force: Force
    basis: Basis = "guidance"
    wording: str | None = None
    """The verb of the source, where the force depends on it."""
    systems: tuple[int, ...] = ()
    """Numbers of the systems in ``content/guidance/systems.yaml`` that it belongs to."""
    cadence: str | None = None
    """How often, as the source states it; ``None`` when it states nothing."""
    items: tuple[str, ...] = ()
    """The contents that the source lists."""
    when: tuple[Condition, ...] = ()
    switch: Switch | None = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)
    """The last day it is in force; ``None`` while it goes on."""
    rests_on: tuple[Key, ...] = ()
    """Bodies and laws (``content/guidance/bodies.yaml``) without which it is overtaken."""
    pair: Key | None = None
    """The duty of the other column: the lead member is satisfied of what the DCS ensures."""
    proofs: tuple[Proof, ...] = ()
    follows: tuple[Follows, ...] = ()
    certainty: Certainty | None = None
    """``None`` takes the certainty of the edition."""
    note: str | None = None


class Provision(Value, frozen=True, kw_only=True):
    """A numbered place in the document: paragraph, letter, bullet, footnote or section of an Act."""

    at: str
    """The locator as printed, with dots for letters and bullets: ``2.7.b.1``, ``s18(2)(f)``, ``fn34``."""
    heading: str | None = None
    duties: tuple[Duty, ...] = ()
    link: str | None = None
    """The official page of this provision; ``None`` takes the link of the edition."""


class Chapter(Value, frozen=True, kw_only=True):
    """One file of an edition."""

    title: str
    provisions: tuple[Provision, ...]


class Edition(Value, frozen=True, kw_only=True):
    """One edition of a document, and when it was in force."""

    document: Key
    edition: str
    title: str
    kind: Literal["statutory-guidance", "act", "present-law", "consultation-response", "article"]
    publisher: str
    published: str
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)
    """The last day it was in force; ``None`` while it still is."""
    replaced_by: str | None = None
    link: str | None = None
    acknowledgement: str
    certainty: Certainty = "seen"
    source_file: str | None = None
    """The seed that ``guidance coverage`` holds the edition against; ``None`` when there is none."""
    closed: bool = True
    """A closed edition never changes without its recorded checksum being changed with it."""
    note: str | None = None
    chapters: tuple[Chapter, ...] = ()


class Body(Value, frozen=True, kw_only=True):
    """A body or law that duties rest on: when it began and ended, and what came after."""

    name: str
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)
    """The last day; ``None`` while it goes on, or when no end is known."""
    ended_by: str | None = None
    successors: tuple[str, ...] = ()
    certainty: Certainty = "seen"
    note: str | None = None


class System(Value, frozen=True, kw_only=True):
    """One of the systems that the source documents describe."""

    number: int
    name: str
    cadence: str
    software: str


class ProofKey(Value, frozen=True, kw_only=True):
    """A measure, report or register that duties name as their proof."""

    title: str
    built: bool = False
    """Whether the product can answer it yet."""


class ProofKeys(Value, frozen=True, kw_only=True):
    """The keys of proofs that are content; rules are code and judgements are made of the duty itself."""

    measures: dict[Key, ProofKey]
    reports: dict[Key, ProofKey]
    registers: dict[Key, ProofKey]


class Guidance(Value, frozen=True, kw_only=True):
    """All documents, and what their duties refer to."""

    editions: tuple[Edition, ...]
    bodies: dict[Key, Body]
    systems: tuple[System, ...]
    terms: tuple[str, ...]
    proofs: ProofKeys
