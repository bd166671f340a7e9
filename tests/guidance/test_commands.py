"""`clearline guidance` as a person or another program uses it."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from clearline.cli import main
from clearline.guidance import content

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["guidance", *arguments])


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "reference" / f"{name}.schema.json").read_text("utf-8")))


def test_editions_lists_every_edition_with_its_dates() -> None:
    output = run("editions", "--document", "dcs-lm").output
    for words in ("2009-07-01", "2012-04-02", "2013-04-08"):
        assert words in output


def test_editions_in_json_agree_with_their_schema() -> None:
    rows = json.loads(run("editions", "--format", "json").output)
    schema("guidance-editions").validate(rows)
    (row,) = [row for row in rows if (row["document"], row["edition"]) == ("dcs-lm", "2005")]
    assert row["duties"] == 0


def test_an_unknown_document_names_those_there_are() -> None:
    result = run("editions", "--document", "nothing")
    assert result.exit_code == 2
    assert "children-act-2004" in result.output


def test_show_gives_a_paragraph_with_all_its_parts_and_says_first_that_it_is_historical() -> None:
    result = run("show", "2.7", "--edition", "2009")
    assert result.output.startswith("historical: replaced on 2012-04-03\n")
    assert "2.7.b.1" in result.output
    assert "2.17" not in result.output


def test_show_gives_a_section_of_the_act_beside_an_edition() -> None:
    answer = json.loads(run("show", "s18(2)(f)", "--edition", "2009", "--format", "json").output)
    schema("guidance-duties").validate(answer)
    (duty,) = answer["duties"]
    assert (duty["document"], duty["force"], duty["basis"]) == ("children-act-2004", "must", "statute")
    assert "legislation.gov.uk" in duty["link"]
    assert "Source: https://www.legislation.gov.uk" in run("show", "s18(2)(f)", "--edition", "2009").output


def test_show_of_a_place_that_is_not_there_exits_2() -> None:
    result = run("show", "9.9", "--edition", "2009")
    assert result.exit_code == 2
    assert "There is no provision '9.9' in dcs-lm/2009 on 2009-07-01." in result.output
    assert "It is in dcs-lm/2009: add --edition." in run("show", "2.17").output


def test_the_act_is_shown_as_it_stood_on_the_day() -> None:
    early = run("show", "s18(2)(d)", "--edition", "2009", "--on", "2009-07-01", "--format", "json").output
    late = run("show", "s18(2)(d)", "--edition", "2009", "--on", "2011-07-01", "--format", "json").output
    assert json.loads(early)["duties"][0]["key"] != json.loads(late)["duties"][0]["key"]


def test_a_search_that_finds_nothing_says_so() -> None:
    assert "Nothing found." in run("search", "unicorns").output


def test_without_an_edition_the_one_in_force_on_the_day_is_used() -> None:
    assert json.loads(run("duties", "--on", "2010-01-01", "--format", "json").output)["edition"] == "2009"
    assert json.loads(run("duties", "--on", "2012-06-01", "--format", "json").output)["edition"] == "2012"
    assert json.loads(run("duties", "--format", "json").output)["edition"] == "2013"


def test_search_finds_duties_that_speak_of_all_words_here_or_everywhere() -> None:
    here = json.loads(run("search", "safeguarding", "training", "--edition", "2009", "--format", "json").output)[
        "duties"
    ]
    there = json.loads(run("search", "safeguarding", "--everywhere", "--format", "json").output)["duties"]
    assert {duty["edition"] for duty in here} == {"2009"}
    assert len({duty["document"] for duty in there}) > 2


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (("--bearer", "lead-member"), lambda duty: "lead-member" in duty["bearers"]),
        (("--force", "presumption"), lambda duty: duty["force"] == "presumption"),
        (("--basis", "statute"), lambda duty: duty["basis"] == "statute"),
        (("--system", "21"), lambda duty: 21 in duty["systems"]),
        (("--proof", "register"), lambda duty: any(p.startswith("register:") for p in duty["proofs"])),
        (("--proof", "dcs-on-smt"), lambda duty: "rule:dcs-on-smt" in duty["proofs"]),
    ],
)
def test_duties_are_filtered_by_what_is_asked(arguments: tuple[str, ...], holds: object) -> None:
    duties = json.loads(run("duties", *arguments, "--edition", "2009", "--format", "json").output)["duties"]
    assert duties
    assert callable(holds)
    assert all(holds(duty) for duty in duties)


def test_duties_as_csv_have_a_row_each_under_their_names() -> None:
    rows = list(csv.DictReader(StringIO(run("duties", "--edition", "2009", "--format", "csv").output)))
    assert len(rows) > 300
    assert rows[0]["document"] == "dcs-lm"


def test_an_overtaken_duty_names_what_ended_and_what_came_after() -> None:
    output = run("show", "safe-3", "--edition", "2013", "--on", "2026-06-01").output
    assert "overtaken:" in output
    assert "safeguarding" in output
    assert "remembered" in output


def test_compare_says_what_became_of_every_duty_and_what_was_not_read() -> None:
    result = run("compare", "2009", "2013")
    assert result.exit_code == 1
    assert "withdrawn" in result.output
    assert "Not read whole: dcs-lm/2013 (remembered)" in result.output
    kinds = {
        change["kind"] for change in json.loads(run("compare", "2009", "2013", "--all", "--format", "json").output)
    }
    assert {"same", "reworded", "narrowed", "widened", "split", "merged", "new", "withdrawn"} == kinds
    assert run("compare", "2009", "2013", "--format", "csv").output.startswith("change,before,after")


def test_an_edition_is_the_same_as_itself_and_exits_0() -> None:
    result = run("compare", "2009", "2009")
    assert result.exit_code == 0
    assert "All words of both were seen." in result.output


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here: there is no source text to prove against")
def test_coverage_proves_that_every_sentence_is_answered_and_none_is_copied() -> None:
    result = CliRunner().invoke(main, ["guidance", "coverage", "--seeds", str(SEEDS), "--format", "json"])
    assert result.exit_code == 0, result.output
    rows = {row["edition"]: row for row in json.loads(result.output)}
    assert rows["dcs-lm/2009"]["sentences"] == 470


def test_coverage_without_source_documents_says_so_and_exits_2(tmp_path: Path) -> None:
    result = run("coverage", "--seeds", str(tmp_path))
    assert result.exit_code == 2
    assert "holds no source documents" in result.output


def test_coverage_of_a_source_that_is_not_answered_exits_1(tmp_path: Path) -> None:
    name = next(e.source_file for e in content.load().editions if e.edition == "2009" and e.document == "dcs-lm")
    (tmp_path / str(name)).write_text(
        "- **1.1** A sentence that nobody answers. Another of the kind.\n", encoding="utf-8"
    )
    result = run("coverage", "--seeds", str(tmp_path))
    assert result.exit_code == 1


@pytest.mark.parametrize(("form", "start"), [("json", "["), ("csv", "document,edition,"), ("oscal", "{")])
def test_export_writes_every_format(form: str, start: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("export", "--format", form, "--edition", "2012", "--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith(start)
    again = run("export", "--format", form, "--edition", "2012", "--out", str(out))
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert run("export", "--format", form, "--edition", "2012", "--out", str(out), "--force").exit_code == 0


def test_export_prints_when_no_file_is_named() -> None:
    assert len(json.loads(run("export").output)) == len(content.load().editions)


def test_an_oscal_catalogue_is_of_one_edition() -> None:
    result = run("export", "--format", "oscal")
    assert result.exit_code == 2
    assert "Name it with --edition" in result.output


EDITION = """
document: small
edition: "1"
title: A small edition
kind: statutory-guidance
publisher: Nobody
published: "2020"
acknowledgement: Ours.
"""
OTHERS = {
    "bodies.yaml": "bodies: {}",
    "systems.yaml": "systems: []",
    "terms.yaml": "terms: []",
    "proofs.yaml": "measures: {}\nreports: {}\nregisters: {}",
}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small content folder of its own, compiled into a file of its own."""
    root = tmp_path / "content" / "guidance"
    (root / "small" / "1").mkdir(parents=True)
    (root / "small" / "1" / "edition.yaml").write_text(EDITION, encoding="utf-8")
    for name, text in OTHERS.items():
        (root / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
    return root


def test_compile_writes_once_and_then_finds_all_current(kept: Path) -> None:
    assert run("compile", "--check").exit_code == 2
    assert run("compile").exit_code == 0
    result = run("compile", "--check")
    assert result.exit_code == 0
    assert "1 editions are current." in result.output


def test_a_closed_edition_cannot_move_unnoticed(kept: Path) -> None:
    run("compile")
    path = kept / "small" / "1" / "edition.yaml"
    path.write_text(EDITION.replace("A small edition", "Another"), encoding="utf-8")
    result = run("compile")
    assert result.exit_code == 2
    assert "the closed edition small/1 has changed or is gone." in result.output
    assert run("compile", "--reseal", "small/1").exit_code == 0
    assert run("compile", "--check").exit_code == 0


def test_a_closed_edition_cannot_be_opened_unnoticed(kept: Path) -> None:
    run("compile")
    (kept / "small" / "1" / "edition.yaml").write_text(EDITION + "closed: false\n", encoding="utf-8")
    assert run("compile").exit_code == 2
    assert run("compile", "--reseal", "small/1").exit_code == 0


def test_an_open_edition_may_change(kept: Path) -> None:
    path = kept / "small" / "1" / "edition.yaml"
    path.write_text(EDITION + "closed: false\n", encoding="utf-8")
    run("compile")
    path.write_text(EDITION.replace("A small edition", "Another") + "closed: false\n", encoding="utf-8")
    assert run("compile", "--check").exit_code == 2
    assert run("compile").exit_code == 0


def test_checksums_that_were_edited_by_hand_are_not_current(kept: Path) -> None:
    run("compile")
    seals = next(kept.rglob("checksums.yaml"))
    seals.write_text(seals.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = run("compile", "--check")
    assert result.exit_code == 2
    assert "Run `make content`." in result.output
