"""The few measures that an authority holds to be its key ones, each with a reason."""

from collections.abc import Sequence

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.own_files import change_own, read_own
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
    new = KeyIndicator(measure=measure, reason=reason.strip())

    def with_new(there: Sequence[KeyIndicator]) -> Sequence[KeyIndicator]:
        if measure in (one.measure for one in there):
            return [new if one.measure == measure else one for one in there]
        return [*there, new]

    change_own(store, owner, _NAME, KeyIndicator, with_new)


def remove_key_indicator(store: Store, owner: str, measure: str) -> None:
    """Make a measure no key one any more. Raises ``BadInput`` when it is none."""

    def without(there: Sequence[KeyIndicator]) -> Sequence[KeyIndicator]:
        left = [one for one in there if one.measure != measure]
        if len(left) == len(there):
            have = ", ".join(one.measure for one in there) or "none"
            raise BadInput(Problem(None, None, f"'{measure}' is no key indicator.", f"These are: {have}."))
        return left

    change_own(store, owner, _NAME, KeyIndicator, without)
