"""Charts and exports: drawings with their data, files that keep DfE's rules, a flat table that explains itself."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from made_figures import AUTHORITIES, run, write_files

from clearline.measures.showing.exporting.flat import COLUMNS
from clearline.measures.showing.exporting.tidy_file import TidyFile
from clearline.measures.showing.exporting.tidy_rules import problems

NORTHMOOR = ("--area", "Northmoor")


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store with a council's own months in it."""
    table = tmp_path / "monthly.csv"
    table.write_text(
        "measure,period,numerator,denominator\ncame-back,2025-04,20,130\ncame-back,2025-05,3,140\n"
        "not-loaded,2025-05,3,140\n"
    )
    assert run(store, "load", "--local", "--authority", "Northmoor", str(table)).exit_code == 0
    return store


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestChart:
    def test_a_series_is_drawn_with_the_region_and_england_and_its_data_beside_it(
        self, store: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "chart.svg"
        result = run(store, "chart", "NF-1", *NORTHMOOR, "--out", str(out))
        assert result.exit_code == 0, result.output
        svg = out.read_text(encoding="utf-8")
        assert ElementTree.fromstring(svg).get("role") == "img"
        rows = read(out.with_suffix(".csv"))
        assert {row["name"] for row in rows} == {"Northmoor", "North East", "England"}
        assert all(row["shown"] in svg for row in rows)

    def test_it_is_the_same_to_the_byte_each_time(self, store: Path) -> None:
        assert (
            run(store, "chart", "NF-1", *NORTHMOOR).stdout_bytes == run(store, "chart", "NF-1", *NORTHMOOR).stdout_bytes
        )

    def test_neighbours_are_drawn_with_the_median_of_their_own_model(self, store: Path) -> None:
        svg = run(store, "chart", "NF-1", *NORTHMOOR, "--kind", "neighbours").stdout
        assert "2025 neighbours, median of 2 of 3" in svg
        assert "mean of" not in svg
        data = run(store, "chart", "NF-1", *NORTHMOOR, "--kind", "neighbours", "--format", "csv").stdout
        assert "Eastmoor,2025,,c (suppressed)" in data

    def test_a_gap_is_drawn_as_its_two_groups(self, store: Path) -> None:
        chart = json.loads(run(store, "chart", "score-gap", *NORTHMOOR, "--kind", "gap", "--format", "json").stdout)
        assert [line["name"] for line in chart["lines"]] == ["Score of looked-after children", "Score of all children"]
        assert "levelling up" in chart["notes"][0]

    def test_the_axis_begins_where_it_is_told_and_says_so(self, store: Path) -> None:
        assert "The axis begins at 10, not at 0." in run(store, "chart", "NF-1", *NORTHMOOR, "--start", "10").stdout

    def test_a_chart_up_to_a_year_shows_nobody_later(self, store: Path) -> None:
        data = run(store, "chart", "NF-1", *NORTHMOOR, "--year", "2022", "--format", "csv").stdout
        assert {row["period"] for row in csv.DictReader(io.StringIO(data))} == {"2019", "2020", "2021", "2022"}

    def test_a_councils_own_months_are_drawn_with_a_warning(self, own: Path) -> None:
        result = run(own, "chart", "NF-1", *NORTHMOOR, "--source", "local")
        assert result.exit_code == 0, result.output
        assert "Restricted: may contain small numbers." in result.stdout
        assert ">May 2025</text>" in result.stdout
        for form in ("table", "csv", "json"):
            shown = run(own, "show", "NF-1", *NORTHMOOR, "--source", "local", "--format", form)
            assert "Restricted" in (shown.stdout if form == "table" else shown.stderr)
        assert "Restricted" not in run(own, "chart", "NF-1", *NORTHMOOR).stdout

    def test_a_scorecard_with_own_figures_carries_the_warning_in_every_format(self, own: Path) -> None:
        for form in ("table", "csv", "json"):
            card = run(own, "scorecard", "Northmoor", "--format", form)
            assert "Restricted" in (card.stdout if form == "table" else card.stderr)

    def test_england_is_drawn_alone(self, store: Path) -> None:
        data = run(store, "chart", "NF-1", "--area", "England", "--format", "csv").stdout
        assert {row["name"] for row in csv.DictReader(io.StringIO(data))} == {"England"}

    def test_nothing_is_written_over_unless_told(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "chart.svg"
        out.with_suffix(".csv").write_text("mine")
        result = run(store, "chart", "NF-1", *NORTHMOOR, "--out", str(out))
        assert result.exit_code == 2
        assert "chart.csv: is there already." in result.stderr
        assert not out.exists()
        assert run(store, "chart", "NF-1", *NORTHMOOR, "--out", str(out), "--force").exit_code == 0

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (("NF-1", *NORTHMOOR, "--out", "chart.png"), "Let it end in .svg."),
            (("score-gapp", *NORTHMOOR, "--kind", "gap"), "There is no gap 'score-gapp'. These are: score-gap."),
            (("score-gap", *NORTHMOOR, "--kind", "gap", "--year", "2024"), "Leave out --year."),
            (("NF-1", *NORTHMOOR, "--kind", "neighbours", "--source", "published"), "Leave out --source."),
            (("NF-1", "--area", "London"), "Nothing is loaded or published that answers"),
            (("not-loaded", *NORTHMOOR), "Nothing is loaded or published that answers"),
            (("NF-1", "--area", "England", "--kind", "neighbours"), "England has no statistical neighbours"),
        ],
    )
    def test_what_cannot_be_drawn_is_said(self, store: Path, args: tuple[str, ...], says: str) -> None:
        result = run(store, "chart", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr

    def test_an_area_of_which_everything_is_suppressed_has_no_chart(self, store: Path, tmp_path: Path) -> None:
        path = write_files(tmp_path)[2]
        heading, *rows = path.read_text(encoding="utf-8").splitlines()
        mine = [",".join((*row.split(",")[:11], "c", "c", "c")) for row in rows if "Northmoor" in row]
        path.write_text("\n".join((heading, *mine)), encoding="utf-8")
        other = tmp_path / "other"
        assert run(other, "load", str(path)).exit_code == 0
        result = run(other, "chart", "NF-1", *NORTHMOOR)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "There is no figure to draw" in result.stderr


class TestExport:
    def broken(self, folder: Path, stem: str) -> list[str]:
        data, meta = (TidyFile(name, (folder / name).read_bytes()) for name in (f"{stem}.csv", f"{stem}.meta.csv"))
        return problems(data, meta)

    def test_measures_and_datasets_keep_dfes_rules(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        result = run(store, "export", "NF-1", "made-referrals", "made-attainment", "--out", str(out))
        assert result.exit_code == 0, result.output
        for stem in ("came-back", "made-referrals", "made-attainment"):
            assert self.broken(out, stem) == []
        rows = read(out / "came-back.csv")
        assert len(rows) == 6 * 7 - 1  # Westmoor published nothing in 2021
        suppressed = next(row for row in rows if row["la_name"] == "Eastmoor" and row["time_period"] == "2025")
        assert (suppressed["came_back"], suppressed["came_back_numerator"]) == ("c", "c")
        meta = read(out / "made-attainment.meta.csv")
        assert [(row["col_name"], row["col_type"], row["indicator_dp"]) for row in meta] == [
            ("made_group", "Filter", ""), ("made_score", "Indicator", "1"),
        ]  # fmt: skip

    def test_only_the_areas_named_are_taken(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for what in ("NF-1", "made-attainment"):
            run(store, "export", what, *NORTHMOOR, "--area", "England", "--out", str(out))
        for name in ("came-back.csv", "made-attainment.csv"):
            rows = read(out / name)
            assert {row["la_name"] for row in rows} == {"Northmoor", ""}
            assert {row["geographic_level"] for row in rows} == {"National", "Local authority"}

    def test_a_dataset_is_taken_as_of_the_day_that_is_asked_for(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert run(store, "export", "made-referrals", "--on", "2024-12-31", "--out", str(out)).exit_code == 0
        assert max(row["time_period"] for row in read(out / "made-referrals.csv")) == "2024"

    def test_a_dataset_of_which_nothing_was_out_on_the_day_is_refused(self, store: Path, tmp_path: Path) -> None:
        source = write_files(tmp_path)[2]
        assert run(store, "load", "--force", "--published", "2025-10-30", str(source)).exit_code == 0
        result = run(store, "export", "made-referrals", "--on", "2025-10-29", "--out", str(tmp_path / "out"))
        assert result.exit_code == 2
        assert "No release of 'made-referrals' was out on 2025-10-29." in result.stderr

    def test_all_files_are_written_or_none(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "came-back.meta.csv").write_text("mine")
        result = run(store, "export", "NF-1", "--out", str(out))
        assert (result.exit_code, [path.name for path in out.iterdir()]) == (2, ["came-back.meta.csv"])
        assert "Add --force to write over it." in result.stderr
        assert run(store, "export", "NF-1", "--out", str(out), "--force").exit_code == 0

    def test_a_folder_that_cannot_be_written_leaves_nothing(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("a file")
        result = run(store, "export", "NF-1", "--out", str(tmp_path / "out"))
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr

    def test_a_councils_own_figures_are_named_restricted(self, own: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        result = run(own, "export", "--for", "power-bi", "NF-1", *NORTHMOOR, "--source", "local", "--out", str(out))
        assert result.exit_code == 0, result.output
        assert "Restricted: may contain small numbers." in result.stderr
        assert all(row["restricted"] for row in pq.read_table(out / "figures-restricted.parquet").to_pylist())

    def test_months_have_no_place_in_dfes_form(self, own: Path, tmp_path: Path) -> None:
        result = run(own, "export", "NF-1", *NORTHMOOR, "--source", "local", "--out", str(tmp_path / "out"))
        assert result.exit_code == 2
        assert "the rules have no form for the period April 2025." in result.stderr

    def test_too_many_figures_for_one_file_are_refused(
        self, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("clearline.measures.showing.exporting.sources.MOST", 10)
        result = run(store, "export", "made-referrals", "--out", str(tmp_path / "out"))
        assert result.exit_code == 2
        assert "has more than 2,000,000 figures" in result.stderr

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            ((), "Name what to export"),
            (("areas",), "'areas' is no one table of figures. Name single measures instead."),
            (("not-loaded",), "No figures are loaded that answer"),
            (("made-referrals", "--source", "lait"), "'made-referrals' is a whole dataset and has one source only."),
            (("nothing-like-it",), "There is no measure 'nothing-like-it'."),
            (("NF-1", "--area", "London"), "There is nothing of 'came-back' that DfE's rules have a place for."),
        ],
    )
    def test_what_cannot_be_exported_is_said(
        self, store: Path, tmp_path: Path, args: tuple[str, ...], says: str
    ) -> None:
        result = run(store, "export", *args, "--out", str(tmp_path / "out"))
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr
        assert not (tmp_path / "out").exists()


class TestTheFlatTable:
    def test_it_has_every_column_and_says_what_each_is(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert run(store, "export", "--for", "power-bi", "--out", str(out)).exit_code == 0
        table = pq.read_table(out / "figures.parquet")
        explained = [row["column"] for row in read(out / "figures-columns.csv")]
        assert table.column_names == explained == [*COLUMNS]
        rows = table.to_pylist()
        assert {row["measure"] for row in rows} == {"came-back", "referrals", "score-looked-after", "score-all"}
        hidden = next(row for row in rows if row["area"] == "Eastmoor" and row["measure"] == "came-back"
                      and row["period"] == "2025")  # fmt: skip
        assert (hidden["value"], hidden["symbol"], hidden["meaning"]) == (None, "c", "suppressed")
        mine = next(row for row in rows if row["area"] == "Northmoor" and row["measure"] == "came-back"
                    and row["period"] == "2025")  # fmt: skip
        assert (mine["value"], mine["numerator"], mine["restricted"]) == (17.0, 544.0, False)

    def test_it_can_be_csv_of_some_measures_and_areas(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        args = ("NF-1", "--for", "power-bi", "--as", "csv", *NORTHMOOR, "--out", str(out))
        assert run(store, "export", *args).exit_code == 0
        rows = read(out / "figures.csv")
        assert {row["area_code"] for row in rows} == {AUTHORITIES[0][0]}
        assert rows[-1]["value"] == "17.0"

    def test_nothing_to_export_is_said(self, store: Path, tmp_path: Path) -> None:
        result = run(store, "export", "--for", "power-bi", "--area", "London", "--out", str(tmp_path / "out"))
        assert result.exit_code == 2
        assert "No figures are loaded that could be exported." in result.stderr
