"""Finds the files of a folder of returns and says of each, by its content, which return it belongs to."""

import os
import re
from pathlib import Path
from typing import Literal

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.values import Value
from clearline.measures.returns.ssda903.files import heading, table_of

Kind = Literal["ssda903", "cin", "annex-a", "published", "unknown"]

AUTHORITY = re.compile(r"[EWSN]\d{8}")
"""The nine characters of an authority's code."""

HEAD = 4096
"""Bytes from the start of a file by which it is recognised."""

_PUBLISHED = {"time_period", "geographic_level"}
"""Columns that every file of published statistics has, and no return."""


class Given(Value, frozen=True, kw_only=True):
    """A file of a folder of returns."""

    path: Path
    kind: Kind
    authority: str
    """Nine characters: the folder it lies in, or what the command was told."""
    size: int
    """Bytes."""


def find(directory: Path, authority: str | None, *, anyone: str = "") -> list[Given]:
    """Return every file below a folder, in the order of its path.

    Folders named after authorities (nine characters) hold one authority's files each; other files are ``authority``'s,
    or ``anyone``'s where whose they are does not matter. Passed over are the folders of other authorities than the one
    asked for, links to folders, and names that begin with a dot. Raises ``BadInput`` when the folder cannot be read or
    has no files, or a file is part of a return of nobody knows whom, or a table of published figures.
    """
    given: list[Given] = []
    problems: list[Problem] = []
    _look(str(directory), authority, anyone or None, given, problems)
    if problems:
        raise BadInput(*first_of(problems))
    if not given:
        raise BadInput(Problem(directory, None, f"has no files{f' of {authority}' if authority else ''}."))
    return given


def _look(folder: str, asked: str | None, owner: str | None, given: list[Given], problems: list[Problem]) -> None:
    """Add the files in a folder and below it, and what is wrong with them."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        raise BadInput(Problem(Path(folder), None, f"cannot be read: {error.strerror}.")) from None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            below = entry.name if AUTHORITY.fullmatch(entry.name) else owner
            if asked is None or below in (None, asked):
                _look(entry.path, asked, below, given, problems)
            continue
        try:
            if entry.is_dir() or not entry.is_file():
                continue
        except OSError as error:  # a link that leads round to itself
            problems.append(Problem(Path(entry.path), None, f"cannot be read: {error.strerror}."))
            continue
        path = Path(entry.path)
        kind, size = _kind_and_size(path)
        if problem := _wrong(path, kind, owner, asked):
            problems.append(problem)
        else:
            given.append(Given(path=path, kind=kind, authority=owner or asked or "", size=size))


def _wrong(path: Path, kind: Kind, owner: str | None, asked: str | None) -> Problem | None:
    """Return why a file cannot be part of what is asked for; ``None`` when it can."""
    if kind == "published":
        what = "is a table of published figures, not a return."
        return Problem(path, None, what, "Load it with `clearline figures load`.")
    if owner is None and asked is None and kind != "unknown":
        return Problem(path, None, "lies in no folder named after an authority.", "Say whose it is with --authority.")
    return None


def _kind_and_size(path: Path) -> tuple[Kind, int]:
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            return _kind(path, os.read(file, HEAD)), os.fstat(file).st_size
        finally:
            os.close(file)
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None


def _kind(path: Path, head: bytes) -> Kind:
    """Return which return a file belongs to, by its first bytes."""
    if head.startswith(b"PK"):
        from clearline.measures.returns import annex_a

        return "annex-a" if annex_a.recognise(path, head) else "unknown"
    if b"<" in head[:64] and head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        from clearline.measures.returns import cin

        return "cin" if cin.recognise(path, head) else "unknown"
    columns = set(heading(head))
    return "ssda903" if table_of(columns) else "published" if columns >= _PUBLISHED else "unknown"
