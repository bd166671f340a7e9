"""What a signature under a judgement binds to: the evidence too, whoever reads; and no later one on an earlier day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from giving import ABOUT, add_place, uses
from people import client_for
from stating import ADDRESS, DAY, DUTY, as_, both

from clearline.accounts.access_class import Access
from clearline.accounts.models import Authority
from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence import contents
from clearline.assurance.signing.queries import every_signature, signatures
from clearline.assurance.statements import actions
from clearline.assurance.statements.queries import judgement
from clearline.assurance.statements.signed import signed_content

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def changed(authority: Authority) -> list[bool]:
    one = judgement(authority, *DUTY)
    assert one is not None
    content = signed_content(authority, one, DAY)
    return [each.changed for each in signatures(authority, one.about, content, on=DAY)]


def test_other_evidence_under_a_signed_judgement_shows_and_a_check_of_it_does_not(authority: Authority) -> None:
    officer, auditor = as_(authority, "governance-officer"), as_(authority, "auditor")
    key = add_place(officer, access=Access(kind="exempt", paragraph="1", why="A family."))
    number = uses(officer, key)
    dcs, lead_member = both(authority)
    actions.sign_off(by=dcs, place=DUTY, on=DAY, now=timezone.now())
    evidence.check(by=auditor, item=key, number=number, on=DAY)
    assert changed(authority) == [False]
    content = contents.from_place("Another safe")
    evidence.add_version(by=officer, key=key, content=content, why="Moved", on=DAY, now=timezone.now())
    assert changed(authority) == [False], "the use stays with its version"
    evidence.use_newest(by=officer, item=key, number=number, on=DAY)
    assert changed(authority) == [True]
    actions.sign_off(by=lead_member, place=DUTY, on=DAY, now=timezone.now())
    assert changed(authority) == [True, False]
    uses(officer, key, about=ABOUT.replace("duty:", "judgement:"), place="Page 9")
    assert changed(authority) == [True, True]


def test_a_signature_is_not_on_the_page_of_a_day_before_it_was_given(authority: Authority) -> None:
    dcs, _ = both(authority, on=DAY - timedelta(1))
    actions.sign_off(by=dcs, place=DUTY, on=DAY, now=timezone.now())
    assert dcs.user is not None
    browser = client_for(dcs.user)
    on = {day: browser.get(f"{ADDRESS}?on={day}").content.decode() for day in (DAY - timedelta(1), DAY)}
    assert "Nobody has signed this yet." in on[DAY - timedelta(1)]
    assert "Nobody has signed this yet." not in on[DAY]
    assert every_signature(authority, DAY - timedelta(1)) == ()
    assert len(every_signature(authority, DAY)) == 1
