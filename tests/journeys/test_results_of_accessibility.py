"""The accessibility statement is made from results of all pages that there are, as they look now, or it is refused."""

from noting import look
from walked import GONE, asked_for

from clearline.doors.accessibility import statement

AGAIN = "The results are stale. Make them anew as tests/browser/noting.py says."


def test_every_page_that_is_shown_was_tested_and_none_that_is_gone_is_claimed() -> None:
    found = statement()
    assert found is not None
    known = {page.page for page in found.pages} | set(found.files) | set(found.moved)
    assert known >= asked_for() - GONE, f"{AGAIN} Not tested: {sorted(asked_for() - GONE - known)}"
    assert known <= asked_for(), f"{AGAIN} No longer there: {sorted(known - asked_for())}"


def test_the_pages_look_as_they_did_when_they_were_tested() -> None:
    found = statement()
    assert found is not None
    assert found.look == look(), f"{AGAIN} What shapes every page has changed since {found.on}."
