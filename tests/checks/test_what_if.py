"""`clearline what-if` and the source article's real situations."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from clearline.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
STARTER = ROOT / "clearline" / "organisations" / "starter.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def what_if(folder: Path, change: str, *arguments: str) -> Result:
    path = folder / "proposed.yaml"
    path.write_text(f"extends: {STARTER}\n{change}", encoding="utf-8")
    return run("what-if", str(STARTER), str(path), "--edition", "2012", *arguments)


EXPECTED = [
    ("plain-unitary", "2009", "2009-09-01", []),
    ("plain-unitary", "2012", "2012-09-01", []),
    ("wokingham-today", "2012", "2012-04-03", []),
    ("wokingham-proposal", "2012", "2012-04-03", [("dcs-not-chief-executive", "must", "L16")]),
    ("wokingham-proposal", "2009", "2009-09-01", [("dcs-not-chief-executive", "must", "3.5")]),
    ("three-borough-director", "2009", "2011-10-01", []),
    ("three-borough-director", "2012", "2012-09-01", [("assurance-test", "must", "L25")]),
    ("stockport", "2012", "2012-09-01", []),
    ("hillingdon-inside", "2012", "2012-09-01", []),
    ("hillingdon-inside", "2009", "2009-09-01", [("dcs-dass-second-tier", "should", "3.13")]),
    ("hillingdon-outside", "2012", "2012-09-01", [("single-officer-both", "must", "L13")]),
    (
        "hillingdon-outside",
        "2009",
        "2009-09-01",
        [("dcs-holds-functions", "must", "s18(2)(a)"), ("dcs-holds-functions", "must", "s18(2)(f)")],
    ),
]


@pytest.mark.parametrize(("name", "edition", "on", "expected"), EXPECTED)
def test_a_real_situation_has_its_expected_findings(
    name: str, edition: str, on: str, expected: list[tuple[str, str, str]]
) -> None:
    result = run("check", str(EXAMPLES / f"{name}.yaml"), "--edition", edition, "--on", on, "--format", "json")
    findings = json.loads(result.output)["findings"]
    assert len(findings) == len(expected)
    for rule, force, paragraph in expected:
        assert any((f["rule"], f["force"]) == (rule, force) and paragraph in f["paragraphs"] for f in findings), (
            findings
        )


def test_the_demonstration_authority_has_the_faults_that_the_demo_speaks_of() -> None:
    result = run("check", str(EXAMPLES / "northmoor.yaml"), "--on", "2026-06-01", "--format", "json")
    rules = sorted(finding["rule"] for finding in json.loads(result.output)["findings"])
    assert rules == ["assurance-test", "dcs-holds-functions", "line-unbroken", "lm-covers-functions"]


def test_wokinghams_proposal_brings_one_finding_and_calls_for_a_test_of_assurance() -> None:
    result = run(
        "what-if",
        str(EXAMPLES / "wokingham-today.yaml"),
        str(EXAMPLES / "wokingham-proposal.yaml"),
        "--edition",
        "2012",
    )
    assert result.exit_code == 1
    assert result.output.startswith("historical: replaced on 2013-04-08\n")
    assert "Findings that appear: 1" in result.output
    assert "The DCS would also be head of paid service." in result.output
    assert "test of assurance" in result.output


def test_a_proposal_that_changes_nothing_says_so_and_exits_0(tmp_path: Path) -> None:
    result = what_if(tmp_path, "")
    assert result.exit_code == 0
    assert "Lines that change: none" in result.output
    assert "Calls for a test of assurance before it takes effect: nothing" in result.output


WIDE = """
posts:
  dass: {holders: [{person: person-dcs}]}
  leaving-care-adviser: {reports_to: head-of-housing}
  head-of-libraries: {title: Head of Libraries, services: [other], reports_to: dcs}
  youth-offending-manager: null
offices: {lead-member: {holders: [{person: person-support-member}]}}
functions:
  libraries: {title: Libraries, group: additional, responsible: dcs, political_owner: lead-member}
  student-finance: null
  admissions: {political_owner: resources-member}
