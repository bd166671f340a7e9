"""Somebody reads the words of a duty in the document, says where, and what is found there counts from then on."""

from datetime import date
from typing import Any

import pytest
from northmoor_whole import acting, example
from people import make_authority, make_user, member

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.assurance.actions import confirm_text, withdraw_text
from clearline.assurance.queries import confirmed_texts, texts_confirmed
from clearline.checks.findings import check
from clearline.guidance.content import load
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 11, 22)
DUTY = ("dcs-lm", "2013", "dcs-lead-member-clear-top-line")


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def officer(authority: Authority) -> Acting:
    user = member(authority, "governance-officer", user=make_user(name="Ada Brook"))
    return acting(user, authority, "governance-officer")


def confirm(by: Acting, **otherwise: Any) -> None:
    document, edition, duty = DUTY
    given = {"document": document, "edition": edition, "duty": duty, "page": "page 4", "on": TODAY, "why": "GOV.UK"}
    confirm_text(by=by, guidance=load(), today=TODAY, **{**given, **otherwise})


def test_a_text_is_confirmed_by_whom_when_and_on_which_page(officer: Acting, authority: Authority) -> None:
    confirm(officer)
    assert confirmed_texts(authority) == {DUTY}
    (said,) = texts_confirmed(authority)
    assert (said.by, said.on, said.page) == ("Ada Brook", TODAY, "page 4")
    (entry,) = history(authority, f"text:{'/'.join(DUTY)}")
    assert (entry.did, entry.why) == ("text confirmed", "GOV.UK")


def test_confirming_again_puts_the_page_right_and_the_trail_keeps_what_was_said(
    officer: Acting, authority: Authority
) -> None:
    confirm(officer)
    confirm(officer, page="page 5")
    assert [one.page for one in texts_confirmed(authority)] == ["page 5"]
    last = history(authority, f"text:{'/'.join(DUTY)}")[0]
    assert [tuple(change) for change in last.changes] == [("page", "page 4", "page 5")]


def test_a_confirmation_can_be_withdrawn_once(officer: Acting, authority: Authority) -> None:
    document, edition, duty = DUTY
    confirm(officer)
    withdraw_text(by=officer, document=document, edition=edition, duty=duty, why="The wrong edition.")
    assert confirmed_texts(authority) == frozenset()
    with pytest.raises(BadInput, match="nothing to withdraw"):
        withdraw_text(by=officer, document=document, edition=edition, duty=duty, why="Again.")
    assert [entry.did for entry in history(authority, f"text:{'/'.join(DUTY)}")] == [
        "text confirmation withdrawn", "text confirmed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"duty": "no-such-duty"}, "has no duty"),
        ({"edition": "1999"}, "no edition"),
        ({"page": " "}, "on which page"),
        ({"on": date(2026, 11, 23)}, "today or in the past"),
    ],
)
def test_what_cannot_be_confirmed_leaves_nothing(otherwise: dict[str, Any], words: str, officer: Acting) -> None:
    with pytest.raises(BadInput, match=words):
        confirm(officer, **otherwise)
    assert not Entry.objects.exists()


def test_only_those_who_may_confirm_a_text_do(authority: Authority) -> None:
    with pytest.raises(Refused):
        confirm(acting(member(authority, "analyst"), authority, "analyst"))


def test_a_confirmed_text_makes_a_finding_of_what_was_only_to_be_checked() -> None:
    organisation, guidance = example("northmoor"), load()
    remembered = _remembering(guidance, "dcs-lm", "2013")
    before = check(organisation, remembered, "2013", TODAY, TODAY)
    assert before.check_the_text
    assert all(one.certainty == "remembered" for one in before.check_the_text)
    duties = {(one.document, one.edition, one.duty) for found in before.check_the_text for one in found.citations}
    after = check(organisation, remembered, "2013", TODAY, TODAY, duties)
    assert after.check_the_text == ()
    assert {(one.rule, one.about) for one in after.findings} == {
        (one.rule, one.about) for one in (*before.findings, *before.check_the_text)
    }


def _remembering(guidance: Any, document: str, edition: str) -> Any:
    """Return the guidance as if the words of one edition were only remembered."""
    import msgspec

    replace = msgspec.structs.replace
    editions = []
    for one in guidance.editions:
        if (one.document, one.edition) == (document, edition):
            chapters = tuple(
                replace(chapter, provisions=tuple(
                    replace(place, duties=tuple(replace(duty, certainty="remembered") for duty in place.duties))
                    for place in chapter.provisions
                ))
                for chapter in one.chapters
            )  # fmt: skip
            one = replace(one, chapters=chapters)
        editions.append(one)
    return replace(guidance, editions=tuple(editions))
