"""Northmoor with words of every access class in every record that a pack tells of; each says where it stands."""

from datetime import date
from typing import Any

from northmoor_whole import acting
from people import make_user, member
from world_packs import AT_THE_TOP, NOW, ON, SUPPORTS, SYSTEMS, People, full
from world_testing import COMBINED

from clearline.accounts.access_class import OPEN, Access, Kind
from clearline.accounts.acting import Acting
from clearline.accounts.permissions import ALL
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence.contents import from_file
from clearline.assurance.statements import actions as statements
from clearline.assurance.testing import actions as testing
from clearline.assurance.testing.queries import test as test_named
from clearline.reports.actions import comment, tell_committee
from clearline.reports.models import CommitteePaper
from clearline.schedule.content import contracts

CLASSES: dict[Kind, Access] = {
    "exempt": Access(kind="exempt", paragraph="1", why="PLANTED-REASON"),
    "confidential": Access(kind="confidential"),
    "privileged": Access(kind="privileged"),
    "draft": Access(kind="draft"),
}
MARK = "PLANTED"
NOT_PUBLISHED = "Planted Officer"
"""The name of somebody below the posts whose holders are published."""

LAW = ("dcs-lm", "2013", "authority-takes-guidance-into-account")
DAY = date(2026, 6, 1)
LATE = date(2026, 11, 2)


def planted() -> People:
    """Return Northmoor so."""
    people = full()
    officer = acting(member(people.authority, "governance-officer", user=make_user(name=NOT_PUBLISHED)),
                     people.authority, "governance-officer")  # fmt: skip
    offices = (people.dcs, people.lead_member, people.chief_executive, officer)
    _told(officer)
    test = testing.open_test(by=officer, title="A combined post", scope="All of it.", on=DAY, triggers=[COMBINED])
    seen = test_named(people.authority, test, officer)
    assert seen is not None
    keys = [one.key for one in seen.elements]
    for (kind, access), place, element, office in zip(
        CLASSES.items(), (SYSTEMS, SUPPORTS, AT_THE_TOP, LAW), keys, offices, strict=False
    ):
        _said(people, place, kind, access)
        _proved(people, officer, f"duty:{'/'.join(SYSTEMS)}", kind, access)
        _remarked(office, kind, access)
        testing.write_element(
            by=officer, key=test, element=element, access=access, rating="serious-gaps", seen=0, on=DAY,
            **{name: _mark(kind, f"element-{name}") for name in ("strengths", "gaps", "words")},
        )  # fmt: skip
        for other, wider in CLASSES.items():  # what is closed for one reason used for what is closed for another
            _proved(people, officer, f"test:{test}/{element}", other, wider)
        if kind != "draft":
            closed = _challenged(people, f"test:{test}/{element}", kind, access)
            _named_by_what_is_open(people, officer, f"challenge:{closed}")
    return people


def _mark(kind: Kind, place: str) -> str:
    return f"{MARK}-{kind}-{place}"


def _said(people: People, place: tuple[str, str, str], kind: Kind, access: Access) -> None:
    by, role = (people.chief_executive, "chief-executive") if place == AT_THE_TOP else (people.dcs, "dcs")
    statements.say(
        by=by, place=place, role=role, result="not-satisfied", words=_mark(kind, "statement"),  # type: ignore[arg-type]
        saw=_mark(kind, "saw"), on=LATE, access=access,
    )  # fmt: skip
    statements.record_voice(
        by=people.participation, place=SYSTEMS, words=_mark(kind, "voice"), how=_mark(kind, "how"), heard_on=LATE,
        on=LATE, access=access,
    )  # fmt: skip


def _proved(people: People, officer: Acting, about: str, kind: Kind, access: Access) -> None:
    """Add a closed item with an open use, and an open item with a closed use."""
    for item, use in ((access, OPEN), (OPEN, access)):
        words = _mark(kind, "item") if item != OPEN else "An open item"
        key = evidence.add(
            by=officer, title=words, source=words, starts=None, ends=None, expires=None, on=DAY, now=NOW, access=item,
            content=from_file(people.dcs, [f"{words} {about}".encode()], f"{words}.txt"),
        )  # fmt: skip
        evidence.use(
            by=people.dcs, item=key, about=about, place=_mark(kind, "page"), why=_mark(kind, "why"), on=DAY, access=use
        )  # fmt: skip


def _named_by_what_is_open(people: People, officer: Acting, about: str) -> None:
    """Open an action that comes from what is closed, and use open evidence for it."""
    challenges.open_action(
        by=officer, title="An open action", source=about, owner="director-of-children", due=LATE, on=DAY
    )  # fmt: skip
    item = evidence.add(
        by=officer, title="Open minutes", source="The clerk", starts=None, ends=None, expires=None, on=DAY, now=NOW,
        content=from_file(people.dcs, [about.encode()], "minutes.txt"), access=OPEN,
    )  # fmt: skip
    evidence.use(by=people.dcs, item=item, about=about, place="Page 1", why="It says so.", on=DAY, access=OPEN)


def _challenged(people: People, about: str, kind: Kind, access: Access) -> str:
    """Raise a closed challenge, and an open one with a closed answer; return the key of the closed one."""
    raised: dict[str, Any] = {"by": people.lead_member, "challenger": "office:lead-member", "challenged": "office:dcs"}
    days: dict[str, Any] = {"on": date(2026, 10, 1), "due": date(2026, 10, 5)}
    closed = challenges.challenge(
        **raised, **days, topic=_mark(kind, "topic"), words=_mark(kind, "challenge"), about=about, access=access
    )
    for key in (closed, challenges.challenge(**raised, **days, topic="An open topic", words="Why?", about=about)):
        for number, step in enumerate((challenges.answer, challenges.say_what_changed)):
            step(by=people.dcs, key=key, words=_mark(kind, f"step-{number}"), on=date(2026, 10, 3), access=access)
    return closed


def _told(by: Acting) -> None:
    """Tell every committee something of each class, each under a heading of its own; the rest is open."""
    headings = dict(zip(CommitteePaper.HEADINGS, CLASSES.items(), strict=False))
    everything = by._replace(roles=ALL)  # whoever writes what is privileged may read it
    for contract in contracts().values():
        if contract.committee:
            texts = {key: _mark(kind, "heading") for key, (kind, _) in headings.items()}
            classes = {key: access for key, (_, access) in headings.items()}
            tell_committee(by=everything, contract=contract.key, on=ON, texts=texts, classes=classes, meeting="Cabinet")


def _remarked(by: Acting, kind: Kind, access: Access) -> None:
    for contract in contracts().values():
        for content in contract.contents:
            comment(
                by=by, contract=contract.key, content=content.key, on=ON, text=_mark(kind, "remark"),
                office=next(iter(by.roles)), now=NOW, access=access,
            )  # fmt: skip
