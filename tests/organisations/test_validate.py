"""`organisation validate` says that a picture is in order and whom to ask for what it does not state."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.organisations.commands import STARTER
from clearline.organisations.files import read_organisation
from clearline.organisations.gaps import gaps
from clearline.organisations.organisation import Organisation

HEAD = "authority: {id: a, name: A, kind: unitary}\n"


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["organisation", "validate", str(path), *options])


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "picture.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path: Path, text: str) -> Organisation:
    return read_organisation(write(tmp_path, text))


def left_out(tmp_path: Path, change: str) -> set[tuple[str, str]]:
    """Return who is asked for what, when the starter is changed."""
    (tmp_path / "starter.yaml").write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
    organisation = read(tmp_path, f"extends: starter.yaml\n{change}\n")
    return {(gap.ask, gap.at) for gap in gaps(organisation, date(2009, 9, 1))}


@pytest.mark.parametrize("day", ["2009-09-01", "2026-06-01"])
def test_the_starter_leaves_nothing_unstated(day: str) -> None:
    result = run(STARTER, "--on", day)
    assert result.exit_code == 0
    assert result.stdout.startswith("In order: Our Council, 17 posts, 4 offices, ")
    assert f"Nothing that is asked for is left unstated on {day}." in result.stdout


def test_what_is_not_stated_is_a_list_for_each_who_would_know(tmp_path: Path) -> None:
    result = run(write(tmp_path, HEAD + "posts: {x: {title: Head of X, roles: [dcs]}}\n"))
    assert result.exit_code == 0
    assert result.stdout.startswith("In order: A, 1 post.\n")
    lists = result.stdout.split("\nTo ask of ")
    staff = next(each for each in lists if each.startswith("human resources:"))
    assert "  - Head of X: whom it reports to  [posts.x.reports_to]" in staff
    assert [each.partition(":")[0] for each in lists[1:]] == sorted({each.partition(":")[0] for each in lists[1:]})


def test_a_picture_of_a_name_alone_is_in_order_and_asks_for_everything(tmp_path: Path) -> None:
    result = run(write(tmp_path, HEAD))
    assert "In order: A, nothing but its name." in result.stdout
    for words in (
        "which post is designated as DCS",
        "which member is designated as lead member",
        "the scheme of decisions",
    ):
        assert words in result.stdout


def test_json_and_csv_have_the_same_gaps(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "bodies: {b: {name: =B, kind: lscb}}\n")
    answer = json.loads(run(path, "--format", "json", "--on", "2009-09-01").stdout)
    rows = list(csv.DictReader(io.StringIO(run(path, "--format", "csv", "--on", "2009-09-01").stdout)))
    assert set(answer) == {"authority", "on", "counted", "not_stated"}
    assert (answer["on"], answer["counted"]) == ("2009-09-01", ["1 body"])
    assert [gap["at"] for gap in answer["not_stated"]] == [row["write it at"] for row in rows]
    assert "'=B" in {row["about"] for row in rows}


CHANGES: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "a superior": ("posts: {dass: {reports_to: null}}", {("human resources", "posts.dass.reports_to")}),
    "a holder": ("posts: {dass: {holders: null}}", {("human resources", "posts.dass.holders")}),
    "the senior team": (
        "posts: {dcs: {senior_management_team: null}, dass: {senior_management_team: null}}",
        {("the chief executive's office", "posts.dcs.senior_management_team")},
    ),
    "another council's post": (
        "posts: {other: {title: Director there, roles: [dcs], authority: other-council}}", set(),
    ),
    "the lead member's line": (
        "offices: {lead-member: {answers_to: null}, leader: {answers_to: null}}",
        {("democratic services", "offices.lead-member.answers_to")},
    ),
    "an owner": (
        "functions: {student-finance: {political_owner: null, responsible: null},\n"
        "  fostering: {political_owner: null}}",
        {
            ("the monitoring officer", "functions.student-finance.responsible"),
            ("democratic services", "functions.fostering.political_owner"),
        },
    ),
    "a whole group": ("functions: {early-childhood: null}", {("the monitoring officer", "functions")}),
    "a group that is not owed": (
        "functions: {childrens-health-partnership: null}\narrangements: {section-75: {exists: no, led_by: null}}",
        set(),
    ),
    "an arrangement": ("arrangements: {plan: null}", {("board support", "arrangements.plan")}),
    "who leads an arrangement": (
        "arrangements: {plan: {led_by: null}}", {("board support", "arrangements.plan.led_by")},
    ),
    "a board": (
        "bodies: {lscb: {seats: null}, trust-board: {framework: null},\n"
        "  childrens-scrutiny: {safeguarding_training: null},\n"
        "  fourteen-nineteen-partnership: {targets: null}, early-years-partnership: {sites: null}}",
        {
            ("board support", "bodies.lscb.seats"),
            ("board support", "bodies.trust-board.framework"),
            ("democratic services", "bodies.childrens-scrutiny.safeguarding_training"),
            ("the education service", "bodies.fourteen-nineteen-partnership.targets"),
            ("the early years service", "bodies.early-years-partnership.sites"),
        },
    ),
    "a partner": (
        "partners: {police: {cooperates: null, seat: null}, acute-trust: {seat: null, route: null},\n"
        "  north: {name: North District, kind: district-council}}",
        {
            ("board support", "partners.police.cooperates"),
            ("board support", "partners.acute-trust.seat"),
            ("board support", "partners.north.cooperates"),
            ("board support", "partners.north.linked_to_lead_member"),
            ("board support", "partners.north.engaged_by_dcs"),
        },
    ),
    "a partner that is not there yet": ("partners: {integrated-care-board: {cooperates: null}}", set()),
    "the plan's actions": (
        "plan: {owner: null, actions: {early-help: {accountable: null}}}",
        {("board support", "plan.owner"), ("board support", "plan.actions.early-help.accountable")},
    ),
    "the plan": ("plan: null", {("board support", "plan")}),
    "schools, teams, areas and outcomes": (
        "schools: {primary: {represented_by: null}}\nteams: {duty-team: {leader: null}}\n"
        "improvement_areas: {domestic-abuse: {council_owner: null}}\n"
        "health_outcomes: {immunisation: {council_owner: null}}",
        {
            ("board support", "schools.primary.represented_by"),
            ("human resources", "teams.duty-team.leader"),
            ("the chief executive's office", "improvement_areas.domestic-abuse.council_owner"),
            ("the health partner", "health_outcomes.immunisation.council_owner"),
        },
    ),
    "people": (
        "people: {person-dcs: null, person-lead-member: {safeguarding_training: null}}",
        {
            ("the monitoring officer", "people.person-dcs.councillor_of"),
            ("the monitoring officer", "people.person-dcs.political_activity"),
            ("the monitoring officer", "people.person-dcs.safeguarding_training"),
            ("democratic services", "people.person-lead-member.safeguarding_training"),
        },
    ),
    "people of a vacant post": ("posts: {dcs: {holders: []}}\npeople: {person-dcs: null}", set()),
    "what was weighed": (
        "posts: {dcs: {roles: [dcs, dass]}, dass: {roles: []}}\nconsiderations: null",
        {("the monitoring officer", "considerations")},
    ),
    "what was weighed, of a post that was not widened": ("considerations: null", set()),
    "facts of the whole": (
        "authority: {executive: null}\nmonitoring: {dcs: null}\narrangement_owners: null\nrelations: null",
        {
            ("democratic services", "authority.executive"),
            ("the chief executive's office", "monitoring.dcs"),
            ("the monitoring officer", "arrangement_owners"),
            ("board support", "relations"),
        },
    ),
    "no head of paid service": (
        "posts: {chief-executive: {head_of_paid_service: null, roles: null}}", {("the monitoring officer", "posts")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "asked"), CHANGES.values(), ids=CHANGES)
def test_what_is_taken_out_of_the_starter_is_asked_of_who_would_know(
    tmp_path: Path, change: str, asked: set[tuple[str, str]]
) -> None:
    assert left_out(tmp_path, change) == asked


def test_a_picture_that_is_not_in_order_says_where_and_ends_with_2(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "posts: {x: {title: X, reports_to: y}}\n")
    result = run(path, "--format", "json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{path}:2: posts.x.reports_to refers to 'y'" in result.stderr


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    result = run(write(tmp_path, HEAD), "--on", "2009-02-30")
    assert result.exit_code == 2
    assert "is not a date; write YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize("command", [[], ["new"], ["validate"], ["schema"], ["import"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, ["organisation", *command, "--help"])
    assert result.exit_code == 0
    assert "Example: clearline organisation " in result.stdout
