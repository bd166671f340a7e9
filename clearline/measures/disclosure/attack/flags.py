"""What a table tells of everybody in a group, however large: that all of them are in one category."""

from clearline.measures.disclosure.table import AREA, TIME, Name, Table
from clearline.measures.disclosure.words import say


def everybody_in_one(table: Table) -> list[str]:
    """Return a sentence for each group of which everybody is printed to be in one category. A person judges these."""
    result = []
    for one in table.sums:
        total = table.known.get(one.total)
        if total is None or total.hidden or not total.least or total.least != total.most or len(one.parts) < 2:
            continue
        for name in one.parts:
            found = table.known.get(name)
            if found == total and _by_category(one.total, name):
                result.append(f"Everybody in {say(one.total)} is in {say(name)}.")
    return sorted(result)


def _by_category(total: Name, name: Name) -> bool:
    """Whether a count is part of its total by a category, not by an area or a period."""
    return bool({dimension for dimension, _ in name[1]} - {dimension for dimension, _ in total[1]} - {AREA, TIME})
