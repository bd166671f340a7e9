"""What other people wait for from the reader: an answer to a challenge, its end, a release before an election."""

from collections.abc import Iterator

from clearline.assurance.challenges.queries import Challenge, challenges, to_answer
from clearline.assurance.challenges.voices import voices
from clearline.checks.needs.things import Asked, Named, Need, Place, count, need
from clearline.schedule.elections import elections


def to_be_answered(asked: Asked) -> Iterator[Need]:
    """Yield the challenges that the reader, by an office of theirs, has to answer."""
    if not asked.by.may("answer challenge"):
        return
    found = to_answer(asked.by, asked.today)
    if found:
        title = f"{count(len(found), 'challenge')} for you to answer"
        yield need(title, "Say what the answer is, and then what has changed.", Place("challenges:challenges"),
                   [_named(one) for one in found])  # fmt: skip


def answered(asked: Asked) -> Iterator[Need]:
    """Yield the challenges of the reader's own office that have been answered and are not closed."""
    if not asked.by.may("challenge"):
        return
    mine = {voice.party.ref for voice in voices(asked.by, asked.today)}
    every = challenges(asked.authority, asked.by, asked.today)
    found = [one for one in every if one.state == "answered" and one.challenger in mine]
    if found:
        title = f"{count(len(found), 'answer')} to challenges of yours"
        yield need(title, "Close what is settled, reply, or escalate what is not.", Place("challenges:challenges"),
                   [_named(one) for one in found])  # fmt: skip


def releases(asked: Asked) -> Iterator[Need]:
    """Yield what the monitoring officer is asked to release in a pre-election period."""
    if not asked.by.may("release in pre-election period"):
        return
    wanted = sum(len(one.wanted) for one in elections(asked.authority) if one.is_on(asked.today))
    if wanted:
        title = f"{count(wanted, 'release')} asked for before an election"
        yield need(title, "Release it with a reason, or let it wait until after the poll.",
                   Place("schedule:elections"), [])  # fmt: skip


def _named(one: Challenge) -> Named:
    return Named(one.topic, Place("challenges:challenge", (one.key,)))
