"""What calls for a test of assurance: a pure function of the organisation before and after a change.

Which paragraphs ask for it, edition by edition, is content: ``content/assurance/test-of-assurance.yaml``.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from clearline.assurance.testing.called import Trigger, tested_structure
from clearline.checks.records import shared
from clearline.kit.values import Value
from clearline.organisations.officers import Function, Holder, Office, Post
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture, refs

DAY = timedelta(days=1)
CHANGES = ("would change", "changes")


class Called(Value, frozen=True, kw_only=True):
    """What calls for a test from a day on."""

    on: date
    triggers: tuple[Trigger, ...]
    tested: tuple[str, ...]
    """Posts and offices of the tested structure, before and after."""


def triggers(was: Picture, would: Picture, *, stated: bool = False) -> tuple[Trigger, ...]:
    """Return what in a change from one picture to another calls for a test, what weighs most first.

    ``stated``: the change is on record, so that its words do not say "would".
    """
    return tuple(
        Trigger(kind=kind, words=words.replace("{}", verbs[stated], 1)) for kind, words, verbs in _triggers(was, would)
    )


def concerned(was: Picture, would: Picture) -> tuple[str, ...]:
    """Return the posts and offices of the structure that a change concerns, before and after it."""
    return tuple(sorted(tested_structure(was) | tested_structure(would)))


def on_record(organisation: Organisation, since: date | None = None) -> tuple[Called, ...]:
    """Return what calls for a test by the dated changes of an organisation, the earliest first, those to come too.

    ``since``: after this day alone; ``None`` for all that is on record.
    """
    found = []
    for day in sorted(_days(organisation)):
        if since is None or day > since:
            was, would = Picture(organisation, day - DAY), Picture(organisation, day)
            calls = triggers(was, would, stated=True)
            if calls:
                found.append(Called(on=day, triggers=calls, tested=concerned(was, would)))
    return tuple(found)


def _days(organisation: Organisation) -> set[date]:
    """Return the days from which something that a test could be called for by is otherwise."""
    found = {change.on for change in organisation.changes}
    for stated in (organisation, *organisation.changes):
        things: tuple[Post | Office | Function, ...] = (
            *stated.posts.values(), *stated.offices.values(), *stated.functions.values()
        )  # fmt: skip
        for thing in things:
            for dated in (thing, *_holders(thing)):
                found |= {dated.start} if dated.start else set()
                found |= {dated.end + DAY} if dated.end and dated.end < date.max else set()
    return found


def _holders(thing: Post | Office | Function) -> tuple[Holder, ...]:
    """Return who holds an office, or a post whose holder matters here."""
    if isinstance(thing, Function) or (isinstance(thing, Post) and not thing.roles and not thing.head_of_paid_service):
        return ()
    return thing.holders or ()


def _triggers(was: Picture, would: Picture) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield what the 2012 and 2013 editions and councils' practice take as reasons for a test of assurance.

    Each with its kind, its words with a gap, and what fills the gap for a proposal and for a change on record.
    """
    if would.combined and not was.combined:
        words = "One person {} DCS and director of adult social services."
        yield "combined", words, ("would be", "becomes")
    if would.dcs and shared(would) and not (was.dcs and shared(was)):
        yield "shared", "The DCS {} shared with another authority.", ("would be", "is")
    extra = [would.name(key) for key in would.extra_functions if key not in was.extra_functions]
    if extra:
        yield "functions-added", f"The DCS {{}} given other functions: {', '.join(extra)}.", ("would be", "is")
    widened = [would.name(key) for key in _portfolio(would) if key not in _portfolio(was)]
    if widened:
        words = f"The lead member {{}} given other functions: {', '.join(widened)}."
        yield "portfolio-widened", words, ("would be", "is")
    for role, before, after in (
        ("DCS", was.dcs, would.dcs),
        ("lead member", was.lead_member, would.lead_member),
        ("head of paid service", was.head_of_paid_service, would.head_of_paid_service),
    ):
        if was.person_in(before) != would.person_in(after) and was.person_in(before) and would.person_in(after):
            yield "holder", f"The holder of the role of {role} {{}}.", CHANGES
    if _same(would) and not _same(was):
        yield "head-of-paid-service", "The DCS {} head of paid service.", ("would also be", "also becomes")
    if _divided(would) and not _divided(was):
        words = "The second tier {} education from children's social care."
        yield "second-tier-divided", words, ("would divide", "divides")
    if _shape(was) != _shape(would):
        yield "structure", "The structure around the DCS {}.", CHANGES
    if _held(was) != _held(would):
        yield "functions-moved", "Statutory functions {} between officers or members.", ("would move", "move")


def _portfolio(picture: Picture) -> tuple[str, ...]:
    """Return the functions beyond section 18(2) that the lead member answers for."""
    groups = ("additional", "excluded")
    return tuple(
        key
        for key, function in picture.functions.items()
        if function.group in groups and picture.lead_member in refs(function.political_owner)
    )


def _same(picture: Picture) -> bool:
    """Return whether the DCS and the head of paid service are one person."""
    dcs, top = picture.dcs, picture.head_of_paid_service
    return bool(dcs and top and picture.same_person(dcs, top))


def _divided(picture: Picture) -> bool:
    """Return whether the tier below the DCS has a post for education alone and another for social care alone."""
    dcs = picture.dcs
    second = [
        post.services or ()
        for key, post in picture.own_posts.items()
        if dcs and dcs in refs(post.reports_to) and not picture.same_person(key, dcs)
    ]
    education = any("education" in does and "social-care" not in does for does in second)
    care = any("social-care" in does and "education" not in does for does in second)
    return education and care and not any({"education", "social-care"} <= set(does) for does in second)


def _shape(picture: Picture) -> set[tuple[str, tuple[str, ...]]]:
    """Return the DCS's own line and the posts directly below."""
    near = {
        key: post
        for key, post in picture.own_posts.items()
        if key == picture.dcs or picture.dcs in refs(post.reports_to)
    }
    return {(key, refs(post.reports_to)) for key, post in near.items()}


def _held(picture: Picture) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    statutory = {key: f for key, f in picture.functions.items() if f.group not in ("additional", "excluded")}
    return {key: (refs(f.responsible), refs(f.political_owner)) for key, f in statutory.items()}
