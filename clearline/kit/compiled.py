"""Content in one file: YAML is read and checked when it is compiled, and the commands read what was compiled."""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.writing import write_new

T = TypeVar("T")


def read_compiled(path: Path, type_: type[T]) -> T:
    """Return compiled content. Raises ``BadInput`` when the file is missing or is not what was compiled."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        raise BadInput(Problem(path, None, "is missing.", "Run `make content`.")) from None
    if digest != hashlib.sha256(body).hexdigest().encode():
        raise BadInput(Problem(path, None, "has been changed since it was compiled.", "Run `make content`."))
    return msgspec.json.decode(body, type=type_)


def compiled_bytes(content: msgspec.Struct) -> bytes:
    """Return the compiled form: one line with the checksum of the rest, then the content as JSON."""
    body = msgspec.json.format(msgspec.json.encode(content), indent=1)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def put_compiled(path: Path, content: msgspec.Struct, *, check: bool) -> None:
    """Write the compiled form of content; with ``check`` raise ``BadInput`` instead unless it is there already."""
    compiled = compiled_bytes(content)
    if check and not (path.is_file() and path.read_bytes() == compiled):
        raise BadInput(Problem(path, None, "is not current with content/.", "Run `make content`."))
    if not check:
        write_new(path, compiled, force=True)
