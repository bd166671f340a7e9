"""Northmoor with something in every record that a pack tells of, some of it not open, for tests of packs."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from northmoor_whole import acting, departs, northmoor
from people import make_user, member

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence.contents import from_file, from_link, from_place
from clearline.assurance.statements import actions as statements
from clearline.organisations.actions import name_person
from clearline.registers.actions import add_entry
from clearline.schedule import actions as schedule
from clearline.schedule.content import contract_named

ON, TODAY = date(2026, 11, 20), date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXEMPT = Access(kind="exempt", paragraph="1", why="It would show who a child is.")
CLOSED = ("CANARY-STATEMENT", "CANARY-ANSWER", "CANARY-EVIDENCE", "CANARY-VOICE")
"""Words of what is exempt."""

MINUTES = b"The panel met and asked how often children move.\n"

SYSTEMS = ("dcs-lm", "2013", "dcs-ensures-effective-systems")
AT_THE_TOP = ("dcs-lm", "2013", "leader-chief-executive-hold-final-responsibility")
SUPPORTS = ("dcs-lm", "2013", "lead-member-leads-supports-challenges-dcs")
NAMES = {
    "person-chief-executive": "Imogen Castlegate", "person-director": "Desmond Achterberg",
    "person-lead-member": "Councillor Priya Netherby", "person-leader": "Councillor Tom Ravensworth",
}  # fmt: skip


class People(NamedTuple):
    """Who is at work."""

    authority: Authority
    dcs: Acting
    lead_member: Acting
    chief_executive: Acting
    governance: Acting
    participation: Acting
    checker: Acting


def bare() -> Authority:
    """Return Northmoor with its organisation and names, and nothing recorded besides."""
    authority = northmoor()
    for key, name in NAMES.items():
        name_person(by=at_the_machine(authority), key=key, name=name)
    return authority


def full() -> People:
    """Return Northmoor with something in every record."""
    authority = bare()

    def at_work(role: Role, name: str) -> Acting:
        return acting(member(authority, role, user=make_user(name=name)), authority, role)

    people = People(
        authority, at_work("dcs", NAMES["person-director"]), at_work("lead-member", NAMES["person-lead-member"]),
        at_work("chief-executive", NAMES["person-chief-executive"]),
        at_work("governance-officer", "Rosalind Kettering"),
        at_work("participation-officer", "Theo Abernathy"), at_work("auditor", "Wilma Strand"),
    )  # fmt: skip
    _state(people)
    _challenge(people)
    _prove(people)
    _register(people)
    _issue(people)
    departs(authority, published=True)
    return people


def _state(people: People) -> None:
    dcs, lead_member = people.dcs, people.lead_member
    said: dict[str, Any] = {"saw": "The audits of the spring and two visits.", "on": date(2026, 9, 14)}
    statements.say(by=dcs, place=SYSTEMS, role="dcs", result="satisfied", words="Audit and supervision work.", **said)
    words = "CANARY-STATEMENT of one family."
    statements.say(by=lead_member, place=SYSTEMS, role="lead-member", result="not-satisfied", words=words,
                   access=EXEMPT, **said)  # fmt: skip
    statements.say(by=dcs, place=SUPPORTS, role="dcs", result="partly", words="Briefings come late.", **said)
    statements.say(by=people.chief_executive, place=AT_THE_TOP, role="chief-executive", result="satisfied",
                   words="The line is short.", **said)  # fmt: skip
    statements.record_voice(
        by=people.participation, place=SYSTEMS, words="We tell our story to someone new too often.",
        how="children in care council", heard_on=date(2026, 6, 3), on=date(2026, 6, 10),
    )  # fmt: skip
    statements.record_voice(
        by=people.participation, place=SYSTEMS, words="CANARY-VOICE", how="one family", heard_on=date(2026, 6, 4),
        on=date(2026, 6, 10), access=EXEMPT,
    )  # fmt: skip


def _challenge(people: People) -> None:
    raised: dict[str, Any] = {"by": people.lead_member, "challenger": "office:lead-member", "challenged": "office:dcs"}
    answered = challenges.challenge(
        **raised, topic="Children who move too often", words="Why do moves go up again?", on=date(2026, 7, 1),
        due=date(2026, 7, 29), about="measure:looked-after-stability",
    )  # fmt: skip
    challenges.answer(by=people.dcs, key=answered, words="Two homes closed in one month.", on=date(2026, 7, 20))
    challenges.say_what_changed(by=people.dcs, key=answered, words="CANARY-ANSWER", on=date(2026, 8, 3), access=EXEMPT)
    closed = challenges.challenge(
        **raised, topic="Cover for the family hub", words="Who manages it?", on=date(2026, 5, 1), due=date(2026, 5, 29)
    )
    challenges.answer(by=people.dcs, key=closed, words="The hubs manager alone.", on=date(2026, 5, 12))
    challenges.close(by=people.lead_member, key=closed, words="Settled.", on=date(2026, 5, 20))
    challenges.challenge(
        **raised, topic="Waits for plans", words="Why do they wait?", on=date(2026, 9, 1), due=date(2026, 9, 29)
    )
    for title, source, due in (
        ("Give leaving care to the director", "finding:2013/function-has-one-lead/leaving-care", date(2027, 1, 31)),
        ("Recruit two foster carers for teenagers", f"challenge:{answered}", date(2026, 10, 31)),
        ("Audit front door decisions", "inspection:ilacs-2025/2", date(2026, 12, 31)),
    ):  # fmt: skip
        challenges.open_action(by=people.dcs, title=title, source=source, owner="assistant-director-care", due=due,
                               on=date(2026, 8, 1))  # fmt: skip


def _prove(people: People) -> None:
    item: dict[str, Any] = {"by": people.dcs, "ends": None, "on": date(2026, 6, 1), "now": NOW}
    audit = evidence.add(
        title="Audit of supervision, spring 2026", source="Quality assurance team", starts=date(2026, 1, 1),
        expires=date(2027, 1, 1), content=from_link("https://www.northmoor.example/audit"), **item,
    )  # fmt: skip
    use = evidence.use(by=people.dcs, item=audit, about=f"duty:{'/'.join(SYSTEMS)}", place="page 4",
                       why="It counts supervision by team.", on=date(2026, 6, 1))  # fmt: skip
    minutes = evidence.add(title="Minutes of the panel", source="The panel", starts=None, expires=None,
                           content=from_file(people.dcs, [MINUTES], "minutes.txt"), **item)  # fmt: skip
    evidence.use(by=people.dcs, item=minutes, about=f"duty:{'/'.join(SUPPORTS)}", place="item 3",
                 why="It shows the challenge.", on=date(2026, 6, 1))  # fmt: skip
    evidence.check(by=people.checker, item=audit, number=use, on=date(2026, 6, 5))
    evidence.add(title="CANARY-EVIDENCE", source="Social work", starts=None, expires=date(2026, 7, 1),
                 content=from_place("The locked cabinet"), access=EXEMPT, **item)  # fmt: skip


def _register(people: People) -> None:
    rows: tuple[tuple[str, dict[str, Any]], ...] = (
        ("visits", {
            "on": date(2026, 10, 7), "who": ["lead-member"], "kind": "visit", "with": ["front-line", "children"],
            "place": "Front door team", "heard": "Caseloads are lower than in spring.",
        }),
        ("training", {
            "person": "person-support-member", "kind": "safeguarding", "done": True, "on": date(2026, 4, 1),
            "provider": "Northmoor Safeguarding Children Partnership",
        }),
        ("workforce", {
            "team": "Front door", "as-of": date(2026, 9, 30), "posts": 12, "filled": 9, "agency": 3,
            "systems": ["supervision", "appraisal"], "skills": ["social-care"],
        }),
        ("pledges", {
            "pledge": "Nobody leaves care without a home to go to", "to": ["care-leavers"], "made": date(2025, 3, 1),
            "kept": True,
        }),
    )  # fmt: skip
    for register, values in rows:
        add_entry(by=people.governance, register=register, values=values, on=ON, why="for a test")


def _issue(people: People) -> None:
    contract = contract_named("lead-member-briefing")
    for number, month in enumerate((8, 9), start=1):
        schedule.record_issue(
            by=people.dcs, contract=contract.key, on=date(2026, month, 30), title=contract.title, inputs={},
            now=datetime(2026, month + 1, 8, 12, tzinfo=UTC), digest=f"{number}" * 64,
            contents={one.key: one.key != "voice" for one in contract.required}, files=(),
        )  # fmt: skip
    schedule.acknowledge(by=people.lead_member, contract=contract.key, number="2026-01", now=NOW)
    schedule.ask(by=people.lead_member, contract=contract.key, number="2026-02", text="Why so late?", now=NOW)
