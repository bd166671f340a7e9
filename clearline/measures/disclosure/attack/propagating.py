"""Narrows what is known of each count by those it is tied to, in whole numbers, until nothing moves."""

from collections import deque
from collections.abc import Iterable, Sequence

from clearline.measures.disclosure.attack.facts import Facts, Tie
from clearline.measures.disclosure.table import Contradiction

_TURNS = 60
"""How often one tie is looked at again; what is known after that is true all the same, only wider."""


def propagate(facts: Facts, starts: Iterable[int] | None = None) -> set[int]:
    """Narrow the limits in place and return the counts that moved; from all ties, or those of ``starts`` only.

    Raises ``Contradiction`` when some count can have no value at all.
    """
    at = facts.tied
    first = range(len(facts.ties)) if starts is None else sorted({tie for index in starts for tie in at[index]})
    waiting, inside, turns = deque(first), set(first), [0] * len(facts.ties)
    moved: set[int] = set()
    while waiting:
        number = waiting.popleft()
        inside.discard(number)
        turns[number] += 1
        for index in _narrow(facts, facts.ties[number]):
            moved.add(index)
            high = facts.high[index]
            if high is not None and high < facts.low[index]:
                raise Contradiction([facts.names[index]])
            for other in at[index]:
                if other not in inside and turns[other] < _TURNS:
                    inside.add(other)
                    waiting.append(other)
    return moved


def _narrow(facts: Facts, tie: Tie) -> list[int]:
    """Narrow the counts of one tie; return those that moved."""
    ends = [_reach(facts, index, times) for index, times in tie.terms]
    moved = []
    for upward, limit in ((True, tie.most), (False, tie.least)):
        if limit is None:
            continue
        sides = [end[0] if upward else end[1] for end in ends]
        unknown = [place for place, side in enumerate(sides) if side is None]
        if len(unknown) > 1:
            continue
        whole = sum(side for side in sides if side is not None)
        for place in unknown or range(len(sides)):
            index, times = tie.terms[place]
            room = limit - whole + (sides[place] or 0)
            if _limit(facts, index, times, room, upward):
                moved.append(index)
    return moved


def _reach(facts: Facts, index: int, times: int) -> tuple[int | None, int | None]:
    """Return the least and the most that a count can add to a tie."""
    low, high = facts.low[index], facts.high[index]
    ends = (low * times, None if high is None else high * times)
    return ends if times > 0 else (ends[1], ends[0])


def _limit(facts: Facts, index: int, times: int, room: int, upward: bool) -> bool:
    """Hold ``times`` of a count to at most ``room`` (``upward``) or at least; return whether that told anything."""
    if (times > 0) is upward:
        bound, high = room // times, facts.high[index]
        if high is None or bound < high:
            facts.high[index] = bound
            return True
        return False
    bound = -(-room // times)
    if bound > facts.low[index]:
        facts.low[index] = bound
        return True
    return False


def groups(facts: Facts, starts: Sequence[int]) -> list[tuple[list[int], list[Tie]]]:
    """Return the counts that are not known yet and hang together, with their ties: the groups of ``starts`` only."""
    open_ = {index for index in range(len(facts.names)) if facts.low[index] != facts.high[index]}
    seen: set[int] = set()
    result = []
    for start in starts:
        if start in seen or start not in open_:
            continue
        found, ties, waiting = {start}, set[int](), [start]
        while waiting:
            for number in facts.tied[waiting.pop()]:
                if number not in ties:
                    ties.add(number)
                    new = {index for index, _ in facts.ties[number].terms if index in open_} - found
                    found |= new
                    waiting += new
        seen |= found
        result.append((sorted(found), [facts.ties[number] for number in sorted(ties)]))
    return result
