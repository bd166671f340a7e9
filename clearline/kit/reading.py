"""Reads YAML that people write into frozen values, and says file and line when something is wrong.

The YAML is the plain part: mappings, lists, text, numbers, dates as text, yes/no. Aliases, tags and repeated keys are
refused, so a small file can never unfold into a large one and nothing is silently overwritten.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml
from yaml.reader import Reader

from clearline.kit.errors import BadInput, Problem

T = TypeVar("T")

LARGEST = 5_000_000
"""Bytes. A hand-written file is a few hundred kilobytes at most; a large organisation comes as CSV."""

_TOO_LARGE = "Give a large organisation's posts as CSV."

DEEPEST = 40
"""Levels of nesting; real files use about eight."""

Place = tuple[str | int, ...]
"""Where a value stands in a file: the keys and list positions that lead to it."""

Places = dict[Place, tuple[Path, int]]
"""The file and line of every place in what was read."""

_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")


def read_bytes(path: Path, largest: int = LARGEST, todo: str = _TOO_LARGE) -> bytes:
    """Return what is in a file; raise ``BadInput`` if it cannot be read or has more than ``largest`` bytes.

    ``todo`` says what to do about a file that is too large. A pipe is read like a file; its size is not known before.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
    if len(raw) > largest:
        raise BadInput(Problem(path, None, f"is too large to read: the limit is {largest:,} bytes.", todo))
    return raw


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a UTF-8 file; raise ``BadInput`` if it cannot be read, is too large or is not UTF-8."""
    raw = read_bytes(path, largest)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(Problem(path, line, "is not UTF-8 text.", "Save the file as UTF-8.")) from None


def read_yaml(path: Path) -> tuple[Any, Places]:
    """Return a YAML file as plain data, with the file and line of every place in it.

    Raises ``BadInput`` naming the file and line for anything outside the plain part of YAML.
    """
    text = read_text(path)
    builder = _Builder(path, text)
    try:
        return builder.document(), builder.places
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise BadInput(Problem(path, line, f"is not YAML: {error.problem or error.context}.")) from None
    except yaml.YAMLError:  # the one error without a mark: a character that YAML does not allow
        match = Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, match.start()) + 1 if match else None
        raise BadInput(Problem(path, line, "is not YAML: it has a control character.")) from None


class _Builder:
    """Turns the parts of one file into data as they come, remembering places and refusing what hides surprises.

    It takes the parser's events, not its tree: the parser builds a tree by calling itself, and a file of nothing but
    brackets would end the program.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.places: Places = {}
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def refuse(self, event: yaml.Event, what: str, todo: str = "") -> BadInput:
        return BadInput(Problem(self.path, self.line(event), what, todo))

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + 1

    def document(self) -> Any:
        """Return the one document of the file."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise BadInput(Problem(self.path, None, "is empty."))
        value = self.value(next(self.events), ())
        next(self.events)
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            raise self.refuse(more, "holds a second document (---).", "Keep one.")
        return value

    def value(self, event: Any, place: Place) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(event, "uses a YAML alias (*name).", "Write the value out each time.")
        if event.tag is not None:
            raise self.refuse(event, f"uses the YAML tag {event.tag}.", "Write a plain value.")
        if len(place) > DEEPEST:
            raise self.refuse(event, f"is nested more than {DEEPEST} levels deep.")
        self.places.setdefault(place, (self.path, self.line(event)))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place)
        return self.scalar(event)

    def mapping(self, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse(event, "has a key that is not a plain word.")
            key = event.value
            if key in result:
                raise self.refuse(event, f"says '{key}' twice in one place.", "Keep one of them.")
            self.places[(*place, key)] = (self.path, self.line(event))
            result[key] = self.value(next(self.events), (*place, key))
        return result

    def sequence(self, place: Place) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*place, len(result))))
        return result

    def scalar(self, event: Any) -> Any:
        text = event.value
        if event.style in ("'", '"', "|", ">"):  # quoted or block text is always text
            return text
        if text in ("", "~", "null"):
            return None
        lowered = text.lower()
        if lowered in _YES_NO:
            return _YES_NO[lowered]
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def convert(data: Any, type_: type[T], places: Places) -> T:
    """Return ``data`` as a value of ``type_``; raise ``BadInput`` with every problem, each with its file and line."""
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError:
        raise BadInput(*_problems(data, type_, places, ())) from None


def problem_at(places: Places, place: Place, what: str, todo: str = "") -> Problem:
    """Return a problem with the file and line of a place, or of the nearest place around it."""
    for end in range(len(place), -1, -1):
        if place[:end] in places:
            return Problem(*places[place[:end]], what, todo)
    return Problem(None, None, what, todo)


def _problems(data: Any, type_: Any, places: Places, place: Place) -> list[Problem]:
    """Find every problem, by checking the parts of a value one by one until the fault has no parts."""
    try:
        msgspec.convert(data, type_)
        return []
    except msgspec.ValidationError as error:
        message = str(error).split(" - at `$")[0]
    found: list[Problem] = []
    for step, value, part_type in _parts(data, type_):
        found += _problems(value, part_type, places, (*place, step))
    if isinstance(data, dict) and _is_struct(type_):
        found += _wrong_keys(data, type_, places, place)
    return found or [problem_at(places, place, f"{_name(place)}: {_plain(message, data, type_)}")]


def _wrong_keys(data: dict[str, Any], type_: Any, places: Places, place: Place) -> list[Problem]:
    """Find keys that a struct does not have, and required keys that are missing."""
    fields = {info.encode_name: info for info in msgspec.structs.fields(type_)}
    todo = f"It can be: {', '.join(sorted(fields))}."
    found = [
        problem_at(places, (*place, key), f"'{key}' is not a key of {_name(place)}.", todo)
        for key in data
        if key not in fields
    ]
    found += [
        problem_at(places, place, f"{_name(place)} needs '{name}'.")
        for name, info in fields.items()
        if info.required and name not in data
    ]
    return found


def _parts(data: Any, type_: Any) -> list[tuple[str | int, Any, Any]]:
    """Return the parts of a value with the type each should have, where the value has that shape at all."""
    origin, args = get_origin(type_), get_args(type_)
    if isinstance(data, dict) and _is_struct(type_):
        hints = get_type_hints(type_, include_extras=True)
        fields = {info.encode_name: hints[info.name] for info in msgspec.structs.fields(type_)}
        return [(key, value, fields[key]) for key, value in data.items() if key in fields]
    if isinstance(data, dict) and origin is dict:
        return [(key, value, args[1]) for key, value in data.items()]
    if isinstance(data, list) and origin in (tuple, list):
        return [(index, value, args[0]) for index, value in enumerate(data)]
    options = () if origin in (dict, tuple, list) else args
    return next((parts for parts in (_parts(data, option) for option in options) if parts), [])


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def _name(place: Place) -> str:
    return ".".join(str(step) for step in place) or "the file"


_WORDS = {
    "`str`": "text",
    "`object`": "a mapping",
    "`array`": "a list",
    "`bool`": "yes or no",
    "`int`": "a whole number",
    "`null`": "nothing",
    "`date`": "a date as YYYY-MM-DD",
    "Invalid RFC3339 encoded date": "Expected a date as YYYY-MM-DD",
}


def _plain(message: str, data: Any, type_: Any) -> str:
    """Say what was wrong in words, with what was found and what could stand there."""
    shown = ("yes" if data else "no") if isinstance(data, bool) else repr(data)[:60]
    choices = sorted(_choices(type_))
    if choices and isinstance(data, str):
        return f"{shown} is not one of: {', '.join(choices)}."
    if "matching regex" in message:
        return f"{shown} is not a key: use lower-case letters, digits and hyphens."
    for term, word in _WORDS.items():
        message = message.replace(term, word)
    return f"{message}." if isinstance(data, dict | list) else f"{message.split(', got')[0]}; found {shown}."


def _choices(type_: Any) -> set[str]:
    """Return the words allowed by a type made of literals, wherever they stand in it."""
    if get_origin(type_) in (dict, tuple, list):
        return set()
    return {word for arg in get_args(type_) for word in ({arg} if isinstance(arg, str) else _choices(arg))}
