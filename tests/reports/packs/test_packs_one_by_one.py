"""What single packs say beside what all of them do."""

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from composing_packs import asked, column, composed, named, tables
from msgspec.structs import replace
from northmoor_whole import acting, departs, example
from people import member
from pytest_django.fixtures import Settings
from saying_in_packs import remark
from world_packs import MINUTES, ON, SYSTEMS, bare, full

from clearline.accounts.acting import at_the_machine
from clearline.assurance.actions import record_departure
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.challenges.speaking import let_speak
from clearline.guidance.content import load as load_guidance
from clearline.organisations.actions import replace_organisation
from clearline.organisations.partnerships import Departure
from clearline.registers.actions import add_entry
from clearline.reports.blocks import Attachment, Commentary, Facts, Missing, Signature, Table, Text, walk
from clearline.reports.packs import finding_parts
from clearline.reports.packs.corporate_parenting_report import TOPICS
from clearline.reports.packs.own_truth import SHOWN
from clearline.reports.packs.standing_parts import live, why
from clearline.schedule.content import contract_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]


def missing(section: Any) -> list[str]:
    return [one.what for one in walk((section,)) if isinstance(one, Missing)]


# Looked-after children and care leavers


def test_the_four_groups_of_2_20_are_counted_and_the_eight_contents_have_a_section_each() -> None:
    pack = composed(bare(), "corporate-parenting-report", edition="2009")
    groups = tables(named(pack, "summary"))["The four groups"]
    assert [cell.text for row in groups.rows for cell in row[2:3]] == ["417", "231", "183", "3", "271"]
    of_the_list = {one.key for one in contract_named("corporate-parenting-report").contents
                   if any(at.startswith("2.20.") for at in one.paragraphs.get("2009", ()))}  # fmt: skip
    assert len(of_the_list) == 8
    assert of_the_list <= {one.key for one in pack.sections}


def test_each_count_that_a_section_shows_is_one_that_disclosure_control_knows() -> None:
    assert {key for topic in TOPICS.values() for key in topic.own} <= set(SHOWN)


def test_what_no_figure_can_tell_is_missing_until_a_named_person_says_it() -> None:
    people = full()
    before = missing(named(composed(people.authority, "corporate-parenting-report"), "care-leavers-housing"))
    assert any("What housing care leavers can choose from" in one for one in before)
    remark(people.dcs, "corporate-parenting-report", "care-leavers-housing", "dcs", "Forty flats are kept for them.")
    section = named(composed(people.authority, "corporate-parenting-report"), "care-leavers-housing")
    assert not any("What housing care leavers" in one for one in missing(section))
    assert isinstance(section.blocks[0], Commentary)


def test_without_any_figure_each_section_says_so_under_its_own_title(tmp_path: Path, settings: Settings) -> None:
    settings.FIGURES = tmp_path / "none"
    pack = composed(bare(), "corporate-parenting-report")
    assert missing(named(pack, "health"))[0].startswith("Health: no figure.")


# The yearly assessment


def test_the_assessment_is_of_arrangements_and_holds_nothing_of_what_an_appraisal_says() -> None:
    people = full()
    row = {"who": "dcs", "kind": "appraisal", "on": date(2026, 5, 2), "by": "chief-executive"}
    add_entry(by=people.governance, register="leadership-development", values=row, on=ON, why="for a test")
    section = named(composed(people.authority, "governance-assessment"), "appraisals")
    table = next(one for one in section.blocks if isinstance(one, Table))
    assert "Appraisal done" in column(table, "Kind")
    assert not any("what it was" in one.casefold() for one in table.columns)


def test_it_is_the_law_s_under_the_2009_edition_and_local_practice_since() -> None:
    authority = bare()
    for edition, words in (("2009", "3.31 of the 2009 edition"), ("2013", "local practice")):
        text = next(one for one in named(composed(authority, "governance-assessment", edition=edition), "scope").blocks
                    if isinstance(one, Text))  # fmt: skip
        assert words in text.text


def test_what_the_two_at_the_top_said_stands_in_their_own_words() -> None:
    section = named(composed(full().authority, "governance-assessment"), "roles")
    said = [one for one in section.blocks if isinstance(one, Commentary)]
    assert [(one.by, one.office, one.text.partition(" Rests")[0]) for one in said] == [
        ("Imogen Castlegate", "Chief executive", "Satisfied. The line is short.")
    ]  # fmt: skip


def test_both_conclude_in_their_own_words_and_both_have_a_place_to_sign() -> None:
    people = full()
    before = named(composed(people.authority, "governance-assessment"), "conclusion")
    assert missing(before) == ["What the chief executive concludes.", "What the leader concludes."]
    assert [one.office for one in before.blocks if isinstance(one, Signature)] == ["chief-executive", "leader"]
    remark(people.chief_executive, "governance-assessment", "conclusion", "chief-executive")
    after = named(composed(people.authority, "governance-assessment"), "conclusion")
    assert missing(after) == ["What the leader concludes."]


