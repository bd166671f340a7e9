"""What a pack is composed from: once each, and of an open rendering nothing small and no name, whatever the roles."""

import re
from pathlib import Path

import pytest
from composing_packs import asked
from world_packs import ON, TODAY, bare

import clearline.reports.packs
from clearline.accounts.acting import at_the_machine
from clearline.reports import issuing
from clearline.reports.composing import HIDDEN_FROM_ALL

pytestmark = pytest.mark.django_db
COMPLY = "comply-or-explain"


@pytest.mark.usefixtures("figures")
def test_an_open_rendering_sees_only_what_is_published_of_figures_and_no_name() -> None:
    restricted, opened = asked(bare()), asked(bare(), rendering="open")
    assert restricted.looking is not None
    assert opened.looking is not None
    assert (restricted.looking.inside, opened.looking.inside) == (True, False)
    assert not any(opened.by.may(permission) for permission in HIDDEN_FROM_ALL)
    assert opened.maker == at_the_machine(opened.authority)
    assert opened.scorecard is not None
    assert not any(one.latest and one.latest.source == "returned" for one in opened.scorecard.answers)
    assert opened.no_figures == ""


def test_what_may_see_true_counts_is_used_by_one_file_alone() -> None:
    folder = Path(clearline.reports.packs.__file__).parent
    using = {
        path.name
        for path in folder.glob("*.py")
        if re.search(r"\.maker\b", path.read_text().replace("contract.maker", ""))
    }
    assert using == {"own_counts.py"}


@pytest.mark.usefixtures("figures")
def test_charts_are_drawn_with_their_words_and_lead_back_to_their_page() -> None:
    one = asked(bare())
    chart = one.chart("looked-after-stability")
    assert chart is not None
    assert chart.svg.startswith("<svg")
    assert chart.sources[0].address == "/northmoor/outcomes/measures/looked-after-stability/?on=2026-11-20"
    gap = one.gaps[0][0].key if one.gaps else ""
    drawn = one.chart(gap, "gap") if gap else None
    assert drawn is None or "/gaps/" in drawn.sources[0].address
    assert one.chart("no-such-measure") is None


@pytest.mark.usefixtures("no_figures")
def test_without_figures_it_says_why_and_nothing_fails() -> None:
    one = asked(bare())
    assert one.looking is None
    assert one.no_figures
    assert (one.scorecard, one.gaps, one.chart("looked-after-stability")) == (None, (), None)
    assert one.source("Rules", "checks:findings", rule="a b").address == ("/northmoor/findings/?on=2026-11-20&rule=a+b")
    assert one.name == "Northmoor Council"
    assert one.organisation is not None
    assert one.picture is not None
    assert one.report is not None
    assert one.standings.edition == "2013"


@pytest.mark.usefixtures("figures")
def test_an_issue_notes_which_of_the_councils_own_counts_its_open_part_prints() -> None:
    authority = bare()
    told, none = (issuing.draft(authority, key, on=ON, today=TODAY) for key in ("corporate-parenting-report", COMPLY))
    assert len(str(told.inputs["counts"])) == 64
    assert none.inputs["counts"] == ""
    assert any(label for _, label, _ in told.inputs["figures"])  # type: ignore[attr-defined]
