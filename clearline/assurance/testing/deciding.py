"""What is decided about a test of assurance: to review or approve it, whether it is approved, concluded, published.

A step that cannot be taken says every reason why not, so that nobody has to try again and again.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from django.utils import timezone

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.assurance.challenges.queries import challenges
from clearline.assurance.challenges.to_do import actions_of
from clearline.assurance.signing.actions import sign
from clearline.assurance.signing.queries import digest_of
from clearline.assurance.testing import models
from clearline.assurance.testing.approvals import step as step_of
from clearline.assurance.testing.elements import authors
from clearline.assurance.testing.holding import held
from clearline.assurance.testing.queries import OneTest, content_of, one_test
from clearline.kit.errors import BadInput
from clearline.schedule.elections import require_no_hold

Reasons = Callable[[OneTest, models.Test, Acting, date], Iterator[str]]


def send_for_review(*, by: Acting, key: str, on: date) -> None:
    """Send a draft to its reviewers. Raises ``BadInput`` with all that is missing."""
    _step(by, key, on, "draft", "in-review", "test sent for review", lacks_for_review)


def send_for_approval(*, by: Acting, key: str, on: date, now: datetime) -> None:
    """Send a reviewed test for approval; what is sent is kept as a version. Raises ``BadInput``."""
    by.require("run test of assurance")
    with held(by, key) as row:
        _must_be(row, "in-review")
        _refuse_for(lacks_for_approval(one_test(row, by), row, by, on))
        plain = content_of(row)
        number = row.versions.count() + 1
        digest = digest_of(plain)
        row.versions.create(number=number, digest=digest, content=msgspec.to_builtins(plain), at=now)
        _move(by, row, "in-approval", "test sent for approval", version=number, digest=digest)


def take_back(*, by: Acting, key: str, why: str) -> None:
    """Make a test that is in review or in approval a draft again, to change it. What was approved stays on record."""
    by.require("run test of assurance")
    with held(by, key) as row:
        if row.state not in ("in-review", "in-approval"):
            raise BadInput("Only a test in review or in approval can be taken back.")
        _move(by, row, "draft", "test taken back", _why(why))


def decide(
    *,
    by: Acting,
    key: str,
    step: str,
    decision: str,
    on: date,
    digest: str,
    minute: str,
    words: str,
    today: date,
    now: datetime,
) -> None:
    """Record what a body or office decided about the version that is in approval.

    ``digest``: of what the person read. Where the step is an office's own, approval is its holder's signature. Raises
    ``Refused`` for whoever wrote any part of the test and in a role that may not record it; ``BadInput`` when the test
    is no longer what was read, without a reason for not approving, without the minute of a body's decision.
    """
    by.require("approve test of assurance")
    with held(by, key) as row:
        _must_be(row, "in-approval")
        there = row.steps.filter(key=step).first()
        if there is None:
            raise BadInput(f"'{step}' is not on the way of approval of this test.")
        place = step_of(there.key, there.title)
        office = next((one for one in place.offices if one in by.roles), None)
        if office is None or by.user is None:
            raise Refused(f"This is recorded by: {', '.join(role_title(one) for one in place.offices)}.")
        for author in authors(row):
            by.require_another(author, "Approval of a test of assurance")
        version = row.versions.order_by("-number")[0]
        plain = content_of(row)
        if not version.digest == digest == digest_of(plain):
            raise BadInput("The test is not what you read. Look at it again; if it was changed, it must be sent anew.")
        _check_decision(decision, on, today, minute, words, place.signed, timezone.localdate(version.at))
        if place.signed and decision == "approved":
            sign(by=by, about=f"test:{key}", content=plain, title=row.title, office=office, on=on, now=now)
        there.decisions.create(
            version=version, decision=decision, on=on, by=by.user.individual, office=office, minute=minute.strip(),
            words=words.strip(), at=now,
        )  # fmt: skip
        after = {
            "step": there.title, "decision": decision, "on": on, "version": version.number, "minute": minute,
            "words": words,
        }  # fmt: skip
        trail.record(by=by, did="test decided on", about=f"test:{key}", after=after)


def conclude(*, by: Acting, key: str, on: date, today: date, next_review: date, review_triggers: str) -> None:
    """Let the conclusion stand that everybody on the way of approval has approved.

    ``next_review``: a date of the council's own; no edition fixes an interval. Raises ``BadInput`` with all that is
    missing.
    """
    by.require("run test of assurance")
    with held(by, key) as row:
        _must_be(row, "in-approval")
        test = one_test(row, by)
        _refuse_for(lacks_for_conclusion(test, row, by, today))
        if not max(one.on for one in test.decisions) <= on <= today:
            raise BadInput("It is concluded on or after the day of the last approval, today at the latest.")
        if next_review <= on:
            raise BadInput("The next review must be after the day on which it is concluded.")
        row.concluded_on, row.next_review, row.review_triggers = on, next_review, review_triggers.strip()
        _move(by, row, "concluded", "test concluded", concluded_on=on, next_review=next_review,
              conclusion=row.conclusion)  # fmt: skip


def publish(*, by: Acting, key: str, on: date) -> None:
    """Let the public read what is open in a concluded test. Raises ``BadInput``, inside a pre-election period too."""
    by.require("publish reports")
    with held(by, key) as row:
        _must_be(row, "concluded")
        _refuse_for(lacks_for_publication(one_test(row, by), row, by, on))
        require_no_hold(row.authority, f"test:{key}", on)
        row.published_on = on
        _move(by, row, "published", "test published", published_on=on)


def unpublish(*, by: Acting, key: str, why: str) -> None:
    """Let the public no longer read a test."""
    by.require("publish reports")
    with held(by, key) as row:
        _must_be(row, "published")
        row.published_on = None
        _move(by, row, "concluded", "test no longer published", _why(why))


def withdraw(*, by: Acting, key: str, why: str) -> None:
    """End a test that is not concluded, such as when its proposal is withdrawn. It stays on record."""
    by.require("run test of assurance")
    with held(by, key) as row:
        if row.state not in ("draft", "in-review", "in-approval"):
            raise BadInput("A test that is concluded, or withdrawn already, cannot be withdrawn.")
        _move(by, row, "withdrawn", "test withdrawn", _why(why))


def lacks_for_review(test: OneTest, row: models.Test, by: Acting, on: date) -> Iterator[str]:
    """Yield what a draft needs before it is reviewed."""
    for one in test.elements:
        if one.lacks:
            yield f"{one.title} is not complete: {', '.join(one.lacks)}."


def lacks_for_approval(test: OneTest, row: models.Test, by: Acting, on: date) -> Iterator[str]:
    """Yield what a test in review needs before it is approved."""
    yield from lacks_for_review(test, row, by, on)
    if not test.reviews:
        yield "Nobody has reviewed it independently yet."
    if not test.conclusion:
        yield "Propose a conclusion, with the reasons: those who approve it must know it."
    if test.conclusion == "met-with-actions" and not actions_of(row.authority, on, f"test:{row.key}"):
        yield "It is to be met with actions: open the actions, each with an owner and a date."
    if not test.steps:
        yield "Nobody is on the way of approval."
    yield from unanswered(test, row, by, on)


def lacks_for_conclusion(test: OneTest, row: models.Test, by: Acting, on: date) -> Iterator[str]:
    """Yield what a test in approval needs before it is concluded."""
    for one in test.stands():
        if one.standing != "approved":
            yield f"{one.step.title}: {one.standing}."
    yield from unanswered(test, row, by, on)


def lacks_for_publication(test: OneTest, row: models.Test, by: Acting, on: date) -> Iterator[str]:
    """Yield why a concluded test cannot be published."""
    if test.changed:
        yield "It has changed since it was approved, in the evidence that it rests on. Open a new test."
    if not any(one.access.kind == "open" for one in test.elements):
        yield "Nothing in it is open, so there is nothing to publish."


def unanswered(test: OneTest, row: models.Test, by: Acting, on: date) -> Iterator[str]:
    """Yield the elements, and the test itself, with a challenge that nobody has answered."""
    everything = at_the_machine(row.authority)  # a challenge that this person may not read holds the test up too
    waiting = {one.about for one in challenges(row.authority, everything, on) if one.state == "waiting"}
    about = {f"test:{row.key}": test.title, **{f"test:{row.key}/{one.key}": one.title for one in test.elements}}
    for place, title in about.items():
        if place in waiting:
            yield f"{title}: a challenge has no answer yet."


NEEDS: dict[str, Reasons] = {
    "draft": lacks_for_review,
    "in-review": lacks_for_approval,
    "in-approval": lacks_for_conclusion,
    "concluded": lacks_for_publication,
}
"""What the next step from each state needs."""


def needed(by: Acting, test: OneTest, on: date) -> tuple[str, ...]:
    """Return why the next step of a test cannot be taken yet; empty when it can, and after the last."""
    row = models.Test.objects.select_related("authority").get(authority=by.authority, key=test.key)
    return tuple(NEEDS[row.state](test, row, by, on)) if row.state in NEEDS else ()


def _step(by: Acting, key: str, on: date, state: str, to: str, did: str, lacks: Reasons) -> None:
    by.require("run test of assurance")
    with held(by, key) as row:
        _must_be(row, state)
        _refuse_for(lacks(one_test(row, by), row, by, on))
        _move(by, row, to, did)


def _check_decision(decision: str, on: date, today: date, minute: str, words: str, signed: bool, sent: date) -> None:
    if decision not in models.Decision.DECISIONS:
        raise BadInput(f"A decision is one of: {', '.join(models.Decision.DECISIONS)}.")
    if not sent <= on <= today:
        raise BadInput("It was decided on or after the day when it was sent for approval, today at the latest.")
    if signed and on != today:
        raise BadInput("An office approves by signing, and signs today.")
    if not signed and not minute.strip():
        raise BadInput("Give the reference of the minute, so that a member can look it up.")
    if decision != "approved" and not words.strip():
        raise BadInput("Say why it was not approved, and what is asked for.")


def _must_be(row: models.Test, state: str) -> None:
    if row.state != state:
        raise BadInput(f"The test is {row.state.replace('-', ' ')}, not {state.replace('-', ' ')}.")


def _refuse_for(reasons: Iterator[str]) -> None:
    found = tuple(reasons)
    if found:
        raise BadInput(*found)


def _why(why: str) -> str:
    if not why.strip():
        raise BadInput("Say why.")
    return why


def _move(by: Acting, row: models.Test, state: str, did: str, why: str = "", **told: Any) -> None:
    """Take a test to another state, with one entry in the trail."""
    before, row.state = row.state, state
    row.save()
    after = {"state": state, **told}
    trail.record(by=by, did=did, about=f"test:{row.key}", why=why, before={"state": before}, after=after)
