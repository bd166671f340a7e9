"""The tables of a print, as workbooks and CSV give them: each with a name of its own and where it comes from."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from clearline.reports.blocks import Section, Table
from clearline.reports.formats.words import absolute, source_words
from clearline.reports.printing import Printed, access_words

SOURCE = "Source"
LONGEST_NAME = 25


class Sheet(NamedTuple):
    """One table, ready to be given out."""

    name: str
    """Of the sheet or file: short, unique and safe."""
    section: str
    """Title of the section that it stands in."""
    table: Table
    says: tuple[str, ...]
    """Why it is not open, its note and its sources."""

    def row_sources(self, site: str) -> list[str]:
        """Return for each row where it comes from: the addresses of its cells, each once."""
        found = (dict.fromkeys(absolute(cell.source, site) for cell in row) for row in self.table.rows)
        return ["; ".join(address for address in addresses if address) for addresses in found]


def sheets(print_: Printed) -> list[Sheet]:
    """Return every table that has rows, in the order of the print."""
    found: list[Sheet] = []
    tables = list(_tables(print_.sections))
    often = Counter(table.title for _, table in tables)
    for section, table in tables:
        name = _name(section if often[table.title] > 1 else table.title, {one.name for one in found})
        says = (access_words(table.access), table.note, source_words(table.sources))
        found.append(Sheet(name, section, table, tuple(one for one in says if one)))
    return found


def _tables(sections: tuple[Section, ...]) -> Iterator[tuple[str, Table]]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.rows:
                yield section.title, block
        yield from _tables(section.sections)


def _name(title: str, taken: set[str]) -> str:
    """Return a short name from a title: whole words of letters and digits, with hyphens between them."""
    whole = re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", title.lower())).strip("-")
    cut = whole[:LONGEST_NAME] if len(whole) <= LONGEST_NAME else whole[: LONGEST_NAME + 1].rpartition("-")[0]
    short = cut or whole[:LONGEST_NAME] or "table"
    name, number = short, 2
    while name in taken or name == "about":
        name, number = f"{short}-{number}", number + 1
    return name
