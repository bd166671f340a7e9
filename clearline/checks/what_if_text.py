"""A proposal in words that a committee can read."""

from collections.abc import Iterator

from clearline.checks.report_text import NOT_ADVICE, finding_text
from clearline.checks.what_if import LineChange, WhatIf


def proposal_text(answer: WhatIf) -> Iterator[str]:
    """Yield what a proposal would change, the edition first."""
    report = answer.proposed
    if report.historical:
        yield report.historical
    yield f"{report.authority}: what the proposal would change, on {report.on}, by the {report.edition} edition"
    for title, findings in (("Findings that appear", answer.appear), ("Findings that disappear", answer.disappear)):
        yield f"\n{title}: {len(findings) or 'none'}"
        for finding in findings:
            yield from finding_text(finding)
    yield f"\nLines that change: {len(answer.lines) or 'none'}"
    for change in answer.lines:
        yield f"  {change.about} ({change.kind})"
        yield f"    from: {_line(change, change.before)}"
        yield f"    to:   {_line(change, change.after)}"
    asks = "Calls for a test of assurance before it takes effect"
    if not answer.test_in_force:
        asks = "Would call for a test of assurance under the editions of 2012 and 2013, not under this one"
    yield f"\n{asks}: {len(answer.triggers) or 'nothing'}"
    for trigger in answer.triggers:
        yield f"  - {trigger}"
    stay = len(report.findings) - len(answer.appear)
    yield f"\nFindings that stay as today: {stay or 'none'}"
    yield NOT_ADVICE


def _line(change: LineChange, line: tuple[str, ...] | None) -> str:
    if line is None:
        return "not there"
    return " > ".join(line) or "nobody"
