"""Prints what was measured as Markdown tables, and judges it."""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Bar(NamedTuple):
    """Something that must hold, with what was measured."""

    what: str
    measured: str
    met: bool


def say(text: str) -> None:
    """Print a line at once, so that a reader of a pipe sees how far it is."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table, a row as soon as it is known."""
    say(f"\n{title}\n")
    say(f"| {' | '.join(columns)} |")
    say("|" + "---|" * len(columns))
    for row in rows:
        say(f"| {' | '.join(row)} |")


def seconds(value: float) -> str:
    """Return CPU seconds with three figures that mean something."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def judge(bars: Sequence[Bar]) -> int:
    """Print whether each bar is met; return the exit status: 0 when all are."""
    table("Bars", ["", "measured", ""], [(bar.what, bar.measured, "met" if bar.met else "MISSED") for bar in bars])
    return 0 if all(bar.met for bar in bars) else 1
