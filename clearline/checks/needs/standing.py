"""What the standing of duties asks of a reader now: statements that they have not made, stale ones, what nobody saw."""

from collections.abc import Iterable, Iterator

from clearline.accounts.permissions import Role
from clearline.assurance.statements.columns import SPEAKERS
from clearline.assurance.statements.queries import Judgement, judgements
from clearline.checks.needs.things import Asked, Named, Need, Place, count, need
from clearline.checks.standing import LIVE, Word
from clearline.checks.standings import Standing
from clearline.guidance import words

KEEPERS: frozenset[Role] = frozenset({"governance-officer", "dcs"})
"""Who sees to it that somebody looks at each duty."""


def statements(asked: Asked) -> Iterator[Need]:
    """Yield the duties of which the reader has said nothing yet, then those past the day of their review."""
    mine = [role for role in SPEAKERS if role in asked.by.roles]
    if asked.standings is None or not mine or not asked.by.may("see assurance"):
        return
    live = {one.name: one for one in asked.standings.duties if one.word in LIVE}
    editions = dict.fromkeys(name[:2] for name in live)
    every = [one for place in editions for one in judgements(asked.authority, *place, asked.on)]
    own = [one for one in every if _name(one) in live and set(mine).intersection(one.column_names)]
    place = Place("statements:statements")
    silent = [one for one in own if any(name in mine and said is None for name, said in _columns(one))]
    if silent:
        title = f"{count(len(silent), 'duty', 'duties')} without your statement"
        yield need(title, "Say what you ensure, or are satisfied of, and what you saw.", place, _each(silent, live))
    stale = [one for one in own if one not in silent and one.stale(asked.on)]
    if stale:
        title = f"{count(len(stale), 'statement')} to look at again"
        yield need(title, "The day of their review has passed, so they prove nothing.", place, _each(stale, live))


def not_looked_at(asked: Asked) -> Iterator[Need]:
    """Yield how many duties nobody has ever looked at, and how many are not known."""
    if asked.standings is None or not asked.by.roles & KEEPERS:
        return
    looks: tuple[tuple[Word, str, str], ...] = (
        ("Never looked at", "that nobody has ever looked at", "Begin with those that are a must."),
        ("Not known", "of which it is not known whether they are met", "Ask those who would know."),
    )
    for word, what, todo in looks:
        number = asked.standings.counts[word]
        if number:
            yield Need(
                f"{count(number, 'duty', 'duties')} {what}", todo, Place("checks:standing", (), {"standing": word})
            )


def _columns(one: Judgement) -> Iterator[tuple[Role, object]]:
    return zip(one.column_names, one.columns, strict=True)


def _name(one: Judgement) -> tuple[str, str, str]:
    return one.document, one.edition, one.duty


def _each(found: Iterable[Judgement], live: dict[tuple[str, str, str], Standing]) -> list[Named]:
    """Return duties with the pages of their statements, what must be done before what should."""
    order = list(words.FORCES)
    duties = sorted((live[_name(one)] for one in found), key=lambda one: order.index(one.stated.duty.force))
    return [
        Named(words.known_as(one.stated.provision.at, one.stated.duty.says), Place("statements:judgement", one.name))
        for one in duties
    ]
