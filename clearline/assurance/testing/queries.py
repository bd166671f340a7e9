"""Questions about tests of assurance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, Individual
from clearline.assurance.evidence.queries import uses_of
from clearline.assurance.signing.queries import digest_of
from clearline.assurance.testing import content, models
from clearline.assurance.testing.approvals import DECISIONS, Decided, Step, StepStands, stands, step
from clearline.assurance.testing.called import Trigger
from clearline.assurance.testing.elements import Found, found_of
from clearline.kit.values import Value


class Reviewed(Value, frozen=True, kw_only=True):
    """What an independent reviewer said."""

    organisation: str
    capacity: str
    words: str
    recommendations: str
    on: date
    by: str
    """Whose account it was entered by, by name; empty when none is recorded, or for this reader to see."""
    own: bool
    """Whether the reviewer gave it under their own sign-in."""
    digest: str
    changed: bool
    """Whether the test has changed since it was reviewed."""


class Compared(Value, frozen=True, kw_only=True):
    """What another authority published of its arrangements, as entered."""

    number: int
    council: str
    arrangement: str
    link: str
    on: date


class Sent(Value, frozen=True, kw_only=True):
    """A version that was sent for approval."""

    number: int
    digest: str
    on: date


class Listed(Value, frozen=True, kw_only=True):
    """A test of assurance in a list."""

    key: str
    title: str
    state: str
    opened_on: date
    proposal: str
    change_on: date | None
    triggers: tuple[Trigger, ...]
    conclusion: str
    """A key of the content's conclusions, proposed until it is concluded; empty while there is none."""
    concluded_on: date | None
    next_review: date | None
    """The council's own date: no edition fixes an interval."""
    published_on: date | None

    @property
    def concluded(self) -> bool:
        """Whether its conclusion stands."""
        return self.state in ("concluded", "published")

    @property
    def concluding(self) -> content.Choice | None:
        """The conclusion; ``None`` while there is none."""
        return content.conclusions().get(self.conclusion)


class OneTest(Listed, frozen=True, kw_only=True):
    """A test of assurance with all of it that a reader may see."""

    scope: str
    opened_by: str
    conclusion_words: str
    review_triggers: str
    tested: tuple[str, ...]
    elements: tuple[Found, ...]
    reviews: tuple[Reviewed, ...]
    comparisons: tuple[Compared, ...]
    steps: tuple[Step, ...]
    decisions: tuple[Decided, ...]
    versions: tuple[Sent, ...]
    digest: str
    """Of all of it as it is now, whoever reads."""

    @property
    def changed(self) -> bool:
        """Whether it differs from the version that was sent for approval last."""
        return bool(self.versions) and self.versions[-1].digest != self.digest

    def stands(self, on: date | None = None) -> tuple[StepStands, ...]:
        """Return who has and has not approved, now or by the end of a day."""
        sent = [one.digest for one in self.versions if on is not None and one.on <= on]
        return stands(self.steps, self.decisions, self.digest if on is None else sent[-1] if sent else "", on)


def tests(authority: Authority, by: Acting) -> tuple[Listed, ...]:
    """Return the tests of an authority, the last first; none for whoever may not see any."""
    if not by.may("see tests of assurance"):
        return ()
    rows = models.Test.seen_by(by).filter(authority=authority).order_by("-opened_on", "-id")
    return tuple(Listed(**_listed(row)) for row in rows)


def test(authority: Authority, key: str, by: Acting) -> OneTest | None:
    """Return a test; ``None`` when there is none of that key, or none that this reader may see."""
    return as_at(authority, key, by, None)


def as_at(authority: Authority, key: str, by: Acting, on: date | None) -> OneTest | None:
    """Return a test, its elements, reviews, comparisons and versions as they were at the end of a day.

    ``on``: ``None`` for now. ``None`` comes back when there is none of that key, or none that this reader may see.
    """
    if not (by.may("see tests of assurance") or by.may("review test of assurance")):
        return None
    rows = models.Test.seen_by(by).filter(authority=authority, key=key)
    row = rows.select_related("authority", "opened_by").first()
    return one_test(row, by, on) if row else None


def published_tests(authority: Authority, on: date) -> tuple[OneTest, ...]:
    """Return what anybody may read on a day: tests published by then, with what is open in them, the last first."""
    public = Acting(None, authority, frozenset(), "page")
    rows = models.Test.objects.filter(authority=authority, state="published", published_on__lte=on)
    rows = rows.select_related("authority", "opened_by").order_by("-concluded_on", "-id")
    return tuple(one_test(row, public) for row in rows)