"""


def test_every_trigger_and_every_changed_line_is_named(tmp_path: Path) -> None:
    output = what_if(tmp_path, WIDE).output
    for words in (
        "One person would be DCS and director of adult social services.",
        "The DCS would be given other functions: Libraries.",
        "The lead member would be given other functions: Libraries.",
        "The holder of the role of lead member would change.",
        "The structure around the DCS would change.",
        "Statutory functions would move between officers or members.",
        "Leaving Care Personal Adviser (professional)",
        "to:   Head of Housing > Director of Resources > Chief Executive > the Council",
        "School admissions (politically responsible)",
        "from: not there",
        "to:   not there",
    ):
        assert words in output


def test_sharing_the_director_is_a_trigger(tmp_path: Path) -> None:
    change = "posts: {dcs: {holders: [{person: person-dcs, kind: joint, appointed_by: [our-council, b]}]}}\n"
    assert "shared with another authority" in what_if(tmp_path, change).output


def test_a_function_left_to_nobody_is_shown_as_nobodys(tmp_path: Path) -> None:
    output = what_if(tmp_path, "functions: {fostering: {responsible: nobody}}\n").output
    assert "to:   nobody" in output


def test_json_agrees_with_its_published_schema(tmp_path: Path) -> None:
    answer = json.loads(what_if(tmp_path, WIDE, "--format", "json").output)
    schema = json.loads((ROOT / "docs" / "reference" / "what-if.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(answer)


def test_csv_says_what_appears_and_what_disappears(tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(f"extends: {STARTER}\nposts: {{dcs: {{senior_management_team: no}}}}\n", encoding="utf-8")
    there = run("what-if", str(STARTER), str(proposed), "--edition", "2009", "--format", "csv").output
    back = run("what-if", str(proposed), str(STARTER), "--edition", "2009", "--format", "csv").output
    assert "finding appears,dcs-on-smt" in there
    assert "finding disappears,dcs-on-smt" in back


def test_by_the_edition_in_force_nothing_is_historical(tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(f"extends: {STARTER}\n", encoding="utf-8")
    assert run("what-if", str(STARTER), str(proposed)).output.startswith("Our Council: what the proposal would change")


def test_a_finding_that_loses_its_departure_appears(tmp_path: Path) -> None:
    departure = "{provision: '3.5', reasons: For a year, decided_by: Council, route: full-council, from: 2009-01-01,"
    today = tmp_path / "today.yaml"
    today.write_text(
        f"extends: {STARTER}\nposts: {{dcs: {{senior_management_team: no}}}}\n"
        f"departures: {{a: {departure} review: 2013-01-01, edition: '2009'}}}}\n",
        encoding="utf-8",
    )
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text("extends: today.yaml\ndepartures: {a: {edition: '2012'}}\n", encoding="utf-8")
    result = run("what-if", str(today), str(proposed), "--edition", "2009")
    assert "Findings that appear: 1" in result.output
    assert "Findings that disappear: 1" in result.output


LINES = """
posts:
  social-worker: {reports_to: [duty-team-manager, fostering-manager]}
  duty-team-manager: {reports_to: nobody}
  head-of-education: {reports_to: admissions-manager}
  admissions-manager: {reports_to: head-of-education}
  early-years-manager: {reports_to: null}
  student-post: {title: New Post, reports_to: dcs}
offices: {lead-member: {answers_to: council}, resources-member: null, new-member: {title: New Member, role: member}}
functions: {student-finance: {political_owner: null}}
"""


def test_a_line_that_forks_breaks_loops_or_is_not_stated_is_said_to_change(tmp_path: Path) -> None:
    output = what_if(tmp_path, LINES).output
    for words in (
        "and also the Fostering Team Manager: the line forks",
        "nobody: the line breaks here",
        "round again: the line is a loop",
        "to:   not stated",
        "Cabinet Member for Children and Young People (political)",
        "New Member (political)",
        "Cabinet Member for Resources (political)",
    ):
        assert words in output
    rows = what_if(tmp_path, LINES, "--format", "csv").output
    assert "line changes,professional,Social Worker" in rows
    assert "test of assurance," in rows


def test_an_edition_that_asks_for_no_test_of_assurance_says_so(tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(f"extends: {STARTER}\nposts: {{dcs: {{reports_to: dass}}}}\n", encoding="utf-8")
    assert "not under this one" in run("what-if", str(STARTER), str(proposed), "--edition", "2009").output
