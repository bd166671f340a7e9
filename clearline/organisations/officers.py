"""The authority, its people, its posts and political offices, and the functions they answer for."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from clearline.kit.values import Key, Value


def _about(text: str) -> Meta:
    """Describe a field for editors; the words reach people through the JSON Schema."""
    return Meta(description=text)


Ref = Annotated[str, _about("the id of a post, political office, person, body or partner of this file")]
Refs = tuple[str, ...]

AuthorityKind = Literal["county", "unitary", "metropolitan-district", "london-borough", "district"]
ExecutiveForm = Literal["leader-and-cabinet", "mayor-and-cabinet", "committee-system"]

PostRole = Literal[
    "dcs", "chief-executive", "dass", "director-of-public-health", "monitoring-officer", "chief-finance-officer",
    "chief-education-officer",
]  # fmt: skip
OfficeRole = Literal[
    "lead-member", "leader", "mayor", "portfolio-holder", "support-member", "committee-chair", "member"
]
Service = Literal["education", "social-care", "early-years", "other"]

FunctionGroup = Literal[
    "education", "social-services", "leaving-care", "co-operation", "health", "early-childhood",
    "prescribed", "excluded", "additional",
]  # fmt: skip

STATUTORY_GROUPS: tuple[FunctionGroup, ...] = (
    "education", "social-services", "leaving-care", "co-operation", "health", "early-childhood", "prescribed",
)  # fmt: skip
"""The groups of section 18(2), in its order, and those added by regulations under section 18(1)(b)."""

Answer = date | bool
"""A fact on record: its date, `yes` without a date, or `no`."""


class DatedForm(Value, frozen=True, kw_only=True):
    """A form of executive and when it held."""

    form: ExecutiveForm
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Company(Value, frozen=True, kw_only=True):
    """A children's services trust or company that delivers for the authority. The authority's own duty remains."""

    name: str
    functions: Annotated[Refs, _about("the functions that it delivers")] = ()
    answers_to: Annotated[
        str | None, _about("the post through which it answers to the authority, as a rule the DCS")
    ] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Direction(Value, frozen=True, kw_only=True):
    """A direction by the Secretary of State that puts functions in a commissioner's hands."""

    commissioner: Annotated[str, _about("who holds the directed functions; a title, never a name")]
    functions: Annotated[Refs, _about("the functions directed")]
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Authority(Value, frozen=True, kw_only=True):
    """The council that the picture is of."""

    id: Key
    name: str
    kind: Annotated[
        AuthorityKind,
        _about("a district has no children's services duties; all other kinds are upper-tier authorities"),
    ]
    two_tier: Annotated[bool | None, _about("yes where district councils share the area, as in most counties")] = None
    executive: ExecutiveForm | tuple[DatedForm, ...] | None = None
    start: Annotated[date | None, _about("the first day the authority exists")] = field(name="from", default=None)
    end: Annotated[date | None, _about("the last day the authority exists")] = field(name="to", default=None)
    shadow: Annotated[bool, _about("yes while a new authority prepares and has no functions yet")] = False
    predecessors: Refs = ()
    successors: Refs = ()
    company: Company | None = None
    directions: dict[Key, Direction] = {}


class Person(Value, frozen=True, kw_only=True):
    """A person, by an id that is no name. Write only what the rules ask for."""

    councillor_of: Annotated[
        Refs | None,
        _about("ids or names of every authority of which the person is an elected member; [] when of none"),
    ] = None
    political_activity: Annotated[
        tuple[Literal["party-membership", "candidate", "office", "canvassing"], ...] | None,
        _about(
            "what the declaration of interests shows; plain party membership alone is not activity; [] when nothing"
        ),
    ] = None
    local_agency_posts: Annotated[
        Refs | None,
        _about("posts held in local statutory agencies: council, NHS, police, probation...; [] when none"),
    ] = None
    safeguarding_training: Annotated[Answer | None, _about("date of the latest safeguarding training, or no")] = None
    vetting: Annotated[
        Literal["registered", "not-registered", "barred"] | None,
        _about("standing under the Vetting and Barring Scheme"),
    ] = None
    note: str | None = None


