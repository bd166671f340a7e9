"""Writes an organisation as the plain YAML that ``files`` reads back as the same organisation, value for value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from clearline.organisations.organisation import Organisation

WIDE = 110
"""Characters. What is longer and has parts is written part by part, a line each."""

_PLAIN = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Ids and days stand without quotation marks; all other text has them, so that none turns into a number or a yes."""

_WORDS_OF_YAML = frozenset(("yes", "no", "true", "false", "null", "on", "off", "y", "n"))

_HIDDEN = re.compile(r'["\\]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]')
"""What does not stand in quotation marks as it is."""

_REMARK = """\
# {name}: the children's services organisation as Clearline holds it.
# What is left out is not known. `clearline organisation schema` says what each word means, and
# `clearline check THIS-FILE` compares the organisation with the guidance.
"""


def organisation_yaml(organisation: Organisation) -> str:
    """Return an organisation with its dated changes as YAML that extends no other file."""
    plain = msgspec.to_builtins(msgspec.structs.replace(organisation, extends=None))
    name = "".join(c if c.isprintable() else " " for c in organisation.authority.name)
    sections = ("\n".join(_entry(key, plain[key], "")) for key in dict.fromkeys(("authority", *plain)))
    return "\n".join((_REMARK.format(name=name), "\n\n".join(sections), ""))


def plain_yaml(stated: Mapping[str, Any]) -> str:
    """Return what a part of a file states as YAML; what is ``None`` is taken away, and written ``null``."""
    return "".join(f"{line}\n" for key, value in stated.items() for line in _entry(key, value, ""))


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    whole = f"{indent}{_text(key)}: {_flow(value)}"
    if (len(whole) <= WIDE and indent) or not (isinstance(value, Mapping | list | tuple) and value):
        yield whole
        return
    yield f"{indent}{_text(key)}:"
    yield from _block(value, f"{indent}  ")


def _block(value: Mapping[str, Any] | Sequence[Any], indent: str) -> Iterator[str]:
    """Yield the lines of a mapping or a list, a part each."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _entry(key, part, indent)
        return
    for part in value:
        whole = f"{indent}- {_flow(part)}"
        if len(whole) <= WIDE or not (isinstance(part, Mapping | list | tuple) and part):
            yield whole
            continue
        first, *rest = _block(part, f"{indent}  ")
        yield f"{indent}- {first.lstrip(' ')}"
        yield from rest


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "null"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text not in _WORDS_OF_YAML:
        return text
    return '"' + _HIDDEN.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '"\\' else f"\\U{ord(character):08x}"
