"""The ledger of an authority: everything it ever published, as printed, so that each new table is attacked with it.

A file of lines of JSON that only grows. Each line holds the digest of the one before, so that a change to any but the
last shows; the digest of the last is printed with every publication, to be kept elsewhere.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.measures.disclosure.about import About

NAME = "published.jsonl"

_CODE = re.compile(r"[A-Z][0-9]{8}")
_RESTORE = "Restore it from a backup: nothing can be published safely without it."


class Printed(Value, frozen=True, kw_only=True):
    """A table as its readers have it, and what it is about."""

    about: About
    text: str


class Report(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What was hidden in a publication, and what was checked."""

    cells: int
    primary: int
    secondary: int
    before: int
    beside: int
    attacked: int
    known_before: int
    """Counts that others' tables alone tell as much of: not the doing of this one."""
    read_with: int
    """Tables that it was attacked together with."""
    to_judge: tuple[str, ...] = ()
    """What a person must judge: everybody of a group being in one category."""


class Entry(Value, frozen=True, kw_only=True):
    """One publication."""

    number: int
    before: str
    """The SHA-256 of the line before; "" for the first."""
    on: date
    title: str
    released_by: str
    checked_by: str
    """The posts, not the people."""
    revises: int | None = None
    """The number of the publication that it replaces."""
    files: dict[str, str]
    """The SHA-256 of each file, by name."""
    table: Printed
    others: tuple[Printed, ...] = ()
    """Tables of other publishers that readers have too."""
    report: Report


def ledger_path(store: Path, authority: str) -> Path:
    """Return where the ledger of an authority is; raise ``BadInput`` when that is no authority's code."""
    if not _CODE.fullmatch(authority):
        raise BadInput(f"'{authority}' is not the code of an authority, such as E06000047.")
    return store / authority / NAME


def read_ledger(path: Path) -> tuple[list[Entry], str]:
    """Return what was published, oldest first, and the digest of the last line.

    Raises ``BadInput`` when the file cannot be read or has been changed.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return [], ""
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
    entries, digest = [], ""
    for number, line in enumerate(raw.splitlines(), start=1):
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except msgspec.DecodeError:
            raise BadInput(Problem(path, number, "is no publication.", _RESTORE)) from None
        if entry.before != digest or entry.number != number:
            raise BadInput(Problem(path, number, "does not follow from the line before.", _RESTORE))
        digest = hashlib.sha256(line).hexdigest()
        entries.append(entry)
    return entries, digest


def append(path: Path, entry: Entry) -> str:
    """Add a publication, so that all of it is there after a power cut or nothing; return the digest of its line."""
    line = msgspec.json.encode(entry)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        before = path.read_bytes() if path.exists() else b""
        with part.open("wb") as file:
            file.write(before + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadInput(Problem(path, None, f"cannot be written: {error.strerror}. Nothing was published.")) from None
    return hashlib.sha256(line).hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep others from publishing from the moment the ledger is read until it is written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(f"{path.name}.lock").open("a")
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be written: {error.strerror}.")) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            todo = "Try again when it is done."
            raise BadInput(Problem(path, None, "is in use: somebody else is publishing.", todo)) from None
        yield
