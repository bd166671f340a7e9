"""The measures as content: each can be read, is named once, and has cases that the engine agrees with."""

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from clearline.guidance.content import read_guidance
from clearline.kit.errors import BadInput
from clearline.measures.asking.words import plain
from clearline.measures.cases import cases_path, failures
from clearline.measures.computing import PER, figure_from_counts
from clearline.measures.content import read_measures
from clearline.measures.vocabulary import Measure, Measures

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
FOLDER = CONTENT / "measures"
CATALOGUE = ROOT.parent / "shared" / "data" / "measures.csv"
COLUMNS = ["id", "framework", "title", "why_not", "what_would_be_needed"]
STABILITY = FOLDER / "looked-after" / "looked-after-stability.yaml"


@pytest.fixture(scope="module")
def content() -> Measures:
    return read_measures(CONTENT)


@pytest.fixture(scope="module")
def published(content: Measures) -> list[tuple[Measure, Path]]:
    """Measures that a published file answers, each with its file; those of the returns have cases of another kind."""
    paths = {path.stem: path for path in FOLDER.glob("*/*.yaml")}
    return [(m, paths[m.key]) for m in content.measures if m.sources.published or m.sources.lait]


def not_computed() -> list[dict[str, str]]:
    with (FOLDER / "not_computed.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def references(content: Measures) -> Counter[str]:
    """Return how often each row of the catalogue is named."""
    named = [row["id"] for row in not_computed()]
    return Counter(named + [b.reference for m in content.measures for b in m.belongs if b.framework != "lait"])


class TestCatalogue:
    def test_no_row_of_the_catalogue_is_named_by_two_measures(self, content: Measures) -> None:
        assert [name for name, count in references(content).items() if count > 1] == []

    def test_no_indicator_of_lait_belongs_to_two_measures(self, content: Measures) -> None:
        codes = Counter(b.reference for m in content.measures for b in m.belongs if b.framework == "lait")
        assert [code for code, count in codes.items() if count > 1] == []

    def test_every_row_of_the_catalogue_is_computed_or_is_said_not_to_be(self, content: Measures) -> None:
        if not CATALOGUE.exists():
            pytest.skip("the catalogue of measures is not here")
        with CATALOGUE.open(encoding="utf-8", newline="") as file:
            rows = {row["id"] for row in csv.DictReader(file)}
        assert rows ^ set(references(content)) == set()

    def test_what_is_not_computed_is_compiled_with_the_measures(self, content: Measures) -> None:
        assert [one.id for one in content.not_computed] == [row["id"] for row in not_computed()]

    def test_no_two_measures_that_figures_answer_share_a_name(self, content: Measures) -> None:
        names = Counter(
            plain(name)
            for measure in content.measures
            if not measure.sources.returned
            for name in {measure.title, *measure.also}
        )
        assert [name for name, count in names.items() if count > 1] == []

    def test_what_is_not_computed_says_why_and_what_would_be_needed(self) -> None:
        rows = not_computed()
        assert rows
        assert list(rows[0]) == COLUMNS
        assert [row["id"] for row in rows if not all(cell.strip() for cell in row.values())] == []

    def test_a_measure_says_what_it_takes_from_lait_where_it_belongs_to_it(self, content: Measures) -> None:
        for measure in content.measures:
            codes = [b.reference for b in measure.belongs if b.framework == "lait"]
            assert codes == ([measure.sources.lait.code] if measure.sources.lait else []), measure.key

    def test_a_measure_of_2008_that_was_only_recalled_says_so(self, content: Measures) -> None:
        for measure in content.measures:
            names = [b.reference for b in measure.belongs if b.framework == "national-indicator-set-2008"]
            if measure.definition == "recalled":
                assert "recalled" in measure.note, measure.key
            assert all(name in measure.note for name in names if not measure.sources.returned), measure.key


class TestMeasures:
    def test_a_share_or_a_rate_names_its_denominator(self, content: Measures) -> None:
        assert [m.key for m in content.measures if m.unit in PER and not m.denominator] == []

    def test_a_measure_with_counts_can_be_computed_from_them(self, content: Measures) -> None:
        for measure in content.measures:
            source = measure.sources.published
            if source:
                assert source.value or source.numerator, measure.key
                assert bool(source.numerator) == bool(source.denominator), measure.key
                assert not source.numerator or measure.denominator, measure.key

    def test_places_are_those_that_a_unit_can_have(self, content: Measures) -> None:
        most = {"grade": 0, "count": 0, "people": 0, "pounds": 2}
        assert [m.key for m in content.measures if m.decimals > most.get(m.unit, 2)] == []

    def test_titles_are_found_by_one_measure_each(self, content: Measures) -> None:
        titles = Counter(m.title.casefold() for m in content.measures)
        assert [title for title, count in titles.items() if count > 1] == []

    def test_why_it_matters_is_a_sentence(self, content: Measures) -> None:
        assert [m.key for m in content.measures if not m.why[0].isupper() or m.why[-1] not in ".?"] == []

    def test_gaps_compare_like_with_like(self, content: Measures) -> None:
        by_key = {m.key: m for m in content.measures}
        for gap in content.gaps:
            group, others = by_key[gap.group], by_key[gap.others]
            assert (group.unit, group.polarity, group.year) == (others.unit, others.polarity, others.year), gap.key
            assert group.polarity != "none", gap.key

    def test_names_of_gaps_are_not_names_of_measures(self, content: Measures) -> None:
        keys = {m.key for m in content.measures} | {one.key for one in content.sets}
        gaps = Counter(gap.key for gap in content.gaps)
        assert max(gaps.values()) == 1
        assert keys & set(gaps) == set()

    def test_notes_name_only_measures_gaps_and_sets_that_are_there(self, content: Measures) -> None:
        named = {m.key for m in content.measures} | {g.key for g in content.gaps} | {s.key for s in content.sets}
        for measure in content.measures:
            words = {word.strip(".,;:()") for word in measure.note.split()}
            assert {word for word in words if word.count("-") > 2 and word.islower()} <= named, measure.key

    def test_a_duty_is_proved_by_a_measure_that_is_there_unless_nothing_published_answers_it(
        self, content: Measures
    ) -> None:
        proofs = set(read_guidance(CONTENT).proofs.measures)
        there = {m.key for m in content.measures} | {one.key for one in content.sets}
        assert proofs - there == {"young-carers-supported"}


class TestCases:
    def test_every_measure_has_cases_that_the_engine_agrees_with(self, published: list[tuple[Measure, Path]]) -> None:
        wrong = [problem for measure, path in published for problem in failures(measure, cases_path(path))]
        assert published
        assert [str(problem) for problem in wrong] == []

    def test_no_case_is_left_without_its_measure(self) -> None:
        named = {path.name.removesuffix(".cases.yaml") for path in FOLDER.glob("*/*.cases.yaml")}
        assert named <= {path.stem for path in FOLDER.glob("*/*.yaml") if not path.name.endswith(".cases.yaml")}

    @pytest.mark.parametrize(
        ("was", "now"),
        [
            ("gives: 11}", "gives: 10}"),
            ("gives: 11}", "gives: null}"),
            ("denominator: 0}, gives: null}", "denominator: 0}, gives: 0}"),
            ("meaning: suppressed", "meaning: not available"),
        ],
    )
    def test_a_case_that_is_wrong_is_found(self, tmp_path: Path, content: Measures, was: str, now: str) -> None:
        text = cases_path(STABILITY).read_text()
        assert was in text
        broken = tmp_path / "broken.cases.yaml"
        broken.write_text(text.replace(was, now, 1))
        measure = next(m for m in content.measures if m.key == STABILITY.stem)
        problem = failures(measure, broken)[0]
        assert problem.file == broken
        assert problem.line == text[: text.index(was)].count("\n") + 1

    def test_a_measure_with_another_unit_or_places_fails_its_cases(self, tmp_path: Path) -> None:
        for was, now in (("per-cent", "per-1,000"), ("decimals: 0", "decimals: 1")):
            copy = broken_content(tmp_path / now[-1], was, now)
            measure = next(m for m in read_measures(copy).measures if m.key == STABILITY.stem)
            assert failures(measure, cases_path(STABILITY))

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("cases: []", "has no case"),
            ("cases:\n  - {given: {value: 1.5}, gives: 1e3}", "'1e3' is no number"),
            ("cases:\n  - {given: {values: 1}, gives: 1}", "values"),
            ("cases:\n  - {given: {numerator: 1, denominator: nan}, gives: 1}", "'nan' is no number"),
            ("cases:\n  - {given: {value: 1}}", "gives"),
            ("cases: &all\n  - *all", "alias"),
        ],
    )
    def test_a_file_that_is_no_file_of_cases_is_refused_with_its_line(
        self, tmp_path: Path, content: Measures, text: str, what: str
    ) -> None:
        path = tmp_path / "x.cases.yaml"
        path.write_text(text)
        with pytest.raises(BadInput, match=what) as refused:
            failures(content.measures[0], path)
        assert refused.value.problems[0].file == path
        assert refused.value.problems[0].line


