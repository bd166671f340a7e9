"""The worked situations: each is a picture, and the findings are exactly those that are expected of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.checks.findings import check
from clearline.guidance.content import load
from clearline.kit.reading import read_yaml
from clearline.organisations.files import read_organisation

MORE = Path(__file__).parent / "more_situations"
SITUATIONS = Path(__file__).parent / "situations"
EXPECTED = SITUATIONS / "expected.jsonl"
"""What is expected of each situation; its words and its source are in ``../shared/cases`` where that is present."""

DAYS = {
    "dcs-vacancy-covered-by-acting": date(2009, 9, 1),
    "no-dcs-november-2007": date(2007, 11, 30),
    "no-dcs-february-2008": date(2008, 2, 15),
    "combined-no-assurance-2012": date(2012, 9, 1),
    "hillingdon-inside-2012": date(2012, 9, 1),
    "stockport-shape-2012": date(2012, 9, 1),
}
"""The day of a situation whose words give one; any other is judged on the first day of its edition."""


def expected() -> list[dict[str, Any]]:
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", expected(), ids=lambda case: str(case["name"]))
def test_a_situation_has_exactly_the_findings_expected_of_it(case: dict[str, Any]) -> None:
    organisation = read_organisation(SITUATIONS / f"{case['name']}.yaml")
    report = check(organisation, load(), case["edition"], DAYS.get(case["name"]), date(2026, 6, 1))
    found = list(report.open)
    for wanted in case["expected_findings"]:
        places = {wanted["paragraph"], *case["also_accept"]}
        match = next((f for f in found if f.force == wanted["severity"] and places & set(f.paragraphs)), None)
        assert match is not None, f"expected {wanted}, found {[(f.rule, f.force, f.paragraphs) for f in found]}"
        found.remove(match)
    assert not found, [(f.rule, f.about, f.message) for f in found]


def test_every_situation_has_its_picture() -> None:
    assert {path.stem for path in SITUATIONS.glob("*.yaml")} == {case["name"] for case in expected()}
    assert len(expected()) == 40


def more() -> list[dict[str, Any]]:
    return [case for part in sorted(MORE.glob("expected*.yaml")) for case in read_yaml(part)[0]]


@pytest.mark.parametrize("case", more(), ids=lambda case: str(case["name"]))
def test_a_situation_that_a_stranger_wrote_has_exactly_the_findings_expected_of_it(case: dict[str, Any]) -> None:
    organisation = read_organisation(MORE / f"{case['name']}.yaml")
    on = date.fromisoformat(case["on"]) if "on" in case else None
    report = check(organisation, load(), case["edition"], on, date(2026, 6, 1))
    found = list(report.findings)
    for wanted in case["expected"]:
        match = next(
            (f for f in found if f.force == wanted["force"] and set(wanted["paragraphs"]) & set(f.paragraphs)), None
        )
        assert match is not None, f"expected {wanted}, found {[(f.rule, f.force, f.paragraphs) for f in found]}"
        assert bool(match.explained) == wanted.get("explained", False)
        found.remove(match)
    assert not found, [(f.rule, f.about, f.message) for f in found]
