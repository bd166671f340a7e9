"""`clearline check` as a person or another program uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from clearline.cli import main

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "clearline" / "organisations" / "starter.yaml"
DEPUTY = """
posts:
  deputy: {title: Deputy Chief Executive, reports_to: chief-executive, services: [other]}
  dcs: {reports_to: deputy}
"""


def variant(folder: Path, text: str) -> str:
    path = folder / "variant.yaml"
    path.write_text(f"extends: {STARTER}\n{text}", encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_an_organisation_in_order_has_no_findings_and_exits_0() -> None:
    result = run(str(STARTER), "--edition", "2009")
    assert result.exit_code == 0
    assert "No findings" in result.output


def test_a_finding_is_told_with_force_paragraphs_and_remedy_and_exits_1(tmp_path: Path) -> None:
    result = run(variant(tmp_path, DEPUTY), "--edition", "2009")
    assert result.exit_code == 1
    assert result.output.startswith("historical: replaced on 2012-04-03\n")
    assert "on 2009-07-01, by the 2009 edition, the Children Act 2004" in result.output
    assert "[MUST, guidance]" in result.output
    assert "3.5, 3.44" in result.output
    assert "to put it right:" in result.output
    assert "not legal advice" in result.output


def test_no_output_says_breach_or_unlawful(tmp_path: Path) -> None:
    output = run(
        variant(tmp_path, DEPUTY + "functions: {leaving-care: {responsible: dass}}\n"), "--edition", "2009"
    ).output
    assert "breach" not in output.lower()
    assert "unlawful" not in output.lower()


def test_json_agrees_with_its_published_schema_and_carries_all_paragraphs(tmp_path: Path) -> None:
    path = variant(tmp_path, DEPUTY + "bodies: {lscb: {seats: null}}\n")
    result = run(path, "--edition", "2009", "--format", "json")
    report = json.loads(result.output)
    schema = json.loads((ROOT / "docs" / "reference" / "check.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(report)
    (finding,) = report["findings"]
    assert finding["rule"] == "dcs-direct-report"
    assert (finding["about"], finding["force"], finding["basis"]) == ("dcs", "must", "guidance")
    assert {"3.5", "3.44", "3.2"} <= set(finding["paragraphs"])
    assert finding["explained"] is None
    assert report["not_stated"]


def test_several_authorities_are_judged_each_by_itself(tmp_path: Path) -> None:
    result = run(str(STARTER), variant(tmp_path, DEPUTY), "--edition", "2009", "--format", "json")
    first, second = json.loads(result.output)
    assert (len(first["findings"]), len(second["findings"])) == (0, 1)
    assert result.exit_code == 1


def test_csv_lists_findings_what_is_not_stated_and_neutralises_formulas(tmp_path: Path) -> None:
    text = (
        DEPUTY.replace("Deputy Chief Executive", '"=cmd()"')
        + "bodies: {lscb: {seats: null}}\nauthority: {name: =evil}\n"
    )
    result = run(variant(tmp_path, text), "--edition", "2009", "--format", "csv")
    lines = result.output.splitlines()
    assert lines[0].startswith("authority,on,edition,list,rule,about,force")
    assert any(",finding,dcs-direct-report," in line for line in lines)
    assert any(",not stated,dcs-lscb-member," in line for line in lines)
    assert all(line.startswith("'=evil,2009-07-01,2009,") for line in lines[1:])
    assert (
        run(str(STARTER), "--edition", "2009", "--format", "csv")
        .output.splitlines()[1]
        .startswith("Our Council,2009-07-01,2009,none,")
    )


DEPARTURE = """
departures:
  trial:
    provision: "3.5"
    reasons: A trial for a year
    decided_by: Full Council
    route: full-council
    from: 2009-01-01
    review: 2010-01-01
