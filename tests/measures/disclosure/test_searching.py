"""The search believes only what it has checked, and gives up openly."""

import time

import msgspec
import pytest
from small_tables import DFE, NORTHMOOR, OTHER, by_category, how, printed, row

from clearline.measures.disclosure.attack.facts import gather
from clearline.measures.disclosure.attack.propagating import groups, propagate
from clearline.measures.disclosure.attack.searching import Search
from clearline.measures.disclosure.attack.solving import Programme, Undecided
from clearline.measures.disclosure.table import Contradiction

THIRD = "E06000997"
CROSSED = {"E47000001": (NORTHMOOR, OTHER), "E47000002": (OTHER, THIRD), "E47000003": (NORTHMOOR, THIRD)}


def search() -> Search:
    facts = gather([printed(by_category(a="c", b="c", d="c", Total=60))])
    facts.limits = [5] * len(facts.names)
    propagate(facts)
    inside, ties = groups(facts, range(len(facts.names)))[0]
    return Search(facts, inside, ties, time.monotonic() + 60)


def test_bounds_that_are_no_whole_numbers_are_tightened_to_whole_ones() -> None:
    about = msgspec.structs.replace(DFE, dimensions={}, areas=CROSSED, profile="nhs")
    rows = [row(area, children="*") for area in (NORTHMOOR, OTHER, THIRD)]
    rows += [row(area, children=15) for area in CROSSED]  # 13 to 17: each of the three is 4.5 to 10.5
    facts = gather([printed(rows, about)])
    propagate(facts)
    inside, ties = groups(facts, range(len(facts.names)))[0]
    found = Search(facts, inside, ties, time.monotonic() + 60)
    place = [facts.names[index] for index in inside].index(
        next(name for name in facts.names if name[1][0][1] == NORTHMOOR)
    )
    assert (found.smallest(place), found.largest(place)) == (5, 10)
    assert (found.smallest(place), found.largest(place)) == (5, 10)
    with pytest.raises(Contradiction):
        found.largest(place, alone=next(one for one in range(len(inside)) if one != place))
    assert set(how(printed(rows, about)).values()) == {"narrow"}


def test_what_others_tables_tell_only_by_search_is_not_laid_at_this_one() -> None:
    about = msgspec.structs.replace(DFE, dimensions={}, areas=CROSSED, profile="nhs")
    hidden = [row(area, children="*") for area in (NORTHMOOR, OTHER, THIRD)]
    theirs = printed([*hidden, *[row(area, children=15) for area in CROSSED]], about)
    assert set(how(theirs).values()) == {"narrow"}
    assert how(printed(hidden, about), [], [theirs]) == {}


def test_sums_that_only_cross_over_cannot_be_true_are_a_contradiction() -> None:
    fourth = "E06000996"
    pairs = ((NORTHMOOR, OTHER), (THIRD, fourth), (NORTHMOOR, THIRD), (OTHER, fourth))
    areas = {f"E4700000{number}": pair for number, pair in enumerate(pairs)}
    about = msgspec.structs.replace(DFE, dimensions={}, areas=areas)
    hidden = [row(area, children="c") for area in (NORTHMOOR, OTHER, THIRD, fourth)]
    counts = [row(area, children=n) for area, n in zip(areas, (3000, 3000, 2000, 4001), strict=True)]
    with pytest.raises(Contradiction):
        how(printed([*hidden, *counts], about))


def test_a_table_of_the_solver_that_does_not_add_up_is_not_believed() -> None:
    made = search()
    made.largest(0)
    right = made.found[-1].astype(float)
    for place, count in enumerate(right):
        other = right.copy()
        other[place] += 1 if count < made.most[place] else -1
        for wrong in (other, right + 0.5, -right - 1):
            with pytest.raises(Undecided):
                made._believed(wrong)


def test_an_insider_bounds_the_others_by_what_they_know() -> None:
    made = search()
    one, other = (
        made.names.index(next(name for name in made.names if name[1][:2] == (("area", NORTHMOOR), ("category", label))))
        for label in ("a", "b")
    )
    assert made.largest(one) == 58
    assert made.largest(one, alone=other) == 58


def test_what_is_out_of_the_question_is_not_looked_for() -> None:
    made = search()
    assert not made.reach(0, 1_000_000, 2_000_000)
    assert not made.reach(0, 0, -1)


def test_the_first_table_is_sought_in_whole_numbers_when_rounding_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Programme, "some_whole", lambda self, tries: None)
    assert how(printed(by_category(a="c", b="c", Total=60))) == {}
    monkeypatch.setattr(Programme, "solve_whole", lambda self: None)
    with pytest.raises(Contradiction):
        search()


def test_a_solver_that_stops_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    made = search()
    monkeypatch.setattr(made.counts.solver, "run", lambda: None)
    made.counts.solver.clearSolver()
    with pytest.raises(Undecided):
        made.smallest(0)
