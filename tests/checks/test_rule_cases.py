"""Every rule agrees with the worked cases that lie beside it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.checks import rules
from clearline.checks.findings import check
from clearline.guidance.content import load
from clearline.kit.reading import convert, read_yaml
from clearline.organisations import files
from clearline.organisations.organisation import Organisation

RULES = Path(rules.__path__[0])
STARTER = Path(files.__file__).parent / "starter.yaml"


def cases() -> list[Any]:
    found = []
    for path in sorted(RULES.glob("*.cases.yaml")):
        data, _ = read_yaml(path)
        key = path.name.removesuffix(".cases.yaml").replace("_", "-")
        found += [pytest.param(key, case, id=f"{key}: {case['name']}") for case in data]
    return found


@pytest.mark.parametrize(("key", "case"), cases())
def test_a_rule_finds_what_its_case_says_and_nothing_else_is_found(key: str, case: dict[str, Any]) -> None:
    base, places = read_yaml(STARTER)
    organisation = convert(files.merge(base, case["given"]), Organisation, places)
    on = date.fromisoformat(case["on"]) if "on" in case else None
    report = check(organisation, load(), str(case.get("edition", "2009")), on, today=date(2026, 6, 1))
    found = [finding.about for finding in (*report.findings, *report.check_the_text) if finding.rule == key]
    assert sorted(found) == sorted(case["finds"])
    others = {finding.rule for finding in report.findings if finding.rule != key}
    assert others == set(case.get("beside", ()))
    assert bool(case.get("not_stated")) == any(unknown.rule == key for unknown in report.not_stated)
