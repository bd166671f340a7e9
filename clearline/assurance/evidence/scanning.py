"""Asks clamd whether bytes are harmful, by its INSTREAM command over TCP or a socket of this machine."""

import socket
from typing import Literal

from django.conf import settings

Verdict = Literal["clean", "not-scanned", "held", "infected"]
"""``not-scanned``: no scanner is set up. ``held``: the scanner does not answer, or not in words that are known."""

SECONDS = 30.0
_CHUNK = 1 << 16


def scan(content: bytes) -> Verdict:
    """Return what the scanner says of bytes. Never raises for a scanner that is down: then they are held."""
    if not settings.SCANNER:
        return "not-scanned"
    try:
        with _connected(settings.SCANNER) as line:
            answer = _ask(line, content)
    except (OSError, ValueError):
        return "held"
    if answer.endswith(" FOUND"):
        return "infected"
    return "clean" if answer == "stream: OK" else "held"


def _connected(where: str) -> socket.socket:
    """Return a connection to the scanner. Raises ``OSError``; ``ValueError`` for an address that is none."""
    kind, _, place = where.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.removeprefix("//").rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)


def _ask(line: socket.socket, content: bytes) -> str:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        line.sendall(len(part).to_bytes(4, "big") + part)
    line.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0") and (part := line.recv(4096)):
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace")