class TestFaultsAreTold:
    @pytest.mark.parametrize(
        ("was", "now", "what"),
        [
            ("unit: per-cent", "unit: percent", "unit"),
            ("outcome: stay-safe", "outcome: be-safe", "outcome"),
            ("outcome: stay-safe", "outcome:", "has no outcome"),
            ("decimals: 0", "decimals: 9", "decimals"),
            ("kind:", "knid:", "knid"),
            ("polarity: low", "polarity: low\npolarity: high", "twice"),
            ("dataset: looked-after-placement-stability", "dataset: gone", "'gone', which is not there"),
            ("key: looked-after-stability", "key: looked-after-moves", "unlike its name"),
            ("key: looked-after-stability", "key: Looked After", "key"),
            ("note: ", "note: *x ", "alias"),
        ],
    )
    def test_a_fault_in_a_measure_is_told_with_its_file(self, tmp_path: Path, was: str, now: str, what: str) -> None:
        with pytest.raises(BadInput, match=what):
            read_measures(broken_content(tmp_path, was, now))

    def test_a_fault_is_told_with_its_line(self, tmp_path: Path) -> None:
        copy = broken_content(tmp_path, "unit: per-cent", "unit: percent")
        with pytest.raises(BadInput) as refused:
            read_measures(copy)
        problem = next(p for p in refused.value.problems if p.file and p.file.name == STABILITY.name)
        assert problem.line == STABILITY.read_text()[: STABILITY.read_text().index("unit:")].count("\n") + 1

    def test_a_gap_or_a_set_of_a_measure_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        for name in ("gaps.yaml", "sets.yaml"):
            copy = copied(tmp_path / name)
            path = copy / "measures" / name
            path.write_text(path.read_text().replace("looked-after-attainment-8\n", "looked-after-unknown\n", 1))
            with pytest.raises(BadInput, match="'looked-after-unknown', which is not there"):
                read_measures(copy)

    @pytest.mark.parametrize(
        ("was", "now", "what"),
        [
            ("NI 50,national-indicator-set-2008,", "NI 50,the-set-of-2008,", "the-set-of-2008"),
            ("why_not,", "why,", "no column 'why_not'"),
        ],
    )
    def test_a_fault_in_what_is_not_computed_is_told_with_its_line(
        self, tmp_path: Path, was: str, now: str, what: str
    ) -> None:
        copy = copied(tmp_path)
        path = copy / "measures" / "not_computed.csv"
        text = path.read_text()
        assert was in text
        path.write_text(text.replace(was, now, 1))
        with pytest.raises(BadInput, match=what) as refused:
            read_measures(copy)
        assert [(one.file, one.line) for one in refused.value.problems] == [
            (path, text[: text.index(was)].count("\n") + 1)
        ]

    def test_two_measures_of_one_name_are_told(self, tmp_path: Path) -> None:
        copy = copied(tmp_path)
        shutil.copy(copy / "measures" / "looked-after" / STABILITY.name, copy / "measures" / "health" / STABILITY.name)
        with pytest.raises(BadInput, match="two measures or sets with the key 'looked-after-stability'"):
            read_measures(copy)


class TestComputing:
    def test_a_count_is_its_numerator(self, content: Measures) -> None:
        measure = next(m for m in content.measures if not m.denominator)
        assert figure_from_counts(measure, Decimal(3), None) == 3

    def test_there_is_no_figure_when_a_count_is_not_known_or_the_denominator_is_nought(self, content: Measures) -> None:
        measure = next(m for m in content.measures if m.denominator)
        assert figure_from_counts(measure, None, Decimal(5)) is None
        assert figure_from_counts(measure, Decimal(5), None) is None
        assert figure_from_counts(measure, Decimal(0), Decimal(0)) is None


def copied(folder: Path) -> Path:
    """Return a copy of the content that can be spoilt."""
    for name in ("measures", "datasets"):
        shutil.copytree(CONTENT / name, folder / name)
    return folder


def broken_content(folder: Path, was: str, now: str) -> Path:
    """Return a copy of the content in which one measure says something else."""
    path = copied(folder) / "measures" / "looked-after" / STABILITY.name
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, now, 1))
    return folder
