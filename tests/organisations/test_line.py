"""The two lines: what each step is, and where a line breaks, forks or comes round."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from line_pictures import facts, line, offices, posts, shown

from clearline.organisations.files import read_organisation
from clearline.organisations.lines.line import professional_line
from clearline.organisations.lines.words import line_words
from clearline.organisations.picture import Picture

TO_THE_TOP = (
    "Deputy Director of Children's Services > Director of Children's Services (DCS)"
    " > Chief Executive (head of paid service) > the Council"
)


class TestTheProfessionalLine:
    def test_it_runs_from_the_front_line_to_the_council(self) -> None:
        found = line("social-worker")
        assert line_words(found) == (
            f"Social Worker > Duty and Assessment Team Manager > Head of Children's Social Care > {TO_THE_TOP}"
        )
        assert (found.state, found.complete, found.reason) == ("complete", True, None)
        assert [step.kind for step in found.steps] == ["post"] * 6 + ["council"]

    def test_a_post_that_reports_to_nobody_breaks_it_there(self) -> None:
        found = line("social-worker", posts(duty_team_manager={"reports_to": "nobody"}))
        assert line_words(found) == "Social Worker > Duty and Assessment Team Manager > the line breaks here"
        assert (found.state, found.complete) == ("broken", False)
        assert found.reason == "The Duty and Assessment Team Manager reports to nobody."
        assert found.steps[-1].marks == ("break",)

    def test_a_superior_that_is_not_stated_is_not_known_and_no_break(self) -> None:
        found = line("social-worker", posts(duty_team_manager={"reports_to": None}))
        assert (found.state, found.complete) == ("not-known", False)
        assert found.reason == "Whom the Duty and Assessment Team Manager reports to is not stated."
        assert line_words(found).endswith("Team Manager > not stated")

    def test_two_superiors_fork_it_and_it_follows_the_first(self) -> None:
        found = line("social-worker", posts(social_worker={"reports_to": ["fostering-manager", "duty-team-manager"]}))
        assert found.state == "forked"
        assert found.steps[0].marks == ("fork",)
        assert found.steps[1].id == "fostering-manager"
        assert str(found.reason).endswith("the Fostering Team Manager and the Duty and Assessment Team Manager.")

    def test_two_superiors_who_are_one_person_are_one_line(self) -> None:
        change = posts(
            locality={
                "title": "Locality Manager",
                "reports_to": "head-of-social-care",
                "holders": [{"person": "person-s1"}],
            },
            social_worker={"reports_to": ["duty-team-manager", "locality"]},
        )
        assert line("social-worker", change).complete

    def test_a_politician_beside_the_superior_forks_it(self) -> None:
        found = line("social-worker", posts(dcs={"reports_to": ["chief-executive", "leader"]}))
        assert found.state == "forked"
        assert "also said to report to the Leader of the Council, a political office" in str(found.reason)

    @pytest.mark.parametrize(
        ("superior", "why"),
        [
            ("leader", "the Leader of the Council, a political office"),
            ("primary-care-trust", "Primary Care Trust, which is no post of the council"),
            ("old-post", "the Old Post, which does not exist on this day"),
            ("company", "the company, which does not exist on this day"),
            ("their-director", "the Director in another authority, Westshire"),
        ],
    )
    def test_a_superior_that_is_no_officer_of_the_day_breaks_it_and_is_named(self, superior: str, why: str) -> None:
        change = posts(
            old_post={"title": "Old Post", "to": date(2009, 1, 1).isoformat()},
            their_director={"title": "Director", "authority": "westshire"},
            duty_team_manager={"reports_to": superior},
        )
        change["authority"] = {"company": {"name": "Gone Limited", "to": "2009-01-01"}}
        found = line("social-worker", change)
        assert found.state == "broken"
        assert found.reason == f"The Duty and Assessment Team Manager reports to {why}."

    def test_a_line_that_comes_round_ends_and_says_the_same_wherever_it_is_entered(self) -> None:
        change = posts(
            head_of_education={"reports_to": "head-of-social-care"},
            head_of_social_care={"reports_to": "head-of-education"},
        )
        first, second = line("admissions-manager", change), line("social-worker", change)
        assert (first.state, first.complete) == ("looping", False)
        assert first.reason == second.reason
        assert "Head of Education > Head of Children's Social Care > Head of Education" in str(first.reason)
        assert line_words(first).endswith("round again: the line is a loop")

    def test_a_post_that_reports_to_itself_is_a_loop(self) -> None:
        found = line("social-worker", posts(social_worker={"reports_to": "social-worker"}))
        assert (found.state, len(found.steps)) == ("looping", 1)

    def test_a_superior_named_as_a_person_is_the_post_that_they_hold(self) -> None:
        assert line("deputy-director", posts(deputy_director={"reports_to": "person-dcs"})).complete
        outside = line("deputy-director", posts(deputy_director={"reports_to": "person-lscb-chair"}))
        assert "person lscb chair, which is no post of the council" in str(outside.reason)

    def test_a_shared_director_has_a_separate_line_in_each_authority(self) -> None:
        change = posts(
            dcs={
                "reports_to": ["chief-b", "chief-executive"],
                "holders": [{"person": "person-dcs", "kind": "joint", "joint_with": ["westshire", "Eastshire County"]}],
            },
            chief_b={"title": "Chief Executive", "authority": "westshire", "reports_to": "council"},
        )
        found = line("social-worker", change)
        assert found.complete
        assert "chief-b" not in [step.id for step in found.steps]
        director = found.steps[4]
        assert director.marks == ("joint", "other-authority")
        assert "shared with Eastshire County and Westshire" in director.notes[0]
        assert "in another authority, Westshire: a separate line" in director.notes[1]

    def test_a_childrens_post_outside_the_directors_line_is_at_fault(self) -> None:
        change = posts(social_worker={"reports_to": "head-of-housing"})
        for protocol in (False, {"names_dcs": False}):
            found = line("social-worker", {**change, "functions": {"child-protection": {"protocol": protocol}}})
            assert found.state == "broken"
        assert found.reason == "The line passes the Director of Children's Services (DCS) by."
        assert found.steps[0].marks == ("passed-by",)

    def test_a_protocol_that_is_not_stated_is_not_known_to_be_missing(self) -> None:
        found = line("social-worker", posts(social_worker={"reports_to": "head-of-housing"}))
        assert found.state == "not-known"
        assert str(found.reason).endswith("whether a protocol provides for it is not stated.")

    def test_a_post_that_does_nothing_for_children_need_not_pass_the_director(self) -> None:
        assert line("head-of-housing").complete

    def test_staff_managed_elsewhere_under_a_protocol_are_in_order(self) -> None:
        found = line("education-welfare-officer", posts(education_welfare_officer={"reports_to": "head-of-housing"}))
        assert found.complete
        assert found.steps[0].marks == ("protocol",)

    def test_without_a_director_every_childrens_line_is_broken(self) -> None:
        found = line("social-worker", posts(dcs={"roles": []}))
        assert found.reason == "No post is designated as director of children's services."

    def test_a_director_who_passes_the_head_of_paid_service_by_is_at_fault(self) -> None:
        found = line("dcs", posts(dcs={"reports_to": "council"}))
        assert found.reason == "The line passes the Chief Executive (head of paid service) by."

    def test_a_head_of_paid_service_that_is_not_stated_is_not_known(self) -> None:
        found = line("dcs", posts(chief_executive={"roles": [], "head_of_paid_service": None}))
        assert (found.state, found.reason) == ("not-known", "Which post is head of paid service is not stated.")

    def test_a_fork_below_and_a_director_passed_by_are_both_named(self) -> None:
        change = posts(social_worker={"reports_to": ["head-of-housing", "duty-team-manager"]})
        found = line("social-worker", {**change, "functions": {"child-protection": {"protocol": False}}})
        assert found.state == "broken"
        assert "more than one accountable superior" in str(found.reason)
        assert "passes the Director" in str(found.reason)

    def test_who_holds_a_post_is_said_without_breaking_the_line(self) -> None:
        change = posts(
            dcs={"holders": [{"person": "person-dcs", "kind": "interim"}]},
            deputy_director={"holders": [{"person": "a", "kind": "acting"}, {"person": "b", "kind": "acting"}]},
            head_of_social_care={"holders": []},
            duty_team_manager={"holders": None},
        )
        found = line("social-worker", change)
        assert found.complete
        words = line_words(found)
        assert "Head of Children's Social Care (vacant)" in words
        assert "Deputy Director of Children's Services (acting holder, several holders)" in words
        assert "Director of Children's Services (DCS, interim holder)" in words
        assert [step.marks for step in found.steps][1:4] == [(), ("vacant",), ("acting", "several-holders")]

    def test_an_ended_holder_leaves_a_vacancy_on_the_day(self) -> None:
        change = posts(dcs={"holders": [{"person": "person-dcs", "to": "2009-08-31"}]})
        assert "vacant" in line("dcs", change).steps[0].marks


class TestThePoliticalLine:
    def test_under_a_cabinet_it_runs_through_the_leader(self) -> None:
        found = line("lead-member", kind="political")
        assert line_words(found) == (
            "Cabinet Member for Children and Young People (lead member) > Leader of the Council > the Council"
        )
        assert facts("lead-member").startswith("Political owner of: School admissions, ")

    def test_a_mayor_stands_in_the_leaders_place_and_answers_to_the_council_unless_stated(self) -> None:
        change = offices(leader={"title": "Mayor", "role": "mayor", "answers_to": None})
        change["authority"] = {"executive": "mayor-and-cabinet"}
        assert line_words(line("lead-member", change, "political")).endswith("> Mayor > the Council")

    def test_in_a_committee_system_it_runs_through_the_committee(self) -> None:
        change: dict[str, Any] = offices(lead_member={"answers_to": "childrens-committee"})
        change["bodies"] = {"childrens-committee": {"name": "Children's Committee", "kind": "committee"}}
        change["authority"] = {"executive": "committee-system"}
        found = line("lead-member", change, "political")
        assert found.complete
        assert [step.kind for step in found.steps] == ["office", "body", "council"]

    def test_a_committee_under_a_cabinet_is_not_the_political_line(self) -> None:
        change: dict[str, Any] = offices(lead_member={"answers_to": "childrens-committee"})
        change["bodies"] = {"childrens-committee": {"name": "Children's Committee", "kind": "committee"}}
        found = line("lead-member", change, "political")
        assert found.reason == (
            "The Cabinet Member for Children and Young People answers to the Children's Committee, "
            "which is not the political line under leader and cabinet."
        )

    def test_straight_to_the_council_is_not_the_political_line_under_a_cabinet(self) -> None:
        assert "answers to the Council, which is not" in str(
            line("lead-member", offices(lead_member={"answers_to": "council"}), "political").reason
        )

    @pytest.mark.parametrize("answers_to", ["leader", "childrens-committee", "chair"])
    def test_any_form_will_do_when_the_form_is_not_stated(self, answers_to: str) -> None:
        change: dict[str, Any] = offices(
            lead_member={"answers_to": answers_to},
            chair={"title": "Chair", "role": "committee-chair", "answers_to": "childrens-committee"},
        )
        change["bodies"] = {"childrens-committee": {"name": "Children's Committee", "kind": "committee"}}
        change["authority"] = {"executive": None}
        assert line("lead-member", change, "political").complete

    @pytest.mark.parametrize(
        ("answers_to", "why"),
        [
            ("nobody", "nobody"),
            ("chief-executive", "the Chief Executive, an officer"),
            ("old-office", "the Old Office, which does not exist on this day"),
            ("police", "Police, which is no political office"),
        ],
    )
    def test_a_lead_member_who_answers_to_no_politician_breaks_it(self, answers_to: str, why: str) -> None:
        change = offices(
            old_office={"title": "Old Office", "role": "member", "to": "2009-01-01"},
            lead_member={"answers_to": answers_to},
        )
        found = line("lead-member", change, "political")
        assert found.reason == f"The Cabinet Member for Children and Young People answers to {why}."
        assert found.state == "broken"

    def test_whom_a_member_answers_to_may_be_not_stated(self) -> None:
        found = line("lead-member", offices(lead_member={"answers_to": None}), "political")
        assert found.state == "not-known"

    def test_a_delegation_known_to_be_missing_breaks_it_and_one_not_stated_does_not(self) -> None:
        found = line("lead-member", offices(lead_member={"delegated": False}), "political")
        assert (found.state, found.steps[0].marks) == ("broken", ("no-delegation",))
        assert line("lead-member", offices(lead_member={"delegated": None}), "political").complete

    def test_members_who_answer_to_each_other_are_a_loop(self) -> None:
        found = line("leader", offices(leader={"answers_to": "lead-member"}), "political")
        assert found.state == "looping"

    def test_an_office_that_owns_nothing_says_nothing_of_it(self) -> None:
        assert shown("support-member").subjects[0].facts == ()


def test_a_line_past_the_dcs_is_broken_when_another_officer_answers_for_the_work() -> None:
    northmoor = read_organisation(Path(__file__).parents[2] / "examples" / "northmoor.yaml")
    shown = professional_line(Picture(northmoor, date(2026, 6, 1)), "personal-adviser")
    assert shown.state == "broken"
    assert "passes the Executive Director of Children and Learning (DCS) by." in str(shown.reason)
