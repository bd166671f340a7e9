"""What the short words of the content are called on pages."""

import re
from collections.abc import Iterable, Mapping

from clearline.guidance.schema import Edition

BEARERS: Mapping[str, str] = {
    "dcs": "Director of children's services",
    "dass": "Director of adult social services",
    "lscb": "Safeguarding children board",
    "lsp": "Local strategic partnership",
    "childrens-trust-board": "Children's Trust Board",
    "trust-partners": "Children's Trust partners",
    "inspectorate": "The inspectorate",
}
"""Those whose name is more than their short word."""

BASES: Mapping[str, str] = {
    "statute": "Children Act 2004",
    "other-law": "Other law",
    "guidance": "Statutory guidance",
    "national-policy": "National policy",
    "none": "Nothing binding",
}

CERTAINTIES: Mapping[str, str] = {
    "seen": "Read in the text",
    "second-hand": "Reported by others",
    "remembered": "Check the text",
}

FORCES: Mapping[str, tuple[str, str]] = {
    "must": ("Must", "purple"),
    "should": ("Should", "blue"),
    "presumption": ("Presumption", "blue"),
    "may": ("May", "grey"),
    "prospective": ("Not yet in force", "grey"),
    "asked": ("Asked for", "grey"),
    "comment": ("Comment", "grey"),
    "information": ("Information", "grey"),
}
"""Words and colour of the tag."""

CONDITIONS: Mapping[str, str] = {
    "combined": "one person is both DCS and director of adult social services",
    "widened": "the DCS or lead member has functions beyond children's services",
    "shared": "the DCS is shared with another authority",
    "two-tier": "district councils share the area",
    "section-75": "there is a section 75 arrangement with the NHS",
    "committee-system": "the council has a committee system",
    "support-members": "other members support the lead member",
}


_OWN_KEY = re.compile(r"[a-z]+-[0-9].*")


def known_as(at: str, says: str) -> str:
    """Return a duty in a line, after the number of its paragraph or section where that is what readers know it by.

    No copy seen of the 2013 edition shows numbers: a place such as ``key-5`` is Clearline's own and tells them nothing.
    """
    return says if _OWN_KEY.fullmatch(at) else f"{at}: {says}"


def places(edition: Edition, at: Iterable[str]) -> str:
    """Return where in an edition something stands: by the numbers that it shows, else by the headings of its parts."""
    return ", ".join(dict.fromkeys(_place(edition, one) for one in at))


def _place(edition: Edition, at: str) -> str:
    if not _OWN_KEY.fullmatch(at):
        return at
    titles = (chapter.title for chapter in edition.chapters if any(one.at == at for one in chapter.provisions))
    return next((f"“{title}”" for title in titles), at)


def bearer(word: str) -> str:
    """Return what a bearer is called."""
    return BEARERS.get(word) or plain(word)


def plain(word: str) -> str:
    """Return a short word as a person would write it: capital, no hyphens."""
    return word.replace("-", " ").capitalize()
