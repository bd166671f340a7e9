"""Where the boxes of a plain tree stand, without Graphviz: quick, where a drawing is one part of a longer paper."""

from collections import defaultdict
from itertools import pairwise

from clearline.organisations.drawing.plan import BETWEEN, Plan


def tree_answer(plan: Plan) -> str | None:
    """Return a layout in Graphviz's plain format; ``None`` for what is no tree: two superiors, or a loop."""
    below: dict[str, list[str]] = defaultdict(list)
    above: dict[str, str] = {}
    links = [(joint.above, joint.below) for joint in plan.spread]
    links += [(one, two) for column in plan.columns for (one, _), (two, _) in pairwise(column.items)]
    for up, down in links:
        if down in above:
            return None
        above[down] = up
        below[up].append(down)
    places: dict[str, tuple[float, int]] = {}
    left = 0.0
    for root in (key for key in plan.heights if key not in above):
        left += _stand(plan, below, places, root, left, 0) + BETWEEN
    if len(places) < len(plan.heights):  # what is left goes round in a loop
        return None
    rows = (f"node n{number} {places[key][0] / 72:.4f} {-places[key][1]:d}" for number, key in enumerate(plan.heights))
    return "\n".join(rows)


def _stand(
    plan: Plan, below: dict[str, list[str]], places: dict[str, tuple[float, int]], key: str, left: float, depth: int
) -> float:
    """Give a box and all below it their places from the left, each over the middle of what is below it; return the
    width that they take."""
    at = left
    for child in below[key]:
        at += _stand(plan, below, places, child, at, depth + 1) + BETWEEN
    width = max(plan.room(key), at - left - BETWEEN)  # no box is wider than what is below it
    places[key] = left + width / 2, depth
    return width
