"""What a title says plainly about the post or office, and nothing that it only suggests."""

import re
from collections import Counter
from collections.abc import Mapping

from clearline.organisations.officers import OfficeRole, PostRole

_STANDING = r"^(?:(?:interim|acting|executive|corporate|strategic|statutory) )*"

_POSTS: tuple[tuple[PostRole, str], ...] = (
    ("dcs", _STANDING + r"director (?:of|for) (?:children'?s services|children and young people'?s services)\b"),
    ("chief-executive", _STANDING + r"chief executive(?: officer)?(?: and .*)?$"),
    ("dass", _STANDING + r"director (?:of|for) adult(?:s'?)? social (?:services|care)\b"),
    ("director-of-public-health", _STANDING + r"director of public health\b"),
)
"""A deputy, an assistant or an office manager has the words too, but never first; so the words must begin the title."""

_CABINET = r"\b(?:cabinet|executive) member\b"
_PORTFOLIO = r"\b(?:cabinet member|executive member|portfolio holder|lead member|cabinet lead)\b"
_HELPER = r"\b(?:deputy|assistant|support|supporting|shadow|opposition|junior)\b"

_OFFICES: tuple[tuple[OfficeRole, str], ...] = (
    ("leader", r"^(?:the )?(?:council leader|leader(?: of (?:the )?council)?)$"),
    ("mayor", r"^(?:the )?(?:directly )?elected mayor$"),
    ("committee-chair", r"^(?:chair|chairman|chairwoman|chairperson)\b.*\b(?:committee|board|panel)\b"),
    ("portfolio-holder", _PORTFOLIO),
)

UNIQUE = frozenset(("dcs", "chief-executive", "dass", "director-of-public-health", "lead-member", "leader", "mayor"))
"""What an authority has one of: where two titles claim it, neither is taken at its word."""


def post_role(title: str) -> PostRole | None:
    """Return the statutory designation that a post's title says plainly; ``None`` when it says none."""
    return next((role for role, pattern in _POSTS if re.search(pattern, _plain(title))), None)


def office_role(title: str) -> OfficeRole:
    """Return the kind of political office that a title says plainly, else a plain member."""
    plain = _plain(title)
    if re.search(_HELPER, plain):
        return "member"
    role: OfficeRole = next((role for role, pattern in _OFFICES if re.search(pattern, plain)), "member")
    return "lead-member" if role == "portfolio-holder" and re.search(r"\bchild(?:ren)?\b", plain) else role


def in_cabinet(title: str) -> bool | None:
    """Return ``True`` where a title says that its holder is on the cabinet; ``None`` where it does not say."""
    plain = _plain(title)
    return True if re.search(_CABINET, plain) and not re.search(_HELPER, plain) else None


def claimed_twice(roles: Mapping[str, str | None]) -> set[str]:
    """Return the roles that an authority has one of and that two or more titles claim."""
    counted = Counter(role for role in roles.values() if role in UNIQUE)
    return {str(role) for role, count in counted.items() if count > 1}


def without_name(title: str, name: str) -> str:
    """Return a title without a person's name, where somebody has written the name into it."""
    found = re.compile(r"[\s,:(–-]*" + re.escape(name) + r"[\s,:)–-]*", re.IGNORECASE)
    return " ".join(found.sub(" ", title).split()) if len(name) > 3 else title


def _plain(title: str) -> str:
    return " ".join(title.lower().replace("’", "'").replace("&", "and").split()).replace("children's'", "children's")
