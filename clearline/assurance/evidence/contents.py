"""What a version of evidence can be made of: a file, a link, a figure, a register extract, a report, a place."""

from collections.abc import Iterable
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from clearline.accounts.access_class import KINDS, Kind
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.evidence.receiving import receive
from clearline.assurance.evidence.scanning import scan
from clearline.assurance.signing.digests import digest_of
from clearline.kit import filed
from clearline.kit.errors import BadInput
from clearline.measures.queries import answered, looking
from clearline.measures.showing.figure_words import figure, own_figure
from clearline.registers.queries import extract
from clearline.schedule.queries import issue, may_read


class Content(NamedTuple):
    """What a version is made of, kept already where it is a file."""

    kind: str
    digest: str
    """SHA-256 of the file, or of what is kept in its place."""
    name: str = ""
    size: int | None = None
    scan: str = ""
    link: str = ""
    frozen: dict[str, Any] | None = None
    classes: tuple[Kind, ...] = KINDS
    """The access classes that an item made of it can have: what holds small numbers or names is not open."""


def folder_of(authority: Authority) -> Path:
    """Return where the files of an authority are kept."""
    return Path(settings.EVIDENCE) / authority.key


def from_file(by: Acting, chunks: Iterable[bytes], name: str) -> Content:
    """Return a file that was looked through, scanned and kept. Raises ``BadInput`` for what is not taken.

    It is kept before any row refers to it, so that no row ever refers to what is not there.
    """
    by.require("keep evidence")
    assert by.authority is not None
    received = receive(chunks, name)
    verdict = scan(received.content)
    if verdict == "infected":
        raise BadInput("The scanner found something harmful in this file, so nothing of it was kept.")
    digest = filed.file_away(folder_of(by.authority), received.content)
    return Content("file", digest, name=received.name, size=len(received.content), scan=verdict)


def from_link(address: str) -> Content:
    """Return an address on the web. Raises ``BadInput`` for one that is none, or that lies within a network."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise BadInput("The link must be an address on the web, such as https://www.northmoor.example/minutes.")
    if parts.hostname == "localhost" or _is_number(parts.hostname):
        raise BadInput("Give the address by its name. A number, or this machine, leads nobody else to it.")
    return Content("link", digest_of({"link": address}), link=address)


def from_figure(by: Acting, measure: str, period: str, *, on: date, today: date) -> Content:
    """Return a figure frozen as it is shown to this reader on a day; the latest one without a period.

    Raises ``BadInput`` for a measure or period that there is not, or that has no figure here.
    """
    answer = answered(looking(by=by, on=on, today=today), measure, period or None)
    if answer.latest is None:
        raise BadInput(answer.no_latest)
    one = answer.latest
    frozen = {
        "measure": answer.measure, "title": answer.title, "area": answer.area.name, "period": one.period.label,
        "shown": figure(one, answer.unit), "value": None if one.value is None else str(one.value),
        "release": one.release, "as of": on.isoformat(),
    }  # fmt: skip
    return Content("figure", digest_of(frozen), frozen=frozen, classes=("confidential",) if own_figure(one) else KINDS)


def from_register(by: Acting, register: str, *, on: date) -> Content:
    """Return what a register says on a day, as an auditor sees it: no names, and no column that only some may see.

    Raises ``BadInput`` for no register of that name.
    """
    by.require("see registers")
    assert by.authority is not None
    plain = by._replace(roles=frozenset({"auditor"}))
    told: dict[str, Any] = msgspec.to_builtins(extract(by.authority, register, on, plain))
    return Content("register-extract", digest_of(told), frozen=told, classes=("exempt", "confidential"))


def from_report(by: Acting, contract: str, number: str) -> Content:
    """Return an issued report by its contract and number. Raises ``BadInput`` for one that was never issued."""
    by.require("see reports")
    assert by.authority is not None
    found = issue(by.authority, contract, number)
    if found is None or not may_read(by, found):
        raise BadInput(f"No report {number} was issued under '{contract}'.")
    frozen = {"contract": contract, "number": found.number, "title": found.title, "digest": found.digest}
    classes: tuple[Kind, ...] = KINDS if found.access.kind == "open" else ("exempt", "confidential")
    return Content("pack", digest_of(frozen), frozen=frozen, classes=classes)


def from_place(where: str) -> Content:
    """Return where something is kept that is not here. Raises ``BadInput`` without words."""
    if not where.strip():
        raise BadInput("Say where it is kept, so that somebody else can find it.")
    frozen = {"where": where.strip()}
    return Content("other", digest_of(frozen), frozen=frozen)


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return host.replace(".", "").isdecimal() or host.lower().startswith("0x")
    return True
