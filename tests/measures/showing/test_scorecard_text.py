"""The scorecard shows key indicators first, and the gaps and comparisons say what they rest on."""

from made_answers import answer, gap, observation, scorecard, target

from clearline.measures.showing.scorecard_text import gaps_text, scorecard_text


def said(text: str) -> str:
    return " ".join(text.split())


def test_key_indicators_come_first_then_outcomes_each_within_80_columns() -> None:
    key = answer(key_reason="Because.", title="The key one", target=target())
    text = scorecard_text(scorecard(key, answer(), answer(outcome="be-healthy", title="Health")))
    assert max(map(len, text.splitlines())) <= 80
    order = [text.index(words) for words in ("Key indicators", "The key one", "Worse than", "Stay safe", "Be healthy")]
    assert order == sorted(order)
    assert "near" in text
    assert "median of DfE's statistical neighbours (2025 model)" in said(text)


def test_lists_of_what_is_worse_and_what_is_overdue_are_told_or_said_to_be_empty() -> None:
    text = scorecard_text(scorecard(worse_and_worsening=("Agency rate",), overdue=()))
    assert "Worse than the neighbours and getting worse\n- Agency rate" in text
    assert "should be\n- nothing" in text


def test_a_bare_measure_has_no_comparison_and_own_figures_are_restricted() -> None:
    bare = answer(comparators=(), rank=None, change=None, series=(observation(2025, "3", source="returned"),))
    text = scorecard_text(scorecard(bare))
    assert text.startswith("Restricted")
    assert "(none loaded model)" in said(text)


def test_a_gap_says_both_figures_the_ratio_and_how_it_narrowed() -> None:
    text = said(gaps_text([(gap(), "per-cent")]))
    assert "2025: 20% against 46% (ratio 0.43). Narrowed by 2: the group rose." in text


def test_a_gap_without_a_period_or_a_ratio_says_only_what_is_known() -> None:
    none = gap(period=None, group=None, others=None, points=None, ratio=None, says="No period in common.")
    text = gaps_text([(none, "per-cent"), (gap(ratio=None), "per-cent")])
    assert "No period in common." in text
    assert "2025: 20% against 46%." in text
    assert "ratio" not in text.partition("A gap above")[0]
