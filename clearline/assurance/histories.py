"""What was done to a thing, with names in the place of the keys that the trail holds."""

from collections.abc import Iterable, Mapping

from clearline.accounts.trail.queries import Change, Past


def in_names(
    history: Iterable[Past], names: Mapping[str, str], fields: Mapping[str, str] | None = None
) -> tuple[Past, ...]:
    """Return a history in which each value that is a key of ``names`` is told by its name.

    ``fields``: what those fields are called whose own words do not tell, as ``change_on``.
    """
    called = fields or {}
    return tuple(past._replace(changes=tuple(_told(one, names, called) for one in past.changes)) for past in history)


def _told(one: Change, names: Mapping[str, str], fields: Mapping[str, str]) -> Change:
    told = (names.get(value, value) for value in (one.before, one.after))
    return Change(fields.get(one.field, one.field), *told)
