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

    def steps_to(self, goals: Collection[str]) -> dict[str, int]:
        """Return how many steps up the nearest goal is, 1 for the superior; posts whose line meets none are left out.

        A post on a loop stands above itself.
        """
        steps: dict[str, int] = {}
        for part in self._downwards:
            for post, superior in part.items():
                if superior in goals:
                    steps[post] = 1
                elif superior in steps:
                    steps[post] = steps[superior] + 1
        return steps

    def marks_above(self, marks: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """Return the marks, such as roles, of all that is above each post; posts that state no superior are left out.

        A post on a loop stands above itself. Posts with the same superior share one set.
        """
        above: dict[str, frozenset[str]] = {}
        for part in self._downwards:
            handed_down: dict[str, frozenset[str]] = {}
            for post, superior in part.items():
                found = handed_down.get(superior)
                if found is None:
                    found, mark = above.get(superior, NONE), marks.get(superior)
                    found = handed_down[superior] = found if mark is None or mark in found else found | {mark}
                above[post] = found
        return above

    @cached_property
    def looping(self) -> frozenset[str]:
        """The posts that stand above themselves, by any of their superiors."""
        if any(superiors and len(superiors) > 1 for superiors in self.superiors.values()):
            return frozenset(_on_loops(self.superiors))
        return frozenset(self._downwards[0])

    @cached_property
    def _downwards(self) -> tuple[dict[str, str], dict[str, str]]:
        """Posts with the superior that their line follows, each after that superior: first those on a loop, then all.

        A loop is taken twice because the first time nothing has been handed down to the post where it is entered.
        """
        first = self.first
        loops: dict[str, str] = {}
        every: dict[str, str] = {}
        for post, superior in first.items():
            if superior in first and superior not in every:  # rare where files name superiors first
                path = _climb(post, first, every)
                come_to = first[path[-1]]
                if come_to in path:
                    loops.update((step, first[step]) for step in reversed(path[path.index(come_to) :]))
                every.update((step, first[step]) for step in reversed(path))
            every[post] = superior
        return loops, every


def _climb(post: str, first: Mapping[str, str], known: Collection[str]) -> list[str]:
    """Return a post and the line above it, until it comes to the top, to what is known or round to itself."""
    path: dict[str, None] = {}
    while post in first and post not in known and post not in path:
        path[post] = None
        post = first[post]
    return list(path)


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
