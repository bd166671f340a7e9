"""The page of docs/reference/ about how duties stand: the order in which it is decided, and the table of cases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearline.checks import standing
from clearline.kit.reading import read_yaml

CASES = Path(standing.__file__).with_name("standing.cases.yaml")

ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("It binds nobody", ("Binds nobody",)),
    ("It is not in force on the day", ("Not in force",)),
    ("Its condition does not hold", ("Does not apply",)),
    ("What it rests on has ended", ("Overtaken",)),
    (
        "A proof fails: explained, to be read, or not met wholly or in part",
        ("Departs with reasons", "Check the text", "Appears not to be met", "Appears to be met in part"),
    ),
    ("Nothing was ever recorded of any of its proofs", ("Never looked at",)),
    ("A proof is not known, or never looked at, or it is not stated whether it applies", ("Not known",)),
    ("All of its proofs pass", ("Appears to be met",)),
)
"""What is asked, in this order, and how a duty stands then."""


def standing_page() -> Iterator[str]:
    """Yield the page."""
    cases: list[dict[str, Any]] = read_yaml(CASES)[0]
    yield "# How a duty stands\n\n"
    yield "One pure function, `clearline.checks.standing.standing`, says how a duty stands on a day, from what is "
    yield "known of the duty and from what each of its proofs shows. The first of these that holds decides. A "
    yield "judgement alone never turns a failed rule, measure or report into met. What the law requires cannot be "
    yield "departed from.\n"
    yield f"\n{len(cases)} cases. A duty is a `should` of the guidance that is in force, applies and whose words were "
    yield "read, unless its case says otherwise. A proof speaks of a part of the duty, unless it says whole.\n"
    for what, words in ORDER:
        yield f"\n## {what}: {' / '.join(word.lower() for word in words)}\n\n"
        yield "| the duty | its proofs | stands | why |\n|---|---|---|---|\n"
        for case in (case for case in cases if case["stands"] in words):
            proofs = "; ".join(case["proofs"]) or "none"
            yield f"| {_duty(case)} | {proofs} | {case['stands']} | {case['why']} |\n"


def _duty(case: dict[str, Any]) -> str:
    """Return what a case says of its duty besides the usual."""
    says = [case.get("force", "should")]
    if "basis" in case:
        says.append(f"of {case['basis']}")
    if case.get("in_force") is False:
        says.append("not in force")
    if "applies" in case:
        says.append("does not apply" if case["applies"] is False else "not stated whether it applies")
    if "overtaken" in case:
        says.append(f"overtaken: {case['overtaken'].lower()}")
    if case.get("departs"):
        says.append("a departure is live")
    if case.get("text") == "unread":
        says.append("words only remembered")
    return ", ".join(says)
