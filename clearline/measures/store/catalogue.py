"""Reads and changes the manifest of one folder of the store, so that a reader sees all of a change or none of it."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store.releases import EMPTY, FORMAT, Manifest

NAME = "manifest.json"

_LOAD = "Load figures with `clearline figures load FILES`, or name the folder that they are in."

_PATIENCE = 60.0
"""Seconds to wait for another process that is changing the same folder; a change itself takes far less than one."""


class _Format(msgspec.Struct):
    format: int


def read(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; ``None`` when there is none.

    Raises ``BadInput`` when it cannot be read, is damaged or is of another format.
    """
    path = folder / NAME
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
    try:
        found = msgspec.json.decode(raw, type=_Format).format
        if found != FORMAT:
            what = f"was written by another version of Clearline: it has format {found}, and this one reads {FORMAT}."
            raise BadInput(Problem(path, None, what, "Load the files into a new folder."))
        return msgspec.json.decode(raw, type=Manifest)
    except msgspec.DecodeError:  # ValidationError is one of these
        todo = "Restore it from a backup, or load the files into a new folder."
        raise BadInput(Problem(path, None, "is no manifest of figures, or a damaged one.", todo)) from None


def must_read(folder: Path) -> Manifest:
    """Return the manifest of a folder; raise ``BadInput`` that says how to load when there is none."""
    found = read(folder)
    if found is None:
        raise BadInput(Problem(folder, None, "has no figures.", _LOAD))
    return found


def change(folder: Path, how: Callable[[Manifest], Manifest]) -> Manifest:
    """Replace a folder's manifest by what ``how`` makes of it, alone and whole or not at all; return the new one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            old = read(folder)
            new = how(old or EMPTY)
            if new != old:
                _replace(folder / NAME, msgspec.json.format(msgspec.json.encode(new), indent=1))
            return new
    except OSError as error:
        raise BadInput(Problem(folder, None, f"cannot be written: {error.strerror}.")) from None


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(path: Path, raw: bytes) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.write_bytes(raw)
    sync(beside)
    beside.replace(path)
    sync(path.parent)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder that is there; it ends with the process that holds it, however that ends.

    Raises ``BadInput`` when another process does not let go of it.
    """
    with (folder / "lock").open("a") as file:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    what = "is being changed by another process."
                    raise BadInput(Problem(folder, None, what, "Try again when it has ended.")) from None
                time.sleep(0.02)
        yield
