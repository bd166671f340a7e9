"""What an entry is made of, and the bytes that its hash is over."""

import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

import msgspec

from clearline.accounts.trail.numbers import names_a_child
from clearline.accounts.trail.verifier import canonical

COMMITTED = "sha-256"
"""The one key of the object that stands in an entry for a personal value."""

ERASURE = "erase personal data"
"""What an entry did that took personal values away; its ``after`` lists their places under ``erased``."""

SECRETS = ("password", "passphrase", "secret", "token", "session", "recovery", "otp")
"""A field whose name holds one of these never goes in the trail; further in, none of whose words is one."""


_SECRET_WORDS = frozenset(SECRETS)


class Row(NamedTuple):
    """An entry as the database keeps it, in the order of ``FIELDS``."""

    authority: str | None
    sequence: int
    at: str
    user: str
    individual: str
    roles: str
    door: str
    outcome: str
    did: str
    about: str
    why: str
    why_kept: str
    before: str | None
    after: str | None

    def body(self) -> bytes:
        """Return the entry as canonical JSON. What is JSON already is taken byte for byte, so that any change shows."""
        return (
            f'{{"about":{quoted(self.about)},"after":{self.after or "null"},"at":{quoted(self.at)},'
            f'"authority":{quoted(self.authority) if self.authority is not None else "null"},'
            f'"before":{self.before or "null"},"did":{quoted(self.did)},"door":{quoted(self.door)},'
            f'"individual":{quoted(self.individual)},"outcome":{quoted(self.outcome)},"roles":{self.roles},'
            f'"sequence":{self.sequence},"user":{quoted(self.user)},"why":{quoted(self.why)},'
            f'"why_kept":{quoted(self.why_kept)}}}'
        ).encode(errors="surrogatepass")


FIELDS = tuple("authority_id" if field == "authority" else field for field in Row._fields)


class Apart(NamedTuple):
    """A personal value that is kept beside its entry: where in it, salt (hex), canonical JSON."""

    place: str
    salt: str
    value: str


def written(at: datetime) -> str:
    """Return a moment as the trail writes it: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def commitment(salt: str, value: str) -> str:
    """Return what an entry holds in place of a personal value; without the salt it tells nothing."""
    return sha256(b"\x02" + bytes.fromhex(salt) + value.encode()).hexdigest()


def changed(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the fields that differ, as plain JSON values; ``None`` for a thing that was not there.

    Raises ``ValueError`` for a field that is named like a secret: that is a mistake in the program.
    """
    old, new = (None if side is None else _plain(side) for side in (before, after))
    for side in (old or {}, new or {}):
        for name in (*(name for name in side if any(word in name.lower() for word in SECRETS)), *_secret_names(side)):
            raise ValueError(f"'{name}' is named like a secret, and secrets never go in the trail")
    if old is None or new is None:
        return old, new
    same = {field for field in old if field in new and old[field] == new[field]}
    return tuple({field: side[field] for field in side if field not in same} for side in (old, new))  # type: ignore[return-value]


def _secret_names(value: Any) -> Iterator[str]:
    """Yield the names in a JSON value, however deep, of which a word is a secret's: not ``board-secretary``, an id."""
    if isinstance(value, dict):
        yield from (name for name in value if not _SECRET_WORDS.isdisjoint(re.split(r"[_\d]+", name.lower())))
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _secret_names(part)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as JSON has them, so that what is equal there is equal here: days as text, sets in order."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(dict(fields), order="deterministic"))
    return plain


def set_apart(side: str, fields: Mapping[str, Any] | None, personal: Collection[str]) -> tuple[str | None, list[Apart]]:
    """Return ``before`` or ``after`` as canonical JSON with commitments for personal values, and those values.

    Personal are the fields that are named so, and any value that holds what looks like the number of a child.
    """
    if fields is None:
        return None, []
    shown, apart = dict(fields), []
    for field, value in fields.items():
        text = canonical(value).decode()
        if value is not None and (field in personal or names_a_child(text)):
            apart.append(Apart(f"{side}.{field}", secrets.token_hex(32), text))
            shown[field] = {COMMITTED: commitment(apart[-1].salt, text)}
    return canonical(shown).decode(), apart


def reason_apart(why: str, personal: Collection[str]) -> tuple[str, str, list[Apart]]:
    """Return the reason to show, the commitment in its place, and the reason where it is personal."""
    if not why or not ("why" in personal or names_a_child(why)):
        return why, "", []
    apart = Apart("why", secrets.token_hex(32), canonical(why).decode())
    return "", commitment(apart.salt, apart.value), [apart]


def erased_place(sequence: int, place: str) -> str:
    """Return how an entry names a personal value that it took away."""
    return f"{sequence} {place}"