@pytest.mark.parametrize(
    ("contract", "content"),
    [("governance-assessment", "governance"), ("safeguarding-assurance", "summary"),
     ("dcs-performance-report", "summary"), ("self-evaluation", "plans")],
)  # fmt: skip
def test_what_only_a_named_person_can_say_holds_the_report_up_until_it_is_said(contract: str, content: str) -> None:
    people = full()
    waiting = [one for one in walk((named(composed(people.authority, contract), content),))
               if isinstance(one, Missing) and one.holds_up]  # fmt: skip
    assert waiting
    remark(people.chief_executive, contract, content, "chief-executive")
    still = [one for one in walk((named(composed(people.authority, contract), content),))
             if isinstance(one, Missing) and one.holds_up]  # fmt: skip
    assert not still


# The director's report


def test_the_director_s_report_has_a_page_of_what_is_good_of_concern_and_of_plan() -> None:
    people = full()
    pack = composed(people.authority, "dcs-performance-report")
    assert {"good", "concern", "plan"} <= {one.key for one in pack.sections}
    facts = next(one for one in named(pack, "summary").blocks if isinstance(one, Facts))
    assert dict(facts.rows)["Targets not met"] == "1"
    assert dict(facts.rows)["Actions that are late"] == "1"
    plan = tables(named(pack, "plan"))["What will be done, by whom and by when"]
    assert column(plan, "How it stands") == ["Late", "Open", "Open"]
    targets = tables(named(pack, "targets"))["Progress against every target"]
    assert column(targets, "How it stands") == ["Missed", "Met"]
    assert column(targets, "Owner") == ["head of care", "Not stated"]


def test_without_an_open_action_the_plan_is_missing() -> None:
    assert missing(named(composed(bare(), "dcs-performance-report"), "plan"))


# Comply or explain


def test_a_departure_explains_with_its_alternatives_and_who_was_consulted_and_the_law_stays_unexplained() -> None:
    authority = bare()
    departure = Departure(
        provision="key-5", edition="2013", reasons="Two managers share the hub.", decided_by="Cabinet",
        route="executive", start=date(2026, 1, 1), review=date(2026, 6, 1), alternatives="One manager.",
        consulted="The unions.",
    )  # fmt: skip
    record_departure(by=at_the_machine(authority), guidance=load_guidance(), departure=departure, published=False)
    pack = composed(authority, "comply-or-explain")
    texts = [one.text for one in named(pack, "departures").blocks if isinstance(one, Text)]
    place = "“Summary and key points” (2013): "
    assert all(one.startswith(place) for one in texts)
    said = [one.partition(place)[2].rpartition(". ")[2] for one in texts]
    assert said == ["Alternatives considered: One manager.", "Consulted: The unions."]
    table = tables(named(pack, "departures"))["Departures from the guidance, with reasons"]
    assert table.rows[0][4].text.endswith("passed, so it explains nothing any more")
    law = tables(named(pack, "law"))["Duties of the law that appear not to be met"]
    assert law.rows
    assert "Departs with reasons" not in column(law, "How it stands")


def test_an_open_rendering_holds_only_published_departures() -> None:
    authority = bare()
    departs(authority, published=False)
    assert finding_parts.departures(asked(authority)) != ()
    assert finding_parts.departures(asked(authority, rendering="open")) == ()


# Standing and findings


def test_the_standing_report_says_who_would_know_and_what_changed() -> None:
    people = full()
    pack = composed(people.authority, "standing-report")
    asks = tables(named(pack, "not-known"))["Who would know, or can put it right"]
    assert len(set(column(asks, "Who"))) == len(asks.rows)
    assert asks.rows[0][1].value
    changed = tables(named(pack, "changed"))["Duties that stand otherwise than on 21 August 2026"]
    assert column(changed, "Stood") != []
    assert all(row[2].text != row[3].text for row in changed.rows)
    every = [one for one in named(pack, "duties").blocks if isinstance(one, Table)]
    assert len(every) == 3
    assert all(row[0].source for one in every for row in one.rows)


def test_what_changed_cannot_be_said_from_before_the_act() -> None:
    authority = bare()
    text = next(one for one in named(composed(authority, "standing-report", on=date(2004, 12, 1)), "changed").blocks)
    assert isinstance(text, Text)
    assert "cannot be said" in text.text
    changes = list(finding_parts.changes(asked(authority, on=date(2004, 12, 1)), date(2004, 1, 1)))
    assert isinstance(changes[0], Text)


