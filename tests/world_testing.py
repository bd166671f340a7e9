"""Northmoor with a test of assurance and those who write, review, challenge and approve it."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from msgspec import to_builtins
from northmoor_whole import acting, northmoor
from people import member

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence.contents import from_place
from clearline.assurance.testing import actions, content, deciding, models, queries
from clearline.assurance.testing.called import Trigger
from clearline.assurance.testing.queries import OneTest

DAY = date(2026, 6, 1)
CHANGE = date(2026, 9, 1)
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
COMBINED = Trigger(kind="combined", words="One person would be DCS and director of adult social services.")


class Team(NamedTuple):
    """Who is here, each with a sign-in of their own."""

    authority: Authority
    governance: Acting
    dcs: Acting
    lead_member: Acting
    chief_executive: Acting
    leader: Acting
    monitoring: Acting
    democratic: Acting
    partner: Acting
    inspector: Acting


def somebody(authority: Authority, role: Role, name: str = "") -> Acting:
    """Return somebody with a role at an authority."""
    user = member(authority, role)
    user.individual.name = name
    user.individual.save()
    return acting(user, authority, role)


def team(key: str = "northmoor") -> Team:
    """Return Northmoor's people."""
    authority = northmoor(key)
    roles: tuple[tuple[Role, str], ...] = (
        ("governance-officer", "Ivy Dunnock"), ("dcs", "Ann Heron"), ("lead-member", "Bea Marsh"),
        ("chief-executive", "Cy Teal"), ("leader", "Di Plover"), ("monitoring-officer", "Mo Brent"),
        ("democratic-services-officer", "Hal Wren"), ("partner", "Ed Snipe"), ("inspector", "Ora Finch"),
    )  # fmt: skip
    return Team(authority, *(somebody(authority, role, name) for role, name in roles))


def opened(people: Team, **otherwise: Any) -> str:
    """Open a test of a combined post; return its key."""
    given: dict[str, Any] = {
        "title": "A combined director", "scope": "The director’s post, and who answers for what below it.",
        "on": DAY, "triggers": [COMBINED], "change_on": CHANGE,
        "tested": ["director-of-children", "director-of-adults"],
    }  # fmt: skip
    return actions.open_test(by=people.governance, **(given | otherwise))


def wrote(people: Team, key: str, element: str = "accountability", access: Access = OPEN, **otherwise: Any) -> None:
    """Write what was found of an element, whoever wrote it before."""
    found = next(one for one in seen(people, key).elements if one.key == element)
    given: dict[str, Any] = {
        "strengths": "Each function has one lead.", "gaps": "Leaving care answers elsewhere.", "words": "",
        "rating": "sound", "seen": found.edits, "on": DAY,
    }  # fmt: skip
    actions.write_element(by=people.governance, key=key, element=element, access=access, **(given | otherwise))


def evidenced(people: Team, about: str) -> None:
    """Use a piece of evidence for a thing."""
    item = evidence.add(
        by=people.governance, title="Scheme of delegation", source="Monitoring officer", starts=None, ends=None,
        content=from_place("Constitution, part 3"), expires=None, on=DAY, now=NOW,
    )  # fmt: skip
    evidence.use(by=people.governance, item=item, about=about, place="page 3", why="It names the lead.", on=DAY)


def written(people: Team, **otherwise: Any) -> str:
    """Open a test, and write all of it with evidence and a proposed conclusion; return its key."""
    key = opened(people, **otherwise)
    for element in content.elements():
        wrote(people, key, element)
        evidenced(people, f"test:{key}/{element}")
    one = seen(people, key)
    actions.revise(
        by=people.governance, key=key, title=one.title, scope=one.scope, change_on=one.change_on, conclusion="met",
        conclusion_words="The lines hold.", on=DAY,
    )  # fmt: skip
    return key


def reviewed(people: Team, **otherwise: Any) -> str:
    """Bring a test to the end of its review; return its key."""
    key = written(people, **otherwise)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    actions.review(
        by=people.partner, key=key, organisation="Police", capacity="Superintendent", words="It is sound.",
        recommendations="Name a deputy.", on=DAY, today=DAY, own=True,
    )  # fmt: skip
    return key


def sent(people: Team, **otherwise: Any) -> str:
    """Bring a test into approval; return its key."""
    key = reviewed(people, **otherwise)
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    return key


def decided(people: Team, by: Acting, key: str, step: str, decision: str = "approved", **otherwise: Any) -> None:
    """Record what was decided at a step."""
    given: dict[str, Any] = {
        "on": DAY, "digest": seen(people, key).digest, "minute": "12 June 2026, item 7", "words": "", "today": DAY,
        "now": NOW,
    }  # fmt: skip
    deciding.decide(by=by, key=key, step=step, decision=decision, **(given | otherwise))


def approved(people: Team, **otherwise: Any) -> str:
    """Let everybody approve a test; return its key."""
    key = sent(people, **otherwise)
    signers = {
        "directorate-team": people.dcs, "corporate-team": people.chief_executive, "lead-member": people.lead_member
    }  # fmt: skip
    for step in seen(people, key).steps:
        decided(people, signers.get(step.key, people.democratic), key, step.key)
    return key


def concluded(people: Team, **otherwise: Any) -> str:
    """Bring a test to its conclusion; return its key."""
    key = approved(people, **otherwise)
    deciding.conclude(
        by=people.governance, key=key, on=DAY, today=DAY, next_review=date(2027, 6, 1),
        review_triggers="Another function for the director.",
    )  # fmt: skip
    return key


def published(people: Team, **otherwise: Any) -> str:
    """Bring a test before the public; return its key."""
    key = concluded(people, **otherwise)
    deciding.publish(by=people.monitoring, key=key, on=DAY)
    return key


def seen(people: Team, key: str, by: Acting | None = None) -> OneTest:
    """Return a test as somebody sees it, the governance officer otherwise."""
    one = queries.test(people.authority, key, by or people.governance)
    assert one is not None
    return one


def things(authority: Authority) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the pages of a test, made for an authority by the machine itself."""
    by = at_the_machine(authority)
    key = actions.open_test(
        by=by, title="A combined director", scope="The director’s post.", on=DAY, triggers=[COMBINED], change_on=CHANGE
    )
    actions.compare(
        by=by, key=key, council="Southmoor", arrangement="Two directors.", link="https://southmoor.example/1", on=DAY,
        today=DAY,
    )  # fmt: skip
    one = queries.test(authority, key, by)
    assert one is not None
    row = models.Test.objects.get(authority=authority, key=key)
    row.state = "in-review"  # of a draft, partners and scrutiny see nothing
    row.save()
    row.versions.create(number=1, digest=one.digest, content=to_builtins(queries.content_of(row)), at=NOW)
    names = ("test", "revise", "compare", "review", "enter-review", "route", "send", "take-back", "approve", "conclude",
             "publish", "unpublish", "withdraw")  # fmt: skip
    return {
        **{f"testing:{name}": {"key": key} for name in names},
        "testing:version": {"key": key, "number": 1},
        "testing:element": {"key": key, "element": "partnerships"},
        "testing:write": {"key": key, "element": "partnerships"},
        "testing:uncompare": {"key": key, "number": one.comparisons[0].number},
    }
