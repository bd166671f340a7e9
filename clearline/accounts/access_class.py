"""How far something written may be read: open, exempt, confidential, privileged or a draft.

Schedule 12A to the Local Government Act 1972 lists what a council may keep from the public at a meeting, paragraph by
paragraph; all of it but what the public interest wants open.
"""

from typing import Literal, get_args

from django.db import models

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.permissions import ALL, PERMISSIONS, Role
from clearline.kit.errors import BadInput
from clearline.kit.values import Value

Kind = Literal["open", "exempt", "confidential", "privileged", "draft"]
KINDS: tuple[Kind, ...] = get_args(Kind)

PARAGRAPHS = {
    "1": "Information about an individual",
    "2": "Information that is likely to tell who an individual is",
    "3": "Financial or business affairs of a person or of the council",
    "4": "Consultations or negotiations about a labour relations matter",
    "5": "What could be kept as legally privileged in proceedings",
    "6": "A notice, order or direction that the council proposes to make",
    "7": "The prevention, investigation or prosecution of crime",
}
"""Part 1 of Schedule 12A for England, in our words."""

SEEN_BY: dict[Kind, str | None] = {
    "open": None,
    "exempt": "see exempt",
    "confidential": "see confidential",
    "privileged": "see privileged views",
    "draft": "see drafts",
}
"""The permission that each kind asks of a reader; ``None``: nothing beyond that of the page."""


class Access(Value, frozen=True, kw_only=True):
    """How far something may be read, and by which rule."""

    kind: Kind = "open"
    paragraph: str = ""
    """Of Schedule 12A, for what is exempt: ``1`` to ``7``."""
    why: str = ""
    """Why the public interest in keeping it so outweighs that in telling it; for what is exempt."""


OPEN = Access()


def may_see(by: Acting, access: Access) -> bool:
    """Return whether somebody may read what has an access class."""
    asked = SEEN_BY[access.kind]
    return asked is None or by.may(asked)


def check_access(access: Access) -> Access:
    """Return an access class as it is; raise ``BadInput`` for an exemption without its paragraph and reason."""
    if access.kind == "exempt":
        if access.paragraph not in PARAGRAPHS:
            raise BadInput("Say under which paragraph of Schedule 12A it is exempt: 1 to 7.")
        if not access.why.strip():
            raise BadInput("Say why the public interest favours keeping it exempt.")
    elif access.paragraph:
        raise BadInput("Only what is exempt names a paragraph of Schedule 12A.")
    return access


def opens(was: Access, now: Access) -> bool:
    """Return whether some role may read by ``now`` that may not by ``was``."""
    return not _readers(now) <= _readers(was)


def check_opening(by: Acting, was: Access, now: Access) -> None:
    """Raise ``Refused`` when anybody but the monitoring officer opens what was closed to more readers.

    A draft is nobody's word yet: whoever may finish it says who reads it.
    """
    if was.kind != "draft" and opens(was, now) and not by.may("open what was closed"):
        raise Refused(f"This is {was.kind}. Only the monitoring officer opens it to more readers.")


def _readers(access: Access) -> frozenset[Role]:
    asked = SEEN_BY[access.kind]
    return PERMISSIONS[asked] if asked else ALL


class Classified(models.Model):
    """A table whose rows have an access class."""

    access = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS], default="open")
    exempt_paragraph = models.CharField(max_length=1, blank=True)
    exempt_why = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def access_class(self) -> Access:
        """Return the access class of the row."""
        kind: Kind = next(kind for kind in KINDS if kind == self.access)
        return Access(kind=kind, paragraph=self.exempt_paragraph, why=self.exempt_why)


def access_columns(access: Access) -> dict[str, str]:
    """Return a checked access class as the columns of ``Classified``. Raises ``BadInput`` as ``check_access`` does."""
    check_access(access)
    return {"access": access.kind, "exempt_paragraph": access.paragraph, "exempt_why": access.why}
