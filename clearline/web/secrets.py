"""A secret that an installation makes once and keeps in its own folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_secret(path: Path) -> str:
    """Return the secret in a file, made at first use and readable by its owner alone.

    However many processes come first at once, all return the same: the file appears whole or not at all.
    """
    if not path.exists():
        with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=".secret-") as file:  # mode 0600
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text(encoding="ascii")
