"""The scorecard and a measure's page say the same as the commands, for any day, in an order that matters."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from made_figures import run
from msgspec.structs import replace
from own_figures import CODE, add_own, target
from reading_pages import OUTCOMES, again, load_later, of_command, rows, said

from clearline.accounts.models import Authority
from clearline.guidance import content as guidance
from clearline.guidance.queries import binding, edition_in_force
from clearline.measures import content
from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.asking.targets import set_target
from clearline.measures.pages.measures import duties_naming
from clearline.measures.store import Store


@pytest.fixture(autouse=True)
def _there(figures: Path, northmoor: Authority) -> None:
    """Let every test have figures and the authority that they are of."""


class TestScorecard:
    def test_key_indicators_come_first_with_links_to_their_pages(self, figures: Path, analyst: Client) -> None:
        add_key_indicator(Store(figures), CODE, "score-all", "All of them learn.")
        page = analyst.get(OUTCOMES).content.decode()
        assert page.index("Key indicators") < page.index("Score of all children") < page.index("Overdue")
        assert f'href="{OUTCOMES}measures/score-all/"' in page

    def test_without_key_indicators_it_says_how_to_mark_one(self, analyst: Client) -> None:
        assert "No key indicators are marked yet." in said(analyst, "")

    def test_the_file_has_the_rows_of_the_command(self, figures: Path, analyst: Client) -> None:
        wanted = of_command(figures, "scorecard", "Northmoor")
        found = [{name: row[name] for name in wanted[0]} for row in rows(analyst, "?format=csv")]
        assert wanted
        assert found == wanted

    def test_a_target_that_is_past_and_missed_is_overdue_and_has_its_column(
        self, figures: Path, analyst: Client
    ) -> None:
        past = Store(figures)
        wanted = target()
        by = type(wanted.by)(label="2025", ends=wanted.by.ends.replace(year=2025), year="reporting")
        set_target(past, CODE, type(wanted)(measure="came-back", value=wanted.value, by=by), "low")
        page = said(analyst, "")
        assert "Referrals that came back : the target’s date has passed" in page.replace(" : ", " : ")
        assert "Missed" in page

    @pytest.mark.parametrize(
        ("asked", "there", "not_there"),
        [
            ("?theme=enjoy-and-achieve", "Score of all children", "Referrals that came back"),
            ("?theme=stay-safe", "Referrals that came back", "Score of all children"),
            ("?q=looked-after", "Score of looked-after children", "Referrals that came back"),
            ("?direction=cannot+say", "Score of looked-after children", "Referrals that came back"),
            ("?band=A&beside=worse", None, "Referrals that came back"),
            ("?overdue=yes", None, "Referrals that came back"),
        ],
    )
    def test_it_is_filtered_by_theme_band_change_and_standing(
        self, analyst: Client, asked: str, there: str | None, not_there: str
    ) -> None:
        found = {row["title"] for row in rows(analyst, f"{asked}&format=csv")}
        assert not_there not in found
        assert there is None or there in found

    def test_an_earlier_day_shows_what_was_known_then_and_links_keep_it(self, figures: Path, analyst: Client) -> None:
        found = rows(analyst, "?on=2023-06-01&format=csv")
        assert found == [
            {**row, "restricted": ""} for row in of_command(figures, "scorecard", "Northmoor", "--on", "2023-06-01")
        ]
        assert {row["period"] for row in found} >= {"2023"}
        assert "measures/came-back/?on=2023-06-01" in analyst.get(OUTCOMES + "?on=2023-06-01").content.decode()

    def test_it_is_sorted_by_what_figures_are_compared_with(self, analyst: Client) -> None:
        found = [float(row["england"]) for row in rows(analyst, "?sort=-england&format=csv")]
        assert found == sorted(found, reverse=True)

    def test_a_model_of_neighbours_can_be_asked_for(self, analyst: Client) -> None:
        assert "2025 model" in said(analyst, "?model=2025")
        assert "2025 model" in said(analyst, "?model=1999")  # there is none: the newest is shown

    def test_a_figure_that_changes_on_disc_changes_on_the_page(self, figures: Path, analyst: Client) -> None:
        assert "31.3" not in said(analyst, "?q=nobody")
        add_own(figures)
        assert "31.3" in said(analyst, "?q=nobody")

    def test_worse_has_what_no_chance_did_and_what_cannot_be_judged_apart(self, figures: Path, analyst: Client) -> None:
        assert "Nothing here is worse than the neighbours and getting worse." in said(analyst, "worse/")
        more = (r"(2025,Reporting year,.*Northmoor,Referrals,\d+),\d+,[\d.]+", r"\1,3000,93.8")
        again(figures, "referrals.csv", *more)
        falling = (r"(20\d\d)(\d\d)(,Academic year,.*Northmoor,Looked after),[\d.]+",
                   lambda found: f"{found[1]}{found[2]}{found[3]},{40 - int(found[2])}.0")  # fmt: skip
        again(figures, "attainment.csv", *falling)
        assert [row["measure"] for row in rows(analyst, "worse/?worse-format=csv")] == ["came-back"]
        assert [row["measure"] for row in rows(analyst, "worse/?perhaps-worse-format=csv")] == ["score-looked-after"]
        card = said(analyst, "").partition("getting worse Referrals that came back")[2]
        assert card.startswith(" Score of looked-after children (whether by chance cannot be judged)")
        told = " ".join(run(figures, "scorecard", "Northmoor", "--brief").output.split())
        assert "getting worse - Referrals that came back - Score of looked-after children (whether" in told


class TestMeasure:
    def test_it_says_figure_change_rank_comparison_and_reliability_as_the_command_does(
        self, figures: Path, analyst: Client
    ) -> None:
        page = said(analyst, "measures/came-back/")
        told = " ".join(run(figures, "show", "came-back", "--area", "Northmoor").output.split())
        for words in ("2025 neighbours, median of 2 of 3 (published figures, as DfE's dashboard)", "North East",
                      "Nobody audits made-up figures.", "It is made up.", "out of"):  # fmt: skip
            assert words in page
        change = re.search(r"Change (.+?\.) Trend", told)
        assert change
        assert change[1] in page

    def test_both_charts_are_inline_with_words_and_the_same_as_a_table(self, analyst: Client) -> None:
        page = analyst.get(OUTCOMES + "measures/came-back/").content.decode()
        assert page.count("<svg ") == 2
        assert page.count("<desc ") == 2
        assert "style=" not in page
        found = rows(analyst, "measures/came-back/?neighbours-format=csv")
        assert {"Northmoor", "Southmoor", "Eastmoor"} <= {row["Area"] for row in found}

    def test_its_file_has_the_rows_of_the_command(self, figures: Path, analyst: Client) -> None:
        wanted = of_command(figures, "show", "came-back", "--area", "Northmoor")
        found = rows(analyst, "measures/came-back/?periods-format=csv")
        assert [{name: row[name] for name in wanted[0]} for row in found] == wanted

    def test_a_period_a_source_and_a_column_can_be_asked_for(self, figures: Path, analyst: Client) -> None:
        add_own(figures)
        assert "Figure for 2021" in said(analyst, "measures/came-back/?year=2021")
        assert "31.3%" in said(analyst, "measures/came-back/?source=local")
        assert "Came back" in said(analyst, "measures/made-referrals:made_again_percent/")

    def test_a_column_can_have_no_target_and_a_written_measure_can(self, analyst: Client) -> None:
        assert "Set a target" in said(analyst, "measures/came-back/")
        assert "Set a target" not in said(analyst, "measures/made-referrals:made_again_percent/")

    def test_what_neither_end_of_is_better_is_not_ranked(self, analyst: Client) -> None:
        assert "Not ranked: neither high nor low is better." in said(analyst, "measures/referrals/")

    def test_what_is_not_loaded_says_what_to_load(self, analyst: Client) -> None:
        page = said(analyst, "measures/not-loaded/")
        assert "No figures are loaded that answer" in page
        assert "Load 'made-elsewhere'" in page

    def test_a_revised_figure_says_what_it_was_and_that_its_counts_disagree(
        self, figures: Path, analyst: Client
    ) -> None:
        load_later(figures, "99.5")
        page = said(analyst, "measures/came-back/")
        assert re.search(r"Revised: the release before said \d\d\.0%", page)
        assert re.search(r"Computed from the published counts it is \d\d\.\d: ", page)

    def test_a_withdrawn_figure_is_not_told_again(self, figures: Path, analyst: Client) -> None:
        was = rows(analyst, "measures/came-back/?periods-format=csv")[-1]["shown"]
        load_later(figures, "c")
        page = analyst.get(OUTCOMES + "measures/came-back/").content.decode()
        assert "Revised, now suppressed" in page
        assert f"{was}%" not in page.partition("Beside others")[0].partition("Figure for 2025")[2][:500]

    def test_an_area_for_which_nothing_was_published_has_words_in_place_of_figures_and_charts(
        self, analyst: Client, northmoor: Authority
    ) -> None:
        northmoor.gss_code = "E12000007"
        northmoor.save()
        page = said(analyst, "measures/made-referrals:made_referrals/")
        assert page.count("Nothing was published for London.") >= 2
        assert "Nothing is loaded or published that answers" in page

    def test_the_duties_that_name_it_are_those_in_force_on_the_day(self, analyst: Client) -> None:
        on = date(2026, 1, 1)
        named = next(
            (one.duty, proof.key)
            for one in binding(guidance.load(), edition_in_force(guidance.load(), on), on).in_force
            for proof in one.duty.proofs
            if proof.kind == "measure"
        )
        measure = replace(content.load().measures[0], key=named[1])
        assert named[0] in [one.duty for one in duties_naming(measure, on, on)]
        assert "No duty in force names it." in said(analyst, "measures/came-back/?on=2001-01-01")

    @pytest.mark.parametrize("page", ["measures/nothing-such/", "measures/came-back/?year=1950&on=2024-01-01"])
    def test_what_is_not_there_is_said_and_never_a_fault(self, analyst: Client, page: str) -> None:
        said(analyst, page, 404 if "nothing" in page else 200)

    def test_a_measure_leads_to_its_gap_and_the_gap_to_both_measures(self, analyst: Client) -> None:
        assert f"{OUTCOMES}gaps/score-gap/" in analyst.get(OUTCOMES + "measures/score-all/").content.decode()
        page = analyst.get(OUTCOMES + "gaps/score-gap/").content.decode()
        assert f"{OUTCOMES}measures/score-all/" in page
        assert f"{OUTCOMES}measures/score-looked-after/" in page
        assert "<svg " in page
