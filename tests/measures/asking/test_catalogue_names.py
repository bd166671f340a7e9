"""Everything in the catalogue of measures is found by its id and by its title, or says why it cannot be computed."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from published_files import SHARED

from clearline.kit.errors import BadInput
from clearline.measures.asking import finding
from clearline.measures.asking.finding import find_measure
from clearline.measures.content import read_measures
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Measures

CONTENT = Path(__file__).resolve().parents[3] / "content"

LAIT = "lait-dictionary"


@pytest.fixture(scope="module")
def content() -> Measures:
    """Return the measures as they are written now."""
    return read_measures(CONTENT)


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch, content: Measures) -> None:
    monkeypatch.setattr(finding, "load", lambda: content)


def catalogue() -> Iterator[tuple[str, str]]:
    """Yield each row's id and title."""
    with (SHARED / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from ((row["id"], row["title"]) for row in csv.DictReader(file))


def by_reference(content: Measures) -> dict[str, Measure]:
    """Return the measure that names each reference."""
    return {by.reference: one for one in content.measures for by in one.belongs}


def test_every_row_that_a_measure_names_is_found_by_its_id_however_it_is_spaced(real: Store, content: Measures) -> None:
    named = by_reference(content)
    for id_, _ in catalogue():
        if id_ in named:
            for text in (id_, id_.casefold().replace(" ", "").replace("-", "")):
                assert find_measure(text, real) is named[id_], text


def test_every_title_is_that_of_a_measure_that_names_a_row_of_this_title(real: Store, content: Measures) -> None:
    named = by_reference(content)
    ids: dict[str, list[str]] = {}
    for id_, title in catalogue():
        ids.setdefault(title, []).append(id_)
    for title, rows in ids.items():
        meant = [named[id_].key for id_ in rows if id_ in named]
        if meant:
            assert find_measure(title, real).key in meant, title


def test_every_row_that_is_not_computed_says_so_by_its_id_and_its_title(real: Store, content: Measures) -> None:
    assert content.not_computed
    for row in content.not_computed:
        for text in (row.id, row.title):
            with pytest.raises(BadInput, match="is known and not computed") as caught:
                find_measure(text, real)
            assert row.why_not in str(caught.value)


def test_every_indicator_of_lait_is_found_by_all_that_it_is_called(real: Store, content: Measures) -> None:
    takes = {one.sources.lait.code: one.key for one in content.measures if one.sources.lait}
    for row in real.table(LAIT).to_pylist():
        for text in (row["code"], row["title"], row["chart_title"], *filter(None, row["also"].split("\n"))):
            key = find_measure(text, real).key
            assert key == takes.get(row["code"], key), text
            assert row["code"] in takes or key.startswith("lait-"), text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("rate of children in care", "looked-after-rate"), ("looked after children rate", "looked-after-rate"),
        ("repeat referrals", "referrals-repeated-within-12-months"),
        ("Re-referrals within 12 months", "referrals-repeated-within-12-months"),
        ("repeat child protection plans", "child-protection-second-plans"),
        ("second or subsequent plan", "child-protection-second-plans"),
        ("child protection plans longer than 2 years", "child-protection-plans-open-2-years"),
        ("agency rate", "social-worker-agency-rate"), ("social worker vacancy rate", "social-worker-vacancies"),
        ("caseload per social worker", "social-worker-caseload"), ("SDQ", "looked-after-emotional-health"),
        ("strengths and difficulties", "looked-after-emotional-health"),
        ("persistent absence of looked after children", "looked-after-persistent-absence"),
        ("absence looked after", "looked-after-absence"),
        ("attainment 8 of children looked after", "looked-after-attainment-8"),
        ("placements 3 or more", "looked-after-stability"), ("placement stability", "looked-after-stability"),
        ("health assessments looked after", "looked-after-health"),
        ("out of area placements", "looked-after-out-of-area"), ("teenage pregnancy", "under-18-conceptions"),
        ("EHCP 20 weeks", "send-plans-on-time"), ("care leavers EET", "care-leavers-in-work-or-learning-19-to-21"),
        ("care leavers in suitable accommodation", "care-leavers-in-suitable-accommodation-19-to-21"),
        ("number of looked after children", "lait-lacnum"),
        ("number of children in need", "children-in-need:At31_episodes"),
    ],
)  # fmt: skip
def test_what_officers_call_a_measure_is_found(real: Store, text: str, key: str) -> None:
    assert find_measure(text, real).key == key


def test_words_of_several_measures_ask_which_and_offer_none_that_only_returns_answer(real: Store) -> None:
    with pytest.raises(BadInput, match="can be several measures") as caught:
        find_measure("children in need", real)
    assert "own return" not in str(caught.value)
