"""Whom or what a register must have an entry for, as the picture of the day has them."""

from collections.abc import Iterator

from clearline.accounts.queries import role_title
from clearline.kit.values import Value
from clearline.organisations.picture import Picture
from clearline.registers.vocabulary import Each, Register, SubjectKind


class Due(Value, frozen=True, kw_only=True):
    """Those that an ``Each`` is about on a day."""

    subjects: dict[str, str] = {}
    """Key to words. A person stands there by what they hold, never by name."""
    unknown: tuple[str, ...] = ()
    """What is not stated, so that there may be more."""


NOTHING_STATED = Due(unknown=("the organisation",))


def due(register: Register, rule: Each, picture: Picture | None) -> Due:
    """Return those whom a rule is about; ``None`` for a picture when no organisation is stated."""
    kind = register.column(str(register.subject)).type
    subjects: dict[str, str] = {}
    unknown: list[str] = []
    if picture is None and kind != "role":
        return NOTHING_STATED
    for wanted in rule.of:
        if kind == "role":
            subjects[wanted] = role_title(wanted)
            continue
        assert picture is not None
        for key, said in _of(wanted, rule, picture, kind == "person"):
            if key is None:
                unknown.append(said)
            else:
                subjects.setdefault(key, said)
    return Due(subjects=subjects, unknown=tuple(dict.fromkeys(unknown)))


def _of(wanted: SubjectKind, rule: Each, picture: Picture, people: bool) -> Iterator[tuple[str | None, str]]:
    """Yield each with its words; ``None`` with what is not stated."""
    if wanted == "partners":
        kinds = rule.partner_kinds
        yield from ((key, one.name) for key, one in picture.partners.items() if not kinds or one.kind in kinds)
        return
    if wanted == "bodies":
        yield from (
            (k, one.name) for k, one in picture.bodies.items() if not rule.body_kinds or one.kind in rule.body_kinds
        )
        return
    if wanted == "scrutiny-members":
        yield from _of_scrutiny(picture)
        return
    if wanted == "support-members":
        found = list(picture.offices_with("support-member"))
    else:
        ref = picture.dcs if wanted == "dcs" else picture.lead_member
        found = [ref] if ref else []
        if not ref:
            yield None, f"which {'post' if wanted == 'dcs' else 'office'} is that of the {role_title(wanted)}"
    for ref in found:
        yield from _in(picture, ref) if people else [(ref, picture.name(ref))]


def _in(picture: Picture, ref: str) -> Iterator[tuple[str | None, str]]:
    """Yield the people in a post or an office; none while it is vacant."""
    holders = picture.all_holders(ref)
    if holders is None:
        yield None, f"who is {picture.the(ref)}"
    yield from ((holder.person, picture.name(ref)) for holder in holders or ())


def _of_scrutiny(picture: Picture) -> Iterator[tuple[str | None, str]]:
    """Yield every member of every scrutiny body: the guidance names no one committee (2.17)."""
    bodies = picture.bodies_of("scrutiny")
    if not bodies:
        yield None, "which scrutiny bodies there are"
    for body in bodies.values():
        seats = picture.seats(body)
        if seats is None:
            yield None, f"who sits on the {body.name}"
        for seat in seats or ():
            if seat.held_by in picture.organisation.people:
                yield seat.held_by, f"Member of the {body.name}"
            else:
                yield from _in(picture, seat.held_by)
