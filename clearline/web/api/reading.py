"""Types of what is sent, with the limits that the forms of the pages have too."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from django.db import transaction
from msgspec import Meta

from clearline.accounts.acting import Acting
from clearline.accounts.personal import find
from clearline.accounts.trail.actions import record
from clearline.kit.errors import BadInput

Line = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=4000)]
Why = Annotated[str, Meta(min_length=1, max_length=1000)]
Address = Annotated[str, Meta(max_length=200, pattern=r"^(https?://[^\s]+)?$")]


def sensible(day: date) -> date:
    """Return a day; raise ``BadInput`` for one so far away that nothing could be reckoned from it."""
    if not 1900 <= day.year < 2200:
        raise BadInput("A day must be from 1900 to 2199.")
    return day


def warn(texts: Iterable[str], save_anyway: bool) -> tuple[str, ...]:
    """Return the kinds of what a child could be known by in texts. Raises ``BadInput`` unless they are kept anyway."""
    found = [one for text in texts for one in find(text)]
    if found and not save_anyway:
        said = (one.sentence for one in found)
        raise BadInput(*said, "Take out what could show who a child is, or send save_anyway.")
    return tuple(sorted({one.kind for one in found}))


def note_kept(by: Acting, about: str, kinds: tuple[str, ...]) -> None:
    """Note in the trail that a text was kept in spite of the warning, without the text."""
    if kinds:
        with transaction.atomic():
            record(
                by=by, did="warning of personal data ticked away", about=about, after={"looked like": list(kinds)}
            )  # fmt: skip
