"""The page of one measure: nothing that is known is left out, and nothing more is claimed."""

from decimal import Decimal

from made_answers import answer, change, observation, target
from msgspec.structs import replace

from clearline.measures.figures import Rank, Reliability
from clearline.measures.showing.answer_text import answer_text


def said(text: str) -> str:
    return " ".join(text.split())


def test_the_page_says_figure_comparators_rank_and_reliability_within_80_columns() -> None:
    text = answer_text(answer())
    assert max(map(len, text.splitlines())) <= 80
    for words in (
        "Referrals within 12 months of a previous one: Northmoor (E06000999)",
        "2025 21.7%",
        "1,407 out of 6,500",
        "Change Two proportions differ by more than chance",
        "England 22.6%",
        "Far North 20.7%",
        "2021 neighbours, median of 9 of 10",
        "2025 neighbours, mean of 9 of 10",
        "Rank 43 of 152 authorities",
        "quartile band B",
        "Made by hand, synthetic",
        "made-2025, published 2025-10-30, loaded 2025-11-01",
        "Nobody audits",
        "- A known fault.",
    ):
        assert words in said(text)
    assert "Target" not in text
    assert "Restricted" not in text


def test_only_recent_periods_are_shown_unless_the_series_is_asked_for() -> None:
    assert "2019" not in answer_text(answer())
    assert "3 earlier periods with --series." in answer_text(answer())
    whole = answer_text(answer(), whole=True)
    assert "c (suppressed)" in whole
    assert "earlier periods" not in whole


def test_a_page_without_any_figure_says_so() -> None:
    none = answer(
        latest=None, no_latest="Nothing was published for here.", series=(observation(2025, None),), comparators=(),
        rank=None, change=None,
    )  # fmt: skip
    assert "Nothing was published for here." in answer_text(none)
    bare = answer_text(replace(none, series=()))
    assert "period" not in bare.partition("How far")[0]


def test_a_target_stands_apart_from_the_change() -> None:
    text = said(answer_text(answer(target=target())))
    assert "Target Near. 1.7 percentage points away. Its owner: assistant director." in text
    assert "How it was set: Asked the partners of the board." in text
    assert "Change Two proportions differ" in text


def test_a_target_without_owner_or_history_says_neither() -> None:
    bare = replace(target(), target=replace(target().target, owner="", set_how=""))
    text = said(answer_text(answer(target=bare)))
    assert "Target Near." in text
    assert "owner" not in text
    assert "How it was set" not in text


def test_exceptions_are_explained_and_not_hidden() -> None:
    latest = observation(
        2025, "21.7", status="provisional", revised_from=Decimal("21.5"), recomputed=Decimal("21.8"),
        disagreement="the counts are rounded to 10.",
    )  # fmt: skip
    text = said(answer_text(answer(series=(observation(2024, "22"), latest))))
    assert "2025 21.7%, provisional" in text
    assert "Revised: the release before said 21.5%." in text
    assert "Computed from the published counts it is 21.8%: the counts are rounded to 10." in text
    assert "was 21.5; from the counts 21.8" in text


def test_an_area_that_is_not_ranked_is_told_why() -> None:
    unranked = Rank(rank=None, of=152, quartile="-")
    assert "Not ranked: neither high nor low is better." in answer_text(answer(rank=unranked, polarity="none"))
    assert "Not ranked: LAIT does not rank this." in answer_text(answer(rank=unranked))
    for latest in (None, observation(2025, None)):
        assert "Not ranked: there is no figure to rank." in answer_text(answer(rank=unranked, latest=latest))


def test_a_figure_that_has_been_withdrawn_is_marked_without_the_number() -> None:
    one = observation(2025, None, withdrawn=True, meaning="suppressed")
    text = said(answer_text(answer(latest=one, series=(one,))))
    assert text.count("evised, now suppressed") == 2


def test_a_column_without_an_outcome_says_none() -> None:
    assert answer_text(answer(outcome=None)).splitlines()[1].startswith("Per cent.")


def test_key_indicators_say_why_and_own_figures_are_marked_restricted() -> None:
    text = said(
        answer_text(answer(key_reason="Leaders asked for it.", series=(observation(2025, "3", source="local"),)))
    )
    assert "Key indicator of this authority: Leaders asked for it." in text
    assert text.startswith("Restricted: may contain small numbers.")


def test_a_change_or_release_that_is_not_known_is_not_made_up() -> None:
    known = Reliability(source="Somewhere", release="r", published=None, loaded=None, audited="", faults=())
    text = said(answer_text(answer(reliability=known, change=None, trend=change(difference=None, says="Too few."))))
    assert "r, date of publication not stated" in text
    assert "Audited Not stated." in text
    assert "No fault is known" in text
    assert "Trend Too few." in text
    none = Reliability(source="Somewhere", release="", published=None, loaded=None, audited="", faults=())
    assert "Release" not in answer_text(answer(reliability=none))
