"""Finding a measure by any of its names, and making one of an indicator of LAIT or of any loaded column."""

from pathlib import Path

import msgspec
import pytest
from small_store import A, add, add_dictionary, cells, dataset, measure, store_of

from clearline.kit.errors import BadInput
from clearline.measures.asking import finding
from clearline.measures.asking.answers import answer
from clearline.measures.asking.finding import find_measure
from clearline.measures.asking.making import of_lait
from clearline.measures.loading.lookups import read_dictionary
from clearline.measures.store import Store
from clearline.measures.vocabulary import BelongsTo, Column, Lait, Measure, Measures, NotComputed, Published

SHARE = measure(
    "second-plans",
    Published(dataset="made", value="share"),
    title="Second child protection plans",
    also=("Repeat plans",),
    belongs=(BelongsTo(framework="dfe-statistic", reference="NF-24"), BelongsTo(framework="lait", reference="PrevReg")),
)
STABLE = measure("stability", Published(dataset="made", value="share"), title="Stable placements of three or more")
WRITTEN = (SHARE, STABLE)
ROWS = (
    {"code": "InfMort", "title": "Infant Mortality", "polarity": "Low", "topic": "Health and Wellbeing",
     "axis": "Rate per 1000 live births", "year_type": "Calendar Year"},
    {"code": "KS4_A8", "title": "Average Attainment 8", "polarity": "High", "decimals": "2", "axis": "Average Score",
     "year_type": "Academic Year", "topic": "Key Stage 4", "no_quartile": "N"},
    {"code": "Looked_%", "title": "Looked after: placements", "polarity": "-", "axis": "% of children",
     "year_type": "Financial Year"},
    {"code": "Other", "title": "Placements far away", "axis": "Number"},
)  # fmt: skip


def made(root: Path) -> Store:
    """Return a store with a dataset of two groups and LAIT's dictionary."""
    described = dataset("made", "share", "Two Words", group=True, unit="per-cent")
    rows = [*cells("share", {A: {"2025": "12.5"}}, "boys"), *cells("share", {A: {"2025": 3}}, "girls")]
    store = store_of(root, described, [*rows, *cells("Two Words", {A: {"2025": 7}}, "boys")])
    add_dictionary(store, *ROWS)
    return store


def found(store: Store, text: str) -> Measure:
    """Return the measure that text names."""
    return find_measure(text, store, WRITTEN)


@pytest.mark.parametrize(
    "text",
    [
        "second-plans", "Second plans", "SECOND CHILD PROTECTION PLANS", "nf-24", "NF24", "nf 24", "PrevReg",
        "child plans", "repeat plans", "second CPP", "the plans that were second", "% of second CP plans",
    ],
)  # fmt: skip
def test_a_written_measure_is_found_by_key_title_reference_or_words_of_its_title(tmp_path: Path, text: str) -> None:
    assert found(made(tmp_path), text) is SHARE


@pytest.mark.parametrize("text", ["InfMort", "infant mortality", "lait-infmort", "mortality"])
def test_an_indicator_of_lait_is_found_by_code_title_or_key(tmp_path: Path, text: str) -> None:
    one = found(made(tmp_path), text)
    assert (one.key, one.title, one.polarity, one.decimals) == ("lait-infmort", "Infant Mortality", "low", 1)
    assert (one.unit, one.year, one.outcome) == ("per-1,000", "calendar", "be-healthy")


def test_lait_s_dictionary_gives_decimals_polarity_unit_year_and_whether_there_are_bands(tmp_path: Path) -> None:
    store = made(tmp_path)
    score, share, number = (found(store, text) for text in ("KS4_A8", "Looked_%", "Other"))
    assert (score.decimals, score.polarity, score.unit, score.year) == (2, "high", "score", "academic")
    assert score.sources.lait is not None
    assert not score.sources.lait.banded
    assert (share.decimals, share.polarity, share.unit, share.year) == (1, "none", "per-cent", "financial")
    assert (number.unit, number.year) == ("count", "reporting")


