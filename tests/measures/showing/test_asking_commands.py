"""Show, scorecard, gaps and compare answer from what is loaded, and say plainly when they cannot."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from made_figures import AUTHORITIES, run, write_files

WESTMOOR = AUTHORITIES[3][2]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def said(text: str) -> str:
    return " ".join(text.split())


class TestShow:
    def test_it_says_the_figure_what_it_is_compared_with_and_how_far_it_holds(self, store: Path) -> None:
        result = run(store, "show", "came-back", "--area", "northmoor")
        assert result.exit_code == 0
        assert max(map(len, result.stdout.splitlines())) <= 80
        text = said(result.stdout)
        assert "Referrals that came back: Northmoor (E06000999)" in text
        assert "2025 17.0%" in text
        assert "England 22.0%" in text
        assert "North East 25.0%" in text
        assert "2025 neighbours, median of 2 of 3 (published figures, as DfE's 17.5% dashboard)" in text
        assert "Rank 2 of 3" in text
        assert "2 earlier periods with --series." in text

    @pytest.mark.parametrize("name", ["NF-1", "Referrals that came back", "made-referrals:made_again_percent"])
    def test_a_measure_is_found_by_its_other_names(self, store: Path, name: str) -> None:
        assert re.search(r"2025 +17(\.0)?%", run(store, "show", name, "--area", "999").stdout)

    def test_a_year_a_day_and_a_suppressed_figure_can_be_asked_for(self, store: Path) -> None:
        then = said(run(store, "show", "NF-1", "--area", "Northmoor", "--year", "2023").stdout)
        assert "2023 25.0%" in then
        assert "2024 " not in then
        earlier = run(store, "show", "NF-1", "--area", "Northmoor", "--on", "2022-06-01", "--format", "csv")
        assert rows(earlier.stdout)[-1]["period"] == "2022"
        assert "c (suppressed)" in run(store, "show", "NF-1", "--area", "Eastmoor").stdout

    def test_csv_has_a_row_for_each_period_and_json_the_whole_answer(self, store: Path) -> None:
        series = rows(run(store, "show", "NF-1", "--area", "Northmoor", "--format", "csv").stdout)
        assert [row["period"] for row in series] == [str(year) for year in range(2019, 2026)]
        assert series[-1] | {"release": ""} == {
            "measure": "came-back", "title": "Referrals that came back", "area_code": "E06000999", "area": "Northmoor",
            "period": "2025", "ends": "2025-03-31", "value": "17.0", "shown": "17.0", "unit": "per-cent", "symbol": "",
            "meaning": "", "numerator": "544", "denominator": "3200", "status": "", "source": "published",
            "release": "", "recomputed": "17.0", "disagreement": "", "revised_from": "",
        }  # fmt: skip
        answer = json.loads(run(store, "show", "NF-1", "--area", "Northmoor", "--format", "json").stdout)
        assert answer["latest"]["value"] == "17.0"

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (("NF-1", "--area", "Nortmoor"), "There is no area 'Nortmoor'. The closest are: "),
            (("came-bak", "--area", "Northmoor"), "There is no measure 'came-bak'. The closest are: "),
            (("NF-1", "--area", "Northmoor", "--year", "1999"), "has no figures for '1999'"),
            (("NF-1", "--area", "Northmoor", "--model", "2021"), "There is no neighbour model '2021'. Loaded: 2025."),
            (("not-loaded", "--area", "Northmoor"), "No figures are loaded that answer 'A figure that nobody loads'."),
        ],
    )
    def test_what_cannot_be_answered_says_what_to_do(self, store: Path, args: tuple[str, ...], says: str) -> None:
        result = run(store, "show", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr

    def test_without_a_store_it_says_how_to_load(self, tmp_path: Path) -> None:
        result = run(tmp_path / "nowhere", "show", "NF-1", "--area", "Northmoor")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Load figures with `clearline figures load FILES`" in result.stderr


class TestScorecard:
    def test_key_indicators_come_first_and_their_reason_is_kept(self, store: Path) -> None:
        run(store, "key", "add", "score-all", "--area", "Northmoor", "--reason", "Everybody asks.")
        text = run(store, "scorecard", "Northmoor").stdout
        assert max(map(len, text.splitlines())) <= 80
        order = [
            text.index(words) for words in ("Key indicators", "Score of all", "Worse than", "Overdue", "Stay safe")
        ]
        assert order == sorted(order)
        brief = run(store, "scorecard", "Northmoor", "--brief").stdout
        assert "Score of all" in brief
        assert "Stay safe" not in brief
        card = rows(run(store, "scorecard", "Northmoor", "--format", "csv").stdout)
        assert (card[0]["measure"], card[0]["key_reason"]) == ("score-all", "Everybody asks.")

    def test_csv_has_comparators_rank_and_target_in_columns(self, store: Path) -> None:
        run(store, "targets", "set", "NF-1", "--area", "Northmoor", "--value", "16", "--by", "2027")
        card = rows(run(store, "scorecard", "Northmoor", "--format", "csv").stdout)
        row = next(row for row in card if row["measure"] == "came-back")
        wanted = {
            "period": "2025", "value": "17.0", "england": "22.0", "region": "25.0", "neighbours_median": "17.5",
            "neighbours_model": "2025", "rank": "2", "of": "3", "quartile": "B", "change": "-4.0",
            "beyond_chance": "True", "target": "16", "target_by": "2027", "target_status": "near",
        }  # fmt: skip
        assert {name: row[name] for name in wanted} == wanted
        assert "near" in run(store, "scorecard", "Northmoor").stdout

    def test_json_is_the_whole_scorecard_and_england_has_one_too(self, store: Path) -> None:
        card = json.loads(run(store, "scorecard", "England", "--format", "json").stdout)
        assert {answer["measure"] for answer in card["answers"]} >= {"came-back", "score-all"}
        assert rows(run(store, "scorecard", "England", "--format", "csv").stdout)[0]["neighbours_median"] == ""


class TestGaps:
    def test_a_gap_says_both_groups_and_how_it_narrowed(self, store: Path) -> None:
        text = said(run(store, "gaps", "Northmoor").stdout)
        assert "Scores of looked-after children: Northmoor 2024/25: 23.0 against 47.0 (ratio 0.49)." in text
        assert "levelling up" in text

    def test_it_has_a_row_and_a_value_for_each_gap(self, store: Path) -> None:
        row = rows(run(store, "gaps", "Northmoor", "--format", "csv").stdout)[0]
        assert (row["points"], row["points_before"], row["how"]) == ("24.0", "24.5", "levelling up")
        assert json.loads(run(store, "gaps", "Northmoor", "--format", "json").stdout)[0]["points"] == "24.0"

    def test_it_says_when_no_gap_can_be_measured(self, store: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        areas, _, referrals, _ = write_files(tmp_path)
        assert run(other, "load", str(areas), str(referrals)).exit_code == 0
        result = run(other, "gaps", "Northmoor")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "No figures are loaded from which a gap could be measured for Northmoor." in result.stderr


class TestCompare:
    def test_neighbours_stand_from_the_highest_to_the_lowest_and_symbols_last(self, store: Path) -> None:
        text = run(store, "compare", "Northmoor", "NF-1").stdout
        assert max(map(len, text.splitlines())) <= 80
        places = [text.index(name) for name in ("Southmoor", "Northmoor", "Westmoor", "Eastmoor")]
        assert places == sorted(places)
        assert ">  Northmoor" in text
        assert "c (suppressed)" in text

    def test_it_takes_the_key_indicators_when_no_measure_is_named(self, store: Path) -> None:
        result = run(store, "compare", "Northmoor")
        assert result.exit_code == 2
        assert "Northmoor has no key indicators yet." in result.stderr
        run(store, "key", "add", "NF-1", "--area", "Northmoor", "--reason", "Ours.")
        assert "Referrals that came back, 2025" in run(store, "compare", "Northmoor").stdout

    @pytest.mark.parametrize(
        ("args", "areas"),
        [
            (("--with", "region"), {"Northmoor", "Southmoor", "Eastmoor", WESTMOOR}),
            (("--with", "Southmoor", "--with", "England", "--with", "999"), {"Northmoor", "Southmoor", "England"}),
            (("--model", "2025"), {"Northmoor", "Southmoor", "Eastmoor", WESTMOOR}),
        ],
    )
    def test_it_can_stand_beside_any_areas(self, store: Path, args: tuple[str, ...], areas: set[str]) -> None:
        found = rows(run(store, "compare", "Northmoor", "NF-1", *args, "--format", "csv").stdout)
        assert {row["area"] for row in found} == areas

    def test_a_year_and_json(self, store: Path) -> None:
        found = json.loads(run(store, "compare", "Northmoor", "NF-1", "--year", "2023", "--format", "json").stdout)
        assert found[0]["period"]["label"] == "2023"
        assert {one["observation"]["period"]["label"] for one in found[0]["areas"]} == {"2023"}

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (("England", "NF-1"), "England has no statistical neighbours in the 2025 model."),
            (("England", "NF-1", "--with", "region"), "England is in no region."),
            (("Northmoor", "not-loaded"), "Nothing is loaded or published that answers"),
            (("Northmoor", "NF-1", "--with", "Nowhere"), "There is no area 'Nowhere'."),
        ],
    )
    def test_who_cannot_be_compared_is_told_why(self, store: Path, args: tuple[str, ...], says: str) -> None:
        result = run(store, "compare", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr

    def test_without_neighbours_loaded_it_says_so(self, store: Path, tmp_path: Path) -> None:
        areas, _, referrals, _ = write_files(tmp_path)
        other = tmp_path / "other"
        run(other, "load", str(areas), str(referrals))
        result = run(other, "compare", "Northmoor", "NF-1")
        assert result.exit_code == 2
        assert "No statistical neighbours are loaded." in result.stderr


def test_an_area_without_figures_has_no_series_and_no_failure(store: Path) -> None:
    empty = run(store, "show", "made-referrals:made_referrals", "--area", "London")
    assert empty.exit_code == 0
    assert "Nothing was published for London." in empty.stdout
