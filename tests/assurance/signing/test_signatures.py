"""A signature is a person's, in an office of theirs, and binds to what was signed as it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from northmoor_whole import acting
from people import client_for, make_authority, member

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.accounts.trail.queries import history
from clearline.assurance.signing.actions import sign
from clearline.assurance.signing.models import SignOff
from clearline.assurance.signing.queries import digest_of, every_signature, signatures
from clearline.kit.errors import BadInput
from clearline.organisations.partnerships import Departure

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY, NOW = date(2026, 6, 1), datetime(2026, 6, 1, 12, tzinfo=UTC)
ABOUT = "report:lead-member-briefing/1"
CONTENT = {"words": "All is well.", "figure": 41, "on": date(2026, 3, 31)}


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def dcs(authority: Authority) -> Acting:
    user = member(authority, "dcs")
    user.individual.name = "Ann Heron"
    user.individual.save()
    return acting(user, authority, "dcs")


def signs(by: Acting, office: Role, **otherwise: Any) -> None:
    given: dict[str, Any] = {
        "about": ABOUT, "content": CONTENT, "title": "Briefing 1", "on": DAY, "now": NOW, **otherwise
    }  # fmt: skip
    sign(by=by, office=office, **given)


def test_a_signature_says_who_in_which_office_when_and_under_what(authority: Authority, dcs: Acting) -> None:
    signs(dcs, "dcs")
    (one,) = signatures(authority, ABOUT, dict(CONTENT))
    assert (one.office, one.by, one.on, one.changed) == ("dcs", "Ann Heron", DAY, False)
    assert one.digest == digest_of(CONTENT)
    assert one.office_title == "Director of children’s services (DCS)"
    (entry,) = history(authority, ABOUT, named=True)
    assert entry.did == "signed"
    assert {change.field: change.after for change in entry.changes}["digest"] == one.digest


def test_whatever_is_changed_later_shows_and_the_signature_stays(authority: Authority, dcs: Acting) -> None:
    signs(dcs, "dcs")
    for changed in ({**CONTENT, "figure": 42}, {**CONTENT, "more": ""}, {"words": CONTENT["words"]}):
        assert [one.changed for one in signatures(authority, ABOUT, changed)] == [True]
    assert [one.changed for one in signatures(authority, ABOUT, CONTENT)] == [False]


def test_the_digest_does_not_depend_on_the_order_of_what_is_signed_nor_on_how_lists_are_held() -> None:
    assert digest_of({"a": 1, "b": [1, 2]}) == digest_of({"b": (1, 2), "a": 1})
    assert digest_of({"a": [1, 2]}) != digest_of({"a": [2, 1]})
    departure = Departure(provision="1.2", reasons="x", decided_by="Cabinet", route="executive", start=DAY, review=DAY)
    assert digest_of({"departs": departure}) != digest_of({"departs": None})


def test_what_has_no_value_of_its_own_cannot_be_signed(authority: Authority) -> None:
    with pytest.raises(TypeError):
        digest_of({"row": authority})


def test_nobody_signs_in_an_office_that_is_not_theirs(authority: Authority, dcs: Acting) -> None:
    with pytest.raises(Refused, match="not an office of yours"):
        signs(dcs, "lead-member")
    both = acting(member(authority, "dcs"), authority, "dcs", "analyst")
    with pytest.raises(Refused, match="not an office of yours"):
        signs(both, "analyst")
    with pytest.raises(Refused):
        signs(acting(member(authority, "analyst"), authority, "analyst"), "analyst")
    assert not SignOff.objects.exists()


def test_only_a_person_who_is_signed_in_signs(authority: Authority) -> None:
    with pytest.raises(Refused, match="Only somebody who is signed in"):
        signs(at_the_machine(authority), "dcs")


def test_the_author_cannot_approve_whatever_the_account(authority: Authority, dcs: Acting) -> None:
    other = acting(member(authority, "leader"), authority, "leader")
    with pytest.raises(Refused, match="Approval must be done by somebody other than its author"):
        signs(dcs, "dcs", author=dcs.person)
    second = member(authority, "chief-executive")
    assert dcs.user is not None
    second.individual = dcs.user.individual
    second.save()
    with pytest.raises(Refused, match="Approval"):
        signs(acting(second, authority, "chief-executive"), "chief-executive", author=dcs.person)
    signs(other, "leader", author=dcs.person)
    assert SignOff.objects.get().by == other.user.individual  # type: ignore[union-attr]


def test_two_signatures_need_two_people_and_a_new_content_is_signed_anew(authority: Authority) -> None:
    both = acting(member(authority, "chief-executive"), authority, "chief-executive", "leader")
    signs(both, "chief-executive")
    with pytest.raises(BadInput, match="You have signed this as Chief executive"):
        signs(both, "leader")
    signs(both, "chief-executive", content={**CONTENT, "figure": 42})
    assert [one.changed for one in signatures(authority, ABOUT, CONTENT)] == [False, True]


def test_signatures_of_another_authority_are_not_shown(authority: Authority, dcs: Acting) -> None:
    signs(dcs, "dcs")
    other = make_authority("southmoor")
    assert signatures(other, ABOUT, CONTENT) == ()
    assert every_signature(other, DAY) == ()
    page = client_for(member(other, "auditor")).get("/southmoor/signatures/").content.decode()
    assert "Nothing has been signed yet." in page


def test_the_page_lists_signatures_the_last_first_and_leads_to_what_was_signed(
    authority: Authority, dcs: Acting
) -> None:
    signs(dcs, "dcs")
    signs(acting(member(authority, "leader"), authority, "leader"), "leader", about="departure:x", title="Departure x")
    page = client_for(member(authority, "governance-officer")).get("/northmoor/signatures/").content.decode()
    assert page.index("Departure x") < page.index("Briefing 1")
    assert "/northmoor/departures/x/" in page
    assert "Ann Heron" in page
    assert "Name not recorded" in page
    assert client_for(member(authority, "partner")).get("/northmoor/signatures/").status_code == 403
