"""Lines of accountability: who stands above whom, where a line breaks, forks or loops.

What is above a post is what is above its superior. So a question asked of every post takes one walk, whatever the size
of the organisation and however deep: each post is taken after its superior and is handed what is known there.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

NONE: frozenset[str] = frozenset()


class Lines:
    """The lines above the posts of one authority. A line is a tuple of ids from the superior to the top.

    Where a post has several superiors the line follows the first; ``superiors`` has them all. A line may pass through
    ids that are no posts of the authority, such as ``council``; nothing is stated above those.
    """

    def __init__(self, superiors: Mapping[str, tuple[str, ...] | None]) -> None:
        self.superiors = superiors

    @cached_property
    def first(self) -> dict[str, str]:
        """The superior that each line follows; posts that state none are left out."""
        return {post: ups[0] for post, ups in self.superiors.items() if ups}

    def above(self, post: str) -> tuple[str, ...]:
        """Return the line above a post, nearest first; a line that loops ends where it comes round."""
        line: list[str] = []
        seen = {post}
        step = self.first.get(post)
        while step is not None and step not in seen:
            line.append(step)
            seen.add(step)
            step = self.first.get(step)
        return tuple(line)

    def end_of(self, post: str) -> str:
        """Return the last id on the line from a post: itself when nothing is stated above it."""
        line = self.above(post)
        return line[-1] if line else post

    def steps_to(self, goals: Collection[str]) -> dict[str, int]:
        """Return how many steps up the nearest goal is, 1 for the superior; posts whose line meets none are left out."""
        first = self.first
        steps: dict[str, int] = {}
        for post in self._downwards:
            up = first[post]
            if up in goals:
                steps[post] = 1
            elif up in steps:
                steps[post] = steps[up] + 1
        return steps

    def marks_above(self, marks: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """Return the marks of all that is above each post, roles for example; posts that state no superior are left out.

        A post on a loop stands above itself. Posts with the same marks above them share one set.
        """
        first = self.first
        above: dict[str, frozenset[str]] = {}
        shared: dict[tuple[frozenset[str], str], frozenset[str]] = {}
        for post in self._downwards:
            up = first[post]
            found = above.get(up, NONE)
            mark = marks.get(up)
            if mark is not None and mark not in found:
                more = shared.get((found, mark))
                if more is None:
                    more = shared[found, mark] = found | {mark}
                found = more
            above[post] = found
        return above

    @cached_property
    def looping(self) -> frozenset[str]:
        """The posts that stand above themselves, by any of their superiors."""
        if any(ups and len(ups) > 1 for ups in self.superiors.values()):
            return frozenset(_on_loops(self.superiors))
        return self._walk[1]

    @property
    def _downwards(self) -> tuple[str, ...]:
        """Every post that states a superior, after that superior. Those on a loop come twice.

        The first time round a loop nothing is handed on yet by the post where it was entered; the second time it is.
        """
        return self._walk[0]

    @cached_property
    def _walk(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """The order of ``_downwards``, and the posts whose own line comes round to them."""
        first = self.first
        order: list[str] = []
        loops: list[str] = []
        done: set[str] = set()
        for start, up in first.items():
            if start not in done and (up in done or up not in first):  # as it mostly is where superiors are listed first
                done.add(start)
                order.append(start)
                continue
            path: list[str] = []
            post = start
            while post in first and post not in done:
                done.add(post)
                path.append(post)
                post = first[post]
            path.reverse()
            if post in path:
                loop = path[: path.index(post) + 1]
                loops += loop
                order += loop
            order += path
        return tuple(order), frozenset(loops)


def _on_loops(superiors: Mapping[str, tuple[str, ...] | None]) -> Iterator[str]:
    """Yield every post that stands on a loop by any of its superiors, taking each post and each superior once.

    Tarjan's strongly connected components, without recursion. Posts that stand above one another are met together;
    their group is complete when the walk is back at the one that was met first.
    """
    met: dict[str, int] = {}
    earliest: dict[str, int] = {}  # the first met of the unfinished posts that a post leads to
    unfinished: dict[str, None] = {}
    for start in superiors:
        walk = [start] if start not in met else []
        left: dict[str, Iterator[str]] = {}
        while walk:
            post = walk[-1]
            if post not in met:
                met[post] = earliest[post] = len(met)
                unfinished[post] = None
                left[post] = iter(superiors.get(post) or ())
            for up in left[post]:
                if up not in met:
                    walk.append(up)
                    break
                if up in unfinished:
                    earliest[post] = min(earliest[post], met[up])
            else:
                walk.pop()
                if walk:
                    earliest[walk[-1]] = min(earliest[walk[-1]], earliest[post])
                if earliest[post] == met[post]:
                    group = _take_until(post, unfinished)
                    if len(group) > 1 or post in (superiors.get(post) or ()):
                        yield from group


def _take_until(post: str, unfinished: dict[str, None]) -> list[str]:
    """Take the posts met last off the unfinished ones, down to and with a post."""
    group = [unfinished.popitem()[0]]
    while group[-1] != post:
        group.append(unfinished.popitem()[0])
    return group
