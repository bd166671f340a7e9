"""Reads YAML that people write into frozen values, and says file and line when something is wrong.

The YAML is the plain part: mappings, lists, text, numbers, dates as text, yes/no. Aliases, tags and repeated keys are
refused, so a small file can never unfold into a large one and nothing is silently overwritten.
"""

import re
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from clearline.kit.errors import BadInput, Problem

T = TypeVar("T")

LARGEST = 5_000_000
"""Bytes. A hand-written file is a few hundred kilobytes at most; a large organisation comes as CSV."""

DEEPEST = 40
"""Levels of nesting; real files use about eight."""

Place = tuple[str | int, ...]
"""Where a value stands in a file: the keys and list positions that lead to it."""

Places = dict[Place, tuple[Path, int]]
"""The file and line of every place in what was read."""

_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a UTF-8 file; raise ``BadInput`` if it cannot be read, is too large or is not UTF-8."""
    try:
        size = path.stat().st_size
        if size > largest:
            todo = f"The limit is {largest:,} bytes; give a large organisation's posts as CSV."
            raise BadInput(Problem(path, None, f"the file is {size:,} bytes, too large to read.", todo))
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
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
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise BadInput(Problem(path, line, f"is not YAML: {error.problem or error.context}.")) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadInput(Problem(path, None, f"is not YAML: {str(error).splitlines()[0]}.")) from None
    if node is None:
        raise BadInput(Problem(path, None, "is empty."))
    builder = _Builder(path)
    return builder.value(node, ()), builder.places


class _Builder:
    """Turns the nodes of one file into data, remembering places and refusing what hides surprises."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: Places = {}
        self.seen: set[int] = set()

    def refuse(self, node: yaml.Node, what: str, todo: str = "") -> BadInput:
        return BadInput(Problem(self.path, node.start_mark.line + 1, what, todo))

    def value(self, node: yaml.Node, place: Place) -> Any:
        if id(node) in self.seen:
            raise self.refuse(node, "uses a YAML alias (*name).", "Write the value out each time.")
        self.seen.add(id(node))
        if len(place) > DEEPEST:
            raise self.refuse(node, f"is nested more than {DEEPEST} levels deep.")
        self.places[place] = (self.path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*place, index)) for index, child in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.refuse(key_node, "has a key that is not a plain word.")
            key = key_node.value
            if key in result:
                raise self.refuse(key_node, f"says '{key}' twice in one place.", "Keep one of them.")
            result[key] = self.value(child, (*place, key))
            self.places[(*place, key)] = (self.path, key_node.start_mark.line + 1)
        return result

    def scalar(self, node: yaml.Node) -> Any:
        text = node.value
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.endswith((":binary", ":python")):
            raise self.refuse(node, f"uses the YAML tag {node.tag}.", "Write a plain value.")
        if node.style in ("'", '"', "|", ">"):  # quoted or block text is always text
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