"""


def test_a_departure_with_reasons_explains_what_rests_on_guidance_and_exits_0(tmp_path: Path) -> None:
    result = run(variant(tmp_path, DEPUTY + DEPARTURE), "--edition", "2009")
    assert result.exit_code == 0
    assert "1 finding, 1 of them explained by a departure" in result.output
    assert "departs, reasons given: A trial for a year" in result.output
    assert (
        "trial for a year" in run(variant(tmp_path, DEPUTY + DEPARTURE), "--edition", "2009", "--format", "csv").output
    )


def test_a_departure_explains_nothing_after_its_review_date(tmp_path: Path) -> None:
    assert run(variant(tmp_path, DEPUTY + DEPARTURE), "--edition", "2009", "--on", "2010-06-01").exit_code == 1


def test_a_statutory_must_is_never_explained_away(tmp_path: Path) -> None:
    text = "posts: {dcs: {holders: []}}\n" + DEPARTURE.replace('"3.5"', '"s18(1)"')
    result = run(variant(tmp_path, text), "--edition", "2009")
    assert result.exit_code == 1
    assert "[MUST, statute]" in result.output
    assert "departs" not in result.output


def test_what_is_only_remembered_is_to_be_checked_and_is_no_finding(tmp_path: Path) -> None:
    text = "offices: {lead-member: {in_executive: no}}\n"
    result = run(variant(tmp_path, text), "--edition", "2013", "--on", "2014-01-01")
    assert result.exit_code == 0
    assert "Check the text" in result.output
    assert "words: remembered" in result.output
    assert (
        "check the text,lm-in-executive"
        in run(variant(tmp_path, text), "--edition", "2013", "--on", "2014-01-01", "--format", "csv").output
    )


def test_today_without_a_safeguarding_board_nothing_is_found_and_its_successors_are_named(tmp_path: Path) -> None:
    result = run(variant(tmp_path, "bodies: {lscb: null}\n"), "--edition", "2013", "--on", "2026-06-01")
    assert result.exit_code == 0
    assert "three safeguarding partners" in " ".join(result.output.split())


@pytest.mark.parametrize("change", ["kind: district", "shadow: yes", "to: 2009-03-31"])
def test_an_authority_without_the_functions_is_not_judged(tmp_path: Path, change: str) -> None:
    result = run(variant(tmp_path, f"authority: {{{change}}}\nposts: {{dcs: {{holders: []}}}}\n"), "--edition", "2009")
    assert result.exit_code == 0
    assert "no children's services functions" in result.output


def test_what_is_not_stated_is_grouped_by_who_would_know(tmp_path: Path) -> None:
    text = "bodies: {lscb: {seats: null}}\nposts: {dcs: {senior_management_team: null}}\n"
    output = run(variant(tmp_path, text), "--edition", "2009").output
    assert "ask board support:" in output
    assert "ask the chief executive's office:" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--edition", "1999"), "There is no edition '1999' of dcs-lm. There are: 2005, 2009, 2012, 2013."),
        (("--edition", "2005"), "dcs-lm/2005 is not held: no copy was found, so nothing is checked by it."),
        (("--edition", "navca-response/2009"), "is not statutory guidance on the two roles"),
        (("--on", "2003-01-01"), "before the Children Act 2004 was passed"),
        (("--on", "2009-13-01"), "is not a date; write YYYY-MM-DD"),
        (("--on", "2006-06-01"), "No edition of dcs-lm that is held was in force on 2006-06-01."),
    ],
)
def test_an_edition_or_day_that_cannot_be_judged_by_exits_2(arguments: tuple[str, ...], words: str) -> None:
    result = run(str(STARTER), *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_switched_on_law_is_a_must(tmp_path: Path) -> None:
    text = "switched_on: [vetting-and-barring-scheme]\npeople: {person-dcs: {vetting: not-registered}}\n"
    result = run(variant(tmp_path, text), "--edition", "2009", "--format", "json")
    (finding,) = json.loads(result.output)["findings"]
    assert (finding["rule"], finding["force"]) == ("vetting-registered", "must")


def test_what_the_act_says_is_never_lost_in_a_finding_of_the_guidance_nor_explained_away(tmp_path: Path) -> None:
    text = "functions: {admissions: {responsible: director-of-resources}}\n" + DEPARTURE.replace('"3.5"', '"key-3"')
    result = run(variant(tmp_path, text.replace("2010-01-01", "2030-01-01")), "--edition", "2013", "--format", "json")
    (finding,) = json.loads(result.output)["findings"]
    assert result.exit_code == 1
    assert (finding["basis"], finding["explained"]) == ("statute", None)
    assert {"s18(2)(a)", "key-3"} <= set(finding["paragraphs"])


def test_what_a_file_does_not_state_at_all_is_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("authority: {id: bare, name: Bare Council, kind: unitary}\n", encoding="utf-8")
    for edition in ("2009", "2012", "2013"):
        assert run(str(path), "--edition", edition).exit_code == 0


@pytest.mark.parametrize(
    ("provision", "edition", "on", "change", "why"),
    [
        ("3.5", "2009", "2010-06-01", DEPUTY, "it is not live on 2010-06-01: from 2009-01-01, review 2010-01-01"),
        ("3.5", "2009", "2009-07-01", "", "nothing is found there"),
        ("8.8", "2009", "2009-07-01", DEPUTY, "the 2009 edition has no provision 8.8"),
        ("3.5", "2012", "2009-07-01", DEPUTY, "it departs from the 2012 edition"),
        ("s18(1)", "2009", "2009-07-01", "posts: {dcs: {holders: []}}", "the finding rests on an Act"),
    ],
)
def test_a_departure_that_explains_nothing_says_why(
    tmp_path: Path, provision: str, edition: str, on: str, change: str, why: str
) -> None:
    departure = DEPARTURE.replace('"3.5"', f'"{provision}"\n    edition: "{edition}"')
    output = run(variant(tmp_path, f"{change}\n{departure}"), "--edition", "2009", "--on", on).output
    assert "Departures that explain nothing" in output
    assert why in " ".join(output.split())
