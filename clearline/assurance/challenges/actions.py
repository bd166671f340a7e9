"""Challenges, and what follows them: each is added in the name of a party by somebody who may, and nothing is changed.

The trail names each step. Words stay out of it: it has readers who may not see those that are closed, now or later.
"""

from datetime import date

from django.db import transaction

from clearline.accounts.access_class import OPEN, Access, access_columns
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.assurance.abouts import check_about
from clearline.assurance.challenges.doing import change_action, drop_action, finish_action, open_action, open_again
from clearline.assurance.challenges.following import Stands, stands
from clearline.assurance.challenges.models import Challenge, Step
from clearline.assurance.challenges.parties import ESCALATES_TO, Party, may_challenge, may_summon
from clearline.assurance.challenges.queries import ASKS, party_words
from clearline.assurance.challenges.voices import Voice, challengers, parties_here, voice_for
from clearline.assurance.challenges.writing import authority_for, hold, person
from clearline.kit.errors import BadInput

__all__ = [
    "answer", "challenge", "change_action", "close", "drop_action", "escalate", "finish_action", "open_action",
    "open_again", "reply", "say_what_changed",
]  # fmt: skip

CLASSES = ("open", "exempt", "confidential", "privileged")
"""A challenge and its steps are made when they are sent, so there are no drafts of them here."""


def challenge(
    *,
    by: Acting,
    challenger: str,
    challenged: str,
    topic: str,
    words: str,
    on: date,
    due: date,
    about: str = "",
    summons: bool = False,
    minute: str = "",
    access: Access = OPEN,
) -> str:
    """Raise a challenge in the name of a party; return its key.

    ``minute`` says where it stands, when a clerk records what a body decided. Raises ``BadInput`` for a direction that
    there is not, a summons that is none, words that are missing, an answer due before the challenge; ``Refused`` for
    whoever does not speak for the challenger.
    """
    authority = authority_for(by, "challenge")
    voice = _voice(by, on, minute, challenger)
    to = _party(authority, challenged, on)
    problems = [*_without_words(topic, words), *_direction(voice.party, to, summons)]
    if due < on:
        problems.append(
            "The day by which an answer is asked for must be the same as or after the day of the challenge."
        )
    if problems:
        raise BadInput(*problems)
    if about:
        check_about(about)
    with transaction.atomic():
        hold(authority)
        row = Challenge.objects.create(
            authority=authority,
            key=_next_key(authority, on),
            challenger=voice.party.ref,
            challenger_name=voice.party.name,
            challenged=to.ref,
            challenged_name=to.name,
            about=about,
            topic=topic.strip(),
            words=words.strip(),
            summons=summons,
            made_on=on,
            due=due,
            by=person(by),
            since=voice.since,
            minute=minute.strip(),
            **_access(access),
        )
        after = {
            "from": row.challenger, "to": row.challenged, "due": due, "summons": summons, "about": about,
            "access": access.kind,
        }  # fmt: skip
        trail.record(by=by, did="challenge raised", about=f"challenge:{row.key}", after=after)
    return row.key


def answer(*, by: Acting, key: str, words: str, on: date, minute: str = "", access: Access = OPEN) -> None:
    """Answer a challenge, for whoever was challenged or is asked now that it went up.

    Raises ``Refused`` for anybody else, and for a person who wrote for the challenger, whatever the account or office.
    """
    authority_for(by, "answer challenge")
    with transaction.atomic():
        row, voice = _answering(by, key, on, minute)
        _add(row, voice, by, "answer", words, on, minute, access)


def say_what_changed(*, by: Acting, key: str, words: str, on: date, minute: str = "", access: Access = OPEN) -> None:
    """Say what changed because of a challenge, for whoever answers it. Raises as ``answer`` does."""
    authority_for(by, "answer challenge")
    with transaction.atomic():
        row, voice = _answering(by, key, on, minute)
        _add(row, voice, by, "change", words, on, minute, access)


def reply(
    *, by: Acting, key: str, words: str, on: date, due: date | None = None, minute: str = "", access: Access = OPEN
) -> None:
    """Reply to an answer in the challenger's name; with ``due``, ask for another answer by that day.

    Raises ``BadInput`` before there is an answer.
    """
    authority_for(by, "challenge")
    with transaction.atomic():
        row, voice, state = _challenging(by, key, on, minute)
        if not row.steps.filter(kind="answer").exists():
            raise BadInput("There is no answer to reply to yet. You can escalate the challenge.")
        if state.due is not None and due is not None:
            raise BadInput(f"An answer is asked for by {state.due:%-d %B %Y} already. Leave the new day empty.")
        _add(row, voice, by, "reply", words, on, minute, access, due=due)


def escalate(
    *, by: Acting, key: str, to: str, words: str, on: date, due: date, minute: str = "", access: Access = OPEN
) -> None:
    """Take a challenge up to the chief executive, the leader or Full Council, who may answer it then.

    Raises ``BadInput`` for anybody else, for the two parties themselves, and for one to whom it went up before.
    """
    authority_for(by, "challenge")
    with transaction.atomic():
        row, voice, _ = _challenging(by, key, on, minute)
        before = set(row.steps.filter(kind="escalation").values_list("to", flat=True))
        if to not in ESCALATES_TO or to in {row.challenger, row.challenged, *before}:
            raise BadInput(f"This cannot be escalated to {party_words(to)}.")
        _add(row, voice, by, "escalation", words, on, minute, access, to=to, due=due)


