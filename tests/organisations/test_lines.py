"""The lines engine against a slow, obvious twin, and the edges that the rules rely on."""

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearline.organisations.lines.graph import Lines

Superiors = dict[str, tuple[str, ...] | None]

POSTS = st.sampled_from("abcdefgh")
ONE_SUPERIOR = st.dictionaries(POSTS, st.none() | st.just(()) | st.tuples(POSTS), max_size=8)
SEVERAL = st.dictionaries(POSTS, st.none() | st.lists(POSTS, max_size=3).map(tuple), max_size=8)
ANY = ONE_SUPERIOR | SEVERAL


def walk(superiors: Superiors, post: str) -> list[str]:
    """Return every id met from a post upwards by first superiors, a post on a loop once, and it itself at the end."""
    met: list[str] = []
    ups = superiors.get(post)
    while ups and ups[0] not in met:
        met.append(ups[0])
        ups = superiors.get(ups[0])
    return met


def reachable(superiors: Superiors, post: str) -> set[str]:
    """Return everything that stands above a post by any superior, by asking until nothing is added."""
    found = set(superiors.get(post) or ())
    while more := {up for one in found for up in superiors.get(one) or ()} - found:
        found |= more
    return found


@given(ANY)
@example({"a": ("b", "c"), "b": ("a",), "c": ("b",)})  # c is on a loop only through a post that is finished before it
def test_looping_posts_are_those_that_can_be_reached_from_themselves(superiors: Superiors) -> None:
    assert Lines(superiors).looping == {post for post in superiors if post in reachable(superiors, post)}


@given(ANY)
def test_the_line_above_is_what_a_plain_walk_meets_up_to_where_it_comes_round(superiors: Superiors) -> None:
    lines = Lines(superiors)
    for post in "abcdefgh":
        expected = walk(superiors, post)
        if post in expected:  # where it comes round it ends
            expected = expected[: expected.index(post)]
        assert lines.above(post) == tuple(expected)


@given(ANY, st.frozensets(POSTS))
def test_steps_to_counts_as_a_plain_walk_does(superiors: Superiors, goals: frozenset[str]) -> None:
    expected = {}
    for post in superiors:
        steps = [step for step, met in enumerate(walk(superiors, post), start=1) if met in goals]
        if steps:
            expected[post] = steps[0]
    assert Lines(superiors).steps_to(goals) == expected


@given(ANY, st.dictionaries(POSTS, st.sampled_from(("head", "manager", "worker"))))
def test_marks_above_gathers_what_a_plain_walk_meets(superiors: Superiors, marks: dict[str, str]) -> None:
    expected = {
        post: {marks[met] for met in walk(superiors, post) if met in marks} for post, ups in superiors.items() if ups
    }
    assert Lines(superiors).marks_above(marks) == expected


def test_a_line_may_end_in_something_that_is_no_post() -> None:
    lines = Lines({"worker": ("chief",), "chief": ("council",)})
    assert lines.above("worker") == ("chief", "council")
    assert lines.steps_to({"council"}) == {"worker": 2, "chief": 1}


def test_not_stated_and_nobody_both_end_a_line() -> None:
    lines = Lines({"a": None, "b": (), "c": ("a",)})
    assert lines.first == {"c": "a"}


def test_posts_with_the_same_superior_share_one_set_of_marks() -> None:
    above = Lines({"x": ("m",), "y": ("m",), "m": ("top",)}).marks_above({"m": "manager", "top": "head"})
    assert above["x"] == {"manager", "head"}
    assert above["x"] is above["y"]


@pytest.mark.parametrize("downwards", [True, False], ids=["superiors-first", "superiors-last"])
def test_a_line_of_fifty_thousand_posts_is_walked_once(downwards: bool) -> None:
    posts = [f"p{number}" for number in range(50_000)]
    pairs = list(zip(posts[1:], posts, strict=False))
    superiors: Superiors = {post: (up,) for post, up in (pairs if downwards else reversed(pairs))}
    lines = Lines(superiors)
    start = process_time()
    assert lines.steps_to({"p0"})["p49999"] == 49_999
    assert lines.marks_above({"p0": "head"})["p49999"] == {"head"}
    assert not lines.looping
    assert process_time() - start < 5  # seconds; walking every line to its top would take many minutes


def test_one_great_loop_with_a_second_superior_is_found_without_recursion() -> None:
    superiors: Superiors = {f"p{number}": (f"p{(number + 1) % 20_000}",) for number in range(20_000)}
    superiors["outside"] = ("p0", "p1")
    assert Lines(superiors).looping == superiors.keys() - {"outside"}
