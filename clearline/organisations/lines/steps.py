"""One step of a line: what stands there, and what stands directly above it, professionally or politically."""

from dataclasses import dataclass
from typing import Literal

from clearline.kit.values import Value
from clearline.organisations.lines.children import answers_rightly, different_people
from clearline.organisations.picture import Picture, refs

StepKind = Literal["post", "office", "body", "company", "commissioner", "secretary-of-state", "council"]
Mark = Literal[
    "vacant", "acting", "interim", "joint", "several-holders", "fork", "loop", "break", "not-stated",
    "political-superior", "other-authority", "passed-by", "no-delegation", "protocol",
]  # fmt: skip
State = Literal["complete", "not-known", "forked", "broken", "looping"]


class Step(Value, frozen=True, kw_only=True, omit_defaults=False):
    """One place on a line."""

    id: str
    title: str
    kind: StepKind
    roles: tuple[str, ...] = ()
    """The statutory designations, in words: DCS, head of paid service, lead member..."""
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    """What the marks mean here, one sentence each."""


COUNCIL = Step(id="council", title="the Council", kind="council")
SECRETARY_OF_STATE = Step(id="secretary-of-state", title="the Secretary of State", kind="secretary-of-state")


@dataclass(frozen=True, slots=True)
class Above:
    """What stands directly above one step."""

    up: tuple[str, ...] = ()
    """Ids on the line; the line follows the first. Empty where it ends."""
    state: State = "complete"
    marks: tuple[Mark, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()


def with_marks(step: Step, marks: tuple[Mark, ...] = (), notes: tuple[str, ...] = ()) -> Step:
    return Step(
        id=step.id, title=step.title, kind=step.kind, roles=step.roles,
        marks=tuple(dict.fromkeys((*step.marks, *marks))), notes=(*step.notes, *notes),
    )  # fmt: skip


def step_of(picture: Picture, ref: str) -> Step:
    """Return one place with its designations and what is to be noticed of its holder."""
    if ref == "council":
        return COUNCIL
    if ref == "company" and picture.company:
        note = f"{picture.company.name} delivers for the council; the council's own duty remains."
        return Step(id=ref, title=picture.company.name, kind="company", roles=("company",), notes=(note,))
    if ref in picture.own_posts:
        marks, notes = _holding(picture, ref)
        return Step(
            id=ref,
            title=picture.own_posts[ref].title,
            kind="post",
            roles=_roles(picture, ref),
            marks=marks,
            notes=notes,
        )
    if ref in picture.offices:
        marks, notes = _holding(picture, ref)
        office = picture.offices[ref]
        words = ("lead member",) if office.role == "lead-member" else ()
        return Step(id=ref, title=office.title, kind="office", roles=words, marks=marks, notes=notes)
    return Step(id=ref, title=picture.name(ref), kind="body")


def _roles(picture: Picture, key: str) -> tuple[str, ...]:
    post = picture.own_posts[key]
    shown = {"dcs": "DCS", "dass": "DASS"}
    words = [word for role, word in shown.items() if role in post.roles]
    return (*words, "head of paid service") if key == picture.head_of_paid_service else tuple(words)


def _holding(picture: Picture, ref: str) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Return the marks of who holds a place on the day; nothing when it is not stated or quite ordinary."""
    holders = picture.holders(ref)
    if holders is None:
        return (), ()
    if not holders:
        return ("vacant",), (f"The {picture.name(ref)} is vacant: nobody holds it on this day.",)
    marks: list[Mark] = [holder.kind for holder in holders if holder.kind != "substantive"]
    notes = []
    if others := sorted({other for holder in holders for other in holder.joint_with}):
        marks.append("joint")
        names = " and ".join(map(authority_words, others))
        notes.append(
            f"The holder of the post of {picture.name(ref)} is shared with {names}, where the line is a separate one."
        )
    if len({holder.person for holder in holders}) > 1:
        marks.append("several-holders")
        notes.append(f"The {picture.name(ref)} is held by {len(holders)} people at once.")
    return tuple(dict.fromkeys(marks)), tuple(notes)


def authority_words(other: str) -> str:
    """Return another authority's name from its id, as far as an id tells; a name that is written out stays as it is."""
    return other.replace("-", " ").title() if other.islower() else other


def above_post(picture: Picture, at: str) -> Above:
    """Return what stands above a post, or above ``company``, on the professional line."""
    if at == "council":
        return Above()
    company = picture.company if at == "company" else None
    stated = company.answers_to if company else picture.own_posts[at].reports_to
    name = step_of(picture, at).title
    verb = "answers" if company else "reports"
    if stated is None:
        return Above(state="not-known", marks=("not-stated",), reason=f"Whom the {name} {verb} to is not stated.")
    ups = [post_of(picture, ref) for ref in refs(stated) if ref != "nobody"]
    if not ups:
        return Above(state="broken", marks=("break",), reason=f"The {name} {verb} to nobody.")
    good = different_people(picture, [up for up in ups if on_the_line(picture, up)])
    if not good:
        return Above(state="broken", marks=("break",), reason=f"The {name} {verb} to {why_not(picture, ups[0])}.")
    return _with_others(picture, name, good, [up for up in ups if not on_the_line(picture, up)])


def _with_others(picture: Picture, name: str, good: tuple[str, ...], rest: list[str]) -> Above:
    """Say what else stands above a step: a fork, a politician, or a post whose line is another authority's."""
    others = [up for up in rest if up not in picture.posts]
    notes = tuple(
        f"The {name} also reports to {why_not(picture, up)}: a separate line." for up in rest if up in picture.posts
    )
    marks: tuple[Mark, ...] = ("other-authority",) if notes else ()
    if len(good) > 1:
        titles = " and the ".join(step_of(picture, up).title for up in good)
        reason = f"The {name} has more than one accountable superior: the {titles}."
        return Above(good, "forked", ("fork", *marks), reason, notes)
    if others:
        reason = f"The {name} is also said to report to {why_not(picture, others[0])}."
        return Above(good, "forked", ("fork", "political-superior", *marks), reason, notes)
    return Above(good, marks=marks, notes=notes)


def post_of(picture: Picture, ref: str) -> str:
    """Return the post that a person holds here, for a line that names the person; anything else as it is."""
    if ref not in picture.organisation.people:
        return ref
    return next((key for key in picture.own_posts if picture.person_in(key) == ref), ref)


def on_the_line(picture: Picture, ref: str) -> bool:
    """Return whether a professional line can go through a superior: a post here, the company or the Council."""
    return ref == "council" or ref in picture.own_posts or (ref == "company" and picture.company is not None)


def why_not(picture: Picture, ref: str) -> str:
    """Return what a superior is that no professional line can go through."""
    if ref in picture.offices:
        return f"the {picture.name(ref)}, a political office"
    if ref in picture.posts:
        return f"the {picture.name(ref)} in another authority, {authority_words(str(picture.posts[ref].authority))}"
    gone = picture.organisation.posts.get(ref) or picture.organisation.offices.get(ref)
    if gone or ref == "company":
        return f"the {gone.title if gone else 'company'}, which does not exist on this day"
    return f"{picture.name(ref)}, which is no post of the council"


def above_office(picture: Picture, at: str) -> Above:
    """Return what stands above a political office, or above a committee, on the political line."""
    office = picture.offices.get(at)
    if office is None:
        return Above() if at == "council" else Above(("council",))
    if office.answers_to is None:
        if office.role in ("leader", "mayor"):  # the law says so, whatever the form of executive
            return Above(("council",))
        return Above(
            state="not-known", marks=("not-stated",), reason=f"Whom the {office.title} answers to is not stated."
        )
    up = office.answers_to
    if up not in ("council", *picture.offices, *picture.bodies):
        what = "nobody" if up == "nobody" else no_politician(picture, up)
        return Above(state="broken", marks=("break",), reason=f"The {office.title} answers to {what}.")
    if office.role == "lead-member" and not answers_rightly(picture, up):
        form = str(picture.executive).replace("-", " ")
        reason = f"The {office.title} answers to {picture.the(up)}, which is not the political line under {form}."
        return Above((up,), "broken", ("passed-by",), reason)
    if office.delegated is False:
        reason = f"No delegation from the Council to the {office.title} is on record."
        return Above((up,), "broken", ("no-delegation",), reason)
    return Above((up,))


def no_politician(picture: Picture, ref: str) -> str:
    """Return what something is that no political line can go through."""
    if ref in picture.posts:
        return f"the {picture.name(ref)}, an officer"
    if gone := picture.organisation.offices.get(ref):
        return f"the {gone.title}, which does not exist on this day"
    return f"{picture.name(ref)}, which is no political office"
