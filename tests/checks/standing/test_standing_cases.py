"""A duty stands as the published table of cases says, case by case."""

from pathlib import Path
from typing import Any

import pytest

from clearline.checks import standing as home
from clearline.checks.standing import WORDS, Facts, Proved, standing
from clearline.kit.reading import read_yaml

CASES: list[dict[str, Any]] = read_yaml(Path(home.__file__).with_name("standing.cases.yaml"))[0]
GIVEN = {"why", "proofs", "stands", "force", "basis", "in_force", "applies", "overtaken", "departs", "text"}
RESULTS = ("passes", "fails", "not known", "never looked at")


def facts(case: dict[str, Any]) -> Facts:
    """Return what a case says of its duty."""
    applies = case.get("applies", True)
    return Facts(
        force=case.get("force", "should"),
        basis=case.get("basis", "guidance"),
        in_force=case.get("in_force", True),
        applies=None if applies == "unknown" else applies,
        overtaken=case.get("overtaken"),
        departs=case.get("departs", False),
        text_seen=case.get("text", "read") == "read",
    )


def proved(words: str) -> Proved:
    """Return what a proof says, of words such as ``whole rule fails``."""
    whole = words.startswith("whole ")
    kind, _, result = words.removeprefix("whole ").partition(" ")
    assert result in RESULTS
    return Proved(kind=kind, key=None, title=kind, result=result, role="whole" if whole else "part")  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_duty_stands_as_its_case_says(case: dict[str, Any]) -> None:
    assert standing(facts(case), [proved(one) for one in case["proofs"]]) == case["stands"]


def test_the_table_shows_every_word_and_says_each_case_once() -> None:
    assert {case["stands"] for case in CASES} == set(WORDS)
    assert all(set(case) <= GIVEN for case in CASES)
    given = [{key: value for key, value in case.items() if key not in ("why", "stands")} for case in CASES]
    assert all(one not in given[:at] for at, one in enumerate(given))
    assert len({case["why"] for case in CASES}) == len(CASES) > 60


def test_nothing_that_a_judgement_says_turns_a_failed_proof_into_met() -> None:
    for kind in ("rule", "measure", "report", "register"):
        for result in RESULTS:
            proofs = [proved(f"{kind} fails"), proved(f"judgement {result}")]
            assert standing(facts({}), proofs) in ("Appears not to be met", "Appears to be met in part")
