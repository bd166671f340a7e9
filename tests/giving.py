"""Pieces of evidence for tests: a file, a link, something kept elsewhere, and a use."""

from datetime import date
from typing import Any

from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.assurance.evidence import actions, contents, models
from clearline.assurance.evidence.contents import Content
from clearline.assurance.evidence.link_looking import Looked
from clearline.jobs.actions import MACHINE

DAY = date(2026, 6, 1)
ABOUT = "duty:dcs-lm/2013/dcs-ensures-effective-systems"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj trailer<</Root 1 0 R>>\n%%EOF the minutes of May"
)
"""A page with nothing on it."""


def add(by: Acting, content: Content, on: date = DAY, **more: Any) -> str:
    """Add a piece of evidence; return its key."""
    given: dict[str, Any] = {
        "title": "Minutes of the panel", "source": "Corporate parenting panel", "starts": None, "ends": None,
        "expires": None, **more,
    }  # fmt: skip
    return actions.add(by=by, content=content, on=on, now=timezone.now(), **given)


def add_file(by: Acting, content: bytes = PDF, name: str = "minutes.pdf", on: date = DAY, **more: Any) -> str:
    """Add a file."""
    return add(by, contents.from_file(by, [content], name), on, **more)


def add_link(by: Acting, address: str = "https://www.northmoor.example/minutes", on: date = DAY, **more: Any) -> str:
    """Add a link."""
    return add(by, contents.from_link(address), on, **{"title": "Minutes on the web", **more})


def add_place(by: Acting, on: date = DAY, **more: Any) -> str:
    """Add something that is kept elsewhere."""
    return add(by, contents.from_place("The safe of the monitoring officer"), on, **{"title": "The deed", **more})


def uses(by: Acting, item: str, about: str = ABOUT, on: date = DAY, **more: Any) -> int:
    """Use a piece of evidence; return the number of the use."""
    given: dict[str, Any] = {"place": "Page 4", "why": "It minutes the report.", **more}
    return actions.use(by=by, item=item, about=about, on=on, **given)


def settle_link(key: str) -> None:
    """Let the link of a piece of evidence be dead."""
    row = models.Version.objects.get(item__key=key)
    actions.keep_link(
        by=MACHINE, version=row.pk, looked=Looked("dead", "It is not there (404)."), now=timezone.now()
    )  # fmt: skip