def finished(authority: Authority) -> tuple[Listed, ...]:
    """Return the tests whose conclusion stands, for the picture of the organisation."""
    rows = models.Test.objects.filter(authority=authority, state__in=("concluded", "published")).order_by("id")
    return tuple(Listed(**_listed(row)) for row in rows)


def one_test(row: models.Test, by: Acting, on: date | None = None) -> OneTest:
    """Return a test as somebody may see it; ``on`` as ``as_at`` has it."""
    matter = matter_of(row)
    reviewed, digest = digest_of(matter), digest_of(content_of(row, matter))
    decisions = models.Decision.objects.filter(step__test=row).select_related("step", "version", "by")
    day = on or date.max
    versions = [one for one in row.versions.all() if on is None or timezone.localdate(one.at) <= on]
    return OneTest(
        **_listed(row),
        scope=row.scope,
        opened_by=_name(row.opened_by, by),
        conclusion_words=row.conclusion_words,
        review_triggers=row.review_triggers,
        tested=tuple(row.tested),
        elements=found_of(row, by, on),
        reviews=tuple(_reviewed(one, reviewed, by) for one in row.reviews.filter(on__lte=day).select_related("by")),
        comparisons=tuple(
            Compared(number=one.pk, council=one.council, arrangement=one.arrangement, link=one.link, on=one.on)
            for one in row.comparisons.filter(on__lte=day)
        ),
        steps=tuple(step(one.key, one.title) for one in row.steps.all()),
        decisions=tuple(_decided(one, by) for one in decisions.order_by("on", "id")),
        versions=tuple(Sent(number=one.number, digest=one.digest, on=timezone.localdate(one.at)) for one in versions),
        digest=digest,
    )


def content_of(row: models.Test, matter: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return all of a test that is approved, in plain values: what its digest is of. ``matter``: where it is known."""
    return {
        **(matter_of(row) if matter is None else matter),
        "reviews": list(row.reviews.values("organisation", "capacity", "words", "recommendations", "on")),
        "conclusion": row.conclusion,
        "conclusion_words": row.conclusion_words,
    }


def matter_of(row: models.Test) -> dict[str, Any]:
    """Return what is reviewed: a test without what was made of it."""
    everything = at_the_machine(row.authority)
    return {
        "title": row.title,
        "scope": row.scope,
        "change_on": row.change_on,
        "triggers": row.triggers,
        "elements": [_content_of_element(one, row, everything) for one in row.elements.all()],
        "comparisons": list(row.comparisons.values("council", "arrangement", "link", "on")),
    }


def _content_of_element(one: models.Element, row: models.Test, by: Acting) -> dict[str, Any]:
    names = ("key", "strengths", "gaps", "words", "rating", "access", "exempt_paragraph", "exempt_why")
    evidence = [
        {"item": used.item, "version": used.version, "place": used.place, "why": used.why}
        for used in uses_of(row.authority, f"test:{row.key}/{one.key}", by)
    ]
    return {**{name: getattr(one, name) for name in names}, "evidence": evidence}


def _listed(row: models.Test) -> dict[str, Any]:
    names = ("key", "title", "state", "opened_on", "proposal", "change_on", "conclusion", "concluded_on", "next_review",
             "published_on")  # fmt: skip
    triggers = tuple(Trigger(kind=one["kind"], words=one["words"]) for one in row.triggers)
    return {**{name: getattr(row, name) for name in names}, "triggers": triggers}


def _reviewed(one: models.Review, digest: str, by: Acting) -> Reviewed:
    names = ("organisation", "capacity", "words", "recommendations", "on", "own", "digest")
    values = {name: getattr(one, name) for name in names}
    return Reviewed(**values, by=_name(one.by, by), changed=one.digest != digest)


def _decided(one: models.Decision, by: Acting) -> Decided:
    return Decided(
        step=one.step.key,
        title=one.step.title,
        decision=next(each for each in DECISIONS if each == one.decision),
        on=one.on,
        by=_name(one.by, by),
        office=one.office,
        version=one.version.number,
        digest=one.version.digest,
        minute=one.minute,
        words=one.words,
    )


def _name(individual: Individual | None, by: Acting) -> str:
    return individual.name if individual and by.may("see people") else ""