def test_a_finding_that_is_gone_since_is_told() -> None:
    authority = bare()
    stated = example("northmoor")
    change = replace(stated.functions["libraries"], end=date(2026, 11, 1))
    after = replace(stated, functions={**stated.functions, "libraries": change}, departures={})
    replace_organisation(by=at_the_machine(authority), organisation=after, why="for a test")
    blocks = list(finding_parts.changes(asked(authority), date(2026, 10, 1)))
    gone = blocks[1]
    assert isinstance(gone, Table)
    assert gone.title == "No longer found since 1 October 2026"
    assert any("Libraries" in one for one in column(gone, "What was found"))


def test_an_open_rendering_does_not_quote_what_people_said_of_a_duty() -> None:
    people = full()
    said = {row.name: row for row in live(asked(people.authority))}[SYSTEMS]
    assert "satisfied" in why(asked(people.authority), said.proofs)
    assert "satisfied" not in why(asked(people.authority, rendering="open"), said.proofs)


# Other packs


def test_the_conversation_with_the_inspectorate_tells_what_was_said_only_once_it_is_written() -> None:
    people = full()
    assert "meeting-held" not in {one.key for one in composed(people.authority, "annual-conversation").sections}
    remark(people.dcs, "annual-conversation", "meeting-held", "dcs")
    pack = composed(people.authority, "annual-conversation")
    assert isinstance(named(pack, "meeting-held").blocks[0], Commentary)
    inspected = tables(named(pack, "actions"))["Actions from inspections"]
    assert column(inspected, "Action") == ["Audit front door decisions"]


def test_complaints_and_scrutiny_have_a_place_in_the_briefing_once_there_is_something() -> None:
    people = full()
    scrutiny = acting(member(people.authority, "scrutiny-member"), people.authority, "scrutiny-member")
    let_speak(by=at_the_machine(people.authority), party="body:children-scrutiny", individual=str(scrutiny.person),
              starts=date(2025, 1, 1))  # fmt: skip
    challenges.challenge(by=scrutiny, challenger="body:children-scrutiny", challenged="office:lead-member",
                         topic="Waits for assessments", words="Why?", on=date(2026, 10, 20), due=ON)  # fmt: skip
    remark(people.dcs, "lead-member-briefing", "complaints", "dcs", "Twelve, three upheld.")
    pack = composed(people.authority, "lead-member-briefing")
    assert isinstance(named(pack, "complaints").blocks[0], Commentary)
    found = tables(named(pack, "inspection-and-scrutiny"))["What committees and boards asked"]
    assert column(found, "Challenge") == ["Waits for assessments"]


def test_the_bundle_indexes_evidence_by_what_it_proves_and_says_what_lacks() -> None:
    pack = composed(full().authority, "inspection-ready-bundle")
    proves = tables(named(pack, "evidence"))["What each item proves"]
    assert column(proves, "Evidence") == [
        "Audit of supervision, spring 2026, version 1",
        "Minutes of the panel, version 1",
    ]
    assert column(proves, "Checked") == ["Wilma Strand, 5 June 2026", "Not yet"]
    files = [one for one in named(pack, "evidence").blocks if isinstance(one, Attachment)]
    assert [(one.name, one.size) for one in files] == [("minutes.txt", len(MINUTES))]
    items = [one for one in named(pack, "index").blocks if isinstance(one, Table)]
    assert [one.access.kind for one in items] == ["open", "exempt"]
    assert column(items[1], "To put right") == ["Expired, used for nothing"]
    statements = [one for one in named(pack, "statements").blocks if isinstance(one, Table)]
    assert [one.access.kind for one in statements] == ["open", "exempt"]
    lacking = tables(named(pack, "missing"))["Duties without evidence that the record does not answer either"]
    assert not any("effective systems are in place" in one for one in column(lacking, "Duty"))


def test_nobody_having_said_anything_is_said() -> None:
    section = named(composed(bare(), "inspection-ready-bundle"), "statements")
    assert isinstance(section.blocks[0], Text)


def test_the_data_report_names_what_was_revised(figures: Path, tmp_path: Path, settings: Settings) -> None:
    from clearline.measures.demo_data.making import Wish, make
    from clearline.measures.loading.load import load
    from clearline.measures.store import Store

    settings.FIGURES = tmp_path / "mine"
    copytree(figures, settings.FIGURES)
    other = make(tmp_path / "other", Wish(first=2023, last=2025, children=120, seed=2, collections=("published",)))
    load([other.folder / "published" / "referrals_synthetic.csv"], Store(settings.FIGURES))
    section = named(composed(bare(), "data-reliability-report"), "revisions")
    table = tables(section)["What newer releases say otherwise"]
    assert [row[3].value for row in table.rows if row[3].value]
    assert table.rows[0][0].source


def test_a_release_that_cannot_be_compared_is_left_out_of_what_was_revised() -> None:
    from clearline.measures import queries
    from clearline.reports.packs.data_reliability_report import _revised

    given = asked(bare())
    assert given.looking is not None
    one = queries.held(given.looking)[0]
    assert list(_revised(given, given.looking, one)) == []
