"""What was done to a thing, with names in the place of the keys that the trail holds."""

from collections.abc import Iterable, Mapping

from clearline.accounts.trail.queries import Past


def in_names(history: Iterable[Past], names: Mapping[str, str]) -> tuple[Past, ...]:
    """Return a history in which each value that is a key of ``names`` is told by its name."""
    return tuple(
        past._replace(
            changes=tuple(
                one._replace(before=names.get(one.before, one.before), after=names.get(one.after, one.after))
                for one in past.changes
            )
        )
        for past in history
    )
