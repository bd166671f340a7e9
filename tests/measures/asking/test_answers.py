"""Answers and scorecards: everything known of a measure for an area, as of a day, with what a reader must know."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from small_store import (
    AREAS,
    ENGLAND,
    A,
    B,
    C,
    Cell,
    add,
    add_areas,
    add_neighbours,
    authority,
    cells,
    dataset,
    ends_of,
    measure,
    store_of,
)  # fmt: skip

from clearline.kit.errors import BadInput
from clearline.measures.asking import scorecards
from clearline.measures.asking.answers import answer
from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.asking.scorecards import scorecard
from clearline.measures.asking.targets import set_target
from clearline.measures.figures import Answer, Period, Target
from clearline.measures.store import Store
from clearline.measures.vocabulary import (
    Filter,
    KnownFault,
    Lait,
    Measure,
    Measures,
    Published,
    PublishedDenominator,
    Sources,
)

MADE = dataset("made", "share", "some", "all", audited="Nobody checked it.")
SHARE = measure("share", Published(dataset="made", value="share"), polarity="high")
PLACE = AREAS[0]


def asked(store: Store, one: Measure = SHARE, area: str = A, **more: object) -> Answer:
    """Return the answer for an area."""
    return answer(store, one, store.areas().find(area), **more)  # type: ignore[arg-type]


def faults(found: Answer) -> str:
    """Return all that a reader is told."""
    return " | ".join(found.reliability.faults)


def year(end: int) -> Period:
    """Return a reporting year."""
    return Period(label=str(end), ends=ends_of(str(end)), year="reporting")


def test_an_answer_has_the_latest_figure_its_series_change_trend_and_rank(tmp_path: Path) -> None:
    rows = cells("share", {A: {"2023": 10, "2024": 20, "2025": 30}, B: {"2025": 5}, ENGLAND: {"2025": 7}})
    found = asked(store_of(tmp_path, MADE, rows))
    assert found.latest is not None
    assert found.change is not None
    assert found.trend is not None
    assert found.rank is not None
    assert [one.shown for one in found.series] == ["10.0", "20.0", "30.0"]
    assert (found.latest.shown, found.change.difference, found.trend.difference) == ("30.0", Decimal(10), Decimal(20))
    assert (found.rank.rank, found.rank.of) == (1, 2)
    assert [one.shown for one in found.comparators] == ["7.0", "not published"]
    assert (found.title, found.measure, found.area.name, found.key_reason) == ("Share", "share", "Place A", "")
    assert (found.reliability.source, found.reliability.audited) == ("Nobody, Made up (made)", "Nobody checked it.")
    assert found.reliability.release == "first"


def test_one_figure_has_no_change_and_no_trend(tmp_path: Path) -> None:
    found = asked(store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}})))
    assert (found.change, found.trend) == (None, None)


@pytest.mark.parametrize("text", ["2024", " 2024 "])
def test_an_earlier_period_can_be_asked_for(tmp_path: Path, text: str) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2023": 10, "2024": 20, "2025": 30}}))
    found = asked(store, period=text)
    assert [one.period.label for one in found.series] == ["2023", "2024"]
    with pytest.raises(BadInput, match=r"'Share' has no figures for '2020'\. It has: 2023, 2024, 2025"):
        asked(store, period="2020")


@pytest.mark.parametrize("text", ["2024/25", "202425", "2024-25", "2024-2025", "2025"])
def test_an_academic_year_can_be_written_in_many_ways(tmp_path: Path, text: str) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2023/24": 10, "2024/25": 20}}))
    assert asked(store, period=text).series[-1].period.label == "2024/25"


def test_nothing_published_for_the_area_is_said_and_not_an_error(tmp_path: Path) -> None:
    found = asked(store_of(tmp_path, MADE, cells("share", {B: {"2025": 5}})))
    assert (found.latest, found.series, found.comparators, found.rank) == (None, (), (), None)
    assert faults(found) == "Nothing was published for Place A."
    with pytest.raises(BadInput, match="It has: none"):
        asked(store_of(tmp_path / "b", MADE, cells("share", {B: {"2025": 5}})), period="2025")


def test_what_to_load_is_said_when_nothing_could_answer(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("other", "x"), cells("x", {A: {"2025": 1}}))
    with pytest.raises(BadInput, match=r"No figures are loaded that answer 'Share'\. Load 'made' with"):
        asked(store)
    both = measure("share", Published(dataset="made"), lait=Lait(code="x"))
    with pytest.raises(BadInput, match=r"Load 'made' or 'lait' \(DfE's"):
        asked(store, both)
    with pytest.raises(BadInput, match="It is counted from a statutory return"):
        asked(store, msgspec.structs.replace(SHARE, sources=Sources()))


def test_an_answer_as_of_a_day_knows_nothing_later_and_says_how_it_was_known(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 20, "2025": 30}}))
    found = asked(store, on=date(2024, 12, 1))
    assert [one.period.label for one in found.series] == ["2024"]
    assert "The day of publication is not known" in faults(found)
    assert "The day of publication" not in faults(asked(store))


def test_a_target_and_a_reason_stand_in_the_answer(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 30}}))
    set_target(store, A, Target(measure="share", value=Decimal(40), by=year(2024)), "high")
    add_key_indicator(store, A, "share", "It matters most.")
    found = asked(store)
    assert found.key_reason == "It matters most."
    assert found.target is not None
    assert (found.target.status, found.target.overdue) == ("missed", True)
    assert asked(store, area=B).target is None


def test_faults_of_the_dataset_are_told_where_they_touch_the_area_and_the_years(tmp_path: Path) -> None:
    known = dataset(
        "made",
        "share",
        faults=(
            KnownFault(text="Place A did not return.", areas=(A,), years=(2025,)),
            KnownFault(text="Place B did not return.", areas=(B,), years=(2025,)),
            KnownFault(text="Place A was late in 2019.", areas=(A,), years=(2019,)),
            KnownFault(text="Shares are rough.", columns=("share",)),
            KnownFault(text="Others are rough.", columns=("other",)),
            "Every figure is rough.",
        ),
        not_comparable_before="Counted otherwise before 2024.",
    )
    store = store_of(tmp_path, known, cells("share", {A: {"2025": 30}, B: {"2025": 1}, ENGLAND: {"2025": 1}}))
    told = "Place A did not return. | Shares are rough. | Every figure is rough. | Counted otherwise before 2024."
    assert faults(asked(store)) == told
    assert "Place B did not return" in faults(asked(store, area=ENGLAND))


def test_a_note_of_the_measure_and_a_provisional_figure_are_told(tmp_path: Path) -> None:
    noted = measure("share", Published(dataset="made", value="share"), note="Read with care.")
    found = asked(store_of(tmp_path, MADE, [Cell("share", "2025", A, "3", status="provisional")]), noted)
    assert faults(found) == "Read with care. | The figure for 2025 is provisional."
    assert found.series[0].status == "provisional"


def test_small_numbers_missing_figures_and_the_newest_period_are_told(tmp_path: Path) -> None:
    rows = [
        *cells("share", {A: {"2021": 1, "2023": "c", "2024": 50}, B: {"2022": 1, "2025": 1}}),
        *cells("some", {A: {"2024": 4}}),
        *cells("all", {A: {"2024": 9}}),
    ]
    counted = Published(dataset="made", value="share", numerator=("some",), denominator=("all",))
    told = faults(asked(store_of(tmp_path, MADE, rows), measure("share", counted)))
    assert "Nothing was published for the area after 2024; the newest period is 2025." in told
    assert "In 1 of 4 periods the published counts do not give the figure. 2024: The published counts give 44.4" in told
    assert "The latest figure rests on fewer than 20" in told
    assert "There is no number for 2022, 2023." in told


def test_a_revised_figure_keeps_what_the_release_before_said(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2022": 1, "2023": 10, "2024": "c"}, B: {"2024": 1}}))
    add(store, MADE, cells("share", {A: {"2023": 12, "2024": 5, "2025": 6}}), label="second")
    add(store, MADE, cells("share", {A: {"2024": 5, "2025": 7}}), label="third")
    found = asked(store)
    assert [(one.period.label, one.release, one.revised_from) for one in found.series] == [
        ("2022", "first", None),
        ("2023", "second", 10),
        ("2024", "third", None),
        ("2025", "third", 6),
    ]
    assert "Figures of 2 of 4 periods were revised: 2025 was 6.0 in an earlier release." in faults(found)


def test_lait_is_revised_too_and_a_number_that_became_a_symbol_is_withdrawn_and_not_told(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("lait", "Short"), cells("Short", {A: {"2024": 1, "2025": 2}}))
    add(store, dataset("lait", "Short"), cells("Short", {A: {"2024": 3, "2025": "-"}}), label="second")
    found = asked(store, measure("share", Published(dataset="made"), lait=Lait(code="Short")))
    assert [(one.revised_from, one.withdrawn) for one in found.series] == [(1, False), (None, True)]
    assert "a figure that has since been withdrawn: 2025 (now not available)." in faults(found)
    assert "2.0" not in faults(found)


def test_an_earlier_code_a_joint_return_and_boundary_changes_are_told(tmp_path: Path) -> None:
    old, new, made_of, part = "E10000002", "E06000060", "E06000061", "E10000021"
    store = Store(tmp_path)
    add_areas(
        store,
        authority(old, "Bucks", "825", last_year=2020),
        authority(new, "Bucks", "825"),
        authority(made_of, "North Shire", "940"),
        authority("E06000062", "West Shire", "941"),
        authority(part, "The Shire", "928", last_year=2021),
    )
    both = f"{made_of} / E06000062"
    rows = cells("share", {old: {"2018": 1, "2019": 2}, new: {"2020": 3}, part: {"2019": 4}, both: {"2020": 5}})
    add(store, MADE, rows)
    first = asked(store, area=new)
    assert [one.value for one in first.series] == [1, 2, 3]
    assert (
        faults(first)
        == f"For 2018 to 2019 the figure was published under {old}: the same authority, by its earlier code."
    )
    assert asked(store, area=old).area.code == new
    second = faults(asked(store, area=made_of))
    assert f"North Shire was made from The Shire ({part}); figures of before are theirs, and are not joined" in second
    assert f"For 2020 the figure is one that North Shire returned jointly with another authority ({both})." in second
    third = faults(asked(store, area=part))
    assert "The Shire has ended; its area is now served by North Shire (E06000061), West Shire (E06000062)" in third


def test_an_authority_s_own_figures_answer_and_have_nothing_beside_them(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 30}}))
    own = msgspec.structs.replace(dataset("local"), filters=(Filter(name="measure"), Filter(name="group")))
    counts = [Cell("share numerator", "2025", A, "5"), Cell("share denominator", "2025", A, "20")]
    add(store, own, counts, owner=A, labels={"measure": "share"})
    first, local = asked(store), asked(store, source="local")
    assert first.latest is not None
    assert local.latest is not None
    assert (first.latest.source, local.latest.source) == ("published", "local")
    assert (local.latest.value, local.comparators, local.rank) == (Decimal("25.0"), (), None)
    assert local.reliability.source == "The authority's own monthly figures"
    assert local.reliability.audited.startswith("The authority's own, as its officers loaded them")
    later = asked(store, period="2025")
    assert later.latest is not None
    assert later.latest.source == "local"
    with pytest.raises(BadInput, match="No figures are loaded"):
        asked(store, source="returned")
    assert asked(store, measure("other", Published(dataset="made", value="share"))).latest is not None


def test_a_scorecard_puts_key_indicators_first_and_then_the_order_of_outcomes(tmp_path: Path) -> None:
    rows = cells("share", {A: {"2025": 1}})
    asked_for = [
        measure("money", Published(dataset="made", value="share"), outcome="enabler"),
        measure("safe", Published(dataset="made", value="share"), outcome="stay-safe"),
        measure("healthy", Published(dataset="made", value="share"), outcome="be-healthy"),
        measure("gone", Published(dataset="other", value="share")),
        measure("empty", Published(dataset="made", value="all")),
    ]
    store = store_of(tmp_path, MADE, rows)
    add_key_indicator(store, A, "money", "It pays for the rest.")
    found = scorecard(store, PLACE, date(2025, 6, 1), measures=asked_for)
    assert [one.measure for one in found.answers] == ["money", "healthy", "safe"]
    assert (found.on, found.area.code, found.overdue) == (date(2025, 6, 1), A, ())
    assert scorecard(store, PLACE, measures=[]).on == date.today()


def worsening(root: Path, mine: dict[str, int], near: int, counted: bool = True) -> tuple[str, ...]:
    """Return the list of worse and worsening for a share of a thousand where low is better."""
    rows = [
        *cells("share", {A: {when: some / 10 for when, some in mine.items()}, B: dict.fromkeys(mine, near / 10)}),
        *cells("some", {A: mine}),
        *cells("all", {A: dict.fromkeys(mine, 1000)}),
    ]
    store = store_of(root, MADE, rows)
    add_neighbours(store, "2025", {"901": ["902"]})
    source = Published(dataset="made", value="share", numerator=("some",), denominator=("all",))
    one = measure("share", source if counted else Published(dataset="made", value="share"))
    return scorecard(store, PLACE, date(2025, 6, 1), measures=[one]).worse_and_worsening


def test_worse_and_worsening_needs_both_and_more_than_chance(tmp_path: Path) -> None:
    rising = {"2023": 100, "2024": 101, "2025": 200}
    assert worsening(tmp_path / "a", rising, 150) == ("Share",)
    assert worsening(tmp_path / "b", rising, 250) == ()
    assert worsening(tmp_path / "c", {"2023": 198, "2024": 199, "2025": 200}, 150) == ()
    assert worsening(tmp_path / "d", {"2023": 300, "2024": 299, "2025": 200}, 150) == ()


def test_without_counts_worsening_is_over_both_the_year_and_the_trend(tmp_path: Path) -> None:
    assert worsening(tmp_path / "a", {"2023": 100, "2024": 110, "2025": 120}, 50, counted=False) == (
        "Share (whether by chance cannot be judged)",
    )
    assert worsening(tmp_path / "b", {"2023": 130, "2024": 110, "2025": 120}, 50, counted=False) == ()
    assert worsening(tmp_path / "c", {"2024": 110, "2025": 120}, 50, counted=False) == ()


def test_high_is_better_the_other_way_and_nothing_is_worse_than_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 5}, B: {"2025": 9}, C: {"2025": "c"}}))
    add_neighbours(store, "2025", {"901": ["902"], "902": ["903"]})
    assert scorecards.is_worse(asked(store))
    assert not scorecards.is_worse(asked(store, area=B))
    assert not scorecards.is_worse(asked(store, area=C))
    assert not scorecards.is_worse(
        asked(store, measure("n", Published(dataset="made", value="share"), polarity="none"))
    )


def test_overdue_is_a_target_past_or_a_figure_too_old(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 5}, B: {"2022": 9}}))
    assert not scorecards.is_overdue(asked(store), date(2027, 3, 31))
    assert scorecards.is_overdue(asked(store), date(2027, 4, 2))
    assert scorecards.is_overdue(asked(store, area=B), date(2025, 6, 1))
    assert not scorecards.is_overdue(asked(store, area=C), date(2025, 6, 1))
    set_target(store, A, Target(measure="share", value=Decimal(40), by=year(2024)), "high")
    assert scorecards.is_overdue(asked(store), date(2025, 6, 1))


def test_a_scorecard_asks_every_compiled_measure_unless_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorecards, "load", lambda: Measures(measures=(SHARE,)))
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 5}}))
    assert [one.measure for one in scorecard(store, PLACE).answers] == ["share"]


def test_a_period_is_named_as_lait_writes_it_with_its_status(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2023/24": 1, "2024/25": 2}}))
    for text in ("2024 (Rev)", "2023-24 (prov)", "2024"):
        found = asked(store, period=text)
        assert found.latest is not None
        assert found.latest.period.label == "2023/24"
    with pytest.raises(BadInput, match=r"has no figures for '2024 \(May\)'"):
        asked(store, period="2024 (May)")


def test_an_earlier_year_does_not_say_that_nothing_came_after_it(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2023": 1, "2024": 2}, B: {"2025": 3}}))
    told = "Nothing was published for the area after 2024; the newest period is 2025."
    assert faults(asked(store, period="2023")) == told
    assert faults(asked(store, period="2025", area=B)) == ""


def test_an_area_without_figures_has_no_latest_and_the_reason(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}}))
    found = asked(store, area=B)
    assert (found.latest, found.no_latest) == (None, "Nothing was published for Place B.")
    assert asked(store).no_latest == ""


def test_an_authority_that_has_ended_shows_its_last_number_and_not_the_symbols_after_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_areas(store, authority("E10000021", "The Shire", "928", last_year=2021), authority(A, "Place A", "901"))
    rows = {"2020": 4, "2021": 5, "2022": "-", "2023": "-"}
    add(store, MADE, cells("share", {"E10000021": rows, A: rows, "E10000006": {"2023": "-"}}))
    ended = asked(store, area="E10000021")
    assert ended.latest is not None
    assert (ended.latest.period.label, ended.latest.value) == ("2021", Decimal(5))
    here = asked(store).latest
    assert here is not None
    assert (here.period.label, here.value) == ("2023", None)
    later = asked(store, area="E10000021", period="2023").latest
    assert later is not None
    assert later.value is None


def test_an_ended_authority_without_any_number_shows_its_symbols(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_areas(store, authority("E10000021", "The Shire", "928", last_year=2021))
    add(store, MADE, cells("share", {"E10000021": {"2022": "-", "2023": "-"}}))
    assert [one.symbol for one in asked(store, area="E10000021").series] == ["-", "-"]


def test_a_fault_of_a_column_is_told_of_measures_that_take_it_from_their_source(tmp_path: Path) -> None:
    rough = tuple(KnownFault(text=f"{name} is rough.", columns=(name,)) for name in ("share", "some", "all", "Short"))
    described = dataset("made", "share", faults=rough)
    rows = [*cells("share", {A: {"2025": 30}}), *cells("some", {A: {"2025": 3}}), *cells("all", {A: {"2025": 10}})]
    store = store_of(tmp_path, described, rows)
    counted = Published(dataset="made", value="share", numerator=("some",), denominator=("all",))
    told = faults(asked(store, measure("share", counted)))
    assert [name in told for name in ("share is", "some is", "all is", "Short is")] == [True, True, True, False]
    other = PublishedDenominator(dataset="people", column="all")
    elsewhere = Published(dataset="made", value="share", numerator=("some",), denominator=other)
    assert "all is rough" not in faults(asked(store, measure("share", elsewhere)))
    add(store, dataset("lait", "Short", faults=rough), cells("Short", {A: {"2025": 1}}))
    lait = measure("share", Published(dataset="none"), lait=Lait(code="Short"))
    assert faults(asked(store, lait)) == "Short is rough."


def test_a_joint_return_has_the_faults_of_its_authorities(tmp_path: Path) -> None:
    both = f"{A} / {B}"
    described = dataset("made", "share", faults=(KnownFault(text="They report together.", areas=(A, B)),))
    store = store_of(tmp_path, described, cells("share", {both: {"2025": 30}}))
    add_areas(store, *AREAS, authority(both, "Both", "901 / 902"))
    assert "They report together." in faults(asked(store, area=both))
    assert "They report together." not in faults(asked(store, area=C))
