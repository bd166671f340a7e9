"""The gate: nothing is published that has not been made safe, attacked and entered in the ledger."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.measures.disclosure.attack.attacker import Attack, attack
from clearline.measures.disclosure.attack.flags import everybody_in_one
from clearline.measures.disclosure.attack.solving import Undecided
from clearline.measures.disclosure.building import read_published, read_truth
from clearline.measures.disclosure.ledger import Entry, Printed, Report, alone, append, read_ledger
from clearline.measures.disclosure.revising import tables_before
from clearline.measures.disclosure.suppressing import Suppressed, suppress
from clearline.measures.disclosure.table import Contradiction, Table
from clearline.measures.disclosure.words import contradictions, reasons


class Refused(Exception):
    """The table was not published. Carries the reasons, which name counts and never say what they are."""

    def __init__(self, *why: str) -> None:
        self.why = why
        super().__init__("\n".join(why))


class Asked(Value, frozen=True, kw_only=True):
    """What is to be published, and by whom."""

    path: Path
    """The file that the table was read from."""
    table: Printed
    """The true counts and what they are about."""
    others: tuple[Printed, ...] = ()
    title: str
    on: date
    released_by: str
    checked_by: str
    revises: int | None = None
    extra: dict[str, str] = {}
    """Further files to be put beside it, by name: the meta file."""
    seconds: float = 60


class Published(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What was published."""

    number: int
    digest: str
    """Of the ledger's last line; kept elsewhere it shows any later change to the ledger."""
    files: dict[str, str]
    report: Report
    again: bool
    """Whether it had been published before, to the byte."""


def publish(asked: Asked, ledger: Path, out: Path) -> Published:
    """Make a table safe, attack it with everything published before, and publish it; all of that or nothing.

    Raises ``Refused`` when it is not proved safe, and ``BadInput`` for what cannot be used.
    """
    if asked.released_by.strip().casefold() == asked.checked_by.strip().casefold():
        raise BadInput("The post that checks a publication must not be the post that releases it.")
    truth = read_truth(asked.path, asked.table.text, asked.table.about)
    with alone(ledger):
        entries, head = read_ledger(ledger)
        ours, others = tables_before(entries, truth, asked.revises)
        others += [read_published(asked.path, one.text, one.about, ours=False) for one in asked.others]
        safe, report = prove(truth, ours, others, asked.seconds)
        files = {asked.path.name: safe.text, **asked.extra}
        digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
        same = next((entry for entry in entries if entry.files == digests), None)
        entry = same or Entry(
            number=len(entries) + 1,
            before=head,
            on=asked.on,
            title=asked.title,
            released_by=asked.released_by,
            checked_by=asked.checked_by,
            revises=asked.revises,
            files=digests,
            table=Printed(about=truth.about, text=safe.text),
            others=asked.others,
            report=report,
        )
        with _beside(files, out) as parts:
            digest = head if same else append(ledger, entry)  # from here on it counts as published, and is put in place
            _put(parts)
    return Published(number=entry.number, digest=digest, files=digests, report=entry.report, again=bool(same))


def prove(truth: Table, ours: Sequence[Table], others: Sequence[Table], seconds: float) -> tuple[Suppressed, Report]:
    """Return a table made safe, with what was checked. Raises ``Refused`` when it is not proved to be safe."""
    try:
        safe = suppress(truth, [*ours, *others])
        table = read_published(Path("published"), safe.text, truth.about)
        lone = [name for name in truth.counts if table.known[name].hidden and truth.known[name].least == 1]
        result: Attack = attack(table, ours, others, lone=lone, seconds=seconds)
    except Contradiction as error:
        revise = "If these figures revise a publication, say which with --revises."
        raise Refused(*contradictions(error.names), revise) from None
    except Undecided:
        raise Refused(f"It was not settled within {seconds:g} seconds whether the table is safe.") from None
    if result.breaches:
        raise Refused(*reasons(result.breaches))
    return safe, Report(
        cells=safe.cells,
        primary=safe.primary,
        secondary=safe.secondary,
        before=safe.before,
        beside=safe.beside,
        attacked=result.checked,
        known_before=len(result.known_before),
        read_with=len(ours) + len(others),
        to_judge=tuple(everybody_in_one(table)),
    )


@contextmanager
def _beside(files: Mapping[str, str], out: Path) -> Iterator[dict[Path, Path]]:
    """Write files beside their places, safe from a power cut, and yield where each is and belongs. Clears up."""
    parts = {out / f"{name}.{os.getpid()}.part": out / name for name in files}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for (part, place), text in zip(parts.items(), files.values(), strict=True):
            if place.exists() and place.read_bytes() != text.encode():
                raise BadInput(Problem(place, None, "is there already, and is another.", "Choose another folder."))
            with part.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        yield parts
    except OSError as error:
        raise BadInput(Problem(out, None, f"cannot be written: {error.strerror}. Nothing was published.")) from None
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _put(parts: Mapping[Path, Path]) -> None:
    """Give every file its name."""
    try:
        for part, place in parts.items():
            part.replace(place)
    except OSError as error:
        what = f"cannot be written: {error.strerror}. The publication is in the ledger."
        raise BadInput(Problem(error.filename and Path(error.filename), None, what, "Run the command again.")) from None
