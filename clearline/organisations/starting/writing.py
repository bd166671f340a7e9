"""Writes a picture that a program made as YAML that a person goes on with."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

import yaml


class Words(str):
    """Text that a person gave. It is written in quotes, so that no title can turn into a date or a yes."""


class _Dumper(yaml.SafeDumper):
    """Writes yes and no as people do."""


_Dumper.add_representer(
    bool, lambda dumper, yes: dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if yes else "no")
)
_Dumper.add_representer(Words, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def as_yaml(remarks: Iterable[str], data: dict[str, Any]) -> str:
    """Return a picture as YAML, with remarks above it as comments and a blank line between sections."""
    comments = [f"# {line}" if line else "#" for remark in remarks for line in _lines(remark)]
    sections = [_section({name: part}) for name, part in data.items() if part is not None]
    return "\n".join(comments) + "\n\n" + "\n".join(sections)


def _lines(remark: str) -> list[str]:
    """Return a remark as lines of a comment, without any character that could end one."""
    plain = "".join(c if c.isprintable() else " " for c in remark)
    return wrap(plain, 110, subsequent_indent="  " if remark.startswith("- ") else "") or [""]


def _section(part: dict[str, Any]) -> str:
    return yaml.dump(part, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None)