def test_the_loader_of_lait_s_dictionary_passes_on_which_indicators_have_no_bands(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text("Measure_short,Measure,Polarity,No_Quartile\nA,First,High,N\nB,Second,High,NA\n", encoding="utf-8")
    laits = [of_lait(row).sources.lait for row in read_dictionary(path)]
    assert [lait.banded for lait in laits if lait] == [False, True]


@pytest.mark.parametrize(
    ("axis", "title", "unit"),
    [
        ("Number", "0-10 working days from CP strategy meeting to ICP conference", "count"),
        ("Number of children subject to CPP", "Number of children subject to a plan for 3 months or more", "count"),
        ("Number per 10,000", "Referrals", "per-10,000"),
        ("Absence rate", "Absence of social workers", "per-cent"),
    ],
)
def test_an_axis_that_counts_is_a_count_whatever_the_title_speaks_of(axis: str, title: str, unit: str) -> None:
    blank = dict.fromkeys(("decimals", "polarity", "description", "year_type", "topic"), "")
    assert of_lait({**blank, "code": "A", "axis": axis, "title": title}).unit == unit


def test_a_column_of_a_dataset_is_found_with_its_group(tmp_path: Path) -> None:
    store = made(tmp_path)
    one = found(store, "made:share[group=boys]")
    assert (one.key, one.title) == ("made:share[group=boys]", "Made up (made): share (boys)")
    assert (one.unit, one.decimals, one.polarity, one.year) == ("per-cent", 1, "none", "reporting")
    seen = answer(store, one, store.areas().find(A))
    assert seen.latest is not None
    assert seen.latest.shown == "12.5"
    assert found(store, "made:SHARE[ Group = girls ]".replace("Group", "group")).decimals == 0
    assert found(store, "made:two words").key == "made:Two Words"


def test_a_column_of_more_than_one_group_asks_which(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Say which it is: group=boys\|girls"):
        found(made(tmp_path), "made:share")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("made:shore[group=boys]", r"has no column 'shore'\. It has, among others: share"),
        ("made:zzzz", r"has no column 'zzzz'\. It has, among others: Two Words, share"),
        ("made:share[boys]", r"'boys' is no filter .* it has: group"),
        ("made:share[age=5]", r"'age=5' is no filter"),
        ("made:share[group=men]", r"has no label 'men'\. It can be: boys; girls"),
        ("other:share", "There is no measure"),
        ("Stabel placemen", r"closest are: .*Stable placements of three or more"),
        ("qqqqq", "See `clearline figures datasets`"),
        ("", "There is no measure ''"),
    ],
)
def test_a_name_that_is_not_there_gets_advice(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        found(made(tmp_path), text)


def test_words_that_several_titles_have_are_refused_with_all_of_them(tmp_path: Path) -> None:
    store = made(tmp_path)
    with pytest.raises(BadInput, match=r"can be several measures\. Say which: 'Looked after: placements' \(lait-"):
        find_measure("placements", store, ())
    many = [measure(f"plan-{at}", Published(dataset="made")) for at in range(10)]
    with pytest.raises(BadInput, match=r"and 2 more\.$"):
        find_measure("plan", store, many)


def test_without_a_dictionary_only_written_measures_are_found(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "share"), cells("share", {A: {"2024/25": 1}}))
    assert found(store, "stability") is STABLE
    assert found(store, "made:share").year == "academic"
    with pytest.raises(BadInput, match="There is no measure 'InfMort'"):
        found(store, "InfMort")


def test_a_financial_year_is_told_by_its_label(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("other", "share"), cells("share", {A: {"2025": 1}}))
    add(
        store,
        dataset("made", "spend"),
        [cell._replace(period="2024-25") for cell in cells("spend", {A: {"2025": "1.25"}})],
    )
    one = found(store, "made:spend")
    assert (one.year, one.unit, one.decimals) == ("financial", "pounds", 2)


def test_the_compiled_measures_are_used_when_none_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "load", lambda: Measures(measures=WRITTEN))
    assert find_measure("stability", made(tmp_path)) is STABLE


def test_a_written_measure_comes_before_the_indicator_of_lait_that_it_takes(tmp_path: Path) -> None:
    store = made(tmp_path)
    deaths = measure("deaths", Published(dataset="other"), title="Deaths", lait=Lait(code="InfMort"))
    add(store, dataset("lait", "InfMort"), cells("InfMort", {A: {"2025": 3}}))
    for text in ("InfMort", "Infant mortality", "mortality of infants", "mortality"):
        assert find_measure(text, store, [deaths]) is deaths
    for text in ("lait InfMort", "lait:InfMort", "lait-infmort"):
        assert find_measure(text, store, [deaths]).key == "lait-infmort"


def test_an_indicator_is_found_by_what_its_chart_and_its_other_topics_call_it(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "share"), cells("share", {A: {"2025": 1}}))
    names = {"chart_title": "Persistent absentees (%)", "also": "CIN - persistent\nCIN absentees"}
    add_dictionary(store, {"code": "Abs", "title": "Absence", **names})
    for text in ("Persistent absentees (%)", "CIN - persistent", "CIN absentees", "absentee children in need"):
        assert found(store, text).key == "lait-abs"


def test_words_never_mean_a_measure_that_nothing_loaded_can_answer(tmp_path: Path) -> None:
    store = made(tmp_path)
    elsewhere = measure("elsewhere", Published(dataset="other"), title="Stable placements (own return)")
    assert find_measure("placements stable", store, (*WRITTEN, elsewhere)) is STABLE
    assert find_measure("Stable placements (own return)", store, (*WRITTEN, elsewhere)) is elsewhere
    own = dataset("returned", "elsewhere numerator", group=True)
    add(store, own, cells("elsewhere numerator", {A: {"2025": 3}}), owner=A)
    with pytest.raises(BadInput, match=r"several measures.*\(stability\).*\(elsewhere\)"):
        find_measure("placements stable", store, (*WRITTEN, elsewhere))


