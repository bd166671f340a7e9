"""Looks whether an address on the web still answers, and never at anything inside a network.

The name is resolved once, every address of it must be public, and the connection goes to the one that was checked: so
neither a name that changes its mind nor a redirect leads inside.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

State = Literal["works", "dead", "not-checked"]

SECONDS = 10.0
MOST_REDIRECTS = 5
GUARDED = frozenset({401, 403, 405, 429})
"""What answers so is there, and keeps programs out."""


_UNICAST = IPv6Network("2000::/3")


class Looked(NamedTuple):
    """What came of looking at an address."""

    state: State
    says: str


class Inside(Exception):
    """An address lies within a network, or is none that is looked at."""


Public = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, and stands for no other."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        # what lies outside, and 6to4 within it, can carry an IPv4 address to a gateway of the network
        return found in _UNICAST and found.is_global and found.sixtofour is None
    return found.is_global and not found.is_multicast


def look_at(address: str, *, public: Public = is_public) -> Looked:
    """Return whether an address answers. Raises nothing: what fails is in what it says."""
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, onward = _asked(address, public)
            if not onward:
                return _judged(status)
            address = urljoin(address, onward)
    except Inside:
        return Looked("not-checked", "It leads inside a network, where nothing is looked at.")
    except ssl.SSLCertVerificationError:
        return Looked("dead", "Its certificate is not valid.")
    except (OSError, ValueError, http.client.HTTPException):
        return Looked("dead", "It did not answer.")
    return Looked("dead", "It leads from one address to another without end.")


def _judged(status: int) -> Looked:
    if status < 400 or status in GUARDED:
        return Looked("works", f"It answered ({status}).")
    return Looked("dead", f"It is not there ({status}).")


def _asked(address: str, public: Public) -> tuple[int, str]:
    """Return the status of an answer, and where it leads on; empty for nowhere."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Inside
    port = parts.port or (443 if parts.scheme == "https" else 80)
    line = _Pinned(parts.hostname, port, _public_address(parts.hostname, port, public), parts.scheme == "https")
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("GET", path, headers={"User-Agent": "Clearline", "Accept": "*/*"})
        answer = line.getresponse()
        leads = answer.status in (301, 302, 303, 307, 308)
        return answer.status, (answer.getheader("Location") or "") if leads else ""
    finally:
        line.close()


def _public_address(host: str, port: int, public: Public) -> str:
    """Return an address of a host, all of which must be public. Raises ``Inside``, ``OSError``."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(public(one) for one in found):
        raise Inside
    return found[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address, whatever the name of the host means by now."""

    def __init__(self, host: str, port: int, address: str, safe: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address, self._safe = address, safe

    def connect(self) -> None:
        """Connect to the address, and check the certificate against the name."""
        line = socket.create_connection((self._address, self.port), SECONDS)
        try:
            context = ssl.create_default_context() if self._safe else None
            self.sock = context.wrap_socket(line, server_hostname=self.host) if context else line
        except BaseException:
            line.close()
            raise
