"""What the people of the demonstration have said, challenged and recorded: by the same actions as everybody's."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.assurance.actions import record_departure
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.challenges.speaking import let_speak
from clearline.assurance.statements import actions as statements
from clearline.guidance.content import load
from clearline.organisations.actions import name_person
from clearline.organisations.partnerships import Departure
from clearline.registers.actions import add_entry
from clearline.schedule.electing import set_election
from clearline.web.demo.script import Challenge, Day, Script, ToDo, access, dated, day_of

EDITION = ("dcs-lm", "2013")
WHY = "Invented for the demonstration."


class Work(NamedTuple):
    """What the demonstration is made with."""

    authority: Authority
    today: date
    users: Mapping[Role, User]
    script: Script

    def by(self, role: Role) -> Acting:
        """Return who acts in a role."""
        return Acting(self.users[role], self.authority, frozenset({role}), "command")

    def day(self, words: Day) -> date:
        """Return the day that words mean."""
        return day_of(words, self.today)

    def at(self, day: date, later: int = 0) -> datetime:
        """Return ten in the morning of a day, or of so many days later."""
        return timezone.make_aware(datetime.combine(day + timedelta(days=later), time(10)))


def name_everybody(work: Work, by: Acting) -> None:
    """Say who of the organisation has which account, and who speaks for a partner and a committee."""
    script = work.script
    for role, person in script.people.items():
        individual = work.users[role].individual
        name_person(by=by, key=person, name=script.names[role], individual=individual, why=WHY)
    for person, name in script.others.items():
        name_person(by=by, key=person, name=name, why=WHY)
    for party, role in script.speakers.items():
        individual_id = str(work.users[role].individual_id)
        let_speak(by=work.by("board-support"), party=party, individual=individual_id, starts=work.today)


def do_work(work: Work) -> None:
    """Let everybody state, record, challenge and depart. Raises ``BadInput`` where an action refuses it."""
    _state(work)
    _depart(work)
    for period in work.script.elections:
        set_election(
            by=work.by("monitoring-officer"), election=period.election, starts=work.day(period.starts),
            ends=work.day(period.ends),
        )  # fmt: skip
    points = {}
    for entry in work.script.entries:
        values = {key: dated(value, work.today) for key, value in entry.values.items()}
        key = add_entry(by=work.by(entry.by), register=entry.register, values=values, on=work.today, why=WHY)
        points[values.get("point")] = f"register:{entry.register}/{key}"
    for one in work.script.challenges:
        challenge(work, one, one.about or points[one.about_entry])
    for action in work.script.actions:
        open_action(work, action, action.source)


def challenge(work: Work, one: Challenge, about: str) -> str:
    """Raise a challenge, with what came of it; return its key."""
    key = challenges.challenge(
        by=work.by(one.by), challenger=one.challenger, challenged=one.challenged, topic=one.topic, words=one.words,
        on=work.day(one.on), due=work.day(one.due), about=about, summons=one.summons, minute=one.minute,
        access=access(one.exempt),
    )  # fmt: skip
    for words, told in ((one.answer, challenges.answer), (one.changed, challenges.say_what_changed)):
        if words:
            told(by=work.by("dcs"), key=key, words=words.words, on=work.day(words.on))
    if one.action:
        open_action(work, one.action, f"challenge:{key}")
    return key


def open_action(work: Work, one: ToDo, source: str) -> None:
    """Open an action because of a thing."""
    challenges.open_action(
        by=work.by(one.by), title=one.title, owner=one.owner, source=source, due=work.day(one.due), on=work.day(one.on)
    )


def _state(work: Work) -> None:
    script = work.script
    for one in script.statements:
        statements.say(
            by=work.by(one.role), place=(*EDITION, one.duty), role=one.role, result=one.result, words=one.words,
            saw=one.saw, on=work.day(one.on),
        )  # fmt: skip
    for voice in script.voices:
        day = work.day(voice.on)
        statements.record_voice(
            by=work.by("participation-officer"), place=(*EDITION, voice.duty), words=voice.words, how=voice.how,
            heard_on=day, on=day,
        )  # fmt: skip
    for state in ("to-be-stated", "settled"):
        statements.keep(
            by=work.by("governance-officer"), place=(*EDITION, script.settled), state=state, strength="fair",
            decision="go-on", review=work.today + timedelta(days=240), trigger="", why=WHY, on=work.today,
        )  # fmt: skip


def _depart(work: Work) -> None:
    """Record the departure, and publish it."""
    one = work.script.departure
    told = {**msgspec.to_builtins(one), "from": work.day(one.start), "review": work.day(one.review)}
    minutes = told.pop("minutes")
    departure = msgspec.convert({**told, "edition": EDITION[1]}, Departure)
    record_departure(
        by=work.by("monitoring-officer"), guidance=load(), departure=departure, minutes=minutes, published=True,
        on=work.today,
    )  # fmt: skip