def test_of_measures_with_one_name_the_one_that_can_be_answered_is_meant(tmp_path: Path) -> None:
    other = measure("other", Published(dataset="other"), title="Another", also=("Stable placements of three or more",))
    neither = measure("neither", Published(dataset="other"), title="Another")
    store = made(tmp_path)
    assert find_measure("Stable placements of three or more", store, (*WRITTEN, other)) is STABLE
    with pytest.raises(BadInput, match="several measures"):
        find_measure("Another", store, (other, neither))


def test_a_name_in_other_words_beats_names_that_have_more_words(tmp_path: Path) -> None:
    rate = measure("rate", Published(dataset="made"), title="Children looked after, per 10,000 children")
    moves = measure("moves", Published(dataset="made"), title="Looked-after children: rate of moves")
    assert find_measure("rate of children in care", made(tmp_path), (rate, moves)) is rate


def test_a_question_for_a_number_is_not_answered_with_a_share(tmp_path: Path) -> None:
    title = "Visits: number of children seen"
    share = measure("share", Published(dataset="made"), title=title)
    count = measure("count", Published(dataset="made"), title=title, unit="count")
    cases = measure("cases", Published(dataset="made"), title="Average number of cases", unit="cases-per-worker")
    store = made(tmp_path)
    with pytest.raises(BadInput, match="There is no measure 'number seen'"):
        find_measure("number seen", store, [share])
    assert find_measure("number seen", store, [share, count]) is count
    assert find_measure("number of cases average", store, [share, cases]) is cases


def test_what_is_known_and_not_computed_says_why_by_id_title_or_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        NotComputed(id="NI 52", framework="national-indicator-set-2008", title="Take up of school lunches",
                    why_not="The survey ended.", what_would_be_needed="Numbers of lunches."),
        NotComputed(id="NI 57", framework="national-indicator-set-2008", title="Sport at school",
                    why_not="As before.", what_would_be_needed="A survey."),
    ]  # fmt: skip
    monkeypatch.setattr(finding, "load", lambda: Measures(measures=WRITTEN, not_computed=tuple(rows)))
    store = made(tmp_path)
    for text in ("NI 52", "ni52", "Take up of school lunches", "lunches"):
        with pytest.raises(
            BadInput, match=r"NI 52 .* is known and not computed: The survey ended\. What would be needed"
        ):
            find_measure(text, store)
    with pytest.raises(BadInput, match="There is no measure 'school'"):
        find_measure("school", store)


def test_a_loaded_column_is_found_by_its_title_and_a_count_by_number_of(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "share"), cells("share", {A: {"2025": 1}}))
    described = msgspec.structs.replace(
        dataset("need", "at31", "percent"),
        columns=(
            Column(name="at31", title="Children in need on 31 March", unit="count"),
            Column(name="percent", title="Children seen", unit="per-cent"),
            Column(name="bare"),
        ),
    )
    add(store, described, [*cells("at31", {A: {"2025": 7}}), *cells("percent", {A: {"2025": 7}})])
    for text in ("children in need on 31 March", "number of children in need", "How many children in need?"):
        one = found(store, text)
        assert (one.key, one.outcome) == ("need:at31", None)
    with pytest.raises(BadInput, match="There is no measure"):
        found(store, "number of children seen")


def test_a_title_that_two_columns_have_names_neither(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "share"), cells("share", {A: {"2025": 1}}))
    twins = tuple(Column(name=name, title="Visits made", unit="count") for name in ("one", "two"))
    described = msgspec.structs.replace(dataset("visits", "one"), columns=twins)
    add(store, described, [*cells("one", {A: {"2025": 7}}), *cells("two", {A: {"2025": 7}})])
    with pytest.raises(BadInput, match="There is no measure 'Visits made'"):
        found(store, "Visits made")


def test_a_message_tells_eight_labels_and_how_many_more(tmp_path: Path) -> None:
    described = dataset("made", "share", group=True)
    rows = [one for at in range(20) for one in cells("share", {A: {"2025": at}}, f"group {at:02}")]
    store = store_of(tmp_path, described, rows)
    for text in ("made:share", "made:share[group=none]"):
        with pytest.raises(BadInput, match=r"group 07 and 12 more\.") as caught:
            found(store, text)
        assert "group 08" not in str(caught.value)


def test_a_score_is_shown_with_all_of_its_published_decimals(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "score"), cells("score", {A: {"2025": "-0.23456789"}}))
    assert found(store, "made:score").decimals == 8
