"""Which boxes of a drawing hang in columns and which are spread, and the question to Graphviz that follows from it.

Posts with few below them hang in a column under their superior, as organisation charts on paper do.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clearline.organisations.drawing.boxes import Joint

WIDTH = 116.0
"""Points. The width of every box; titles are wrapped to it."""
INDENT = 13.0
"""Points. How far a box in a column stands in from its superior's."""
BETWEEN = 14.0
"""Points. The room between boxes side by side."""


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes that hang under one superior, each with its depth in the column."""

    above: str
    items: tuple[tuple[str, int], ...]

    @property
    def width(self) -> float:
        return WIDTH + INDENT * (1 + max(depth for _, depth in self.items))


class Plan:
    """Which boxes hang in which column, and which are spread."""

    def __init__(
        self, heights: Mapping[str, float], joints: Sequence[Joint], apart: Collection[str], hang: int, longest: int
    ) -> None:
        self.heights = heights
        self.joints = joints
        self.below: dict[str, list[str]] = defaultdict(list)
        self.above: dict[str, list[str]] = defaultdict(list)
        for joint in joints:
            self.below[joint.above].append(joint.below)
            self.above[joint.below].append(joint.above)
        self.apart = apart
        tiers = {key: self._tiers(key, hang) for key in heights}
        self.hung = {key for key, count in tiers.items() if count < hang and self._may_hang(key)}
        while alone := {c for k, c in self._only_children() if k not in self.hung and c in self.hung}:
            self.hung -= alone  # one under one is drawn straight down
        found = [
            column
            for key in heights
            if key not in self.hung and (hung := [child for child in self.below[key] if child in self.hung])
            for column in self._columns(key, hung, longest)
        ]
        self.columns = [column for column in found if len(column.items) > 1]
        self.hung -= {column.items[0][0] for column in found if len(column.items) == 1}
        self.column_of = {key: column for column in self.columns for key, _ in column.items}
        heads = {column.items[0][0] for column in self.columns}
        self.spread = [j for j in joints if j.below not in self.hung or j.below in heads]
        """The joints drawn between rows: all but those inside a column."""
        parts = Counter(joint.above for joint in self.spread)
        self.over = {column.above: column for column in self.columns if parts[column.above] == 1}
        """Boxes with nothing below but one column: they stand flush with its left."""

    def _only_children(self) -> list[tuple[str, str]]:
        return [(key, below[0]) for key, below in self.below.items() if len(below) == 1]

    def size(self, key: str) -> int:
        """Return how many boxes stand under one, however deep, so that the heaviest line is drawn straightest."""
        found: set[str] = set()
        todo = [key]
        while todo:
            fresh = [child for child in self.below[todo.pop()] if child not in found]
            found.update(fresh)
            todo += fresh
        return len(found)

    def room(self, key: str) -> float:
        """Return the width to keep free for a box and what it is flush with."""
        column = self.column_of.get(key) or self.over.get(key)
        return column.width if column else WIDTH

    def _may_hang(self, key: str) -> bool:
        return key not in self.apart and len(self.above[key]) == 1

    def _tiers(self, key: str, most: int) -> int:
        """Return how many tiers stand below a box, ``most`` when there are more or one of them may not hang."""
        if most == 0 or (self.below[key] and not all(self._may_hang(child) for child in self.below[key])):
            return max(most, 1)
        return 1 + max((self._tiers(child, most - 1) for child in self.below[key]), default=-1)

    def _columns(self, above: str, hung: list[str], longest: int) -> list[Column]:
        """Cut what hangs under one superior into columns, never between a box and those under it."""
        columns: list[list[tuple[str, int]]] = [[]]
        for child in hung:
            family = self._family(child, 0)
            if columns[-1] and len(columns[-1]) + len(family) > longest:
                columns.append([])
            columns[-1] += family
        return [Column(above, tuple(items)) for items in columns]

    def _family(self, key: str, depth: int) -> list[tuple[str, int]]:
        return [(key, depth), *(one for child in self.below[key] for one in self._family(child, depth + 1))]


def question(plan: Plan) -> str:
    """Return the question to Graphviz: boxes as sizes only, a column as a chain."""
    names = {key: f"n{place}" for place, key in enumerate(plan.heights)}
    tallest = max(plan.heights.values()) / 72
    rows = [
        "digraph { ordering=out; ranksep=0.5; splines=false;",
        f'nodesep={BETWEEN / 72:.4f}; node [shape=box, fixedsize=true, label="", height={tallest:.4f}];',
    ]
    rows += [f"{name} [width={plan.room(key) / 72:.4f}];" for key, name in names.items()]
    for joint in plan.spread:
        weight = 50 if joint.above in plan.over else 0 if joint.style == "hidden" else 1 + plan.size(joint.below)
        rows.append(f"{names[joint.above]} -> {names[joint.below]} [weight={weight}];")
    for column in plan.columns:
        rows += [f"{names[one]} -> {names[two]} [weight=50];" for (one, _), (two, _) in pairwise(column.items)]
    return "\n".join((*rows, "}"))
