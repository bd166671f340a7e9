"""What calls for a test of assurance, and which structure is tested. Plain values, for the terminal too."""

from collections.abc import Iterable, Mapping

from clearline.assurance.testing import content
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.guidance.words import places
from clearline.kit.values import Value
from clearline.organisations.picture import Picture


class Trigger(Value, frozen=True, kw_only=True):
    """What called for a test."""

    kind: str
    words: str

    @property
    def title(self) -> str:
        """The kind in words."""
        known = content.kinds().get(self.kind)
        return known.title if known else self.kind.replace("-", " ").capitalize()

    @property
    def paragraphs(self) -> Mapping[str, tuple[str, ...]]:
        """Where editions ask for a test, by edition; empty where it is practice alone."""
        known = content.kinds().get(self.kind)
        return known.paragraphs if known else {}

    def asked_by(self, edition: str) -> str:
        """Return where an edition asks for it, in words."""
        at = self.paragraphs.get(edition, ())
        return stands_at(edition, at) if at else f"practice; no paragraph of the {edition} edition"


def stands_at(edition: str, at: Iterable[str]) -> str:
    """Return in words where in an edition something stands."""
    return f"{edition} edition, {places(edition_named(load(), edition), at)}"


def tested_structure(seen: Picture) -> frozenset[str]:
    """Return the posts and offices that are tested: the DCS, all who answer to the DCS, the lead member and support."""
    return frozenset(seen.under_dcs) | frozenset(seen.offices_with("lead-member", "support-member"))
