"""Loading says what it recognised and what changed; listing says what there is."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from made_figures import run, write_files


def test_loading_the_same_files_again_changes_nothing_and_says_so(store: Path, tmp_path: Path) -> None:
    result = run(store, "load", *map(str, write_files(tmp_path)))
    assert result.exit_code == 0
    assert " ".join(result.stdout.split()).count("loaded already, nothing changed") == 4


def test_what_was_recognised_its_rows_and_symbols_are_said(tmp_path: Path, store: Path) -> None:
    result = run(tmp_path / "new", "load", *map(str, write_files(tmp_path)))
    text = " ".join(result.stdout.split())
    assert "referrals.csv: Made-up referrals (made-referrals): loaded. 123 rows, 2019 to 2025. Symbols: c 2." in text
    assert "areas.csv: Made-up areas (areas): loaded. 4 rows." in text


def test_a_newer_edition_says_how_much_it_revised(store: Path, tmp_path: Path) -> None:
    path = write_files(tmp_path)[2]
    path.write_text(path.read_text().replace("3200,544,17.0", "3200,560,17.5"))
    result = run(store, "load", str(path), "--published", "2026-01-15")
    text = " ".join(result.stdout.split())
    assert "2 figures are other than in the release before, referrals.csv (to 2025)." in text
    shown = " ".join(run(store, "show", "NF-1", "--area", "Northmoor").stdout.split())
    assert "Revised: the release before said 17.0%." in shown


def test_what_was_loaded_as_json_and_csv(store: Path, tmp_path: Path) -> None:
    files = [*map(str, write_files(tmp_path))]
    found = json.loads(run(store, "load", *files, "--format", "json").stdout)
    assert {one["release"]["dataset"] for one in found["files"]} == {
        "areas", "neighbours-2025", "made-referrals", "made-attainment",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run(store, "load", *files, "--format", "csv").stdout)))
    assert {row["new"] for row in rows} == {"False"}
    assert "c 2" in {row["symbols"] for row in rows}


def test_rows_about_single_children_are_refused_and_nothing_is_loaded(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "episodes.csv"
    path.write_text("CHILD,DOB,DECOM\nSYN0001,01/01/2015,02/02/2020\n")
    before = run(store, "datasets", "--format", "json").stdout
    result = run(store, "load", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "returns measure" in result.stderr
    assert "SYN0001" not in result.stderr
    assert run(store, "datasets", "--format", "json").stdout == before


@pytest.mark.parametrize("args", [("--local",), ("--authority", "Northmoor")])
def test_an_own_table_needs_both_of_its_options(store: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    result = run(store, "load", *args, str(tmp_path / "monthly.csv"))
    assert result.exit_code == 2
    assert "needs both --local and --authority" in result.stderr


class TestLocal:
    TABLE = "measure,period,numerator,denominator,owner,provisional\n"

    def test_a_table_is_kept_for_its_authority(self, store: Path, tmp_path: Path) -> None:
        path = tmp_path / "monthly.csv"
        path.write_text(
            f"{self.TABLE}came-back,2025-04,20,130,front door,yes\ncame-back,2025-05,23,140,front door,yes\n"
        )
        args = ("load", "--local", "--authority", "Northmoor", str(path))
        said = " ".join(run(store, *args).stdout.split())
        assert said == (
            "monthly.csv: A council's own months, Northmoor (local): loaded. 4 rows, April 2025 to May 2025."
        )
        assert "loaded already" in run(store, *args).stdout
        assert "own figures of E06000999" in " ".join(run(store, "datasets").stdout.split())

    def test_a_fault_in_one_table_keeps_the_others_out_too(self, store: Path, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
        good.write_text(f"{self.TABLE}came-back,2025-04,20,130,front door,yes\n")
        bad.write_text(f"{self.TABLE}came-back,2025-04,many,130,front door,yes\n")
        result = run(store, "load", "--local", "--authority", "Northmoor", str(good), str(bad))
        assert (result.exit_code, result.stdout) == (2, "")
        assert not (store / "E06000999").exists()

    def test_only_an_authority_has_one(self, store: Path, tmp_path: Path) -> None:
        result = run(store, "load", "--local", "--authority", "England", str(tmp_path / "monthly.csv"))
        assert result.exit_code == 2
        assert "England is no authority." in result.stderr


class TestDatasets:
    def test_every_release_is_listed_within_80_columns(self, store: Path) -> None:
        text = run(store, "datasets").stdout
        assert max(map(len, text.splitlines())) <= 80
        assert "made-referrals: Made-up referrals\n  referrals.csv (to 2025): 123 rows, 2019 to 2025; day of" in text
        rows = list(csv.DictReader(io.StringIO(run(store, "datasets", "--format", "csv").stdout)))
        assert next(row for row in rows if row["dataset"] == "made-referrals")["last_period"] == "2025"
        assert len(json.loads(run(store, "datasets", "--format", "json").stdout)) == 4

    def test_notes_of_how_a_file_was_read_are_told(self, store: Path, tmp_path: Path) -> None:
        path = write_files(tmp_path)[2]
        path.write_bytes(path.read_text().replace("Referrals,", "Referrals – all,").encode("cp1252"))
        loaded = run(store, "load", str(path))
        assert "not UTF-8" in loaded.stdout
        assert "not UTF-8" in " ".join(run(store, "datasets").stdout.split())

    def test_a_description_of_a_new_file_can_be_used_to_load_it(self, store: Path, tmp_path: Path) -> None:
        path = write_files(tmp_path)[2]
        path.write_text(path.read_text().replace("made_", "new_"))
        refused = run(store, "load", str(path))
        assert refused.exit_code == 2
        described = run(store, "datasets", "--describe", str(path))
        assert described.exit_code == 0, described.output
        assert "new_again_percent" in str(yaml.safe_load(described.stdout))
        yaml_file = tmp_path / "new.yaml"
        yaml_file.write_text(described.stdout)
        assert run(store, "load", "--dataset", str(yaml_file), str(path)).exit_code == 0
        key = yaml.safe_load(described.stdout)["key"]
        assert "17%" in run(store, "show", f"{key}:new_again_percent", "--area", "Northmoor").stdout


class TestMeasures:
    def test_measures_are_found_by_words_frameworks_and_sets(self, store: Path) -> None:
        assert run(store, "measures", "came", "REFERRALS").stdout == (
            "came-back: Referrals that came back. Per cent, NF-1.\n"
        )
        assert run(store, "measures", "nf-1").stdout.startswith("came-back")
        assert run(store, "measures", "boomerang").stdout.startswith("came-back")
        assert run(store, "measures", "made-set").stdout.startswith("score-all")
        assert len(run(store, "measures").stdout.splitlines()) == 5

    def test_measures_as_rows_and_values(self, store: Path) -> None:
        row = next(csv.DictReader(io.StringIO(run(store, "measures", "nf-1", "--format", "csv").stdout)))
        assert (row["key"], row["belongs"]) == ("came-back", "NF-1")
        assert json.loads(run(store, "measures", "nf-1", "--format", "json").stdout)[0]["key"] == "came-back"

    def test_words_that_no_measure_has(self, store: Path) -> None:
        result = run(store, "measures", "unicorns")
        assert result.exit_code == 2
        assert "No measure has the words 'unicorns'." in result.stderr

    def test_a_template_has_a_line_for_each_measure_and_month(self, store: Path) -> None:
        table = list(
            csv.DictReader(io.StringIO(run(store, "measures", "score", "--template", "--from", "2024").stdout))
        )
        assert len(table) == 24
        assert {row["period"] for row in table} >= {"2024-04", "2025-03"}
        assert "-04," in run(store, "measures", "nf-1", "--template").stdout


def test_an_edition_that_lacks_figures_says_how_many(store: Path, tmp_path: Path) -> None:
    path = write_files(tmp_path)[2]
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n")
    text = " ".join(run(store, "load", str(path), "--published", "2026-01-15").stdout.split())
    assert "3 figures of the release before are not in this one, for years that both have." in text


def test_what_was_revised_is_listed_and_a_number_that_is_withdrawn_is_not_told(store: Path, tmp_path: Path) -> None:
    path = write_files(tmp_path)[2]
    path.write_text(path.read_text().replace("3200,544,17.0", "3200,560,c"))
    run(store, "load", str(path), "--published", "2026-01-15")
    rows = json.loads(run(store, "datasets", "--revisions", "made-referrals", "--format", "json").stdout)
    assert [(one["area_name"], one["before"], one["after"]) for one in rows] == [
        ("Northmoor", "544", "560"), ("Northmoor", "a number, withdrawn", "c"),
    ]  # fmt: skip
    table = run(store, "datasets", "--revisions", "made-referrals").stdout
    assert "2 figures are other than in referrals.csv" in table
    listed = list(
        csv.DictReader(io.StringIO(run(store, "datasets", "--revisions", "made-referrals", "--format", "csv").stdout))
    )
    assert [row["after"] for row in listed] == ["560", "c"]


def test_revisions_of_one_release_are_refused(store: Path) -> None:
    result = run(store, "datasets", "--revisions", "made-referrals")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "revisions need two" in result.stderr
