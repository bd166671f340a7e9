"""Where in a document something stands, as members know it: by printed numbers, else by headings, never by our keys."""

from clearline.checks.findings import Finding
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.guidance.words import places


def cited(finding: Finding) -> str:
    """Return where the duties stand that carry a finding."""
    at: dict[str, list[str]] = {}
    for one in finding.citations:
        at.setdefault(f"{one.document}/{one.edition}", []).append(one.at)
    return ", ".join(places(edition_named(load(), name), there) for name, there in at.items())
