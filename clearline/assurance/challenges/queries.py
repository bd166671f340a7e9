"""Questions about challenges: what each reader may see of them, and how they stand on a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch

from clearline.accounts.access_class import Access, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.challenges import models
from clearline.assurance.challenges.following import Stands, recent_from, same_thing, stands, without_challenge
from clearline.assurance.challenges.parties import COUNCIL, ESCALATES_TO, OFFICES
from clearline.assurance.challenges.to_do import Action, action_named, actions_of
from clearline.assurance.challenges.voices import challengers, parties_here, voices
from clearline.kit.proving import ProofState, Result
from clearline.kit.values import Value

__all__ = [
    "STEPS", "Action", "Challenge", "Step", "action_named", "actions_of", "challenge_named", "challenge_state",
    "challenges", "goes_up_to", "may_do", "party_words", "to_answer", "unchallenged",
]  # fmt: skip

STEPS = {
    "answer": "Answer", "change": "What changed", "reply": "Reply", "escalation": "Escalated", "closed": "Closed",
}  # fmt: skip


ASKS = frozenset({"reply", "escalation", "closed"})
"""The kinds that the challenger adds, or whoever took over from it."""


class Step(Value, frozen=True, kw_only=True):
    """What followed a challenge."""

    kind: str
    """A key of ``STEPS``."""
    party: str
    party_name: str
    to: str
    """Of an escalation: the party to whom; else empty."""
    words: str
    """Empty where the reader may not see them."""
    hidden: bool
    on: date
    due: date | None
    """By when an answer is asked for; ``None`` when none is."""
    by: str
    """Who wrote it, by name; empty when no name is recorded."""
    successor_of: str
    """Of a step in the challenger's place: the party that the writer's party took over from; else empty."""
    since: date | None
    """From when that person held the office; ``None`` when not known, and for a body's clerk."""
    minute: str
    """Where it stands, when somebody recorded it for a body; else empty."""
    access: Access
    number: int
    """By which its access class is changed."""

    @property
    def title(self) -> str:
        return f"Escalated to {party_words(self.to)}" if self.to else STEPS[self.kind]


class Challenge(Value, frozen=True, kw_only=True):
    """A challenge as a reader may see it, with what followed by a day."""

    key: str
    challenger: str
    """A party: ``office:lead-member``, ``body:key``, ``partner:key``."""
    challenger_name: str
    challenged: str
    challenged_name: str
    about: str
    """``kind:key``; empty when it is about nothing in particular."""
    topic: str
    words: str
    summons: bool
    made_on: date
    first_due: date
    by: str
    """Who raised it, by name; empty when no name is recorded."""
    minute: str
    access: Access
    number: int
    """By which its access class is changed."""
    steps: tuple[Step, ...]
    state: str
    """waiting, answered or closed."""
    due: date | None
    """By when the answer that is waited for is due; ``None`` when none is."""
    overdue: bool
    successor: bool
    """Whether somebody other than who raised it closed it, in the same office."""
    challengers: tuple[str, ...]
    """The parties that act for the challenger today: itself, and those that took over once it is no more."""

    @property
    def escalated_to(self) -> tuple[str, ...]:
        """The parties to whom it went up."""
        return tuple(step.to for step in self.steps if step.to)

    @property
    def answerers(self) -> tuple[str, ...]:
        """The parties that may answer it."""
        return (self.challenged, *self.escalated_to)

    @property
    def closing(self) -> Step | None:
        return next((step for step in self.steps if step.kind == "closed"), None)


def party_words(party: str) -> str:
    """Return what an office or the council is called; other parties carry their name with them."""
    return "Full Council" if party == COUNCIL else OFFICES.get(party.removeprefix("office:"), party)


def challenges(
    authority: Authority, by: Acting, on: date, *, about: str | None = None, today: date | None = None
) -> tuple[Challenge, ...]:
    """Return the challenges that somebody may see, as on a day, the last first; with ``about`` those about one thing.

    Everybody who may see challenges sees those that are open to them by their access class, and all of those in which
    they speak for one of the parties ``today`` (``None``: on that day). Nobody else sees any.
    """
    if not by.may("see challenges"):
        return ()
    mine = frozenset(voice.party.ref for voice in voices(by, today or on))
    here = parties_here(authority, today or on)
    rows = models.Challenge.objects.filter(authority=authority, made_on__lte=on)
    if about is not None:
        rows = rows.filter(about__in=same_thing(about))
    steps = Prefetch("steps", models.Step.objects.filter(on__lte=on).select_related("by").order_by("id"))
    found = rows.select_related("by").prefetch_related(steps).order_by("-made_on", "-id")
    acting = [(row, challengers(authority, row.challenger, row.made_on, here)) for row in found]
    return tuple(_challenge(row, by, mine, on, refs) for row, refs in acting if _seen(row, by, mine, refs))


def challenge_named(by: Acting, key: str, on: date, today: date) -> Challenge | None:
    """Return one challenge; ``None`` when there is none of that key by the day, or none that this reader may see."""
    assert by.authority is not None
    return next((one for one in challenges(by.authority, by, on, today=today) if one.key == key), None)


def to_answer(by: Acting, on: date) -> tuple[Challenge, ...]:
    """Return the challenges that wait for an answer that somebody may give, the soonest due first."""
    assert by.authority is not None
    mine = {voice.party.ref for voice in voices(by, on)}
    waiting = (one for one in challenges(by.authority, by, on) if one.due and not mine.isdisjoint(one.answerers))
    return tuple(sorted(waiting, key=lambda one: (one.due or date.max, one.key)))


