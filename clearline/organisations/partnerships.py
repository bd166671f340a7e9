"""Boards and their seats, partners, plans, routes and what is on record: the rest of the picture."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from clearline.kit.values import Key, Value
from clearline.organisations.officers import Answer, Ref, Refs


def _about(text: str) -> Meta:
    return Meta(description=text)


BodyKind = Literal[
    "executive", "committee", "scrutiny", "childrens-trust-board", "lscb", "safeguarding-partnership",
    "health-and-wellbeing-board", "local-strategic-partnership", "corporate-parenting-panel", "youth-offending-board",
    "fourteen-nineteen-partnership", "early-years-partnership", "crime-and-disorder-partnership", "management-team",
    "other",
]  # fmt: skip

PartnerKind = Literal[
    "district-council", "primary-care-trust", "strategic-health-authority", "youth-offending-team", "probation",
    "police", "learning-and-skills-council", "integrated-care-board", "nhs-trust", "general-practitioners",
    "private-sector", "third-sector", "jobcentre-plus", "further-education-college", "other",
]  # fmt: skip

SchoolKind = Literal[
    "primary", "secondary", "special", "non-maintained-special", "academy", "independent", "pupil-referral-unit",
    "sixth-form-college", "city-technology-college",
]  # fmt: skip


class Seat(Value, frozen=True, kw_only=True):
    """A seat on a body, held by a post, political office, person, partner or school representative."""

    held_by: Ref
    as_: Annotated[
        Literal["chair", "vice-chair", "member", "participant-observer", "adviser"],
        _about("a chair, vice-chair or member decides; an observer or adviser does not"),
    ] = field(name="as", default="member")
    decides: Annotated[bool | None, _about("only where it differs from what the capacity says")] = None
    meetings: Annotated[int | None, _about("meetings held in the last year")] = None
    attended: Annotated[int | None, _about("how many of them the holder attended in person")] = None
    reasons: Annotated[str | None, _about("reasons on record, e.g. for a chair who is not independent")] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Framework(Value, frozen=True, kw_only=True):
    """A governance and monitoring framework."""

    owner: Annotated[str | None, _about("the post that owns it")] = None
    lead_member_assured: Annotated[Answer | None, _about("when the lead member was satisfied with it, or no")] = None


class TrainingCount(Value, frozen=True, kw_only=True):
    """How many of a body's members there are, and how many have done safeguarding training."""

    members: int
    trained: int


class Body(Value, frozen=True, kw_only=True):
    """A board, committee, panel or partnership."""

    name: str
    kind: BodyKind
    seats: tuple[Seat, ...] | None = None
    remit: Annotated[tuple[str, ...], _about("what it covers, in words")] = ()
    political_lead: Annotated[str | None, _about("the political office that leads it for the council")] = None
    professional_lead: Annotated[str | None, _about("the post that leads it for the council")] = None
    responsible_for_children: Annotated[
        bool | None, _about("a local partnership responsible for children's services")
    ] = None
    framework: Annotated[Framework | bool | None, _about("its governance framework, or no")] = None
    safeguarding_training: Annotated[TrainingCount | None, _about("scrutiny bodies: members and trained members")] = (
        None
    )
    targets: Annotated[
        tuple[Literal["participation", "attainment"], ...] | None,
        _about("14-19 partnership: the kinds of target it has"),
    ] = None
    sites: Annotated[
        tuple[Literal["childrens-centres", "schools", "clinics"], ...] | None,
        _about("early years partnership: where integrated services are delivered"),
    ] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Partner(Value, frozen=True, kw_only=True):
    """A partner agency or sector, and how it is engaged: a seat on the Board or another route."""

    name: str
    kind: PartnerKind
    cooperates: Annotated[
        bool | None, _about("takes part in the co-operation arrangements (Children Act 2004 s10)")
    ] = None
    seat: Annotated[bool | None, _about("has a seat on the Children's Trust Board")] = None
    route: Annotated[str | bool | None, _about("how it is engaged without a seat, in words; or no")] = None
    linked_to_lead_member: Annotated[bool | None, _about("districts: a working link with the lead member")] = None
    engaged_by_dcs: Annotated[bool | None, _about("districts: engaged by the DCS through the Trust")] = None
    agreed_accountabilities: Annotated[bool | None, _about("has agreed the framework of accountabilities")] = None
    safeguarding_partner: Annotated[bool | None, _about("since 2019: is one of the three safeguarding partners")] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Schools(Value, frozen=True, kw_only=True):
    """The schools of one kind in the area, and who speaks for them on the Board."""

    number: int
    represented_by: Annotated[str | bool | None, _about("who represents them on the Board, in words; or no")] = None


class Arrangement(Value, frozen=True, kw_only=True):
    """One of the five wider arrangements that the DCS and lead member lead or facilitate (1.2)."""

    exists: bool
    led_by: Annotated[Refs | None, _about("the offices and posts with a leading or facilitating role")] = None


