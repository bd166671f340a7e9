"""The contracts of reports: what is in them is well-formed, names what there is, and is what was compiled."""

from pathlib import Path

import pytest

from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, stated_in
from clearline.kit.compiled import compiled_bytes
from clearline.kit.errors import BadInput
from clearline.schedule import content
from clearline.schedule.content import contract_named, contracts, read_contracts

CONTENT = Path(__file__).parents[2] / "content"
SMALL = """\
key: small
title: A report
maker: dcs
readers: [lead-member]
purpose: To try it.
paragraphs: {"2009": ["2.17"]}
cadence: [{kind: local, every: month, says: Nothing fixes it.}]
deadline: 5
formats: [pdf]
contents: [{key: all, title: All of it}]
"""


def folder(tmp_path: Path, *texts: str, shared: str = "contents: []\n") -> Path:
    (tmp_path / "reports" / "shared").mkdir(parents=True)
    (tmp_path / "reports" / "shared" / "committee.yaml").write_text(shared)
    for number, text in enumerate(texts):
        (tmp_path / "reports" / f"{'small' if not number else f'small-{number}'}.yaml").write_text(text)
    return tmp_path


def test_what_was_compiled_is_what_is_written() -> None:
    assert content.COMPILED.read_bytes() == compiled_bytes(read_contracts(CONTENT)), "run `make content`"


def test_every_report_of_the_issue_has_a_contract_that_proofs_can_name() -> None:
    named = load().proofs.reports
    assert {"lead-member-briefing", "test-of-assurance", "governance-assessment", "self-evaluation"} <= set(contracts())
    later = {"plan", "needs-assessment", "annual-report-on-the-plan", "consultation-feedback", "lscb-annual-report"}
    assert set(named) - set(contracts()) <= later


def test_every_paragraph_that_a_contract_names_is_in_its_edition() -> None:
    guidance = load()
    named = [
        (contract.key, edition, at)
        for contract in contracts().values()
        for paragraphs in (contract.paragraphs, *(one.paragraphs for one in contract.contents))
        for edition, places in paragraphs.items()
        for at in places
    ]
    assert len(named) > 100
    there = {
        edition: {one.at for chapter in edition_named(guidance, edition).chapters for one in chapter.provisions}
        for _, edition, _ in named
    }
    assert [one for one in named if one[2] not in there[one[1]]] == []


def test_every_duty_that_a_report_proves_is_named_by_its_contract_and_by_what_it_contains() -> None:
    guidance = load()
    proved = [
        (proof.key, edition.edition if edition.document == "dcs-lm" else f"{edition.document}/{edition.edition}",
         stated.provision.at)
        for edition in guidance.editions for stated in stated_in(edition)
        for proof in stated.duty.proofs if proof.kind == "report" and proof.key in contracts()
    ]  # fmt: skip
    assert len(proved) > 40
    for key, edition, at in proved:
        contract = contracts()[str(key)]
        contained = {each for one in contract.contents for each in one.paragraphs.get(edition, ())}
        assert at in contract.paragraphs.get(edition, ()), (key, edition, at)
        assert at in contained, (key, edition, at)


def test_guidance_fixes_two_reports_and_only_in_2009_and_an_inspection_framework_fixes_none() -> None:
    fixed = {
        (contract.key, cadence.editions, cadence.paragraph)
        for contract in contracts().values()
        for cadence in contract.cadence
        if cadence.kind == "law"
    }
    assert fixed == {
        ("governance-assessment", ("2009",), "3.31"),
        ("safeguarding-assurance", ("2009",), "4.5.2"),
    }


def test_what_a_committee_paper_carries_is_in_every_contract_that_goes_to_one() -> None:
    for contract in contracts().values():
        there = {one.key for one in contract.contents}
        assert ({"decision-sought", "options", "equality-implications", "meeting"} <= there) == contract.committee


def test_an_appraisal_is_never_required() -> None:
    appraisals = [one for one in contract_named("governance-assessment").contents if one.key == "appraisals"]
    assert [one.required for one in appraisals] == [False]


def test_a_report_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match=r"There is no report 'brief'. There are: annual-conversation"):
        contract_named("brief")


def test_a_contract_is_read(tmp_path: Path) -> None:
    found = read_contracts(folder(tmp_path, SMALL)).contracts
    assert [(one.key, one.readers) for one in found] == [("small", ("lead-member",))]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("key: small", "key: other", "unlike its name"),
        ("readers: [lead-member]", "readers: []", "names no reader"),
        ("title: All of it", "title: All, required: no", "requires nothing"),
        ("[{key: all, title: All of it}]", "[{key: all, title: A}, {key: all, title: B}]", "two contents with the key"),
        ("kind: local", "kind: trigger", "kind 'trigger' with an interval"),
        ("kind: local", "kind: law", "kind 'law' without its paragraph"),
        ("maker: dcs", "maker: nobody", "maker"),
    ],
)
def test_a_contract_that_is_wrong_is_refused_with_its_file(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        read_contracts(folder(tmp_path, SMALL.replace(was, becomes)))
    assert refused.value.problems[0].file == tmp_path / "reports" / "small.yaml"