def may_do(by: Acting, one: Challenge, on: date) -> frozenset[str]:
    """Return the kinds of step that somebody may add to a challenge now: keys of ``STEPS``; none once it is closed."""
    if one.state == "closed":
        return frozenset()
    row = models.Challenge.objects.get(authority=by.authority, key=one.key)
    wrote = list(row.steps.filter(by=by.person).values_list("kind", "party"))
    mine = {voice.party.ref for voice in voices(by, on)}
    answered = any(kind in ("answer", "change") for kind, _ in wrote)
    challenged = row.by_id == by.person or any(party in one.challengers for _, party in wrote)
    found: set[str] = set()
    if by.may("answer challenge") and not mine.isdisjoint(one.answerers) and not challenged:
        found |= {"answer", "change"}
    if by.may("challenge") and not mine.isdisjoint(one.challengers):
        found |= {"escalation"} if goes_up_to(one) else set()
        found |= {"reply"} if any(step.kind == "answer" for step in one.steps) else set()
        found |= set() if answered else {"closed"}
    return frozenset(found)


def goes_up_to(one: Challenge) -> tuple[str, ...]:
    """Return the parties to whom a challenge can still go up."""
    return tuple(party for party in ESCALATES_TO if party not in {one.challenger, *one.answerers})


def unchallenged(authority: Authority, bad: Iterable[str], on: date) -> tuple[str, ...]:
    """Return the bad results (abouts) about which no challenge was raised in the year before a day."""
    recent = models.Challenge.objects.filter(authority=authority, made_on__lte=on, made_on__gte=recent_from(on))
    return without_challenge(bad, recent.exclude(about="").values_list("about", flat=True))


def challenge_state(authority: Authority, on: date) -> ProofState:
    """Return how the challenge log proves that challenge is given and answered, on a day."""
    found = list(_standings(authority, on))
    title = "Challenge log"
    if not found:
        nothing = ("No challenge has been recorded.",)
        return ProofState(key="challenges", title=title, result="never looked at", says=nothing)
    newest = max(made for made, _ in found)
    recent = sum(made >= recent_from(on) for made, _ in found)
    overdue = sum(one.overdue for _, one in found)
    waiting = sum(one.state == "waiting" for _, one in found)
    says = (
        f"{_counted(recent, 'challenge')} in the last 12 months (a local measure: no law fixes how many).",
        f"{_counted(waiting, 'challenge')} waiting for an answer, {overdue} of them overdue.",
    )
    result: Result = "fails" if overdue else "passes" if recent else "not known"
    return ProofState(key="challenges", title=title, result=result, says=says, newest=newest)


def _standings(authority: Authority, on: date) -> Iterator[tuple[date, Stands]]:
    """Yield every challenge made by a day, whoever may see it: when it was made and how it stands."""
    steps = Prefetch("steps", models.Step.objects.order_by("id"))
    rows = models.Challenge.objects.filter(authority=authority, made_on__lte=on).prefetch_related(steps)
    return ((row.made_on, stands(row.due, row.steps.all(), on)) for row in rows.order_by("id"))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _seen(row: models.Challenge, by: Acting, mine: frozenset[str], acting: tuple[str, ...]) -> bool:
    return may_see(by, row.access_class) or _own(row, mine, acting)


def _own(row: models.Challenge, mine: frozenset[str], acting: tuple[str, ...]) -> bool:
    parties = {*acting, row.challenged, *(step.to for step in row.steps.all() if step.to)}
    return not mine.isdisjoint(parties)


def _challenge(row: models.Challenge, by: Acting, mine: frozenset[str], on: date, acting: tuple[str, ...]) -> Challenge:
    own = _own(row, mine, acting)
    state, due, overdue = stands(row.due, row.steps.all(), on)
    return Challenge(
        key=row.key,
        challenger=row.challenger,
        challenger_name=row.challenger_name,
        challenged=row.challenged,
        challenged_name=row.challenged_name,
        about=row.about,
        topic=row.topic,
        words=row.words,
        summons=row.summons,
        made_on=row.made_on,
        first_due=row.due,
        by=_name(row, row.challenger, by),
        minute=row.minute,
        access=row.access_class,
        number=row.pk,
        challengers=acting,
        steps=tuple(_step(step, by, own, row) for step in row.steps.all()),
        state=state,
        due=due,
        overdue=overdue,
        successor=any(step.kind == "closed" and step.by_id != row.by_id for step in row.steps.all()),
    )


def _step(row: models.Step, by: Acting, own: bool, of: models.Challenge) -> Step:
    took_over = row.kind in ASKS and row.party != of.challenger
    seen = own or may_see(by, row.access_class)
    return Step(
        kind=row.kind,
        party=row.party,
        party_name=row.party_name,
        to=row.to,
        words=row.words if seen else "",
        hidden=not seen,
        on=row.on,
        due=row.due,
        by=_name(row, row.party, by),
        successor_of=of.challenger_name if took_over else "",
        since=row.since,
        minute=row.minute if seen else "",
        access=row.access_class,
        number=row.pk,
    )


def _name(row: models.Challenge | models.Step, party: str, by: Acting) -> str:
    """Return who wrote something; empty for whoever may not see the names of people below the published posts."""
    return row.by.name if by.may("see people") or party.startswith("office:") else ""
