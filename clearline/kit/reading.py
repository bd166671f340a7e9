"""Reads YAML that people write into frozen values, and says file and line when something is wrong.

The YAML is the plain part: mappings, lists, text, numbers, dates as text, yes/no. Aliases, tags and repeated keys are
refused, so a small file can never unfold into a large one and nothing is silently overwritten.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from yaml.reader import Reader

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import Place as Place
from clearline.kit.explaining import Places as Places
from clearline.kit.explaining import explain, first_of
from clearline.kit.explaining import problem_at as problem_at

T = TypeVar("T")

LARGEST = 5_000_000
"""Bytes. A hand-written file is a few hundred kilobytes at most; a large organisation comes as CSV."""

_TOO_LARGE = "Give a large organisation's posts as CSV."

DEEPEST = 40
"""Levels of nesting; real files use about eight."""

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
    return read_yaml_text(read_text(path), path)


def read_yaml_text(text: str, path: Path) -> tuple[Any, Places]:
    """Return YAML that did not come from a file; ``path`` is what problems call it. Raises ``BadInput`` as above."""
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
            if not key.isprintable():  # a pattern's $ would let a line break at the end pass
                raise self.refuse(event, "has a key with a line break or another character that cannot be seen.")
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
        raise BadInput(*first_of(explain(data, type_, places))) from None
