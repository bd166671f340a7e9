"""The lines of a post or function with what belongs to them, all lines together, and the command."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from line_pictures import DAY, STARTER, facts, line, lines, posts, shown

from clearline.cli import main
from clearline.kit.errors import BadInput
from clearline.kit.reading import convert
from clearline.organisations.lines.report import report
from clearline.organisations.lines.words import prose
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture


class TestTheRestOfAPost:
    def test_interest_employer_and_supervision_are_said_and_are_no_lines(self) -> None:
        change = posts(
            social_worker={
                "interest": ["leader"], "employer": "primary-care-trust", "professional_supervision": "a clinical lead",
            }
        )  # fmt: skip
        said = facts("social-worker", change)
        assert "Interest in the post's work: Leader of the Council. An interest is no line" in said
        assert "Employer: Primary Care Trust. Employment is no line" in said
        assert "Professional supervision: a clinical lead. Supervision is no line" in said
        assert line("social-worker", change).complete

    def test_a_post_that_another_employer_manages_has_no_line_here(self) -> None:
        visitor = {
            "title": "Health Visitor",
            "front_line": True,
            "employer": "primary-care-trust",
            "reports_to": "nobody",
        }
        assert lines("health-visitor", posts(health_visitor=visitor)) == []
        assert "No professional line here" in facts("health-visitor", posts(health_visitor=visitor))

    def test_the_political_line_of_a_post_is_that_of_what_it_does(self) -> None:
        (only,) = lines("social-worker", kind="political")
        assert [step.id for step in only.steps] == ["lead-member", "leader", "council"]

    def test_a_post_with_several_political_owners_has_a_line_for_each(self) -> None:
        change = {"functions": {"libraries": {
            "title": "Libraries", "group": "additional", "responsible": "dcs", "political_owner": "resources-member",
        }}}  # fmt: skip
        first, second = lines("dcs", change, "political")
        assert first.steps[0].id == "lead-member"
        assert (second.steps[0].id, second.about) == ("resources-member", "Libraries")
        assert "Political line for Libraries: Cabinet Member for Resources >" in prose(shown("dcs", change), one=True)

    def test_below_the_director_the_lead_member_answers_where_no_owner_is_stated(self) -> None:
        (only,) = lines("deputy-director", kind="political")
        assert only.steps[0].id == "lead-member"

    def test_the_head_of_paid_service_stands_beside_the_leader(self) -> None:
        (only,) = lines("chief-executive", kind="political")
        assert only.steps[0].id == "leader"

    def test_a_post_without_a_political_owner_says_so(self) -> None:
        assert lines("head-of-housing", kind="political") == []
        assert "No political office is stated to answer" in facts("head-of-housing")


class TestAFunction:
    def test_it_says_who_answers_leads_does_and_owns_and_gives_both_lines(self) -> None:
        assert shown("child-protection").subjects[0].facts == (
            "Responsible officer: Director of Children's Services (DCS).",
            "Led day to day by: Head of Children's Social Care.",
            "Carried out by: Duty and Assessment Team Manager, Social Worker.",
            "Political owner: Cabinet Member for Children and Young People (lead member).",
        )
        assert line("child-protection").steps[0].id == "social-worker"
        assert line("child-protection", kind="political").steps[0].id == "lead-member"

    def test_posts_on_different_branches_have_a_line_each(self) -> None:
        change = {"functions": {"admissions": {"carried_out_by": ["admissions-manager", "social-worker"]}}}
        assert [found.steps[0].id for found in lines("admissions", change)] == ["admissions-manager", "social-worker"]

    def test_posts_that_stand_above_one_another_have_a_line_each(self) -> None:
        change = posts(
            admissions_manager={"reports_to": "head-of-education"},
            head_of_education={"reports_to": "admissions-manager"},
        ) | {"functions": {"admissions": {"carried_out_by": ["admissions-manager", "head-of-education"]}}}
        assert len(lines("admissions", change)) == 3

    def test_nobody_responsible_is_a_break_and_not_stated_is_not_known(self) -> None:
        nobody = {"functions": {"admissions": {
            "responsible": "nobody", "political_owner": "nobody", "carried_out_by": None,
        }}}  # fmt: skip
        assert [found.reason for found in shown("admissions", nobody).subjects[0].lines] == [
            "Nobody in the council is responsible for it as an officer.",
            "Nobody in the council answers for it politically.",
        ]
        assert "Responsible officer: nobody. Political owner: nobody." in facts("admissions", nobody)
        unstated = {"functions": {"admissions": {"responsible": None, "political_owner": None, "carried_out_by": None}}}
        assert {found.state for found in shown("admissions", unstated).subjects[0].lines} == {"not-known"}
        assert "Responsible officer: not stated." in facts("admissions", unstated)
        assert not shown("admissions", unstated).at_fault

    def test_two_who_answer_for_it_or_lead_it_fork_it(self) -> None:
        change = {"functions": {"child-protection": {
            "responsible": ["dcs", "dass"], "led_by": ["head-of-social-care", "head-of-education"],
            "political_owner": ["lead-member", "resources-member"],
        }}}  # fmt: skip
        found = lines("child-protection", change)
        assert {one.state for one in found} == {"forked"}
        assert "More than one answers for it" in str(found[0].reason)
        assert "More than one leads it" in str(found[0].reason)
        assert {one.state for one in lines("child-protection", change, "political")} == {"forked"}

    def test_a_broken_line_stays_broken_when_it_is_forked_as_well(self) -> None:
        change = {"functions": {"admissions": {"responsible": ["dcs", "dass"]}}} | posts(
            admissions_manager={"reports_to": "nobody"}
        )
        found = lines("admissions", change)[0]
        assert found.state == "broken"
        assert str(found.reason).startswith("The Admissions Manager reports to nobody. More than one")

    def test_an_officer_cannot_be_the_political_owner(self) -> None:
        change = {"functions": {"admissions": {"political_owner": "dcs"}}}
        found = line("admissions", change, "political")
        assert (found.state, found.steps[0].marks) == ("broken", ("break",))

    def test_a_directed_function_goes_to_the_commissioner_and_the_councils_duty_remains(self) -> None:
        change = {
            "authority": {"directions": {"first": {"commissioner": "Commissioner", "functions": ["leaving-care"]}}}
        }
        directed = line("leaving-care", change, "direction")
        assert [step.kind for step in directed.steps][-3:] == ["post", "commissioner", "secretary-of-state"]
        assert directed.steps[-3].id == "dcs"
        assert line("leaving-care", change).complete
        assert "By direction it is in the hands of the Commissioner; the council's own duty remains." in facts(
            "leaving-care", change
        )
        assert "By direction the Commissioner holds: Leaving care." in facts("leaving-care-adviser", change)
        assert "By direction" not in facts("social-worker", change)
        assert lines("admissions", change, "direction") == []
        whole = prose(shown(None, change), one=False)
        assert "Lines under a direction\n- Leaving Care Personal Adviser > " in whole

    def test_a_direction_over_a_function_without_posts_has_the_commissioner_alone(self) -> None:
        change = {
            "authority": {"directions": {"first": {"commissioner": "Commissioner", "functions": ["admissions"]}}},
            "functions": {"admissions": {"responsible": None, "carried_out_by": None}},
        }
        assert [step.kind for step in line("admissions", change, "direction").steps] == [
            "commissioner",
            "secretary-of-state",
        ]

    def test_a_direction_that_names_no_known_function_is_still_told(self) -> None:
        change = {"authority": {"directions": {
            "first": {"commissioner": "Commissioner", "functions": []},
            "second": {"commissioner": "Second", "functions": ["libraries"]},
        }}}  # fmt: skip
        assert shown("dcs", change).notes == (
            "By direction the Commissioner holds: no function that is named. The council's own duty remains.",
            "By direction the Second holds: libraries. The council's own duty remains.",
        )

    def test_a_company_stands_on_the_line_and_the_councils_duty_remains(self) -> None:
        company = {"name": "Northmoor Children Limited", "functions": ["fostering"], "answers_to": "dcs"}
        change = {"authority": {"company": company}} | posts(fostering_manager={"reports_to": "company"})
        found = line("fostering", change)
        assert [step.id for step in found.steps][:3] == ["fostering-manager", "company", "dcs"]
        assert found.complete
        assert "the council's own duty remains" in found.steps[1].notes[0]
        assert "Northmoor Children Limited delivers it; the council's own duty remains." in facts("fostering", change)

    def test_a_company_that_answers_to_nobody_breaks_the_line(self) -> None:
        company = {"name": "Northmoor Children Limited", "functions": ["fostering"], "answers_to": "nobody"}
        found = lines("fostering", {"authority": {"company": company}})[0]
        assert found.reason == "The Northmoor Children Limited answers to nobody."


class TestAllLines:
    def test_every_statutory_function_and_front_line_post_is_there_and_the_lines_once(self) -> None:
        found = shown(None)
        assert {subject.id for subject in found.subjects if subject.kind == "post"} == {
            "social-worker", "education-welfare-officer", "leaving-care-adviser",
        }  # fmt: skip
        assert {"admissions", "early-childhood"} <= {subject.id for subject in found.subjects}
        assert "student-finance" not in {subject.id for subject in found.subjects}
        words = prose(found, one=False)
        assert words.startswith("Our Council: lines of accountability on 1 September 2009 (leader and cabinet)\n")
        assert words.count("> Leader of the Council > the Council") == 1
        assert "  for: Child protection; Social Worker\n" in words
        assert not found.at_fault

    def test_faults_what_is_not_known_and_what_is_to_be_noticed_are_gathered_at_the_end(self) -> None:
        change = posts(
            dcs={"holders": []}, social_worker={"reports_to": "nobody"}, admissions_manager={"reports_to": None}
        )
        words = prose(shown(None, change), one=False)
        assert "Broken, forked or looping\n- The Social Worker reports to nobody. (Line of: Child protection;" in words
        assert "Not known\n- Whom the Admissions Manager reports to is not stated." in words
        assert "To be noticed\n- The Director of Children's Services is vacant" in words

    def test_a_picture_with_no_function_and_no_front_line_says_so(self) -> None:
        bare = Picture(convert({"authority": {"id": "us", "name": "Us", "kind": "district"}}, Organisation, {}), DAY)
        words = prose(report(bare, None), one=False)
        assert "Us has no children's services functions on this day." in words
        assert "(form of executive not stated)" in words
        assert "No statutory function and no front-line post is stated" in words

    def test_a_line_without_a_step_reads_none(self) -> None:
        unstated = {"functions": {"admissions": {"political_owner": None}}}
        assert "Political line: none\n  Not known. Who answers for it politically" in prose(
            shown("admissions", unstated), one=True
        )


class TestFindingASubject:
    def test_a_title_finds_it_whatever_the_case(self) -> None:
        assert shown("social WORKER").subjects[0].id == "social-worker"

    def test_a_post_and_a_function_of_one_name_are_both_shown(self) -> None:
        change = {"functions": {"dcs": {"title": "Direction", "group": "additional", "responsible": "dcs"}}}
        assert [subject.kind for subject in shown("dcs", change).subjects] == ["post", "function"]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("socal-wrker", "Did you mean: social-worker"),
            ("zzzzzzzz", "Without --from, `clearline line` shows what there is."),
            ("chief-b", "'chief-b' is a post of Westshire; its line is a separate one"),
            ("old-post", "'old-post' is in the file but does not exist on 2009-09-01."),
        ],
    )
    def test_what_is_not_there_is_said_with_what_was_perhaps_meant(self, asked: str, said: str) -> None:
        change = posts(
            chief_b={"title": "Chief Executive", "authority": "westshire"},
            old_post={"title": "Old", "to": "2009-01-01"},
        )
        with pytest.raises(BadInput) as caught:
            shown(asked, change)
        assert said in str(caught.value)


class TestTheCommand:
    def run(self, tmp_path: Path, change: dict[str, Any], *args: str) -> Result:
        (tmp_path / "starter.yaml").write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
        path = tmp_path / "ours.yaml"
        path.write_text(json.dumps({"extends": "starter.yaml", **change}), encoding="utf-8")
        return CliRunner().invoke(main, ["line", str(path), "--on", "2009-09-01", *args])

    def test_whole_lines_give_status_0_and_words(self, tmp_path: Path) -> None:
        result = self.run(tmp_path, {}, "--from", "social-worker")
        assert result.exit_code == 0
        assert "Professional line: Social Worker > Duty and Assessment Team Manager > " in result.stdout
        assert "Political line: Cabinet Member for Children and Young People (lead member) > " in result.stdout

    def test_a_broken_line_gives_status_1_and_a_vacancy_does_not(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, posts(social_worker={"reports_to": "nobody"})).exit_code == 1
        assert self.run(tmp_path, posts(social_worker={"holders": []})).exit_code == 0

    def test_a_break_elsewhere_does_not_touch_the_line_that_was_asked_for(self, tmp_path: Path) -> None:
        change = posts(admissions_manager={"reports_to": "nobody"})
        assert self.run(tmp_path, change, "--from", "social-worker").exit_code == 0

    def test_an_unknown_name_gives_status_2_and_no_lines(self, tmp_path: Path) -> None:
        result = self.run(tmp_path, {}, "--from", "socal-wrker")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Did you mean: social-worker" in result.stderr

    def test_json_has_every_step_with_its_marks_and_the_reason(self, tmp_path: Path) -> None:
        change = posts(duty_team_manager={"reports_to": "nobody", "holders": []})
        result = self.run(tmp_path, change, "--from", "social-worker", "--format", "json")
        first = json.loads(result.stdout)["subjects"][0]["lines"][0]
        assert first["complete"] is False
        assert first["reason"] == "The Duty and Assessment Team Manager reports to nobody."
        assert first["steps"][1]["marks"] == ["vacant", "break"]
        assert set(first["steps"][0]) == {"id", "title", "kind", "roles", "marks", "notes"}

    def test_csv_has_a_row_a_step_and_one_for_a_line_without_a_step(self, tmp_path: Path) -> None:
        change = {"functions": {"admissions": {"political_owner": None}}}
        result = self.run(tmp_path, change, "--from", "admissions", "--format", "csv")
        rows = list(csv.DictReader(result.stdout.splitlines()))
        assert [row["id"] for row in rows if row["line_kind"] == "professional"] == [
            "admissions-manager", "head-of-education", "deputy-director", "dcs", "chief-executive", "council",
        ]  # fmt: skip
        assert rows[-1]["step"] == "0"
        assert rows[-1]["complete"] == "no"

    def test_without_a_day_it_is_today(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(main, ["line", str(STARTER), "--format", "json", "--from", "dcs"])
        assert json.loads(result.stdout)["on"] == date.today().isoformat()

    def test_help_has_an_example(self) -> None:
        assert "Example: clearline line" in CliRunner().invoke(main, ["line", "--help"]).stdout
