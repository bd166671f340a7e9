"""How many requests a minute: of a token, of an address, and of an address with tokens that nobody has.

They are counted in the database, so that all processes of a site count together.
"""

import os
from time import time
from zlib import crc32

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest

from clearline.web.api.problems import TooMany

MINUTE = 60
OF_A_TOKEN = int(os.environ.get("CLEARLINE_API_A_MINUTE", "300"))
OF_AN_ADDRESS = 2 * OF_A_TOKEN
"""A whole council can come from one address, with several tokens."""
WRONG_OF_AN_ADDRESS = 20
LOCK = 0x61706900
"""The first half of the advisory locks of PostgreSQL that are the limits'."""


def count_address(request: HttpRequest) -> None:
    """Count a request of an address. Raises ``TooMany``."""
    _count(f"address:{address(request)}", OF_AN_ADDRESS)


def count_token(number: int) -> None:
    """Count a request with a token. Raises ``TooMany``."""
    _count(f"token:{number}", OF_A_TOKEN)


def count_wrong(request: HttpRequest) -> None:
    """Count a token that nobody has, so that none can be guessed. Raises ``TooMany``."""
    _count(f"wrong:{address(request)}", WRONG_OF_AN_ADDRESS)


def address(request: HttpRequest) -> str:
    """Return where a request comes from, as far as the proxies that are trusted say; empty when they do not."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def _count(what: str, most: int) -> None:
    now = int(time())
    key = f"api:{what}:{now // MINUTE}"
    with transaction.atomic():
        _one_at_a_time(key)
        cache.add(key, 0, 2 * MINUTE)
        seen = cache.incr(key)
    if seen > most:
        raise TooMany(MINUTE - now % MINUTE)


def _one_at_a_time(key: str) -> None:
    """Let nobody else count the same until the transaction ends. SQLite's transactions wait for one another."""
    if connection.vendor == "postgresql":  # pragma: no cover - by the tests marked database
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, crc32(key.encode()) - 2**31])
