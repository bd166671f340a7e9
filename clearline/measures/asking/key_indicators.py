"""The few measures that an authority holds to be its key ones, each with a reason."""

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.own_files import read_own, write_own
from clearline.measures.figures import KeyIndicator
from clearline.measures.store import Store

_NAME = "key-indicators"


def key_indicators(store: Store, owner: str) -> tuple[KeyIndicator, ...]:
    """Return an authority's key indicators, by its code, in its own order."""
    return read_own(store, owner, _NAME, KeyIndicator)


def add_key_indicator(store: Store, owner: str, measure: str, reason: str) -> None:
    """Make a measure a key one, or give it another reason. Raises ``BadInput`` when the reason is empty."""
    if not reason.strip():
        raise BadInput(Problem(None, None, "A key indicator needs a reason: why does this one matter most here?"))
    there = key_indicators(store, owner)
    new = KeyIndicator(measure=measure, reason=reason.strip())
    if measure in (one.measure for one in there):
        write_own(store, owner, _NAME, [new if one.measure == measure else one for one in there])
    else:
        write_own(store, owner, _NAME, [*there, new])


def remove_key_indicator(store: Store, owner: str, measure: str) -> None:
    """Make a measure no key one any more. Raises ``BadInput`` when it is none."""
    there = key_indicators(store, owner)
    left = [one for one in there if one.measure != measure]
    if len(left) == len(there):
        have = ", ".join(one.measure for one in there) or "none"
        raise BadInput(Problem(None, None, f"'{measure}' is no key indicator.", f"These are: {have}."))
    write_own(store, owner, _NAME, left)