class PlanAction(Value, frozen=True, kw_only=True):
    """An action of the plan and the one member body that is accountable for delivering it."""

    title: str
    accountable: Annotated[Refs | None, _about("accountable bodies: exactly one is right; [] when nobody")] = None
    supporting: Refs = ()


class Plan(Value, frozen=True, kw_only=True):
    """The children and young people's plan."""

    owner: Annotated[Literal["council", "childrens-trust-board"] | None, _about("who owns it")] = None
    actions: dict[Key, PlanAction] = {}


class Owned(Value, frozen=True, kw_only=True):
    """Something that needs one named owner in the council and one in each partner that shares it."""

    title: str
    council_owner: Annotated[str | bool | None, _about("a post's id or title, or no")] = None
    partner_owners: Annotated[dict[str, str | bool], _about("owner in each partner, or no")] = {}


class Decision(Value, frozen=True, kw_only=True):
    """A kind of decision in the scheme of decisions."""

    title: str
    decided_by: Annotated[
        tuple[Literal["officer", "executive", "committee", "lead-member"], ...],
        _about("the list that it stands in: exactly one is clear; [] when it is in none"),
    ]
    high_impact: bool = False
    operational: Annotated[bool, _about("a day-to-day decision on a case or service")] = False


class MemberAccess(Value, frozen=True, kw_only=True):
    """How the DCS reaches elected members."""

    gatekeeper: Annotated[str | bool, _about("a post whose permission is needed, or no")]


class Escalation(Value, frozen=True, kw_only=True):
    """The procedure for resettlement services that are not delivered."""

    open_to: tuple[Literal["youth-offending-team", "secure-estate"], ...]
    steps: int
    resolver: Annotated[str | bool, _about("who resolves it at the end, or no")]
    time_limits: bool


class AccountabilityFramework(Value, frozen=True, kw_only=True):
    """The framework of accountabilities with partners (4.4)."""

    exists: bool
    covers: tuple[Literal["discharge", "vision", "delivery"], ...] | None = None
    includes_partners: bool | None = None


class Team(Value, frozen=True, kw_only=True):
    """A unit, school or multi-agency team and its one leader."""

    title: str
    multi_agency: bool = False
    leader: Annotated[str | Refs | None, _about("the accountable leader's post; `nobody`; or a list when shared")] = (
        None
    )
    leaderless_since: date | None = None


class ParentingProcess(Value, frozen=True, kw_only=True):
    """A corporate parenting panel, group or other process."""

    name: str
    takes_part: Refs


class CorporateParenting(Value, frozen=True, kw_only=True):
    """Who leads corporate parenting."""

    political_lead: Ref | None = None
    professional_lead: Ref | None = None
    officer: Annotated[Ref | None, _about("the post registered as corporate parent on the officer side")] = None
    shared_by_all_members: Annotated[bool | None, _about("does every councillor carry the responsibility?")] = None
    processes: dict[Key, ParentingProcess] | None = None


class Monitoring(Value, frozen=True, kw_only=True):
    """Who monitors the performance of the two (4.5)."""

    lead_member: Annotated[Ref | None, _about("who monitors the lead member: the leader or mayor")] = None
    dcs: Annotated[Ref | None, _about("who monitors the DCS: the chief executive")] = None


class ArrangementOwners(Value, frozen=True, kw_only=True):
    """Who owns the arrangements for political and for professional leadership (1.1)."""

    political: Ref | bool | None = None
    professional: Ref | bool | None = None


class Consideration(Value, frozen=True, kw_only=True):
    """Something the authority weighed and recorded before it acted."""

    kind: Annotated[
        Literal["combining", "personal-focus", "sharing", "efficiency", "assurance-test", "capacity"],
        _about(
            "combining: justification for one person as DCS and DASS; personal-focus: that the DCS keeps enough "
            "personal focus on children; sharing: pressure on one officer of several authorities; efficiency: that one "
            "person can serve all; assurance-test: the test of assurance (2012 on); capacity: the DCS's own statement"
        ),
    ]
    on: Annotated[date | None, _about("when it was finished; leave out when on record without a date")] = None
    change_on: Annotated[date | None, _about("when the change that it weighed took effect")] = None
    reasons: str | None = None


class Departure(Value, frozen=True, kw_only=True):
    """A decision to depart from the guidance, with reasons. A statutory must can't be departed from."""

    provision: Annotated[str, _about("the paragraph departed from, e.g. 3.5")]
    reasons: str
    decided_by: Annotated[str, _about("the decision-maker, by post or body")]
    route: Literal["officer", "executive", "full-council"]
    start: date = field(name="from")
    end: date | None = field(name="to", default=None)
    review: Annotated[date, _about("when it is looked at again; it explains nothing after this day")]
    edition: str | None = None
    alternatives: str | None = None
    consulted: str | None = None
