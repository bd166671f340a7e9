"""A backup of a whole installation: one file, readable without Clearline, that counts only once it was restored.

A backup is a zip of ``tables/<table>.jsonl`` (every row as one line, whichever database it came from), ``home/...`` and
``figures/...`` (the files beside the database: figures, uploads, evidence,
issued reports, keys) and ``manifest.json`` with the SHA-256 of each.
It is written from one moment of the database, while others go on writing; it is called ``.unproved`` until it was
restored into an empty database of its own, and every table, file and chain of the trail was found to be the same.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.db import connections, transaction

from clearline.transfer import restoring
from clearline.transfer.manifest import FORMAT, Kept, Manifest, migrations_in, places
from clearline.transfer.tables import lines, tables

NOT_COPIED = ("clearline.sqlite3", "static", "figures")
"""What the home folder holds besides: the database, copied as rows; what is made anew; what has a place of its own."""

SNAPSHOT = "snapshot"


@contextmanager
def one_moment() -> Iterator[str]:
    """Give the name of a second connection that sees the database as it is at this moment, whatever others write."""
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield SNAPSHOT
    finally:
        connections[SNAPSHOT].close()


def back_up(folder: Path, now: datetime) -> Path:
    """Write a backup into a folder, restore it on trial, and return its path.

    Raises ``BadInput`` when the trial fails; the backup stays, under a name that ends in ``.unproved``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"clearline-{now:%Y-%m-%dT%H-%M-%S}.zip"
    unproved = path.with_suffix(".zip.unproved")
    with unproved.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _write(archive, now)
        file.flush()
        os.fsync(file.fileno())
    restoring.verify(unproved)
    unproved.replace(path)
    return path


def _write(archive: ZipFile, now: datetime) -> None:
    files: dict[str, Kept] = {}
    with one_moment() as database:
        migrations = migrations_in(database)
        for model in tables():
            name = f"tables/{model._meta.label_lower}.jsonl"
            files[name] = _add_lines(archive, name, lines(model, database))
    for place, folder in places().items():
        for path in _files(folder):
            name = f"{place}/{path.relative_to(folder).as_posix()}"
            files[name] = _add_file(archive, name, path)
    manifest = Manifest(
        format=FORMAT, made_at=now, database=connections["default"].vendor, migrations=migrations, files=files
    )
    archive.writestr("manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files to be kept. Releases of figures, evidence and issued reports never change.

    What is being written has a name that begins with a dot, and no row refers to it yet.
    """
    for path in sorted(folder.rglob("*")):
        top = path.relative_to(folder).parts[0]
        if path.is_file() and not path.is_symlink() and not top.startswith(NOT_COPIED) and path.name[0] != ".":
            yield path


def _add_lines(archive: ZipFile, name: str, rows: Iterator[str]) -> Kept:
    digest, size, count = sha256(), 0, 0
    with archive.open(name, "w", force_zip64=True) as file:
        for row in rows:
            raw = row.encode() + b"\n"
            digest.update(raw)
            file.write(raw)
            size, count = size + len(raw), count + 1
    return Kept(sha256=digest.hexdigest(), size=size, rows=count)


def _add_file(archive: ZipFile, name: str, path: Path) -> Kept:
    digest, size = sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while part := source.read(1 << 20):
            digest.update(part)
            target.write(part)
            size += len(part)
    return Kept(sha256=digest.hexdigest(), size=size)
