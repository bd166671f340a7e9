"""The council's own counts in packs: as they are inside, through disclosure control for everybody else."""

from dataclasses import replace
from pathlib import Path

import pytest
from composing_packs import asked, column
from figures_of_packs import CODE, HIDDEN, OWN
from people import member
from pytest_django.fixtures import Settings
from world_packs import bare

from clearline.accounts.acting import Acting
from clearline.measures.disclosure.about import About, CountColumn
from clearline.measures.disclosure.building import read_truth
from clearline.measures.disclosure.ledger import Entry, Printed, Report, append, ledger_path
from clearline.reports.blocks import Missing, Table
from clearline.reports.packs import own_counts
from clearline.reports.packs.own_counts import counted, table, true_table
from clearline.reports.packs.own_truth import SHOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]


def test_inside_each_count_stands_as_it_is_and_small_ones_are_marked() -> None:
    found = {one.answer.measure.removesuffix("-from-returns"): one for one in counted(asked(bare()), SHOWN)}
    assert {name: (one.number.value, one.of.value) for name, one in found.items()} == {
        name: (count, whole) for name, (count, whole) in OWN.items()
    }
    assert {name for name, one in found.items() if one.number.small} == HIDDEN


def test_in_an_open_rendering_small_counts_their_complements_and_their_shares_are_hidden() -> None:
    found = {one.answer.measure.removesuffix("-from-returns"): one
             for one in counted(asked(bare(), rendering="open"), SHOWN)}  # fmt: skip
    assert {name for name, one in found.items() if one.number.text == "c"} >= HIDDEN
    for name in HIDDEN:
        assert found[name].number.value is None
        assert found[name].share.text in ("c", "")
    assert found["looked-after"].number.text == "417"
    assert found["looked-after-missing"].share.text == "11%"
    assert not any(cell.small for one in found.values() for cell in one[1:])


def test_all_counts_go_through_disclosure_control_together_whichever_of_them_is_shown() -> None:
    alone = counted(asked(bare(), rendering="open"), ["looked-after-health-assessments-from-returns"])
    among = counted(asked(bare(), rendering="open"), SHOWN)
    assert alone[0] in among


def test_whoever_may_not_see_the_council_s_own_figures_gets_none_of_them_even_hidden() -> None:
    authority = bare()
    outsider = Acting(
        member(authority, "participation-officer"), authority, frozenset({"participation-officer"}), "page"
    )
    assert counted(asked(authority, rendering="open", by=outsider), SHOWN) == []
    assert true_table(asked(authority, rendering="open", by=outsider)) is None


def test_the_truth_for_the_publish_gate_adds_up_and_names_wholes_and_parts_alike() -> None:
    made = true_table(asked(bare(), rendering="open"))
    assert made is not None
    truth = read_truth(Path("own"), made.text, made.about)
    assert len(truth.known) >= len(OWN)
    whole, parents = (
        made.about.counts["n_looked-after-from-returns"],
        made.about.counts["d_looked-after-with-parents-from-returns"],
    )
    assert (whole.counted, whole.where) == (parents.counted, parents.where)


def test_a_count_that_contradicts_what_was_published_is_not_shown_and_the_pack_says_so(
    figures: Path, tmp_path: Path, settings: Settings
) -> None:
    from shutil import copytree

    mine = tmp_path / "figures"
    copytree(figures, mine)
    settings.FIGURES = mine
    about = About(counted="looked-after", counts={"n": CountColumn()}, time="separate")
    text = ("time_period,time_identifier,geographic_level,country_code,new_la_code,n\n"
            f"2025,Reporting year,Local authority,E92000001,{CODE},999\n")  # fmt: skip
    report = Report(cells=1, primary=0, secondary=0, before=0, beside=0, attacked=0, known_before=0, read_with=0)
    append(ledger_path(mine, CODE), Entry(
        number=1, before="", on=asked(bare()).on, title="Other counts", released_by="One", checked_by="Two",
        files={}, table=Printed(about=about, text=text), report=report,
    ))  # fmt: skip
    found = table(asked(bare(), rendering="open"), "The four groups", SHOWN)
    assert isinstance(found, Missing)
    assert "contradict" in found.what
    assert "999" not in found.what
    assert "417" not in found.what


def test_a_ledger_that_was_changed_shows_nothing(figures: Path, tmp_path: Path, settings: Settings) -> None:
    from shutil import copytree

    mine = tmp_path / "figures"
    copytree(figures, mine)
    settings.FIGURES = mine
    ledger_path(mine, CODE).write_text("no ledger\n")
    found = table(asked(bare(), rendering="open"), "The four groups", SHOWN)
    assert isinstance(found, Missing)
    assert "cannot be made safe" in found.what


def test_a_table_of_own_counts_says_that_it_holds_them_and_why_some_are_hidden() -> None:
    inside = table(asked(bare()), "The four groups", SHOWN)
    outside = table(asked(bare(), rendering="open"), "The four groups", SHOWN)
    assert isinstance(inside, Table)
    assert isinstance(outside, Table)
    assert inside.counted
    assert outside.counted
    assert inside.note == ""
    assert outside.note == own_counts.WHY_HIDDEN
    assert column(inside, "Children") != column(outside, "Children")


def test_without_figures_the_table_says_who_loads_them(tmp_path: Path, settings: Settings) -> None:
    settings.FIGURES = tmp_path / "none"
    found = table(asked(bare()), "The four groups", SHOWN)
    assert isinstance(found, Missing)
    assert "analyst" in found.todo


def test_a_figure_that_is_no_count_of_children_is_left_out() -> None:
    shown = asked(bare())
    assert not counted(replace(shown), ["adoption-days-to-match-from-returns"])
