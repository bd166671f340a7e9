"""Lists, comparisons and what is loaded: the same rows as the commands give, and words where there is nothing."""

from pathlib import Path

import pytest
from django.test import Client
from made_figures import run
from own_figures import CODE, add_own, publish
from reading_pages import OUTCOMES, load_later, of_command, rows, said

from clearline.accounts.models import Authority
from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.store import Store


@pytest.fixture(autouse=True)
def _there(figures: Path, northmoor: Authority) -> None:
    """Let every test have figures and the authority that they are of."""


class TestLists:
    def test_a_measure_is_found_by_any_of_its_names(self, analyst: Client) -> None:
        response = analyst.get(OUTCOMES + "measures/?name=boomerangs&on=2024-01-01")
        assert response["Location"] == f"{OUTCOMES}measures/came-back/?on=2024-01-01"
        assert "There is no measure 'zebra'." in said(analyst, "measures/?name=zebra")
        assert "Error: All measures" in said(analyst, "measures/?name=")

    @pytest.mark.parametrize(
        ("asked", "count"), [("theme=stay-safe", 3), ("framework=dfe-statistic", 1), ("set=made-set", 1),
                             ("answered=no", 1), ("answered=yes", 4), ("q=boomerangs", 1)],
    )  # fmt: skip
    def test_measures_are_listed_and_filtered(self, analyst: Client, asked: str, count: int) -> None:
        assert len(rows(analyst, f"measures/?{asked}&format=csv")) == count

    def test_gaps_have_the_rows_of_the_command_and_say_how_they_moved(self, figures: Path, analyst: Client) -> None:
        wanted = of_command(figures, "gaps", "Northmoor")
        found = rows(analyst, "gaps/?format=csv")
        assert [{name: row[name] for name in wanted[0]} for row in found] == wanted
        assert "Levelling up" in said(analyst, "gaps/")
        assert rows(analyst, "gaps/?how=wider&format=csv") == found  # no choice of that name: nothing is left out
        said(analyst, "gaps/nothing-such/", 404)
        assert "Not known" in said(analyst, "gaps/?on=2019-12-31")  # there was no gap before to hold it against

    def test_what_is_loaded_is_listed_and_its_revisions_told(self, figures: Path, analyst: Client) -> None:
        assert "Made-up referrals" in said(analyst, "releases/")
        said(analyst, "releases/made-referrals/revised/", 404)
        load_later(figures, "99.5")
        assert "What was revised" in said(analyst, "releases/")
        found = rows(analyst, "releases/made-referrals/revised/?area=here&format=csv")
        assert [row["After"] for row in found] == ["99.5"]
        said(analyst, "releases/made-referrals/revised/?on=2025-10-31", 404)  # it was not out then

    def test_own_releases_can_be_chosen(self, figures: Path, analyst: Client) -> None:
        add_own(figures)
        assert {row["Whose"] for row in rows(analyst, "releases/?format=csv")} == {"own", "national"}
        assert [row["dataset"] for row in rows(analyst, "releases/?whose=own&format=csv")] == ["local"]

    def test_publications_say_which_replaced_which_and_none_before_its_day(
        self, figures: Path, analyst: Client
    ) -> None:
        assert "has published no table" in said(analyst, "published/")
        publish(figures)
        publish(figures, number=2, revises=1)
        found = rows(analyst, "published/?format=csv")
        assert [(row["Number"], row["Replaces number"], row["Replaced by number"]) for row in found] == [
            ("2", "1", ""), ("1", "", "2"),
        ]  # fmt: skip
        assert "Replaced by Number 2" in said(analyst, "published/1/")
        assert "Replaces Number 1" in said(analyst, "published/2/")
        assert "has published no table" in said(analyst, "published/?on=2025-04-30")
        said(analyst, "published/3/", 404)

    def test_the_table_of_months_is_the_commands(self, figures: Path, analyst: Client) -> None:
        given = analyst.get(OUTCOMES + "monthly-table/came-back/?on=2026-02-01").content.decode()
        assert given == run(figures, "measures", "came-back", "--template", "--from", "2025").stdout
        assert analyst.get(OUTCOMES + "monthly-table/came-back/?on=2026-05-01").content.startswith(b"measure,period")
        assert "2026-04" in analyst.get(OUTCOMES + "monthly-table/came-back/?on=2026-05-01").content.decode()
        said(analyst, "monthly-table/nothing-such/", 404)


class TestCompare:
    def test_it_has_the_rows_of_the_command(self, figures: Path, analyst: Client) -> None:
        wanted = of_command(figures, "compare", "Northmoor", "came-back")
        found = rows(analyst, "compare/?measures=boomerangs&compare-1-format=csv")
        assert [{name: row[name] for name in wanted[0]} for row in found] == wanted

    def test_areas_are_named_one_a_line_and_a_year_asked_for(self, analyst: Client) -> None:
        asked = "compare/?measures=came-back&beside=areas&areas=Southmoor%0A%0AEngland&year=2021&compare-1-format=csv"
        found = rows(analyst, asked)
        assert {(row["area"], row["period"]) for row in found} == {
            ("Northmoor", "2021"), ("Southmoor", "2021"), ("England", "2021"),
        }  # fmt: skip

    def test_without_a_measure_the_key_indicators_are_compared(self, figures: Path, analyst: Client) -> None:
        assert "No key indicators are marked yet." in said(analyst, "compare/")
        add_key_indicator(Store(figures), CODE, "came-back", "It matters.")
        assert "Northmoor (this authority)" in said(analyst, "compare/")

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ("measures=zebra", "There is no measure 'zebra'."),
            ("measures=came-back&beside=areas", "Enter at least one area"),
            ("measures=came-back&beside=areas&areas=Nowhere", "There is no area 'Nowhere'."),
            ("measures=came-back&year=1950", "has no figures for '1950'"),
            ("beside=friends", "Select a valid choice."),
        ],
    )
    def test_what_cannot_be_compared_is_in_the_error_summary(self, analyst: Client, asked: str, says: str) -> None:
        page = said(analyst, f"compare/?{asked}")
        assert "There is a problem" in page
        assert says in page


class TestNothing:
    def test_without_a_store_the_page_says_what_to_do(self, figures: Path, analyst: Client, scrutiny: Client) -> None:
        (figures / "national" / "manifest.json").unlink()
        assert "has no figures." in said(analyst, "")
        assert "Upload figures" in said(analyst, "")
        assert "An analyst of the council can load figures." in said(scrutiny, "")
        assert str(figures) not in said(analyst, "")

    def test_an_authority_without_a_code_is_told_so(self, analyst: Client, northmoor: Authority) -> None:
        northmoor.gss_code = ""
        northmoor.save()
        assert "This authority has no code yet" in said(analyst, "")
