"""The installation's own key, by which the heads that it gives away are signed."""

import os
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from clearline.accounts.trail.verifier import Head
from clearline.kit.errors import BadInput, Problem

KEY = "trail-key.pem"
"""Its name in the home folder of the installation."""


def make_key(home: Path) -> str:
    """Make the key unless there is one; return its public half as base64."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(home / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return public_key(home)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return public_key(home)


def public_key(home: Path) -> str:
    """Return the public half of the key as base64. Raises ``BadInput`` when there is no key to be read."""
    return b64encode(_key(home).public_key().public_bytes_raw()).decode()


def signed(head: Head, home: Path, now: datetime) -> Head:
    """Return a head dated and signed. Raises ``BadInput`` when there is no key to be read."""
    dated = head._replace(at=now.astimezone(UTC).isoformat(timespec="seconds"))
    return dated._replace(signature=b64encode(_key(home).sign(dated.signed)).decode())


def _key(home: Path) -> Ed25519PrivateKey:
    path = home / KEY
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        raise BadInput(Problem(path, None, "is not there.", "Make it with `clearline trail key`.")) from None
    except (OSError, ValueError):
        raise BadInput(Problem(path, None, "cannot be read as a key.", "Restore it from a backup.")) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadInput(Problem(path, None, "is not an Ed25519 key.", "Restore it from a backup."))
    return key
