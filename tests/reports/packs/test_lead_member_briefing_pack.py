"""The lead member's briefing: what needs attention now, and what may be asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from composing_packs import asked, column, composed, named, tables
from figures_of_packs import KEY
from saying_in_packs import remark
from world_packs import ON, SYSTEMS, bare, full

from clearline.accounts.acting import at_the_machine
from clearline.assurance.statements.queries import judgements
from clearline.organisations.actions import replace_organisation
from clearline.reports.blocks import Chart, Commentary, Missing, Points, Table, Text, walk
from clearline.reports.formats.words import commentary_heading
from clearline.reports.packs import challenge_parts, questions
from clearline.reports.packs.parts import count, day, short
from clearline.reports.packs.statement_parts import due_from, every
from clearline.reports.packs.summing import since

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]


def briefing(authority: Any, **more: Any) -> Any:
    return composed(authority, "lead-member-briefing", **more)


def attention(pack: Any) -> dict[str, str]:
    table = tables(named(pack, "attention"))["What needs your attention now"]
    return dict(zip(column(table, "What"), column(table, "How many"), strict=True))


def test_the_first_page_counts_what_needs_the_lead_member_and_leads_there() -> None:
    pack = briefing(full().authority)
    found = attention(pack)
    assert found["Challenges of yours without an answer in time"] == "1"
    assert found["Challenges of yours that were answered and are yours to close"] == "1"
    assert found["Targets not met"] == "1"
    assert "Duties of yours that appear not to be met" in found
    table = tables(named(pack, "attention"))["What needs your attention now"]
    assert all(row[0].source and row[1].source for row in table.rows)


def test_a_row_of_what_needs_attention_names_the_first_and_counts_the_rest() -> None:
    table = tables(named(briefing(full().authority), "attention"))["What needs your attention now"]
    many = [row for row in table.rows if int(row[1].text) > 1]
    assert many
    assert all(f"and {int(row[1].text) - 1} more" in row[2].text for row in many)


def test_changes_are_counted_from_the_day_that_the_briefing_before_showed_or_a_quarter() -> None:
    people = full()
    assert since(asked(people.authority)) == date(2026, 9, 30)
    assert since(asked(people.authority, on=date(2026, 9, 1))) == date(2026, 8, 30)
    assert (ON - since(asked(bare().__class__.objects.create(key="southmoor", name="S", since=ON)))).days == 91


def test_what_is_new_and_what_is_gone_since_is_told() -> None:
    authority = bare()
    before = tables(named(briefing(authority), "findings"))
    assert before["New since 21 August 2026"].rows == ()
    everything = before["Everything that appears not to meet a provision"]
    assert everything.rows
    assert all(row[0].source for row in everything.rows)


def test_a_missed_target_asks_for_a_named_person_s_word_until_there_is_one() -> None:
    people = full()
    waits = [
        one for one in named(briefing(people.authority), "indicators").blocks
        if isinstance(one, Missing) and one.about == f"measure:{KEY[0]}"
    ]  # fmt: skip
    assert waits
    assert waits[0].holds_up
    remark(people.dcs, "lead-member-briefing", "indicators", "dcs", "Two homes closed.", f"measure:{KEY[0]}")
    section = named(briefing(people.authority), "indicators")
    assert not any(isinstance(one, Missing) and one.about for one in section.blocks)
    (said,) = (one for one in section.blocks if isinstance(one, Commentary) and one.text == "Two homes closed.")
    assert said.subject, "who reads it must know of which measure it speaks"
    assert commentary_heading(said).endswith(f", on: {said.subject}")


def test_key_indicators_come_with_concerns_first_and_a_chart_of_the_first() -> None:
    section = named(briefing(bare()), "indicators")
    table = tables(section)["Key indicators, concerns first"]
    assert column(table, "Target")[0].startswith("Missed")
    assert [one for one in section.blocks if isinstance(one, Chart)]


def test_where_no_key_indicator_is_chosen_the_outcomes_stand_in_and_the_pack_says_so(
    figures: Any, tmp_path: Any, settings: Any
) -> None:
    from shutil import copytree

    settings.FIGURES = tmp_path / "mine"
    copytree(figures, settings.FIGURES)
    (settings.FIGURES / "E06000999" / "key-indicators.yaml").unlink()
    section = named(briefing(bare()), "indicators")
    assert any(isinstance(one, Missing) and "none is chosen" in one.what for one in section.blocks)
    assert tables(section)["Key indicators, concerns first"].rows


def test_statements_due_begin_with_those_where_the_director_has_spoken() -> None:
    given = asked(full().authority)
    found = due_from(given, "lead-member", every(given))
    assert found[0].duty == "lead-member-leads-supports-challenges-dcs"
    assert SYSTEMS[2] not in [one.duty for one in found]
    table = tables(named(briefing(given.authority), "statements"))["Statements due from you"]
    assert table.rows[0][3].text.startswith("Director of children’s services (DCS): partly satisfied")
    assert "more are due" in table.note


def test_a_statement_is_due_again_two_months_before_its_review() -> None:
    given = asked(full().authority, on=date(2027, 8, 1))
    found = due_from(given, "lead-member", every(given))
    assert found[0].duty == SYSTEMS[2]
    table = tables(named(briefing(given.authority, on=date(2027, 8, 1)), "statements"))["Statements due from you"]
    assert table.rows[0][2].text == "Review by 14 September 2027"


def test_what_is_said_in_a_statement_that_is_not_open_is_not_told_where_it_is_only_mentioned() -> None:
    given = asked(full().authority, on=date(2027, 8, 1))
    from clearline.reports.packs.statement_parts import due_table

    table = due_table(given, "dcs", "Due", due_from(given, "dcs", every(given)), "none")
    shown = next(row for row in table.rows if "effective systems" in row[0].text)
    assert shown[3].text == "Lead member: said, not open"


def test_what_children_say_stands_open_words_first_each_with_its_access() -> None:
    said = [one for one in named(briefing(full().authority), "voice").blocks if isinstance(one, Text)]
    assert [one.access.kind for one in said] == ["open", "exempt"]
    assert "children in care council" in said[0].text


def test_challenges_stand_with_those_that_wait_first_and_an_answer_that_is_not_open_in_its_own_cell() -> None:
    section = named(briefing(full().authority), "challenges")
    table = tables(section)["Challenges from you and to you"]
    assert column(table, "Challenge") == ["Waits for plans", "Children who move too often", "Cover for the family hub"]
    assert [row[2].text for row in table.rows] == [
        "Answer due 29 September 2026 (overdue)", "Answered, not closed", "Closed by the challenger, 20 May 2026"
    ]  # fmt: skip
    assert table.rows[1][4].access.kind == "exempt"
    assert table.rows[0][3].text == "Nothing yet"


def test_bad_results_that_nobody_challenged_are_prompted_and_challenged_ones_are_not() -> None:
    section = named(briefing(full().authority), "challenges")
    points = [one for one in section.blocks if isinstance(one, Points)]
    assert points
    assert not any("three or more placements" in one for one in points[0].points)


def test_an_answer_that_the_reader_may_not_see_is_said_to_be_there() -> None:
    people = full()
    found = [one for one in challenge_parts.log(asked(people.authority)) if one.topic == "Children who move too often"]
    hidden = [step.__class__(**{**{name: getattr(step, name) for name in step.__struct_fields__}, "hidden": True})
              for step in found[0].steps]  # fmt: skip
    shown = found[0].__class__(**{**{name: getattr(found[0], name) for name in found[0].__struct_fields__},
                                  "steps": tuple(hidden)})  # fmt: skip
    blocks = list(challenge_parts.tables(asked(people.authority), "Log", [shown], "none"))
    assert isinstance(blocks[0], Table)
    assert blocks[0].rows[0][3].text == "Not shown to you"


def test_reports_due_say_how_late_and_what_was_issued_says_what_it_lacks() -> None:
    section = named(briefing(full().authority), "reports-due")
    due = tables(section)["Reports due to you"]
    assert any(text.startswith("Late by") for text in column(due, "How it stands"))
    issued = tables(section)["Issued to you since 30 September 2026"]
    assert column(issued, "What it lacks") == ["What children and young people say"]
    assert column(issued, "Questions") == ["1 of 1 unanswered"]
    assert column(issued, "Receipt") == ["Not by: Lead member, Lead member support."]


def test_registers_stand_with_their_freshness_and_without_empty_columns() -> None:
    section = named(briefing(full().authority), "visits-and-training")
    visits = tables(section)["Visits, observation and contact"]
    assert "What came of it" not in visits.columns
    assert "1 entry counts" in visits.note
    assert "Safeguarding training" in tables(section)


def test_inspection_and_scrutiny_have_a_section_only_where_there_is_something() -> None:
    assert "inspection-and-scrutiny" in {one.key for one in briefing(full().authority).sections}
    assert "inspection-and-scrutiny" not in {one.key for one in briefing(bare(), on=date(2026, 1, 1)).sections}


def test_questions_rest_on_something_in_the_record_and_lead_there() -> None:
    table = tables(named(briefing(full().authority), "questions"))["Questions that the record gives rise to"]
    assert 0 < len(table.rows) <= questions.MOST
    assert all(row[0].text.endswith("?") and row[1].text and row[1].source for row in table.rows)


def test_a_director_who_is_satisfied_of_what_another_proof_fails_is_asked_what_it_rests_on() -> None:
    given = asked(full().authority)
    failing = next(one for one in given.standings.duties
                   if any(proof.result == "fails" and proof.kind == "rule" for proof in one.proofs)
                   and any(proof.kind == "judgement" for proof in one.proofs))  # fmt: skip
    base = next(one for one in judgements(given.authority, *SYSTEMS[:2], given.on) if one.duty == SYSTEMS[2])
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    said = base.__class__(
        **{**fields, "document": failing.name[0], "edition": failing.name[1], "duty": failing.name[2]}
    )
    assert next(questions._contradicted(given, [said])).asks.startswith("You are satisfied that")
    assert list(questions._contradicted(given, [])) == []


def test_children_are_asked_after_where_statements_have_no_word_of_theirs() -> None:
    given = asked(full().authority)
    said = [one for one in every(given) if any(one.columns)]
    assert list(questions._unheard(given, said)) == []
    bare_ones = [one for one in said if not one.voice]
    assert len(list(questions._unheard(given, bare_ones))) == 1


def test_a_council_without_a_director_says_so_where_the_drawing_should_be() -> None:
    from northmoor_whole import example

    authority = bare()
    stated = example("northmoor")
    posts = {key: post.__class__(**{**{name: getattr(post, name) for name in post.__struct_fields__}, "roles": ()})
             if "dcs" in post.roles else post for key, post in stated.posts.items()}  # fmt: skip
    without = stated.__class__(**{**{name: getattr(stated, name) for name in stated.__struct_fields__},
                                  "posts": posts, "departures": {}})  # fmt: skip
    replace_organisation(by=at_the_machine(authority), organisation=without, why="for a test")
    section = named(briefing(authority), "line-of-accountability")
    assert any(isinstance(one, Missing) and "no post is designated" in one.what for one in section.blocks)
    held = tables(section)["Who answers for children's services"]
    assert held.rows[1][1].text == "Not stated"


def test_short_texts_and_counts_read_well() -> None:
    assert short("A sentence.") == "A sentence"
    assert short("word " * 40, 20) == "word word word word …"
    assert [count(1, "duty"), count(2, "duty"), count(2, "place")] == ["1 duty", "2 duties", "2 places"]
    assert day(None) == "no date"


def test_no_block_is_given_twice(figures: Any) -> None:
    del figures
    pack = briefing(full().authority)
    blocks = [one for one in walk(pack.sections) if isinstance(one, Table)]
    assert len(blocks) == len({(one.title, one.access, one.rows) for one in blocks})
    assert replace(asked(bare())).name == "Northmoor Council"
