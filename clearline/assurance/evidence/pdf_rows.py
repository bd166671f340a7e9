"""Writes the text of a PDF as rows of cells. It runs alone, as a process that can be ended: a PDF can be a trap.

``python -I pdf_rows.py FILE`` writes a line of JSON for each page: its rows, and the cells of each. Cells are runs of
text with a gap between them. It imports nothing of Clearline. It ends with the status of one of the constants below.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

UNREADABLE, TOO_LONG, HAS_FILES = 3, 4, 5
MOST_PAGES = 1_000
MOST_RUNS = 300_000
"""Runs of text in all pages."""
SECONDS = 30
MEMORY = 2_000_000_000
"""Bytes of address space."""

GAP = 0.25
"""Of the height of the letters, from which a gap parts two cells; the space between words lies within a run."""


def rows(page: Any) -> list[list[str]]:
    """Return the rows of a page: runs of text beside one another, joined where there is no gap between them."""
    text = page.get_textpage()
    found: list[list[tuple[float, float, float, float, str]]] = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        run = (left, bottom, right, top, text.get_text_bounded(left, bottom, right, top).strip())
        last = found[-1][-1] if found else None
        same = last and last[1] < (bottom + top) / 2 < last[3] and left >= last[0]
        if same:
            found[-1].append(run)
        else:
            found.append([run])
    return [list(_cells(line)) for line in found]


def _cells(line: list[tuple[float, float, float, float, str]]) -> Iterator[str]:
    cell, end = line[0][4], line[0][2]
    for left, bottom, right, top, words in line[1:]:
        if left - end > GAP * (top - bottom):
            yield cell
            cell = words
        else:
            cell += words
        end = right
    yield cell


def main(path: str) -> int:
    """Write the rows of a PDF; return with which status that ended."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        if document.count_attachments():
            return HAS_FILES
        if len(document) > MOST_PAGES:
            return TOO_LONG
        runs = 0
        for page in document:
            runs += page.get_textpage().count_rects()
            if runs > MOST_RUNS:
                return TOO_LONG
            sys.stdout.write(json.dumps(rows(page)) + "\n")
    except pypdfium2.PdfiumError:
        return UNREADABLE
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.exit(main(sys.argv[1]))
