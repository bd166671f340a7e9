"""Proves a backup, and restores one: into an installation that is empty, whole or not at all."""

import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

import msgspec
from django.db import transaction

from clearline.accounts.trail import verifying
from clearline.kit.errors import BadInput, Problem
from clearline.transfer.manifest import FORMAT, Kept, Manifest, migrations_in, places
from clearline.transfer.tables import fill, lines, tables


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Open a backup and its manifest; raise ``BadInput`` for what is none."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(path))
            manifest = msgspec.json.decode(archive.read("manifest.json"), type=Manifest)
        except (OSError, BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, EOFError) as error:
            raise BadInput(Problem(path, None, f"is no whole backup: {error}.", "Use another one.")) from None
        if manifest.format != FORMAT:
            raise BadInput(Problem(path, None, f"is of format {manifest.format}; this program reads {FORMAT}."))
        yield archive, manifest


def check_bytes(path: Path) -> Manifest:
    """Return the manifest of a backup whose every byte is as it was written; raise ``BadInput`` naming what is not."""
    problems = []
    with opened(path) as (archive, manifest):
        infos = {info.filename: info for info in archive.infolist()}
        for name in sorted(infos.keys() - {"manifest.json", *manifest.files}):
            problems.append(Problem(path, None, f"holds {name}, which the manifest does not name."))
        for name, kept in manifest.files.items():
            fault = _fault(archive, infos.get(name), kept)
            if fault:
                problems.append(Problem(path, None, f"{name} {fault}.", "Use another backup."))
    if problems:
        raise BadInput(*problems[:20])
    return manifest


def _fault(archive: ZipFile, info: ZipInfo | None, kept: Kept) -> str:
    if info is None:
        return "is missing"
    try:
        with archive.open(info) as file:
            digest = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except Exception as error:  # zipfile has no one error for a damaged member
        return f"cannot be read: {error}"
    return "" if digest == kept.sha256 else "is not what was written"


def verify(path: Path) -> Manifest:
    """Restore a backup on trial, into an empty SQLite of its own; raise ``BadInput`` unless all comes out the same."""
    manifest = check_bytes(path)
    with tempfile.TemporaryDirectory(prefix="clearline-trial-") as folder:
        home = Path(folder) / "home"
        environment = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CLEARLINE_FIGURES")
        }
        environment |= {"CLEARLINE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "clearline.web.settings"}
        command = [sys.executable, "-m", "clearline.cli", "restore", str(path.absolute())]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BadInput(Problem(path, None, f"could not be restored on trial: {done.stderr.strip()[-2000:]}"))
    return manifest


def restore(path: Path) -> Manifest:
    """Restore a backup into this installation, which must be empty; raise ``BadInput`` unless all is as it was.

    The rows are written in one transaction; they are compared with the backup, and the trail is verified, before it
    ends. The files come first, so that no row ever refers to a file that is not there, and go again when it fails.
    """
    manifest = check_bytes(path)
    _must_be_empty(path)
    _must_fit(path, manifest)
    written: list[Path] = []
    try:
        with opened(path) as (archive, _), transaction.atomic():
            for name in manifest.files:
                place, _, rest = name.partition("/")
                if place in places():
                    written.append(_restore_file(archive, name, places()[place], rest))
            for model in tables():
                name = f"tables/{model._meta.label_lower}.jsonl"
                if name in manifest.files:
                    with archive.open(name) as file:
                        fill(model, _texts(file), "default")
            _compare(path, manifest)
            _check_trail(path)
    except BaseException:
        for one in written:
            one.unlink(missing_ok=True)
        raise
    return manifest


def _check_trail(path: Path) -> None:
    """Raise ``BadInput`` unless every chain of the trail is unbroken."""
    faults = verifying.verify(verifying.chains(), ()).faults
    if faults:
        raise BadInput(Problem(path, None, f"was made of a database whose trail is broken: {faults[0]}"))


def _texts(file: IO[bytes]) -> Iterator[str]:
    for line in file:
        yield line.decode().rstrip("\n")


def _must_be_empty(path: Path) -> None:
    full = [model._meta.label for model in tables() if model._default_manager.exists()]
    if full:
        what = f"was not restored: this installation already holds {', '.join(full[:5])}."
        raise BadInput(Problem(path, None, what, "Restore into a new, empty CLEARLINE_HOME or database."))


def _must_fit(path: Path, manifest: Manifest) -> None:
    """Refuse a backup of a later version, whose tables this program does not know."""
    unknown = set(manifest.migrations) - set(migrations_in("default"))
    if unknown:
        what = f"was made by a later version of Clearline ({min(unknown)})."
        raise BadInput(Problem(path, None, what, "Install that version, or a later one."))


def _restore_file(archive: ZipFile, name: str, folder: Path, rest: str) -> Path:
    target = folder / rest
    if not target.resolve().is_relative_to(folder.resolve()):
        raise BadInput(f"The backup names a file outside its folder: {name}.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{target.name}.part")
    with archive.open(name) as source, part.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        while block := source.read(1 << 20):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    return target


def _compare(path: Path, manifest: Manifest) -> None:
    """Raise ``BadInput`` unless every table holds, row for row, what the backup does."""
    for model in tables():
        name = f"tables/{model._meta.label_lower}.jsonl"
        digest, count = sha256(), 0
        for line in lines(model, "default"):
            digest.update(line.encode() + b"\n")
            count += 1
        kept = manifest.files.get(name)
        if kept is not None and (count, digest.hexdigest()) != (kept.rows, kept.sha256):
            what = f"{name} came out different: {count} rows for {kept.rows}."
            raise BadInput(Problem(path, None, what, "Keep the backup and report this."))
