"""Says in words, with file and line, why a value that was read is not what it should be."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from clearline.kit.errors import Problem

MOST = 100
"""How many problems are told at once; nobody reads on, and a table can have one in every row."""

Place = tuple[str | int, ...]
"""Where a value stands in a file: the keys and list positions that lead to it."""

Places = dict[Place, tuple[Path, int]]
"""The file and line of every place in what was read."""


def first_of(problems: list[Problem]) -> list[Problem]:
    """Return as many problems as a person will read, and how many more there are."""
    more = len(problems) - MOST
    if more <= 0:
        return problems
    rest = problems[MOST]
    return [*problems[:MOST], Problem(rest.file, rest.line, f"and {more} more problems from here on.")]


def problem_at(places: Places, place: Place, what: str, todo: str = "") -> Problem:
    """Return a problem with the file and line of a place, or of the nearest place around it."""
    for end in range(len(place), -1, -1):
        if place[:end] in places:
            return Problem(*places[place[:end]], what, todo)
    return Problem(None, None, what, todo)


def explain(data: Any, type_: Any, places: Places, place: Place = ()) -> list[Problem]:
    """Find every problem, by checking the parts of a value one by one until the fault has no parts."""
    try:
        msgspec.convert(data, type_)
        return []
    except msgspec.ValidationError as error:
        message = str(error).split(" - at `$")[0]
    shape = _shape(data, type_)
    found = _wrong_keys(data, shape, places, place)
    for step, value, part_type in _parts(data, shape):
        found += explain(value, part_type, places, (*place, step))
    return found or [problem_at(places, place, f"{_name(place)}: {_plain(message, data, type_)}")]


def _shape(data: Any, type_: Any) -> Any:
    """Return the struct, dictionary or list among the options of a type that a mapping or list was meant to be."""
    wanted = (dict,) if isinstance(data, dict) else (list, tuple) if isinstance(data, list) else ()
    origin = get_origin(type_)
    if origin in wanted or (isinstance(data, dict) and _is_struct(type_)):
        return type_
    if origin in (dict, list, tuple):
        return None
    return next((shape for option in get_args(type_) if (shape := _shape(data, option)) is not None), None)


def _wrong_keys(data: Any, shape: Any, places: Places, place: Place) -> list[Problem]:
    """Find keys that a struct does not have, required keys that are missing, and keys that no dictionary can have."""
    if _is_struct(shape):
        fields = _fields(shape)
        todo = f"It can be: {', '.join(sorted(fields))}."
        unknown = [(key, f"'{key}' is not a key of {_name(place)}.") for key in data if key not in fields]
        missing = [name for name, field in fields.items() if field.required and name not in data]
        found = [problem_at(places, (*place, key), what, todo) for key, what in unknown]
        return found + [problem_at(places, place, f"{_name(place)} needs '{name}'.") for name in missing]
    if get_origin(shape) is not dict:
        return []
    found = []
    for key in data:
        try:
            msgspec.convert(key, get_args(shape)[0])
        except msgspec.ValidationError as error:
            what = f"{_name(place)}: {_plain(str(error), key, get_args(shape)[0])}"
            found.append(problem_at(places, (*place, key), what))
    return found


def _parts(data: Any, shape: Any) -> list[tuple[str | int, Any, Any]]:
    """Return the parts of a value with the type each should have; none where it has no such shape."""
    if _is_struct(shape):
        fields = _fields(shape)
        return [(key, value, fields[key].hint) for key, value in data.items() if key in fields]
    if isinstance(data, dict) and shape is not None:
        return [(key, value, get_args(shape)[1]) for key, value in data.items()]
    if isinstance(data, list) and shape is not None:
        return [(index, value, get_args(shape)[0]) for index, value in enumerate(data)]
    return []


class _Field(NamedTuple):
    """What a key of a struct takes."""

    hint: Any
    required: bool


@cache
def _fields(struct: type[msgspec.Struct]) -> dict[str, _Field]:
    """Return the keys of a struct as they are written."""
    hints = get_type_hints(struct, include_extras=True)
    return {info.encode_name: _Field(hints[info.name], info.required) for info in msgspec.structs.fields(struct)}


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def _name(place: Place) -> str:
    return ".".join(str(step) for step in place) or "the file"


_WORDS = {
    "str": "text",
    "object": "a mapping",
    "array": "a list",
    "bool": "yes or no",
    "int": "a whole number",
    "date": "a date as YYYY-MM-DD",
}


def _plain(message: str, data: Any, type_: Any) -> str:
    """Say what was wrong in words, with what was found and what could stand there."""
    shown = _shown(data)
    choices = sorted(_choices(type_))
    if choices and isinstance(data, str):
        return f"{shown} is not one of: {', '.join(choices)}."
    if "matching regex" in message:
        return f"{shown} is not a key: use lower-case letters, digits and hyphens."
    if "date" in message:
        message = "Expected `date`"
    wanted = [
        _WORDS.get(word, word) for word in message.partition("`")[2].partition("`")[0].split(" | ") if word != "null"
    ]
    todo = " Put it in quotes." if "text" in wanted and isinstance(data, int) else ""
    return f"expected {' or '.join(wanted)}; found {shown}.{todo}"


def _shown(data: Any) -> str:
    """Show a value as it was written, cut short."""
    if isinstance(data, bool):
        return "yes" if data else "no"
    return {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(data), repr(data)[:60])


def _choices(type_: Any) -> set[str]:
    """Return the words allowed by a type made of literals, wherever they stand in it."""
    if get_origin(type_) in (dict, tuple, list):
        return set()
    return {word for arg in get_args(type_) for word in ({arg} if isinstance(arg, str) else _choices(arg))}
