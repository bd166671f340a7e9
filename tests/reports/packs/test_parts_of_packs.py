"""What the shared makers of packs say."""

from datetime import date
from typing import Any

import pytest
from composing_packs import asked, column, composed, named, tables
from msgspec.structs import replace
from northmoor_whole import example
from world_packs import EXEMPT, bare, full

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.measures.figures import GapFigure
from clearline.organisations.actions import replace_organisation
from clearline.reports.blocks import Missing, Table, Text, walk
from clearline.reports.packs import questions, register_parts, structure_parts
from clearline.reports.packs.figure_parts import explained
from clearline.reports.packs.parts import by_access

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]


def missing(section: Any) -> list[str]:
    return [one.what for one in walk((section,)) if isinstance(one, Missing)]


def test_a_gap_that_widens_asks_for_a_word_by_its_own_name() -> None:
    given = asked(bare())
    found = given.gaps[0][0]
    wider: GapFigure = replace(found, narrowed=False, how="", points=found.points or 1)
    waiting = list(explained(given, "gaps", (), [replace(wider, points=abs(wider.points or 1))]))
    assert isinstance(waiting[0], Missing)
    assert waiting[0].about == f"gap:{found.key}"
    assert waiting[0].holds_up


def test_questions_ask_for_whom_a_gap_widened_and_what_helps_both_where_it_was_levelled_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = asked(bare())
    found = given.gaps[0][0]
    wider = replace(found, narrowed=False, how="", points=abs(found.points or 1))
    down = replace(wider, narrowed=True, how="levelling down")
    monkeypatch.setattr(questions, "gaps_to_watch", lambda _: [wider, down])
    assert next(questions._of_gaps(given)).asks.startswith("For which children did this gap widen")
    assert "only because other children did worse" in next(questions._levelled_down(given)).asks


def test_a_register_of_people_tells_an_open_rendering_only_how_it_stands() -> None:
    people = full()
    inside = list(register_parts.table(asked(people.authority), "training"))
    outside = list(register_parts.table(asked(people.authority, rendering="open"), "training"))
    assert isinstance(inside[0], Table)
    assert isinstance(outside[0], Text)
    assert outside[0].text.startswith("Safeguarding training:")


def test_numbers_and_days_of_a_register_are_cells_that_a_workbook_can_count() -> None:
    table = next(register_parts.table(asked(full().authority), "workforce"))
    assert isinstance(table, Table)
    assert [cell.value for cell in table.rows[0][2:5]] == [12, 9, 3]
    assert column(table, "As at") == ["30 September 2026"]
    assert "other column" in table.note


def test_what_may_not_be_seen_makes_no_block_at_all() -> None:
    people = full()
    outsider = people.participation._replace(only=frozenset({"see findings"}))
    given = asked(people.authority, rendering="open", by=outsider)
    made = list(by_access(given, [EXEMPT], lambda one: one, lambda _, access: Text(text="x", access=access)))
    assert made == []


def test_a_vacant_office_and_one_whose_holder_is_not_stated_say_so(db: None) -> None:
    del db
    authority = bare()
    stated = example("northmoor")
    posts = {
        **stated.posts, "director-of-children": replace(stated.posts["director-of-children"], holders=()),
        "chief-executive": replace(stated.posts["chief-executive"], holders=None),
    }  # fmt: skip
    replace_organisation(by=at_the_machine(authority), organisation=replace(stated, posts=posts, departures={}),
                         why="for a test")  # fmt: skip
    table = structure_parts.holders(asked(authority))
    assert isinstance(table, Table)
    assert column(table, "Held by")[1] == "Vacant"
    assert column(table, "Held by")[3] == "Not stated"


def test_an_interim_holder_is_called_one() -> None:
    authority = bare()
    stated = example("northmoor")
    post = stated.posts["director-of-children"]
    assert post.holders
    interim = replace(post, holders=(replace(post.holders[0], kind="interim"),))
    replace_organisation(
        by=at_the_machine(authority), why="for a test",
        organisation=replace(stated, posts={**stated.posts, "director-of-children": interim}, departures={}),
    )  # fmt: skip
    table = structure_parts.holders(asked(authority))
    assert isinstance(table, Table)
    assert column(table, "Held by")[1] == "Desmond Achterberg (interim)"


def test_a_drawing_that_cannot_be_made_is_missing_and_the_pack_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from clearline.kit.errors import BadInput
    from clearline.organisations.drawing import draw

    def refuse(*_: object, **__: object) -> None:
        raise BadInput("There is no layout engine.")

    monkeypatch.setattr(draw, "draw", refuse)
    given = asked(bare())
    assert given.picture is not None
    found = structure_parts.drawing(given, given.picture, "director-of-children")
    assert isinstance(found, Missing)
    assert "no layout engine" in found.what


def test_lines_that_are_all_whole_have_no_list_of_faults() -> None:
    from clearline.organisations.lines.report import report

    given = asked(bare())
    assert given.picture is not None
    blocks = list(structure_parts.state_of_lines(given, report(given.picture, "director-of-children")))
    assert len(blocks) == 1


def test_a_test_of_assurance_on_record_stands_in_the_digest() -> None:
    from world_testing import opened, team

    people = team()
    opened(people)
    table = tables(named(composed(people.authority, "annual-governance-digest", on=date(2026, 11, 20)), "tests"))
    assert table["Tests of assurance"].rows


def test_nothing_of_another_authority_is_in_a_pack() -> None:
    people = full()
    other = Authority.objects.create(key="southmoor", name="Southmoor Council", since=date(2020, 1, 1))
    text = repr(composed(other, "inspection-ready-bundle")) + repr(composed(other, "lead-member-briefing"))
    assert "supervision, spring" not in text
    assert people.authority.name not in text
