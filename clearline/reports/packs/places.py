"""Where in a document something stands, as members know it: by printed numbers, else by headings, never by our keys."""

from clearline.checks.findings import Finding
from clearline.guidance.content import load
from clearline.guidance.queries import Stated, edition_named, stated_in
from clearline.guidance.words import places
from clearline.kit.errors import BadInput


def place_of(stated: Stated) -> str:
    """Return where a duty stands."""
    return places(stated.edition, [stated.provision.at])


def cited(finding: Finding) -> str:
    """Return where the duties stand that carry a finding."""
    at: dict[str, list[str]] = {}
    for one in finding.citations:
        at.setdefault(f"{one.document}/{one.edition}", []).append(one.at)
    return ", ".join(places(edition_named(load(), name), there) for name, there in at.items())


def departed_from(provision: str, edition: str | None) -> str:
    """Return from what somebody departs, ``edition`` where it is named; without a printed number also what it says."""
    if edition is None:
        return provision
    try:
        found = edition_named(load(), edition)
    except BadInput:  # an import can name an edition that the content has not
        return f"{provision} ({edition})"
    place = places(found, [provision])
    said = [one.duty.says for one in stated_in(found) if one.provision.at == provision] if place != provision else []
    return ": ".join([f"{place} ({edition})", *said[:1]]).rstrip(".")