def close(*, by: Acting, key: str, words: str, on: date, minute: str = "", access: Access = OPEN) -> None:
    """Close a challenge, in the name of the party that raised it: by whoever holds that office now, or took over.

    Raises ``Refused`` for anybody else, and for a person who answered it, whatever the office they hold now.
    """
    authority_for(by, "challenge")
    with transaction.atomic():
        row, voice, _ = _challenging(by, key, on, minute)
        if row.steps.filter(kind__in=("answer", "change"), by=person(by)).exists():
            raise Refused("Whoever answered a challenge cannot close it.")
        _add(row, voice, by, "closed", words, on, minute, access)


def _answering(by: Acting, key: str, on: date, minute: str) -> tuple[Challenge, Voice]:
    """Return a challenge that is not closed and the voice in which somebody may answer it."""
    row, _ = _open(by, key, on)
    asked = (row.challenged, *row.steps.filter(kind="escalation").values_list("to", flat=True))
    voice = _voice(by, on, minute, *asked)
    by.require_another(row.by_id, "An answer")
    for writer in row.steps.filter(party__in=_challengers(row, on)).values_list("by", flat=True):
        by.require_another(writer, "An answer")
    return row, voice


def _challenging(by: Acting, key: str, on: date, minute: str) -> tuple[Challenge, Voice, Stands]:
    """Return a challenge that is not closed, the voice of its challenger or a successor, and how it stands."""
    row, state = _open(by, key, on)
    return row, _voice(by, on, minute, *_challengers(row, on)), state


def _challengers(row: Challenge, on: date) -> tuple[str, ...]:
    return challengers(row.authority, row.challenger, row.made_on, parties_here(row.authority, on))


def _open(by: Acting, key: str, on: date) -> tuple[Challenge, Stands]:
    """Return a challenge that is not closed, held against others. Raises ``BadInput`` for any other."""
    assert by.authority is not None
    hold(by.authority)
    row = Challenge.objects.filter(authority=by.authority, key=key).first()
    if row is None:
        raise BadInput(f"There is no challenge '{key}'.")
    last = row.steps.order_by("-on").first()
    if on < max(row.made_on, last.on if last else row.made_on):
        raise BadInput("This day is before what was said last.")
    state = stands(row.due, row.steps.order_by("id"), on)
    if state.state == "closed":
        raise BadInput("This challenge is closed. Raise a new one.")
    return row, state


def _add(
    row: Challenge,
    voice: Voice,
    by: Acting,
    kind: str,
    words: str,
    on: date,
    minute: str,
    access: Access,
    *,
    to: str = "",
    due: date | None = None,
) -> None:
    """Add a step, and leave one entry."""
    if problems := _without_words("-", words):
        raise BadInput(*problems)
    if due is not None and due < on:
        raise BadInput("The day by which an answer is asked for must be today or later.")
    step = Step.objects.create(
        challenge=row, kind=kind, party=voice.party.ref, party_name=voice.party.name, to=to, words=words.strip(),
        on=on, due=due, by=person(by), since=voice.since, minute=minute.strip(), **_access(access),
    )  # fmt: skip
    successor_of = row.challenger if kind in ASKS and step.party != row.challenger else ""
    after = {"as": step.party, "successor_of": successor_of, "to": to, "due": due, "access": access.kind}
    did = {
        "answer": "challenge answered", "change": "said what changed", "reply": "answer replied to",
        "escalation": "challenge escalated", "closed": "challenge closed",
    }[kind]  # fmt: skip
    after = {name: value for name, value in after.items() if value not in ("", None)}
    trail.record(by=by, did=did, about=f"challenge:{row.key}", after=after)


def _access(access: Access) -> dict[str, str]:
    if access.kind not in CLASSES:
        raise BadInput("A challenge and what follows it are never drafts: they are made when they are sent.")
    return access_columns(access)


def _direction(challenger: Party, challenged: Party, summons: bool) -> list[str]:
    if not may_challenge(challenger, challenged):
        return [f"{challenger.name} does not challenge {challenged.name}."]
    if summons and not may_summon(challenger, challenged):
        return ["Only a scrutiny committee summons, and only the members of the executive and officers."]
    return []


def _without_words(topic: str, words: str) -> list[str]:
    named = {"Say what it is about in a few words.": topic, "Say it in words.": words}
    return [problem for problem, text in named.items() if not text.strip()]


def _party(authority: Authority, ref: str, on: date) -> Party:
    found = next((party for party in parties_here(authority, on) if party.ref == ref), None)
    if found is None:
        raise BadInput(f"There is no “{ref}” here on {on:%-d %B %Y} that could be challenged.")
    return found


def _voice(by: Acting, on: date, minute: str, *refs: str) -> Voice:
    """Return in whose name somebody writes. Raises ``Refused`` for nobody's, ``BadInput`` without a minute."""
    voice = voice_for(by, on, *refs)
    if voice is None:
        raise Refused("You do not hold the office, and do not speak for the body, that this is for.")
    if voice.clerk and not minute.strip():
        raise BadInput(f"Give the minute: {voice.party.name} speaks by what it decided.")
    return voice


def _next_key(authority: Authority, on: date) -> str:
    """Return the next number of the year: a key says nothing of what it is about."""
    return f"{on.year}-{Challenge.objects.filter(authority=authority, made_on__year=on.year).count() + 1}"
