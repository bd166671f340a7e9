"""Changes of tests of assurance while they are made: opening, writing, comparing, reviewing, the way of approval.

What is decided about them (sending, approving, concluding, publishing) is in ``deciding``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from clearline.accounts.access_class import Access, access_columns, check_opening
from clearline.accounts.acting import Acting
from clearline.accounts.trail import actions as trail
from clearline.assurance.signing.queries import digest_of
from clearline.assurance.testing import content, models
from clearline.assurance.testing.called import Trigger
from clearline.assurance.testing.elements import EVIDENCE, authors, lacking
from clearline.assurance.testing.holding import OPEN_STATES, alone, held, writing
from clearline.assurance.testing.independence import why_not_independent
from clearline.assurance.testing.queries import matter_of
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key


def open_test(
    *,
    by: Acting,
    title: str,
    scope: str,
    on: date,
    triggers: Sequence[Trigger],
    change_on: date | None = None,
    proposal: str = "",
    tested: Iterable[str] = (),
) -> str:
    """Open a test of an authority's arrangements and return its key; its elements and way of approval are the usual.

    ``triggers``: what called for it. ``tested``: posts and offices of the structure, before and after the change.
    Raises ``BadInput`` without title, scope or trigger, and when the proposal has a test already.
    """
    by.require("run test of assurance")
    with alone(by) as authority:
        _not_empty(title, "Give the test a title.")
        _not_empty(scope, "Say what is tested, and what is not.")
        if not triggers:
            raise BadInput("Say what calls for the test.")
        rows = models.Test.objects.filter(authority=authority)
        if proposal and rows.filter(proposal=proposal).exclude(state="withdrawn").exists():
            raise BadInput("This proposal has a test of assurance already.")
        key = new_key(title[:50], set(rows.values_list("key", flat=True)), "test")
        row = models.Test.objects.create(
            authority=authority, key=key, title=title.strip(), scope=scope.strip(), opened_on=on, proposal=proposal,
            opened_by=by.user.individual if by.user else None, change_on=change_on, tested=sorted(set(tested)),
            triggers=[msgspec.structs.asdict(one) for one in triggers],
        )  # fmt: skip
        models.Element.objects.bulk_create(models.Element(test=row, key=one) for one in content.elements())
        usual = [place for place in content.load().route if place.usual]
        models.Step.objects.bulk_create(
            models.Step(test=row, key=place.key, title=place.title, position=number)
            for number, place in enumerate(usual, 1)
        )
        after = {
            "title": title, "scope": scope, "change_on": change_on, "proposal": proposal, "triggers": row.triggers
        }  # fmt: skip
        trail.record(by=by, did="test opened", about=f"test:{key}", after=after)
    return key


def revise(
    *,
    by: Acting,
    key: str,
    title: str,
    scope: str,
    change_on: date | None,
    conclusion: str,
    conclusion_words: str,
    on: date,
) -> None:
    """Change title, scope, first day of the change and the conclusion that is proposed; ``on`` today.

    Raises ``BadInput``.
    """
    with writing(by, key) as row:
        _not_empty(title, "Give the test a title.")
        _not_empty(scope, "Say what is tested, and what is not.")
        if conclusion and conclusion not in content.conclusions():
            raise BadInput(f"There is no conclusion '{conclusion}'.")
        if bool(conclusion) != bool(conclusion_words.strip()):
            raise BadInput("A conclusion needs both: what it is, and why.")
        fields = {
            "title": title.strip(), "scope": scope.strip(), "change_on": change_on, "conclusion": conclusion,
            "conclusion_words": conclusion_words.strip(),
        }  # fmt: skip
        _wrote(by, row, on)
        _change(by, row, f"test:{key}", "test changed", fields)


def write_element(
    *,
    by: Acting,
    key: str,
    element: str,
    strengths: str,
    gaps: str,
    words: str,
    rating: str,
    access: Access,
    seen: int,
    on: date,
) -> None:
    """Write what was found of an element, today (``on``). In a draft a part of it is enough; in review all is written.

    ``seen``: how often it had been written when this writer read it; somebody else's later words are not overwritten.
    Raises ``BadInput`` then, for nothing at all, for a rating that there is not, for an exemption without its reason,
    and for words or rating missing in review.
    """
    said = {"strengths": strengths.strip(), "gaps": gaps.strip(), "words": words.strip(), "rating": rating}
    with writing(by, key) as row:
        one = row.elements.filter(key=element).first()
        if one is None:
            raise BadInput(f"The test has no element '{element}'.")
        if one.edits != seen:
            raise BadInput("Somebody else has written here since you opened it. Look at it again, then add yours.")
        if rating and rating not in content.ratings():
            raise BadInput(f"There is no rating '{rating}'.")
        if not any(said.values()):
            raise BadInput("Nothing is written. Write what was found, or rate it.")
        lacks = [what for what in lacking(said["strengths"], said["gaps"], rating, 0) if what != EVIDENCE]
        if row.state == "in-review" and lacks:
            raise BadInput(f"The test is in review, so nothing of an element can be missing: {' and '.join(lacks)}.")
        if any((one.strengths, one.gaps, one.words)):
            check_opening(by, one.access_class, access)
        fields = {**said, **access_columns(access)}
        _wrote(by, row, on, element=one, **fields)
        # its words stay out of the trail, which has readers who may not see those that are closed, now or later
        told = ("access", "exempt_paragraph", "edits")
        _change(by, one, f"test:{key}/{element}", "test element written", {**fields, "edits": seen + 1}, told)


def compare(*, by: Acting, key: str, council: str, arrangement: str, link: str, on: date, today: date) -> None:
    """Enter what another authority published of its arrangements. Raises ``BadInput``."""
    with writing(by, key) as row:
        _not_empty(council, "Name the council.")
        _not_empty(arrangement, "Say what its arrangement is.")
        if not link.startswith(("https://", "http://")):
            raise BadInput("Give the address where it is published, beginning with https:// or http://.")
        if on > today:
            raise BadInput("The day on which you read it must be today or in the past.")
        one = row.comparisons.create(council=council.strip(), arrangement=arrangement.strip(), link=link, on=on)
        _wrote(by, row, today)
        after = {"council": one.council, "arrangement": one.arrangement, "link": link, "on": on}
        trail.record(by=by, did="test compared", about=f"test:{key}", after=after)


def uncompare(*, by: Acting, key: str, number: int, on: date) -> None:
    """Take a comparison out again, today (``on``). Raises ``BadInput`` when it is not there."""
    with writing(by, key) as row:
        one = row.comparisons.filter(pk=number).first()
        if one is None:
            raise BadInput("The comparison is not there any more.")
        before = {"council": one.council, "arrangement": one.arrangement, "link": one.link, "on": one.on}
        one.delete()
        _wrote(by, row, on)
        trail.record(by=by, did="test comparison removed", about=f"test:{key}", before=before, after={})


def review(
    *,
    by: Acting,
    key: str,
    organisation: str,
    capacity: str,
    words: str,
    recommendations: str,
    on: date,
    today: date,
    own: bool,
) -> None:
    """Give an independent review, or (``own=False``) enter that of an outside reviewer who has no account here.

    Raises ``BadInput`` for a reviewer of the tested structure or an author of any part, for an entered review of this
    council's own, and unless the test is in review; ``Refused`` without the permission for the one or the other.
    """
    by.require("review test of assurance" if own else "run test of assurance")
    with held(by, key) as row:
        if row.state != "in-review":
            raise BadInput("Only a test that is in review can be reviewed.")
        _not_empty(organisation, "Say for which organisation the reviewer works.")
        _not_empty(capacity, "Say in which post or capacity the reviewer reviews.")
        _not_empty(words, "Say what the review found.")
        if not row.opened_on <= on <= today:
            raise BadInput("The day of the review must be today or in the past, and not before the test was opened.")
        if own and (why := why_not_independent(by, row, authors(row), on, today)):
            raise BadInput(why)
        if not own and organisation.strip().casefold() == row.authority.name.casefold():
            raise BadInput("Only the review of somebody outside is entered for them: name their organisation.")
        row.reviews.create(
            organisation=organisation.strip(), capacity=capacity.strip(), words=words.strip(), on=on, own=own,
            recommendations=recommendations.strip(), by=by.user.individual if by.user else None,
            digest=digest_of(matter_of(row)),
        )  # fmt: skip
        after = {
            "organisation": organisation, "capacity": capacity, "words": words, "recommendations": recommendations,
            "on": on, "own": own,
        }  # fmt: skip
        trail.record(by=by, did="test reviewed", about=f"test:{key}", after=after)


def route(*, by: Acting, key: str, steps: Sequence[tuple[str, str]], why: str) -> None:
    """Say who has to approve, in order: key and title of each; an empty key is a body of the council's own.

    Raises ``BadInput`` for nobody, for one that is there twice, for taking out one that has decided, and once the test
    is concluded.
    """
    by.require("run test of assurance")
    with held(by, key) as row:
        if row.state not in (*OPEN_STATES, "in-approval"):
            raise BadInput("The way of approval is fixed once the test is concluded.")
        _not_empty(why, "Say why.")
        wanted = _named(steps)
        there = {one.key: one for one in row.steps.all()}
        before = [one.title for one in there.values()]
        for one in there.values():
            if one.key not in wanted:
                if one.decisions.exists():
                    raise BadInput(f"{one.title} has decided already, so it stays on the way of approval.")
                one.delete()
        for position, (step, title) in enumerate(wanted.items(), 1):
            row.steps.update_or_create(key=step, defaults={"title": title, "position": position})
        after = {"steps": list(wanted.values())}
        trail.record(by=by, did="test route set", about=f"test:{key}", why=why, before={"steps": before}, after=after)


def _named(steps: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the titles of steps by key; raise ``BadInput`` for none and for one that is there twice."""
    if not steps:
        raise BadInput("Somebody has to approve the test. Give at least one body or office a place.")
    wanted: dict[str, str] = {}
    for key, title in steps:
        title = title.strip()
        name = key or new_key(f"own {title}", set(wanted), "own")
        if not title or name in wanted or title.casefold() in (one.casefold() for one in wanted.values()):
            raise BadInput(f"“{title}” is there twice, or has no name.")
        wanted[name] = title
    return wanted


def _wrote(by: Acting, row: models.Test, on: date, **said: Any) -> None:
    """Keep who wrote a part of a test; ``said``: the element and its words, none for another part."""
    row.writings.create(by=by.user.individual if by.user else None, on=on, **said)


def _change(
    by: Acting, row: Any, about: str, did: str, fields: Mapping[str, Any], told: Collection[str] | None = None
) -> None:
    """Change fields of a row, and leave one entry with what they were; ``told``: only these, ``None`` for all."""
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    names = fields if told is None else told
    kept, now = ({name: values[name] for name in names} for values in (before, fields))
    trail.record(by=by, did=did, about=about, before=kept, after=now)


def _not_empty(text: str, otherwise: str) -> None:
    if not text.strip():
        raise BadInput(otherwise)
