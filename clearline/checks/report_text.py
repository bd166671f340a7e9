"""A report in words, for a terminal or a paper."""

import shutil
import textwrap
from collections.abc import Iterator

from clearline.checks.findings import Citation, Finding, Report
from clearline.organisations.partnerships import Departure

NOT_ADVICE = "Clearline is not legal advice. Whether a provision is met is for the monitoring officer to say."

WIDTH = 100
"""Characters in a line of text at most; fewer where the terminal is narrower."""


def report_text(report: Report) -> Iterator[str]:
    """Yield a report in words, the edition first."""
    if report.historical:
        yield report.historical
    law = "the Children Act 2004 and the law in force today"
    yield f"{report.authority}, on {report.on}, by the {report.edition} edition, {law}"
    if not report.has_functions:
        yield "\nThe authority has no children's services functions on this day: a district, a shadow or not existing."
        return
    explained = len(report.findings) - len(report.open)
    of_them = f", {explained} of them explained by a departure" if explained else ""
    yield f"\n{_count(len(report.findings), 'finding')}{of_them}"
    for finding in report.findings:
        yield from finding_text(finding)
    if report.check_the_text:
        yield "\nCheck the text: these would be findings, but the words of their provisions are only remembered"
        for finding in report.check_the_text:
            yield from finding_text(finding)
    if report.idle_departures:
        yield "\nDepartures that explain nothing"
        for idle in report.idle_departures:
            yield _wrapped(f"- {idle.departure} ({idle.provision}): {idle.why}", "  ", "    ")
    yield from _not_stated_text(report)
    yield from _overtaken_text(report)
    yield f"\n{NOT_ADVICE}"


def _count(number: int, thing: str) -> str:
    return f"{number or 'No'} {thing}{'' if number == 1 else 's'}"


def finding_text(finding: Finding) -> Iterator[str]:
    """Yield a finding in words: force, message, paragraphs, remedy, departure and how sure its words are."""
    yield "\n" + _wrapped(f"{_force(finding)}  {finding.message}", "  ", "    ")
    yield _wrapped(f"appears not to meet {_cited(finding.citations)}", "    ", "      ")
    yield _wrapped(f"to put it right: {finding.remedy}", "    ", "      ")
    if finding.explained:
        yield _wrapped(_departs(finding.explained), "    ", "      ")
    if finding.certainty != "seen":
        yield f"    words: {finding.certainty}, not read in the text"


def _force(finding: Finding) -> str:
    rests = {"statute": "statute", "other-law": "other law", "guidance": "guidance"}
    return f"[{finding.force.upper()}, {rests.get(finding.basis, finding.basis)}]"


def _cited(citations: tuple[Citation, ...]) -> str:
    """Return the paragraphs by the document that they stand in."""
    places: dict[str, list[str]] = {}
    names = {"children-act-2004": "the Children Act 2004", "in-force-today": "the law in force today"}
    for citation in citations:
        name = names.get(citation.document, f"the {citation.edition} guidance")
        if citation.at not in places.setdefault(name, []):
            places[name].append(citation.at)
    return "; ".join(f"{', '.join(ats)} of {name}" for name, ats in places.items())


def _departs(departure: Departure) -> str:
    return (
        f"departs, reasons given: {departure.reasons} (decided by {departure.decided_by}, {departure.route}, from "
        f"{departure.start}, review {departure.review})"
    )


def _not_stated_text(report: Report) -> Iterator[str]:
    """Yield what is not stated, by who would know it."""
    if not report.not_stated:
        return
    yield "\nNot stated, so not judged"
    asked: dict[str, list[str]] = {}
    for unknown in report.not_stated:
        asked.setdefault(unknown.ask, []).append(f"{unknown.fact} ({unknown.rule})")
    for ask, facts in sorted(asked.items()):
        yield f"  ask {ask}:"
        for fact in facts:
            yield _wrapped(f"- {fact}", "    ", "      ")


def _overtaken_text(report: Report) -> Iterator[str]:
    """Yield the bodies and laws that have ended, with what came after and the provisions that rest on them."""
    ended: dict[str, list[str]] = {}
    for one in report.overtaken:
        after = f"; now {', '.join(one.successors)}" if one.successors else ""
        ended.setdefault(f"{one.body}, ended {one.ended}{after}", []).append(one.at)
    if ended:
        yield "\nOvertaken: the words stand, but the body or law they rest on has ended"
    for body, places in ended.items():
        yield _wrapped(f"- {body}: {', '.join(dict.fromkeys(places))}", "  ", "    ")


def _width() -> int:
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, _width(), initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
