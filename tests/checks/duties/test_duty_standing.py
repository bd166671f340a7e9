"""How a duty stands: one table of cases, in the order in which the cases are asked about."""

import pytest

from clearline.checks.standing import Facts, Proved, Result, Word, standing

BINDING = Facts(force="must", in_force=True, applies=True, overtaken=None, departs=False, text_seen=True)


def proofs(*results: Result) -> list[Proved]:
    return [Proved(kind="rule", key="a-rule", title="A rule", result=result) for result in results]


CASES: list[tuple[Facts, tuple[Result, ...], Word]] = [
    (BINDING._replace(force="may"), ("fails",), "Binds nobody"),
    (BINDING._replace(force="comment"), ("fails",), "Binds nobody"),
    (BINDING._replace(in_force=False, applies=False), ("fails",), "Not in force"),
    (BINDING._replace(applies=False, overtaken="The board ended"), ("fails",), "Does not apply"),
    (BINDING._replace(overtaken="The board ended"), ("fails",), "Overtaken"),
    (BINDING._replace(departs=True), ("fails", "passes"), "Departs with reasons"),
    (BINDING._replace(text_seen=False), ("fails",), "Check the text"),
    (BINDING, ("fails", "not known"), "Appears not to be met"),
    (BINDING, ("fails", "passes"), "Appears to be met in part"),
    (BINDING._replace(departs=True), ("passes",), "Appears to be met"),
    (BINDING, ("passes", "not known"), "Not known"),
    (BINDING, ("passes", "not built"), "Not known"),
    (BINDING, (), "Not known"),
    (BINDING._replace(applies=None), ("passes",), "Not known"),
    (BINDING._replace(applies=None), ("fails",), "Appears not to be met"),
    (BINDING._replace(text_seen=False), ("passes",), "Appears to be met"),
    (BINDING, ("passes", "passes"), "Appears to be met"),
]


@pytest.mark.parametrize(("facts", "results", "word"), CASES)
def test_a_duty_stands_as_the_first_case_that_fits_says(facts: Facts, results: tuple[Result, ...], word: Word) -> None:
    assert standing(facts, proofs(*results)) == word
