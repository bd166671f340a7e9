"""How a challenge stands on a day follows from its steps alone."""

from datetime import date
from typing import NamedTuple

import pytest

from clearline.assurance.challenges.following import recent_from, same_thing, stands, without_challenge


class Step(NamedTuple):
    kind: str
    on: date
    due: date | None = None


JUNE = [date(2026, 6, day) for day in range(1, 31)]
DUE = JUNE[9]
ANSWER, CHANGE = Step("answer", JUNE[4]), Step("change", JUNE[5])
ASKS = Step("reply", JUNE[6], JUNE[19])
UP = Step("escalation", JUNE[11], JUNE[20])
CLOSED = Step("closed", JUNE[24])


@pytest.mark.parametrize(
    ("steps", "on", "expected"),
    [
        ([], JUNE[9], ("waiting", DUE, False)),  # due today is not overdue
        ([], JUNE[10], ("waiting", DUE, True)),
        ([ANSWER], JUNE[10], ("answered", None, False)),
        ([ANSWER], JUNE[3], ("waiting", DUE, False)),  # as it was before the answer
        ([CHANGE], JUNE[10], ("waiting", DUE, True)),  # what changed is no answer
        ([ANSWER, Step("reply", JUNE[6])], JUNE[10], ("answered", None, False)),
        ([ANSWER, ASKS], JUNE[10], ("waiting", JUNE[19], False)),
        ([ANSWER, ASKS], JUNE[20], ("waiting", JUNE[19], True)),
        ([UP], JUNE[12], ("waiting", JUNE[20], False)),
        ([UP, Step("answer", JUNE[13])], JUNE[29], ("answered", None, False)),
        ([CLOSED], JUNE[29], ("closed", None, False)),  # withdrawn without an answer
        ([ANSWER, CLOSED], JUNE[23], ("answered", None, False)),
    ],
)
def test_a_challenge_stands_as_its_steps_say(
    steps: list[Step], on: date, expected: tuple[str, date | None, bool]
) -> None:
    assert stands(DUE, steps, on) == expected


def test_a_challenge_is_recent_for_twelve_months_to_the_day() -> None:
    assert recent_from(date(2027, 6, 1)) == date(2026, 6, 1)
    assert recent_from(date(2028, 2, 29)) == date(2027, 2, 28)


def test_a_duty_and_the_statements_on_it_are_one_thing_and_nothing_else_is() -> None:
    assert same_thing("judgement:a/b/c") == same_thing("duty:a/b/c") == {"judgement:a/b/c", "duty:a/b/c"}
    assert same_thing("measure:x") == {"measure:x"}


def test_bad_results_without_a_challenge_are_told_once_each_in_their_order() -> None:
    bad = ["measure:x", "duty:a/b/c", "finding:2013/r/s", "measure:x"]
    assert without_challenge(bad, []) == ("measure:x", "duty:a/b/c", "finding:2013/r/s")
    assert without_challenge(bad, ["judgement:a/b/c", "measure:y"]) == ("measure:x", "finding:2013/r/s")
    assert without_challenge([], ["measure:x"]) == ()
