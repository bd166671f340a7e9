"""Names are the same however officers write them, and stay apart where they mean something else."""

import pytest

from clearline.measures.asking.words import compact, few, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CLA", "looked-after children"), ("children in care", "Looked after children"), ("LAC", "CLA"),
        ("CPP", "child protection plans"), ("children on a CP plan", "child protection plan"),
        ("EHCP", "education, health and care plans"), ("SDQ", "strengths and difficulties questionnaire"),
        ("NEET", "not in education, employment or training"), ("EET", "in education, employment or training"),
        ("UASC", "unaccompanied asylum-seeking children"), ("repeat referrals", "re-referrals"),
        ("3+ placements", "three or more placements"), ("plans longer than 2 years", "plans of 2 years or more"),
        ("% of care leavers", "percentage of care leavers"), ("per cent of plans", "Plans (%)"),
        ("rate of plans", "plans, per 10,000 children"), ("KS2", "key stage 2"), ("section 47", "S47"),
        ("plans at 31 March", "plans"), ("17-18", "17 to 18"), ("enquiries", "enquiry"),
    ],
)  # fmt: skip
def test_what_means_the_same_has_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NEET", "EET"), ("care leavers in touch", "care leavers not in touch"),
        ("children in need", "children in care"),
        ("number of plans", "rate of plans"), ("2 years", "2 years or more"), ("overall absence", "absence"),
        ("placements", "out of area placements"),
    ],
)  # fmt: skip
def test_what_means_something_else_has_other_words(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_short_words_and_those_that_only_look_like_plurals_are_left_alone() -> None:
    assert words("gas, illness, status and analysis") == {"gas", "illness", "status", "analysis"}
    assert words("of the") == frozenset()


def test_a_reference_is_the_same_however_it_is_spaced() -> None:
    assert compact("NF-45") == compact("nf 45") == compact("NF45") == "nf45"
    assert compact("LACHealth%") != compact("LACHealth")


def test_few_labels_are_all_told() -> None:
    assert few(["a", "b"], "|") == "a|b"
