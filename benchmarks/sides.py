"""Reads what made statistics are compared with: polarities, targets and neighbours."""

from pathlib import Path
from typing import NamedTuple

from clearline.measures.vocabulary import Polarity


class Side(NamedTuple):
    """What figures are compared with."""

    polarities: dict[str | None, Polarity]
    """Of each indicator."""
    targets: dict[str | None, int]
    """Of each indicator, in tenths."""
    near: dict[str, list[str]]
    """The codes of each authority's neighbours."""


def read_side(folder: Path) -> Side:
    """Read ``targets.csv`` (indicator, polarity, target) and ``neighbours.csv`` (authority, neighbour, rank)."""
    found = Side({}, {}, {})
    for line in (folder / "targets.csv").read_text().split()[1:]:
        indicator, polarity, target = line.split(",")
        found.polarities[indicator] = "high" if polarity == "High" else "low"
        found.targets[indicator] = round(float(target) * 10)
    for line in (folder / "neighbours.csv").read_text().split()[1:]:
        authority, neighbour, _ = line.split(",")
        found.near.setdefault(authority, []).append(neighbour)
    return found
