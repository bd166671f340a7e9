"""Invitations: the link that lets one person choose a password, once."""

from datetime import timedelta
from typing import Any

import pytest
from browsing import enter_password
from django.core import signing
from django.utils import timezone
from people import LONG_AGO, browser, make_authority, make_user

from clearline.accounts import invitations
from clearline.accounts.acting import at_the_machine
from clearline.accounts.actions import invite, invite_again
from clearline.accounts.models import User
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db

PASSWORD = "seven small lanterns lit"


def invited(email: str = "jo@northmoor.example") -> User:
    """Return a newly invited account."""
    by = at_the_machine(make_authority())
    return invite(by=by, email=email, name="Jo", role="analyst", starts=LONG_AGO, ends=None, now=timezone.now())


def test_an_invited_person_chooses_a_password_and_signs_in_with_it() -> None:
    user, client = invited(), browser()
    address = invitations.link(user, "")
    assert user.email in client.get(address).content.decode()
    assert client.post(address, {"password": PASSWORD})["Location"] == "/account/sign-in/"
    assert enter_password(client, user.email, PASSWORD).status_code == 302
    assert Entry.objects.filter(did="invitation taken up").exists()


def test_an_invited_account_cannot_be_signed_in_to_before() -> None:
    user = invited()
    assert enter_password(browser(), user.email, "").status_code == 200
    assert not user.has_usable_password()


def test_a_bad_password_is_refused_and_the_link_works_on() -> None:
    user = invited()
    address = invitations.link(user, "")
    assert "12 characters or more" in browser().post(address, {"password": "short"}).content.decode()
    assert browser().post(address, {"password": PASSWORD}).status_code == 302


def test_the_link_works_once() -> None:
    address = invitations.link(invited(), "")
    browser().post(address, {"password": PASSWORD})
    answer = browser().post(address, {"password": "another good one here"})
    assert answer.status_code == 404
    assert "The invitation does not work" in answer.content.decode()


def test_a_later_invitation_makes_the_earlier_link_void() -> None:
    user = invited()
    before = invitations.link(user, "")
    invite_again(by=at_the_machine(None), user=user, why="The first was lost", now=timezone.now())
    assert browser().get(before).status_code == 404
    assert browser().get(invitations.link(user, "")).status_code == 200


def test_the_link_is_too_old_after_seven_days() -> None:
    user, now = invited(), timezone.now()
    token = invitations.token(user)
    assert invitations.invited(token, now + timedelta(days=6, hours=23)) == user
    assert invitations.invited(token, now + timedelta(days=7, minutes=1)) is None


def test_a_closed_account_has_no_invitation() -> None:
    user = invited()
    User.objects.update(is_active=False)
    assert browser().get(invitations.link(user, "")).status_code == 404


def test_a_forged_link_is_void() -> None:
    user = invited()
    other = make_user()
    good = invitations.token(user)
    forged = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        signing.dumps([other.pk, user.invited_at and user.invited_at.isoformat()], salt="another"),
        signing.dumps([0, ""], salt="clearline.accounts.invitation"),
        "x",
    ]
    for token in forged:
        assert browser().get(f"/account/invitation/{token}/").status_code == 404


@pytest.mark.parametrize("is_new", [True, False])
def test_the_mail_has_a_link_only_for_those_who_need_one(is_new: bool, mailoutbox: list[Any]) -> None:
    user = invited() if is_new else make_user()
    invitations.mail(user, "https://clearline.example", "Northmoor Council")
    mail = mailoutbox[0]
    assert mail.subject == "Clearline: your role at Northmoor Council"
    assert mail.to == [user.email]
    assert ("https://clearline.example/account/invitation/" in mail.body) is is_new
    assert ("Sign in here" in mail.body) is not is_new
