"""A mail server for tests, on this machine alone: it takes every message and keeps it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class _Session(socketserver.StreamRequestHandler):
    """One visit of a mail client, by the few words of SMTP that it needs."""

    server: "Catcher"

    def handle(self) -> None:
        self.wfile.write(b"220 catcher\r\n")
        for line in self.rfile:
            word = line[:4].strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.caught.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


class Catcher(socketserver.ThreadingTCPServer):
    """The server with what it caught."""

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.caught: list[Message] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def catching() -> Iterator[Catcher]:
    """Run a mail server while the block lasts."""
    with Catcher() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
