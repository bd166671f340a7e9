"""What a picture does not state, by who would know it: the list to send them.

These are gaps in the picture, whatever the law asks. What a rule misses is for ``clearline check`` to say.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from clearline.kit.values import Value
from clearline.organisations.officers import STATUTORY_GROUPS
from clearline.organisations.organisation import ArrangementKind, Organisation
from clearline.organisations.partnerships import Body
from clearline.organisations.picture import Picture

STAFF = "human resources"
DEMOCRATIC = "democratic services"
MONITORING = "the monitoring officer"
BOARDS = "board support"
CHIEF = "the chief executive's office"
HEALTH = "the health partner"
PARENTING = "the corporate parenting lead"
JUSTICE = "the youth offending team"
LEAVERS = "the leaving-care service"
SCHOOLING = "the education service"
EARLY = "the early years service"

ARRANGED: dict[ArrangementKind, str] = {
    "co-operation": "an arrangement for co-operation with partners",
    "plan": "a children and young people's plan",
    "information-database": "an information database",
    "lscb": "a local safeguarding children board",
    "section-75": "an arrangement for health functions under section 75",
}


class Gap(Value, frozen=True, kw_only=True):
    """A fact that is not stated."""

    ask: str
    """Who would know."""
    about: str
    """The title or name of the thing that the fact is about."""
    fact: str
    at: str
    """Where to write it, as the keys of the file with dots between them."""


class _Field(NamedTuple):
    """A field of the things in a section, and who would know it."""

    name: str
    fact: str
    ask: str
    wanted: Callable[[Picture, str, Any], bool] = lambda picture, key, thing: True


def _is_director(picture: Picture, key: str, thing: Any) -> bool:
    return key == picture.dcs


def _is_lead_member(picture: Picture, key: str, thing: Any) -> bool:
    return key == picture.lead_member


def _is_kind(*kinds: str) -> Callable[[Picture, str, Any], bool]:
    return lambda picture, key, thing: thing.kind in kinds


_has_members = _is_kind("lscb", "childrens-trust-board", "health-and-wellbeing-board")
_is_district = _is_kind("district-council")


def _is_statutory(picture: Picture, key: str, thing: Any) -> bool:
    return thing.group in STATUTORY_GROUPS


def _leads_for_children(picture: Picture, key: str, thing: Body) -> bool:
    return bool(thing.responsible_for_children)


SECTIONS: dict[str, tuple[_Field, ...]] = {
    "posts": (
        _Field("reports_to", "whom it reports to", STAFF),
        _Field("holders", "who holds it, or that it is vacant", STAFF),
        _Field("services", "which services it manages", STAFF),
        _Field("senior_management_team", "whether it is on the senior management team", CHIEF, _is_director),
    ),
    "offices": (
        _Field("holders", "who holds it, or that it is vacant", DEMOCRATIC),
        _Field("in_executive", "whether it is on the cabinet or executive", DEMOCRATIC, _is_lead_member),
        _Field("answers_to", "whom it answers to politically", DEMOCRATIC, _is_lead_member),
        _Field("delegated", "whether its delegation is on record", DEMOCRATIC, _is_lead_member),
    ),
    "functions": (
        _Field("responsible", "which officer is responsible", MONITORING),
        _Field("political_owner", "which member answers for it", DEMOCRATIC, _is_statutory),
    ),
    "bodies": (
        _Field("seats", "who sits on it", BOARDS, _has_members),
        _Field("political_lead", "which member leads it", BOARDS, _leads_for_children),
        _Field("professional_lead", "which officer leads it", BOARDS, _leads_for_children),
        _Field("framework", "its governance framework", BOARDS, _leads_for_children),
        _Field("safeguarding_training", "how many members have done the training", DEMOCRATIC, _is_kind("scrutiny")),
        _Field("targets", "which kinds of target it has", SCHOOLING, _is_kind("fourteen-nineteen-partnership")),
        _Field("sites", "where it delivers", EARLY, _is_kind("early-years-partnership")),
    ),
    "partners": (
        _Field("cooperates", "whether it takes part in the co-operation arrangements", BOARDS, _is_kind(
            "district-council", "primary-care-trust", "strategic-health-authority", "youth-offending-team", "probation",
            "police", "learning-and-skills-council", "integrated-care-board",
        )),
        _Field("linked_to_lead_member", "whether it has a link with the lead member", BOARDS, _is_district),
        _Field("engaged_by_dcs", "whether the DCS engages it", BOARDS, _is_district),
    ),
    "schools": (_Field("represented_by", "who represents these schools", BOARDS),),
    "arrangements": (_Field("led_by", "who leads it", BOARDS, lambda picture, key, thing: thing.exists),),
    "improvement_areas": (_Field("council_owner", "who owns it in the council", CHIEF),),
    "health_outcomes": (_Field("council_owner", "who owns it in the council", HEALTH),),
    "teams": (_Field("leader", "who leads it", STAFF),),
}  # fmt: skip
"""The fields that matter of the things in each section."""

WHOLE: tuple[tuple[str, str, str], ...] = (
    ("authority.executive", "the form of executive", DEMOCRATIC),
    ("authority.two_tier", "whether district councils share the area", DEMOCRATIC),
    ("bodies", "the boards, committees and partnerships", BOARDS),
    ("partners", "the partners and how each is engaged", BOARDS),
    ("schools", "the schools of each kind and who represents them", BOARDS),
    ("plan", "the plan, its owner and its actions", BOARDS),
    ("plan.owner", "who owns the plan", BOARDS),
    ("improvement_areas", "the areas for improvement and their owners", CHIEF),
    ("health_outcomes", "the health outcomes and their owners", HEALTH),
    ("decisions", "the scheme of decisions", MONITORING),
    ("member_access", "whether the DCS needs permission to speak to members", DEMOCRATIC),
    ("officer_concerns_go_to", "where the lead member takes concerns about officers", MONITORING),
    ("safeguarding_owner", "which office answers for safeguarding", MONITORING),
    ("services_linked_to_lscb", "which services are linked to the safeguarding board", BOARDS),
    ("care_leaver_links", "which services are linked for care leavers", LEAVERS),
    ("relations", "whether relations with other bodies are on record", BOARDS),
    ("youth_justice_linked_to_crime_and_disorder", "whether youth justice is linked to crime and disorder", JUSTICE),
    ("resettlement_escalation", "how a resettlement service that is not delivered is escalated", JUSTICE),
    ("accountability_framework", "the framework of accountabilities with partners", BOARDS),
    ("authority_framework", "the authority's governance framework", DEMOCRATIC),
    ("teams", "the units and teams and their leaders", STAFF),
    ("corporate_parenting", "who leads corporate parenting", PARENTING),
    ("corporate_parenting.political_lead", "which member leads corporate parenting", PARENTING),
    ("corporate_parenting.professional_lead", "which officer leads corporate parenting", PARENTING),
    ("corporate_parenting.officer", "which officer is the corporate parent", PARENTING),
    ("corporate_parenting.shared_by_all_members", "whether every councillor carries the responsibility", DEMOCRATIC),
    ("corporate_parenting.processes", "the corporate parenting panel or other process", PARENTING),
    ("monitoring", "who monitors the DCS and the lead member", CHIEF),
    ("monitoring.lead_member", "who monitors the lead member", CHIEF),
    ("monitoring.dcs", "who monitors the DCS", CHIEF),
    ("arrangement_owners", "who owns the arrangements for leadership", MONITORING),
    ("arrangement_owners.political", "who owns the arrangements for political leadership", MONITORING),
    ("arrangement_owners.professional", "who owns the arrangements for professional leadership", MONITORING),
)
"""Facts of the authority as a whole. A part is asked for only where the whole is stated."""


SECTORS = (
    "nhs-trust", "general-practitioners", "private-sector", "third-sector", "jobcentre-plus",
    "further-education-college",
)  # fmt: skip
"""Partners that need a seat or another route; the rest co-operate by law."""


def gaps(organisation: Organisation, on: date) -> tuple[Gap, ...]:
    """Return every fact that a picture does not state on a day, those for one person together."""
    picture = Picture(organisation, on)
    found = [
        *_designations(picture),
        *_of_things(picture),
        *_of_people(picture),
        *_missing(picture),
        *_of_whole(picture),
    ]
    return tuple(sorted(found, key=lambda gap: gap.ask))


def _of_things(picture: Picture) -> Iterator[Gap]:
    for section, fields in SECTIONS.items():
        things = picture.own_posts if section == "posts" else getattr(picture, section, None)
        for key, thing in (getattr(picture.organisation, section) if things is None else things).items():
            for field in fields:
                if getattr(thing, field.name) is None and field.wanted(picture, key, thing):
                    yield Gap(
                        ask=field.ask, about=_name(thing, key), fact=field.fact, at=f"{section}.{key}.{field.name}"
                    )
    for key, partner in picture.partners.items():
        if partner.seat is None and partner.route is None and partner.kind in SECTORS:
            fact = "whether it has a seat on the Trust Board, or how else it is engaged"
            yield Gap(ask=BOARDS, about=partner.name, fact=fact, at=f"partners.{key}.seat")
    for key, action in (picture.organisation.plan.actions if picture.organisation.plan else {}).items():
        if action.accountable is None:
            fact = "which body is accountable for it"
            yield Gap(ask=BOARDS, about=action.title, fact=fact, at=f"plan.actions.{key}.accountable")


def _name(thing: Any, key: str) -> str:
    return str(getattr(thing, "title", None) or getattr(thing, "name", None) or key.replace("-", " "))


def _designations(picture: Picture) -> Iterator[Gap]:
    """Designations that no post or office has; whether that is so is to be asked before it is held against anybody."""
    wanted = (
        (picture.dcs, "posts", "which post is designated as DCS", MONITORING),
        (picture.head_of_paid_service, "posts", "which post is head of paid service", MONITORING),
        (picture.lead_member, "offices", "which member is designated as lead member", DEMOCRATIC),
    )
    for stated, at, fact, ask in wanted:
        if stated is None:
            yield Gap(ask=ask, about=picture.authority.name, fact=fact, at=at)


def _of_people(picture: Picture) -> Iterator[Gap]:
    """Facts about the people who hold the two roles."""
    both = (
        ("councillor_of", "which councils it is an elected member of"),
        ("safeguarding_training", "the training done"),
    )
    activity = ("political_activity", "what the declaration of interests shows")
    for ref, ask, fields in ((picture.dcs, MONITORING, (*both, activity)), (picture.lead_member, DEMOCRATIC, both)):
        person = picture.person_in(ref)
        for name, fact in fields if ref and person else ():
            if getattr(picture.facts_of(person), name) is None:
                about = f"the holder of {picture.name(str(ref))}"
                yield Gap(ask=ask, about=about, fact=fact, at=f"people.{person}.{name}")


def _missing(picture: Picture) -> Iterator[Gap]:
    """Groups of functions and wider arrangements of which nothing is stated."""
    for group in STATUTORY_GROUPS:
        if group != "prescribed" and picture.owed(group) and not picture.of_group(group):
            fact = f"the functions of {group.replace('-', ' ')} and who answers for them"
            yield Gap(ask=MONITORING, about=picture.authority.name, fact=fact, at="functions")
    for kind, words in ARRANGED.items():
        if kind not in picture.organisation.arrangements:
            fact = f"whether there is {words}, and who leads it"
            yield Gap(ask=BOARDS, about=picture.authority.name, fact=fact, at=f"arrangements.{kind}")
    changed = picture.combined or picture.extra_functions
    if changed and picture.organisation.considerations is None:
        fact = "what was weighed and recorded before the DCS was given more"
        yield Gap(ask=MONITORING, about=picture.name(str(picture.dcs)), fact=fact, at="considerations")


def _of_whole(picture: Picture) -> Iterator[Gap]:
    for at, fact, ask in WHOLE:
        whole, _, part = at.partition(".")
        stated = getattr(picture.organisation, whole)
        if part and stated is not None:
            stated = getattr(stated, part)
        elif part:
            continue
        if stated is None or stated == {}:
            yield Gap(ask=ask, about=picture.authority.name, fact=fact, at=at)


def counted(organisation: Organisation) -> Iterable[str]:
    """Yield how many things of each kind a picture has, in words."""
    for section in ("posts", "offices", "functions", "bodies", "partners", "departures"):
        number = len(getattr(organisation, section))
        if number:
            yield f"{number:,} {section if number > 1 else {'bodies': 'body'}.get(section, section[:-1])}"
