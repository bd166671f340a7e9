"""What the people of the demonstration have said, challenged and recorded: through the same actions as everybody's.

All of it is invented. Days are counted back from the day on which the demonstration is made.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.challenges.speaking import let_speak
from clearline.assurance.statements import actions as statements
from clearline.organisations.actions import name_person
from clearline.registers.actions import add_entry

EDITION = ("dcs-lm", "2013")
WHY = "Invented for the demonstration."

PEOPLE: Mapping[Role, tuple[str, str]] = {
    "chief-executive": ("person-chief-executive", "Imogen Castlegate"),
    "dcs": ("person-director", "Desmond Achterberg"),
    "lead-member": ("person-lead-member", "Councillor Priya Netherby"),
    "leader": ("person-leader", "Councillor Tom Ravensworth"),
    "monitoring-officer": ("person-law", "Marcus Thistlewood"),
}
"""Who of the organisation has which account. Nobody of these is real."""


SPEAKERS: Mapping[str, Role] = {"partner:police": "partner", "body:children-scrutiny": "scrutiny-member"}
"""Who speaks for a partner and for a committee."""


class Said(NamedTuple):
    """A statement in one column."""

    duty: str
    role: Role
    days: int
    result: str
    words: str
    saw: str


SAID = (
    Said("dcs-works-with-partners-on-outcomes", "dcs", 60, "satisfied",
         "The partnership agreed three shared priorities in June and each partner reports on its part.",
         "Partnership minutes of June and September; the shared scorecard."),
    Said("dcs-works-with-partners-on-outcomes", "lead-member", 45, "satisfied",
         "I sat in on the September meeting and heard each partner give account.",
         "The meeting itself, and the scorecard sent before it."),
    Said("dcs-lead-member-ensure-child-protection", "dcs", 50, "partly",
         "Decisions at the front door are sound. Referrals that come back within a year are too many.",
         "The audit of 40 decisions in the summer and the monthly figures."),
    Said("dcs-lead-member-ensure-child-protection", "lead-member", 40, "not-satisfied",
         "Nobody has been able to tell me why families come back to us so soon.",
         "The figures on repeated referrals, two visits to the front door, the answer to my challenge."),
    Said("dcs-lead-member-involve-families", "dcs", 70, "satisfied",
         "The children in care council meets the director every quarter.",
         "Notes of the last three meetings and what was changed after them."),
    Said("dcs-lead-member-promote-children-across-council", "lead-member", 35, "satisfied",
         "Housing now asks us before it changes its allocations for care leavers.",
         "The new allocations policy and a meeting with four care leavers."),
    Said("dcs-ensures-effective-systems", "dcs", 30, "satisfied",
         "Supervision and audit are in place in every team, with one exception that has a date.",
         "The register of supervision by team."),
    Said("chief-executive-holds-dcs-answerable-for-lscb", "chief-executive", 55, "satisfied",
         "The three safeguarding partners met me together in July.",
         "Their yearly report in draft, and the scrutineer's letter."),
)  # fmt: skip

VOICE = (
    ("dcs-lead-member-involve-families", 65,
     "Young people said that meetings about them are at school time, and that they are told afterwards and not asked.",
     "Children in care council, nine young people"),
    ("dcs-lead-member-ensure-child-protection", 48,
     "Children said that they had told their story to too many people.",
     "Exit conversations by the advocacy service, twelve children"),
)  # fmt: skip

ENTRIES: tuple[tuple[str, Role, dict[str, Any]], ...] = (
    ("visits", "lead-member", {
        "on": 20, "who": ["lead-member"], "kind": "visit", "with": ["front-line", "children"],
        "place": "Front door team, Market House", "purpose": "To see how first calls are handled.",
        "heard": "Staff said that the out-of-hours rota is thin on Sundays.", "followed": "Raised with the director."}),
    ("visits", "lead-member", {
        "on": 47, "who": ["lead-member", "dcs"], "kind": "meeting", "with": ["schools"],
        "place": "Head teachers' forum", "purpose": "Attendance after the summer.",
        "heard": "Heads asked for one number to ring.", "followed": "The number is in place since October."}),
    ("visits", "dcs", {
        "on": 12, "who": ["dcs"], "kind": "observation", "with": ["front-line"],
        "place": "Child protection conference, East team", "purpose": "To observe the chairing.",
        "heard": "The chair made sure that the views of the family were heard first."}),
    ("pledges", "participation-officer", {
        "pledge": "You will have a say in where you live", "to": ["looked-after"], "made": 500, "kept": True,
        "dcs-agrees": True, "member-agrees": True, "dcs-post": "fostering-manager", "member-office": "lead-member",
        "how-known": "Reviews record the wish and what came of it.",
        "told": "Newsletter of the children in care council"}),
    ("pledges", "participation-officer", {
        "pledge": "Care leavers pay no council tax until 25", "to": ["care-leavers"], "made": 400, "kept": True,
        "dcs-agrees": True, "member-agrees": True, "member-office": "lead-member",
        "how-known": "The exemption is in the council tax scheme."}),
    ("pledges", "participation-officer", {
        "pledge": "The same social worker for at least a year", "to": ["looked-after"], "made": 500, "kept": False,
        "dcs-agrees": True, "member-agrees": False, "dcs-post": "head-of-children-in-our-care",
        "member-office": "lead-member", "how-known": "Turnover of social workers, by team."}),
    ("points-of-referral", "dcs", {
        "point": "Front door", "run-by": "front-door-manager", "reviewed": 90, "risk": True, "decisions": True,
        "onward": True, "multi-agency": True, "sample": 40, "findings": "Decisions within a day in 37 of 40."}),
    ("points-of-referral", "dcs", {
        "point": "Out-of-hours team", "reviewed": 80, "risk": True, "decisions": True, "onward": True,
        "multi-agency": False, "sample": 22, "findings": "Police and health were not always in the discussion.",
        "action": "A joint rota from January."}),
    ("information-sharing", "governance-officer", {
        "partner": "police", "as-of": 100, "guidance": True, "framework": True, "trained": ["front-line", "managers"]}),
    ("information-sharing", "governance-officer", {
        "partner": "integrated-care-board", "as-of": 100, "guidance": True, "framework": False,
        "gaps": "The new board has not signed the framework of its predecessor."}),
    ("audits-of-data-sources", "analyst", {
        "source": "Case management system", "holder": "Children's social care", "audited": 150, "auditor": "internal",
        "sampled": 60, "wrong": 3, "reliable": True, "feeds": "Referrals, assessments, plans"}),
    ("workforce", "analyst", {
        "team": "Front door", "leader": "front-door-manager", "as-of": 40, "posts": 14, "filled": 11, "agency": 2,
        "supervised": 12, "appraised": 11, "systems": ["line-management", "appraisal", "supervision", "development"],
        "skills": ["social-care", "safeguarding"]}),
    ("workforce", "analyst", {
        "team": "Child protection, East and West", "leader": "head-of-protection", "as-of": 40, "posts": 22,
        "filled": 17, "agency": 3, "supervised": 15, "appraised": 16,
        "systems": ["line-management", "appraisal", "supervision", "career", "development"],
        "skills": ["social-care", "safeguarding"]}),
    ("decision-rights", "monitoring-officer", {
        "decision": "Closing a children's home", "led-by": "executive", "high-impact": True, "told": True,
        "from": 600}),
    ("decision-rights", "monitoring-officer", {
        "decision": "Placing a child out of the area", "led-by": "officers", "decider": "head-of-children-in-our-care",
        "high-impact": True, "told": False, "from": 600}),
)  # fmt: skip
"""Entries of registers. A number in a column of days counts back from today."""

DATED = frozenset({"on", "made", "reviewed", "as-of", "audited", "from"})


class Work(NamedTuple):
    """What the demonstration is made with."""

    authority: Authority
    today: date
    now: datetime
    users: Mapping[Role, User]

    def by(self, role: Role) -> Acting:
        """Return who acts in a role."""
        return Acting(self.users[role], self.authority, frozenset({role}), "command")

    def day(self, ago: int) -> date:
        """Return a day so many days before today."""
        return self.today - timedelta(days=ago)


def make_work(work: Work, by: Acting) -> None:
    """Let the people of the demonstration do their work. Raises ``BadInput`` where an action refuses it."""
    for role, (key, name) in PEOPLE.items():
        name_person(by=by, key=key, name=name, individual=work.users[role].individual, why=WHY)
    for party, role in SPEAKERS.items():
        individual = str(work.users[role].individual_id)
        let_speak(by=work.by("board-support"), party=party, individual=individual, starts=work.today)
    _state(work)
    kept = {}
    for register, role, values in ENTRIES:
        dated = {key: work.day(value) if key in DATED else value for key, value in values.items()}
        key = add_entry(by=work.by(role), register=register, values=dated, on=work.today, why=WHY)
        kept[values.get("point", key)] = f"register:{register}/{key}"
    _challenge(work, kept["Out-of-hours team"])


def _state(work: Work) -> None:
    for one in SAID:
        statements.say(
            by=work.by(one.role), place=(*EDITION, one.duty), role=one.role, result=one.result, words=one.words,
            saw=one.saw, on=work.day(one.days),
        )  # fmt: skip
    for duty, days, words, how in VOICE:
        statements.record_voice(
            by=work.by("participation-officer"), place=(*EDITION, duty), words=words, how=how,
            heard_on=work.day(days), on=work.day(days),
        )  # fmt: skip
    settled = (*EDITION, "dcs-works-with-partners-on-outcomes")
    for state in ("to-be-stated", "settled"):
        statements.keep(
            by=work.by("governance-officer"), place=settled, state=state, strength="fair", decision="go-on",
            review=work.today + timedelta(days=240), trigger="", why=WHY, on=work.today,
        )  # fmt: skip


def _challenge(work: Work, point: str) -> None:
    repeated = challenges.challenge(
        by=work.by("lead-member"), challenger="office:lead-member", challenged="office:dcs",
        topic="Why do families come back to us within a year?",
        words="Repeated referrals have grown for three years, faster than among our neighbours. What is the cause?",
        on=work.day(55), due=work.day(40), about="measure:referrals-repeated-within-12-months",
    )  # fmt: skip
    challenges.answer(
        by=work.by("dcs"), key=repeated, on=work.day(41),
        words="We looked at 30 of them. In half, early help had ended before the school had taken over.",
    )  # fmt: skip
    challenges.say_what_changed(
        by=work.by("dcs"), key=repeated, on=work.day(30),
        words="Early help no longer ends without a named person at the school.",
    )  # fmt: skip
    challenges.challenge(
        by=work.by("democratic-services-officer"), challenger="body:children-scrutiny", challenged="office:lead-member",
        topic="Leaving care and housing", summons=True, minute="Minute 14 of the committee",
        words="Come and tell the committee who answers for care leavers, now that their team sits in housing.",
        on=work.day(25), due=work.today + timedelta(days=10), about="finding:2013/line-unbroken/leaving-care",
    )  # fmt: skip
    challenges.challenge(
        by=work.by("lead-member"), challenger="office:lead-member", challenged="partner:police",
        topic="Police at strategy discussions",
        words="In nine of 22 discussions out of hours nobody of yours took part. What will you do?",
        on=work.day(30), due=work.day(5), about=point,
        access=Access(kind="exempt", paragraph="7", why="It tells how concerns are investigated."),
    )  # fmt: skip
    challenges.open_action(
        by=work.by("dcs"), title="A named person at the school before early help ends", owner="assistant-director-care",
        source=f"challenge:{repeated}", due=work.today + timedelta(days=30), on=work.day(30),
    )  # fmt: skip
    challenges.open_action(
        by=work.by("governance-officer"), title="Agree a protocol for staff of leaving care in housing",
        owner="director-of-children", source="finding:2013/line-unbroken/leaving-care", due=work.day(3),
        on=work.day(60),
    )  # fmt: skip
