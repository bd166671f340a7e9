"""What a proposed structure would change: findings, lines, and what calls for a test of assurance."""

from collections.abc import Collection, Iterator
from datetime import date

from clearline.checks.findings import Finding, Report, check
from clearline.checks.triggers import triggers
from clearline.guidance import queries
from clearline.guidance.schema import Edition, Guidance
from clearline.kit.values import Value
from clearline.organisations.lines.children import different_people
from clearline.organisations.lines.line import political_line
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture, refs


class LineChange(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A post or function whose line is not what it was; ``None`` where it is not there at all."""

    about: str
    kind: str
    """``professional`` or ``political`` for a line; ``responsible`` or ``politically responsible`` for a function."""
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


class WhatIf(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Everything that a proposal would change."""

    today: Report
    proposed: Report
    appear: tuple[Finding, ...]
    disappear: tuple[Finding, ...]
    lines: tuple[LineChange, ...]
    triggers: tuple[str, ...]
    """What calls for a test of assurance before the proposal takes effect."""
    test_in_force: bool
    """Whether the edition asks for a test of assurance at all."""

    @property
    def differs(self) -> bool:
        """Whether the proposal changes anything that is shown."""
        return bool(self.appear or self.disappear or self.lines or self.triggers)


def what_if(
    today: Organisation,
    proposed: Organisation,
    guidance: Guidance,
    edition: str | None,
    on: date | None,
    now: date,
    confirmed: Collection[tuple[str, str, str]] = (),
) -> WhatIf:
    """Return what changes from one organisation to another, both judged by the same edition on the same day.

    ``confirmed``: the duties whose words the council has read in the text, as ``check`` takes them.
    """
    before = check(today, guidance, edition, on, now, confirmed)
    after = check(proposed, guidance, edition, on, now, confirmed)
    was, would = Picture(today, before.on), Picture(proposed, after.on)
    return WhatIf(
        today=before,
        proposed=after,
        appear=_missing(before.findings, after.findings),
        disappear=_missing(after.findings, before.findings),
        lines=tuple(line_changes(was, would)),
        triggers=tuple(one.words for one in triggers(was, would)),
        test_in_force=_asks_for_test(queries.edition_named(guidance, after.edition)),
    )


def _asks_for_test(edition: Edition) -> bool:
    proofs = (proof for stated in queries.stated_in(edition) for proof in stated.duty.proofs)
    return any(proof.key == "assurance-test" for proof in proofs)


def _missing(here: tuple[Finding, ...], there: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that are there and not here."""
    known = {_identity(finding) for finding in here}
    return tuple(finding for finding in there if _identity(finding) not in known)


def _identity(finding: Finding) -> tuple[str, str, bool]:
    """Return what makes two findings one. A finding that loses its departure is a new one: it is open."""
    return finding.rule, finding.about, finding.explained is not None


def line_changes(was: Picture, would: Picture) -> Iterator[LineChange]:
    """Yield the lines and the owners of functions that are otherwise in another picture."""
    for post in dict.fromkeys((*was.own_posts, *would.own_posts)):
        before, after = _line(was, post), _line(would, post)
        if before != after:
            yield LineChange(about=_title(was, would, post), kind="professional", before=before, after=after)
    for office in dict.fromkeys((*was.offices, *would.offices)):
        before, after = _political(was, office), _political(would, office)
        if before != after:
            yield LineChange(about=_title(was, would, office), kind="political", before=before, after=after)
    for key in dict.fromkeys((*was.functions, *would.functions)):
        for kind, name in (("responsible", "responsible"), ("politically responsible", "political_owner")):
            before, after = _owner(was, key, name), _owner(would, key, name)
            if before != after:
                yield LineChange(about=_title(was, would, key), kind=kind, before=before, after=after)


def _line(picture: Picture, post: str) -> tuple[str, ...] | None:
    """Return the line of a post, a break, a fork and a loop said in words; ``None`` where there is no such post."""
    if post not in picture.own_posts:
        return None
    line = [picture.name(step) for step in picture.lines.above(post)]
    superiors = picture.superiors(post)
    if superiors is None:
        return ("not stated",)
    if not superiors:
        return ("nobody: the line breaks here",)
    if post in picture.lines.looping:
        line.append("round again: the line is a loop")
    others = different_people(picture, superiors)[1:]
    return (*line, *(f"and also the {picture.name(other)}: the line forks" for other in others))


def _political(picture: Picture, office: str) -> tuple[str, ...] | None:
    """Return whom a political office answers to, up to the Council; ``None`` without the office."""
    if office not in picture.offices:
        return None
    return tuple(step.title for step in political_line(picture, office).steps[1:]) or ("not stated",)


def _owner(picture: Picture, key: str, name: str) -> tuple[str, ...] | None:
    function = picture.functions.get(key)
    return None if function is None else tuple(picture.name(ref) for ref in refs(getattr(function, name)))


def _title(was: Picture, would: Picture, ref: str) -> str:
    there = ref in would.own_posts or ref in would.offices or ref in would.functions
    return would.name(ref) if there else was.name(ref)
