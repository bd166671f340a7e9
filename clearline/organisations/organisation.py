"""An organisation as a file or the database states it: its sections, and what changes in them on later days."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from clearline.kit.values import Key, Value
from clearline.organisations.officers import (
    Authority,
    Function,
    Office,
    Person,
    Post,
    Ref,
)  # fmt: skip
from clearline.organisations.partnerships import (
    AccountabilityFramework,
    Arrangement,
    ArrangementOwners,
    Body,
    Consideration,
    CorporateParenting,
    Decision,
    Departure,
    Escalation,
    Framework,
    MemberAccess,
    Monitoring,
    Owned,
    Partner,
    Plan,
    SchoolKind,
    Schools,
    Team,
)  # fmt: skip

ArrangementKind = Literal["co-operation", "plan", "information-database", "lscb", "section-75"]
ServiceKind = Literal["housing", "leisure", "legal", "adult-services", "public-health", "community-safety"]
LinkKind = Literal["adult-services", "housing", "third-sector"]
RelationKind = Literal["health-and-wellbeing-board", "family-courts", "safeguarding-board"]
SwitchKind = Literal["ascl-act-2009", "vetting-and-barring-scheme", "section-18-2-d-as-amended"]


class Sections(Value, frozen=True, kw_only=True):
    """What an organisation is made of, section by section."""

    people: dict[Key, Person] = {}
    posts: dict[Key, Post] = {}
    offices: dict[Key, Office] = {}
    functions: dict[Key, Function] = {}
    bodies: dict[Key, Body] = {}
    partners: dict[Key, Partner] = {}
    schools: dict[SchoolKind, Schools] = {}
    arrangements: dict[ArrangementKind, Arrangement] = {}
    plan: Plan | None = None
    improvement_areas: dict[Key, Owned] = {}
    health_outcomes: dict[Key, Owned] = {}
    decisions: dict[Key, Decision] = {}
    member_access: MemberAccess | None = None
    officer_concerns_go_to: Annotated[
        Ref | bool | None,
        Meta(description="the post that receives the lead member's concerns about the DCS or officers, or no"),
    ] = None
    safeguarding_owner: Annotated[
        Ref | None,
        Meta(description="the political office that answers for the authority's safeguarding responsibilities"),
    ] = None
    services_linked_to_lscb: dict[ServiceKind, bool] = {}
    care_leaver_links: dict[LinkKind, bool] = {}
    relations: Annotated[
        dict[RelationKind, bool], Meta(description="is it on record who attends and reports to each?")
    ] = {}
    youth_justice_linked_to_crime_and_disorder: bool | None = None
    resettlement_escalation: Escalation | bool | None = None
    accountability_framework: AccountabilityFramework | None = None
    authority_framework: Annotated[
        Framework | bool | None, Meta(description="the authority's own governance and monitoring framework, or no")
    ] = None
    teams: dict[Key, Team] = {}
    corporate_parenting: CorporateParenting | None = None
    monitoring: Monitoring | None = None
    arrangement_owners: ArrangementOwners | None = None
    considerations: Annotated[
        dict[Key, Consideration] | None, Meta(description="what was weighed and recorded; {} says nothing is on record")
    ] = None
    departures: dict[Key, Departure] = {}
    switched_on: Annotated[
        tuple[SwitchKind, ...],
        Meta(description="laws that the 2009 edition waited for, once a reader switches them on"),
    ] = ()


class Change(Sections, frozen=True, kw_only=True):
    """What is otherwise from a day on: each thing given here takes the place of the one of its id, whole."""

    on: Annotated[date, Meta(description="the first day on which it is so")]
    authority: Authority | None = None
    gone: Annotated[
        tuple[str, ...], Meta(description="what is no longer stated: a section, or a section and an id as `people/x`")
    ] = ()


class Organisation(Sections, frozen=True, kw_only=True):
    """A children's services organisation as a governance officer writes it down."""

    extends: Annotated[
        str | None, Meta(description="another file that this one changes, by id; null takes a thing away")
    ] = None
    authority: Authority
    changes: Annotated[
        tuple[Change, ...], Meta(description="what changes on later days, in any order; all else stays as it is")
    ] = ()


SECTIONS: tuple[str, ...] = Sections.__struct_fields__


def as_on(organisation: Organisation, on: date) -> Organisation:
    """Return an organisation as it is on a day, its dated changes up to that day made."""
    for change in sorted(organisation.changes, key=lambda each: each.on):
        if change.on <= on:
            organisation = _changed(organisation, change)
    return msgspec.structs.replace(organisation, changes=()) if organisation.changes else organisation


def _changed(organisation: Organisation, change: Change) -> Organisation:
    """Return an organisation with one change made: things by id, all other sections whole."""
    sections = {name: getattr(organisation, name) for name in SECTIONS}
    for place in change.gone:
        section, _, key = place.partition("/")
        if not key:
            sections[section] = _NOTHING[section]
        elif sections[section] is not None:
            sections[section] = {one: thing for one, thing in sections[section].items() if one != key}
    for name in SECTIONS:
        stated = getattr(change, name)
        if isinstance(stated, dict):
            sections[name] = {**(sections[name] or {}), **stated}
        elif stated is not None and stated != ():
            sections[name] = stated
    return msgspec.structs.replace(organisation, authority=change.authority or organisation.authority, **sections)


_NOTHING: dict[str, Any] = msgspec.structs.asdict(Sections())
"""What each section is when nothing is stated in it."""