class Holder(Value, frozen=True, kw_only=True):
    """Somebody's time in a post or political office."""

    person: Ref
    kind: Annotated[
        Literal["substantive", "acting", "interim", "joint"],
        _about("joint: one person appointed by several authorities; acting and interim holders count as appointed"),
    ] = "substantive"
    start: Annotated[date | None, _about("first day; leave out when it has always been so")] = field(
        name="from", default=None
    )
    end: Annotated[date | None, _about("last day; leave out while it goes on")] = field(name="to", default=None)
    appointed_by: Annotated[
        Refs | None,
        _about("authorities that took the decision to appoint; leave out when it is this authority's own appointment"),
    ] = None
    joint_with: Annotated[Refs, _about("the other authorities that share the holder")] = ()


class Post(Value, frozen=True, kw_only=True):
    """An officer's post. The title does not matter to the rules; `roles` and the lines do."""

    title: str
    roles: Annotated[tuple[PostRole, ...], _about("the statutory designations of the post, whatever its title")] = ()
    reports_to: Annotated[
        str | Refs | None,
        _about(
            "the post that it is accountable to: a post's id, `council` (head of paid service), a political office, "
            "or `nobody`; two superiors as a list. Never an interest, an employer or a professional supervisor"
        ),
    ] = None
    head_of_paid_service: bool | None = None
    senior_management_team: Annotated[
        bool | None, _about("is the holder on the authority's senior management team?")
    ] = None
    services: Annotated[
        tuple[Service, ...] | None, _about("what the post manages or does; `other` when nothing for children")
    ] = None
    front_line: Annotated[bool, _about("yes for posts that work with children, so that their line is walked")] = False
    employer: Annotated[str | None, _about("another employer, e.g. primary-care-trust; not a line")] = None
    professional_supervision: Annotated[str | None, _about("who supervises the practice; not a line")] = None
    interest: Annotated[Refs, _about("others with an interest in the post's work; not lines")] = ()
    authority: Annotated[str | None, _about("another authority's id when the post is in that authority")] = None
    named_in_public: Annotated[
        bool, _about("yes where the council already publishes the holder's name, so that the public page may")
    ] = False
    holders: Annotated[
        tuple[Holder, ...] | None, _about("who holds it and held it; [] when vacant; leave out when not known")
    ] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Office(Value, frozen=True, kw_only=True):
    """A political office held by an elected member."""

    title: str
    role: OfficeRole
    in_executive: Annotated[bool | None, _about("sits on the cabinet or executive")] = None
    answers_to: Annotated[
        str | None,
        _about("`leader`, `mayor`, a committee or `council`: whom the holder answers to politically"),
    ] = None
    delegated: Annotated[
        bool | None, _about("is the delegation from Council through the leader, mayor or committee on record?")
    ] = None
    holders: tuple[Holder, ...] | None = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)


class Protocol(Value, frozen=True, kw_only=True):
    """A working protocol for a function whose staff sit under another director."""

    dated: date | None = None
    names_dcs: Annotated[bool, _about("does it name the DCS as responsible?")] = True


class Function(Value, frozen=True, kw_only=True):
    """A function of the authority: who is responsible, which is not the same as who manages the staff."""

    title: str
    group: Annotated[
        FunctionGroup,
        _about(
            "the group of Children Act 2004 s18(2); `prescribed` by regulations; `excluded` by s18(3), which may sit "
            "anywhere; `additional` for anything else given to the DCS or the lead member"
        ),
    ]
    responsible: Annotated[str | Refs | None, _about("the post that answers for it")] = None
    political_owner: Annotated[str | Refs | None, _about("the political office that answers for it")] = None
    led_by: Annotated[Refs, _about("posts below that are accountable for it day to day: one, or a fork")] = ()
    carried_out_by: Annotated[Refs, _about("posts whose holders do the work")] = ()
    protocol: Annotated[Protocol | bool | None, _about("the protocol on file, or no")] = None
    considered: Annotated[
        Answer | None,
        _about("additional functions: when it was weighed that the DCS keeps enough personal focus on children, or no"),
    ] = None
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)
