"""Takes in an uploaded file: looked through first, kept only when it holds figures, deleted once it has been loaded.

It lies in a folder with a random name, outside everything that is served, until the work that loads it has ended.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from django.conf import settings

from clearline.kit.errors import BadInput, Problem
from clearline.measures import content
from clearline.measures.child_level import refuse_sheets, refuse_text, refuse_unknown_text
from clearline.measures.loading.local import read_local
from clearline.measures.loading.sources import open_source
from clearline.measures.loading.text_files import look
from clearline.measures.loading.workbooks import read_sheets

Kind = Literal["published", "local"]

LARGEST = 50_000_000
"""Bytes of a file."""

OLD = 7 * 24 * 60 * 60
"""Seconds after which a file whose work never came to an end is cleared away."""

_BEGINS = {".csv": b"", ".xlsx": b"PK\x03\x04", ".parquet": b"PAR1"}
"""The kinds of file that are taken, and how each begins; text begins as it likes, but not as one of the others."""

_NOT_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
_FOLDER = re.compile(r"[0-9a-f]{32}")


def receive(chunks: Iterable[bytes], name: str, kind: Kind, *, today: date) -> tuple[str, str]:
    """Keep a file that holds figures; return the name of its folder and what the file is called in it.

    Raises ``ChildLevel`` for what looks like rows about children, ``BadInput`` for what cannot be loaded; then nothing
    is kept.
    """
    called = _safe(name)
    with TemporaryDirectory(dir=_root(), prefix="incoming-") as folder:
        path = Path(folder) / called
        _write(path, chunks)
        _check(path, kind, today)
        kept = secrets.token_hex(16)
        place = _root() / kept
        place.mkdir(mode=0o700)
        path.rename(place / called)
        _sync(place)
    _sync(_root())
    return kept, called


def kept(folder: str) -> Path:
    """Return the file in a folder that ``receive`` named. Raises ``BadInput`` when it is no longer there."""
    found = sorted((_root() / folder).glob("*")) if _FOLDER.fullmatch(folder) else []
    if len(found) != 1:
        raise BadInput("The uploaded file is no longer here. Upload it again.")
    return found[0]


def forget(folder: str) -> None:
    """Delete a file that was kept; nothing when it is gone already."""
    if _FOLDER.fullmatch(folder):
        shutil.rmtree(_root() / folder, ignore_errors=True)


def forget_old() -> int:
    """Delete what was left by work that never ended and by processes that were killed; return how many."""
    old = [path for path in _root().iterdir() if path.stat().st_mtime < time.time() - OLD]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _root() -> Path:
    root = Path(settings.UPLOADS) / "figures"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _safe(name: str) -> str:
    """Return a name that a file can have anywhere. Raises ``BadInput`` for a kind of file that is not taken."""
    stem, suffix = os.path.splitext(name.replace("\\", "/").rpartition("/")[2])
    if suffix.lower() not in _BEGINS:
        raise BadInput("The file must be CSV, XLSX or Parquet. Save an ODS or XLS sheet as CSV.")
    return f"{_NOT_SAFE.sub('-', stem).strip('.-')[:80] or 'figures'}{suffix.lower()}"


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that nobody else can read; raise ``BadInput`` as soon as it is too large."""
    size = 0
    with path.open("xb") as file:
        path.chmod(0o600)
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise BadInput(f"The file is larger than {LARGEST // 1_000_000} MB. Load it on the machine itself.")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _check(path: Path, kind: Kind, today: date) -> None:
    """Raise ``BadInput`` for what is not what its name says, looks child-level, or is of no known dataset."""
    with path.open("rb") as file:
        first = file.read(4)
    begins = _BEGINS[path.suffix]
    if not first.startswith(begins) or (not begins and any(first.startswith(one) for one in _BEGINS.values() if one)):
        raise BadInput(Problem(path, None, f"is not what a {path.suffix} file holds.", "Save it again, or rename it."))
    known = content.load().datasets
    if path.suffix == ".xlsx":
        refuse_sheets(path, read_sheets(path))
    elif path.suffix == ".csv":
        refuse_text(look(path), known)
    if kind == "local":
        if path.suffix != ".csv":
            raise BadInput(Problem(path, None, "is no CSV.", "Save the council’s own table as CSV."))
        read_local(path, today)
        return
    source = open_source(path, known)
    if source.dataset.format == "local":
        raise BadInput(Problem(path, None, "is the council’s own table.", "Choose “The council’s own figures”."))
    if source.text and source.dataset.format == "tidy":
        refuse_unknown_text(source.text)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
