"""Files kept by what is in them: each under the SHA-256 of its bytes, written whole or not at all, never changed."""

import os
import re
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from clearline.kit.errors import BadInput

NAME = re.compile(r"[0-9a-f]{64}\Z")


def digest_of(content: bytes) -> str:
    """Return the name that bytes are filed under: 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def file_away(folder: Path, content: bytes) -> str:
    """Keep bytes in a folder and return their digest; the same bytes are kept once. They outlast a loss of power."""
    digest = digest_of(content)
    place = path_of(folder, digest)
    if place.exists():
        return digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, place)
    place.chmod(0o400)
    entries = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(entries)
    finally:
        os.close(entries)
    return digest


def read_filed(folder: Path, digest: str) -> bytes:
    """Return bytes kept in a folder. Raises ``BadInput`` when they are gone or are no longer what was kept."""
    place = path_of(folder, digest)
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"The file {digest[:12]} is no longer there. Restore it from a backup.") from None
    if digest_of(content) != digest:
        raise BadInput(f"The file {digest[:12]} is not what was filed. Restore it from a backup.")
    return content


def path_of(folder: Path, digest: str) -> Path:
    """Return where bytes of a digest are kept. Raises ``ValueError`` for what is no digest."""
    if not NAME.match(digest):
        raise ValueError(f"no digest: {digest}")
    return folder / digest[:2] / digest
