"""Lays out sentences and small tables in plain text that fits 80 columns, on a terminal and piped alike."""

import textwrap
from collections.abc import Collection, Sequence

WIDTH = 80

_GAP = "  "
_INDENT = "  "
_SMALLEST = 5
"""Characters below which a column is never narrowed."""


def prose(text: str, indent: int = 0, hanging: int | None = None) -> str:
    """Return a text wrapped to the width; ``hanging`` indents every line but the first, ``None`` like the first."""
    after = indent if hanging is None else hanging
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * after,
        break_on_hyphens=False,
    )  # fmt: skip


def labelled(label: str, text: str, at: int = 13) -> str:
    """Return a label with its text beside it, wrapped so that the text stands in a column of its own."""
    if len(label) >= at - 1:
        return f"{prose(label)}\n{prose(text, at)}"
    return prose(text, at).replace(" " * at, label.ljust(at), 1)


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str] = (), titles: Sequence[str] = ()
) -> str:
    """Return rows under headings; cells too wide wrap, and the columns named in ``right`` stand to the right.

    ``titles``: one for each row, which stands above it and may be as wide as the page.
    """
    indent = _INDENT if titles else ""
    widths = _widths([max(map(len, cells)) for cells in zip(columns, *rows, strict=True)], WIDTH - len(indent))
    lines = [*_row(columns, widths, columns, right), _GAP.join("-" * width for width in widths)]
    lines = [indent + line for line in lines]
    for at, row in enumerate(rows):
        lines += [prose(titles[at], 0, len(indent))] if titles else []
        lines += [indent + line for line in _row(row, widths, columns, right)]
    return "\n".join(lines)


def _widths(widths: list[int], room: int) -> list[int]:
    """Return the widths of columns, the widest narrowed until all fit."""
    room -= len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _SMALLEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], columns: Sequence[str], right: Collection[str]) -> list[str]:
    """Return the lines of one row."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max(len(lines) for lines in wrapped)):
        parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
        lines.append(
            _GAP.join(
                part.rjust(width) if column in right else part.ljust(width)
                for part, width, column in zip(parts, widths, columns, strict=True)
            ).rstrip()
        )
    return lines
