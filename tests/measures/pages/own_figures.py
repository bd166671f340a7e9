"""The authority's own figures and words, each with a value that can be looked for on any page."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.asking.targets import set_target
from clearline.measures.disclosure.about import About, CountColumn
from clearline.measures.disclosure.ledger import Entry, Printed, Report, append, ledger_path
from clearline.measures.figures import Period, Target
from clearline.measures.loading.local import load_local
from clearline.measures.store import Store

CODE = "E06000999"
CANARIES = ("31,337", "31337", "99,991", "99991", "31.3", "77.77", "CANARY-REASON", "CANARY-HOW", "CANARY-OWNER",
            "canary-months")  # fmt: skip
"""Own counts, what is computed from them, and what the authority wrote beside its figures."""

PUBLISHED = "time_period,new_la_code,made_children\n2025,E06000999,c\n2025,E06000999,40\n"


def add_own(figures: Path) -> None:
    """Load a month of own figures for two measures, set a target that begins at one, give a reason that quotes one."""
    table = figures.parent / "canary-months.csv"
    table.write_text(
        "measure,period,numerator,denominator,owner,provisional\n"
        "came-back,2025-04,31337,99991,CANARY-OWNER,no\nnot-loaded,2025-04,31337,99991,CANARY-OWNER,no\n"
    )
    store = Store(figures)
    load_local(table, store, store.areas().find(CODE), date(2025, 6, 1))
    add_key_indicator(store, CODE, "came-back", "CANARY-REASON 31337")
    set_target(store, CODE, target(), "low")


def target() -> Target:
    """Return a target that begins at an own figure."""
    return Target(
        measure="came-back", value=Decimal(9), by=Period(label="2027", ends=date(2027, 3, 31), year="reporting"),
        start=Decimal("77.77"), start_period=Period(label="2024", ends=date(2024, 3, 31), year="reporting"),
        owner="CANARY-OWNER", set_how="CANARY-HOW",
    )  # fmt: skip


def publish(figures: Path, on: date = date(2025, 5, 1), number: int = 1, revises: int | None = None) -> str:
    """Enter a table in the ledger as `clearline figures publish` does; return the digest of the line."""
    path = ledger_path(figures, CODE)
    path.parent.mkdir(exist_ok=True)
    report = Report(cells=2, primary=1, secondary=0, before=0, beside=0, attacked=2, known_before=0, read_with=0)
    about = About(counted="made-children", counts={"made_children": CountColumn()})
    before = "" if number == 1 else _digest_of(path)
    entry = Entry(number=number, before=before, on=on, title=f"Made-up children, table {number}", revises=revises,
                  released_by="Performance manager", checked_by="Head of safeguarding", files={"made.csv": "ab12"},
                  table=Printed(about=about, text=PUBLISHED), report=report)  # fmt: skip
    return append(path, entry)


def _digest_of(path: Path) -> str:
    from clearline.measures.disclosure.ledger import read_ledger

    return read_ledger(path)[1]


def text_of(content: bytes) -> str:
    """Return what a page or a file says; of a workbook, all that is in its parts."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return content.decode()
