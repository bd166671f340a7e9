"""Reads CIN census files and hands over the raw tables of some authorities at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.cin.elements import Scanned, scan
from clearline.measures.returns.cin.layout import FIRST_YEAR, LAST_YEAR, ROWS
from clearline.measures.returns.cin.plain import LONGEST_NAME, rewrite
from clearline.measures.returns.cin.tables import Numbers, tables
from clearline.measures.returns.cin.tokens import NotPlain
from clearline.measures.returns.reading import Cover, Fault, Return, Table
from clearline.measures.returns.recognising import Given

LARGEST = 300_000_000
"""Bytes of one file. The largest authority's return has about 30 million."""

BATCH = 100_000_000
"""Bytes of files whose tables are handed over together, so that memory does not grow with their number."""

LARGEST_REST = 100_000
"""Bytes outside ``Children`` up to which the quick reader is tried: a header has about a thousand."""

STRAY = "text between elements: passed over"
UNKNOWN = "not an element of the return here: passed over"
LATER = f"a later year than {LAST_YEAR}: read as the return of {LAST_YEAR}"

_OPEN, _CLOSE = b"<Children>", b"</Children>"


class Message(NamedTuple):
    """One file, read as far as its elements."""

    path: Path
    header: dict[str, str]
    text: bytes
    """What the values of ``scanned`` lie in."""
    scanned: Scanned
    stray: int
    """Elements that had text between the elements in them."""


def read(given: Sequence[Given]) -> Iterator[Return]:
    """Yield the returns of some authorities at a time. The year of a return is what its header says.

    Raises ``BadInput`` when a file is no CIN census return of the years that can be read, or when two files of an
    authority are of one year or were sent under different authority numbers.
    """
    by_authority: dict[str, list[Path]] = {}
    for file in given:
        by_authority.setdefault(file.authority, []).append(file.path)
    batch = _Batch()
    for authority, paths in by_authority.items():
        batch.add(authority, paths)
        if batch.size > BATCH:
            yield batch.returned()
            batch = _Batch()
    if batch.covers:
        yield batch.returned()


class _Batch:
    """The raw tables of some authorities."""

    def __init__(self) -> None:
        self.covers: list[Cover] = []
        self.tables: dict[str, list[Table]] = {table: [] for table in ROWS.values()}
        self.faults: list[Fault] = []
        self.numbers = Numbers()
        self.size = 0

    def add(self, authority: str, paths: list[Path]) -> None:
        """Take up an authority's files."""
        self.numbers.next_authority()
        years: dict[int, Path] = {}
        senders: dict[str, Path] = {}
        for path in paths:
            message = read_message(path)
            found = year_of(message)
            senders.setdefault(message.header.get("Source/LEA", ""), path)
            if found in years or len(senders) > 1:
                raise BadInput(_second(path, years.get(found) or paths[0], found in years))
            years[found] = path
            self.take(message, authority, found)

    def take(self, message: Message, authority: str, year: int) -> None:
        made, faults = tables(message.path, message.text, message.scanned, (authority, year), self.numbers)
        for table, rows in made.items():
            self.tables[table].append(rows)
        self.size += len(message.text)
        self.faults += [*_about_elements(message, year), *faults]
        cover = Cover(authority=authority, year=year, supplied=frozenset(ROWS.values()), files=(message.path,))
        self.covers.append(cover)

    def returned(self) -> Return:
        joined = {table: pa.concat_tables(parts) for table, parts in self.tables.items()}
        return Return(collection="cin", covers=tuple(self.covers), tables=joined, faults=tuple(self.faults))


def _second(path: Path, other: Path, same_year: bool) -> Problem:
    if same_year:
        return Problem(path, None, f"is of the same year as {other}.", "Keep one of them.")
    what = f"was sent under another authority's number (LEA) than {other}."
    return Problem(path, None, what, "Put each authority's returns in a folder named after its code.")


def read_message(path: Path) -> Message:
    """Return what stands in a file; raise ``BadInput`` when it cannot be read, is not well-formed or is no return."""
    raw = _bytes_of(path)
    quick = _quickly(path, raw)
    if quick:
        return quick
    plain = rewrite(path, raw)
    if not plain.places:
        raise BadInput(Problem(path, None, "has no Children: it is no CIN census return."))
    text = plain.body + bytes(LONGEST_NAME)
    try:
        scanned = scan(text, 0, len(plain.body))
    except NotPlain:  # it is plain: a part must have ended inside an element that is not the return's
        scanned = scan(text, 0, len(plain.body), at_once=True)
    return Message(path, plain.header, text, scanned, plain.stray)


def _bytes_of(path: Path) -> bytes:
    """Return what is in a file, read at once: a return is large."""
    try:
        if path.stat().st_size > LARGEST:
            what = f"is too large to read: the limit is {LARGEST:,} bytes."
            raise BadInput(Problem(path, None, what, "It is no return of one authority."))
        return path.read_bytes()
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None


def _quickly(path: Path, raw: bytes) -> Message | None:
    """Return what stands in a file whose ``Children`` is in the plain form; ``None`` when that is not sure.

    What is around ``Children`` goes through the real parser, which knows comments, encodings and the like.
    """
    start, end = raw.find(_OPEN) + len(_OPEN), raw.rfind(_CLOSE)
    if not len(_OPEN) <= start <= end or len(raw) - (end - start) > LARGEST_REST or not raw.isascii():
        return None
    if raw.find(b"&", start, end) >= 0:
        return None
    try:
        frame = rewrite(path, raw[:start] + raw[end:])
        if frame.places != 1 or not frame.ascii_like:
            return None
        return Message(path, frame.header, raw, scan(raw, start, end), frame.stray)
    except (NotPlain, BadInput):
        return None


def year_of(message: Message) -> int:
    """Return the collection year that the header gives; raise ``BadInput`` when it is none that can be read."""
    path, header = message.path, message.header
    if header.get("CollectionDetails/Collection", "").upper() != "CIN":
        raise BadInput(Problem(path, None, "is no CIN census return: its header names another collection."))
    text, reference = header.get("CollectionDetails/Year", ""), header.get("CollectionDetails/ReferenceDate", "")
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadInput(Problem(path, None, "does not say in its header which year it is of."))
    year = int(text)
    if reference[:10] not in ("", f"{year}-03-31"):
        raise BadInput(Problem(path, None, f"says that it is of {year}, and has another reference date than 31 March."))
    if year < FIRST_YEAR:
        what = f"is a return of {year}; the CIN census can be read from {FIRST_YEAR}."
        raise BadInput(Problem(path, None, what))
    return year


def _about_elements(message: Message, year: int) -> Iterator[Fault]:
    """Yield what is to be said of the file as a whole."""
    if year > LAST_YEAR:
        yield Fault(file=message.path, table="", column="", kind=LATER, count=1, first_row=None)
    if message.stray:
        yield Fault(file=message.path, table="", column="", kind=STRAY, count=message.stray, first_row=None)
    for name, (count, child) in sorted(message.scanned.unknown.items()):
        yield Fault(file=message.path, table="", column=name, kind=UNKNOWN, count=count, first_row=child + 1)
