"""Statements in a browser: the list with what waits for the reader, one duty with both columns, and the forms."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from people import client_for, make_user, member
from stating import ADDRESS, LAW, MAY, TOP, as_, both, keep, say

from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements import models, offering
from clearline.assurance.statements.queries import HIDDEN

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OLD = ("dcs-lm", "2009", "dcs-ensures-protocols-for-functions")
SAID = {"result": "partly", "words": "Visits are late.", "saw": "The panel’s minutes.", "access": "open"}


def client(authority: Authority, role: Role, name: str = "Ann Heron") -> Client:
    return client_for(member(authority, role, user=make_user(name=name)))


def body(browser: Client, address: str = ADDRESS, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def listed(browser: Client, query: str = "") -> list[dict[str, str]]:
    response = browser.get(f"/northmoor/statements/?format=csv{query}")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_dcs_states_and_the_page_shows_it_beside_an_empty_column(authority: Authority) -> None:
    browser = client(authority, "dcs")
    assert "Nothing has been said in this column." in body(browser)
    response = browser.post(f"{ADDRESS}say/", SAID, follow=True)
    assert response.redirect_chain == [(ADDRESS, 302)]
    page = response.content.decode()
    for words in ("Your statement is kept.", "Visits are late.", "The panel’s minutes.", "Ann Heron, on", "State anew",
                  "One of two has said", "Partly satisfied"):  # fmt: skip
        assert words in page, words
    assert "what you say now is added" in body(browser, f"{ADDRESS}say/")


@pytest.mark.parametrize("role", ["governance-officer", "chief-executive", "auditor", "lead-member-support"])
def test_whoever_has_no_column_sees_no_form_and_is_refused(authority: Authority, role: Role) -> None:
    browser = client(authority, role)
    assert f"{ADDRESS}say/" not in body(browser)
    body(browser, f"{ADDRESS}say/", 403)
    assert browser.post(f"{ADDRESS}say/", SAID).status_code == 403
    assert not models.Statement.objects.exists()


def test_one_person_with_both_offices_does_not_fill_both_columns(authority: Authority) -> None:
    user = member(authority, "dcs", user=make_user(name="Ann Heron"))
    assert client_for(user).post(f"{ADDRESS}say/", SAID).status_code == 302
    models.Statement.objects.update(role="lead-member")
    models.Judgement.objects.update(second_by=user.individual, first_by=None)
    assert client_for(user).post(f"{ADDRESS}say/", SAID).status_code == 403
    assert models.Statement.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_is_kept(authority: Authority) -> None:
    browser = client(authority, "dcs")
    page = browser.post(f"{ADDRESS}say/", {**SAID, "words": "", "result": ""}).content.decode()
    assert "Enter why you say so" in page
    assert "Answer “How does this duty stand?”" in page
    page = browser.post(f"{ADDRESS}say/", {**SAID, "access": "exempt"}).content.decode()
    assert "Say under which paragraph of Schedule 12A" in page
    page = browser.post(f"{ADDRESS}say/", {**SAID, "words": "The boy called Sam Reed waits."}).content.decode()
    assert "Save anyway" in page
    assert not models.Statement.objects.exists()
    browser.post(f"{ADDRESS}say/", {**SAID, "words": "The boy called Sam Reed waits.", "save_anyway": "on"})
    assert models.Statement.objects.exists()


def test_the_list_begins_with_what_waits_for_a_word_of_the_reader(authority: Authority) -> None:
    both(authority, place=LAW, on=TODAY)
    browser = client(authority, "dcs", "Dee Wren")
    rows = listed(browser)
    yours = [row["Yours to say"] for row in rows]
    assert yours == sorted(yours, reverse=True)
    assert {"Yes", "No"} == set(yours)
    assert len(listed(browser, "&yours=yes")) == yours.count("Yes")
    assert "wait for a word of yours" in body(browser, "/northmoor/statements/")
    assert "of yours" not in body(client(authority, "analyst"), "/northmoor/statements/")


def test_the_list_filters_by_what_both_say_and_by_review(authority: Authority) -> None:
    both(authority, place=LAW, on=TODAY)
    say(as_(authority, "dcs"), "dcs", on=TODAY)
    browser, keeper = client(authority, "governance-officer"), as_(authority, "governance-officer")
    assert [row["Together"] for row in listed(browser, "&pair=one")] == ["One of two has said"]
    assert len(listed(browser, "&pair=both+satisfied")) == 1
    assert len(listed(browser, "&review=later")) == 2
    keep(keeper, place=LAW, review=TODAY + timedelta(30), on=TODAY)
    assert len(listed(browser, "&review=soon")) == 1
    assert len(listed(browser, "&state=to-be-stated")) == 1
    assert listed(browser, "&review=passed") == []


def test_the_list_is_of_the_edition_in_force_with_the_act_or_of_the_one_asked_for(authority: Authority) -> None:
    browser = client(authority, "analyst")
    page = body(browser, "/northmoor/statements/")
    assert "Other editions:" in page
    assert len({row["Document"] for row in listed(browser)}) == 3
    assert "2009" in body(browser, "/northmoor/statements/?edition=dcs-lm/2009")
    assert body(browser, "/northmoor/statements/?on=2004-12-01")
    for wrong in ("dcs-lm/1999", "cypnow-article/2012", "dcs-lm/2005"):
        body(browser, f"/northmoor/statements/?edition={wrong}", 404)


def test_governance_keeps_the_judgement_and_is_told_what_does_not_follow(authority: Authority) -> None:
    browser = client(authority, "governance-officer")
    given = {"state": "gathering", "strength": "weak", "decision": "", "trigger": "An inspection", "why": "Begun.",
             "review_0": "1", "review_1": "2", "review_2": "2099"}  # fmt: skip
    assert "Look at it again by" in body(browser, f"{ADDRESS}keep/")
    page = browser.post(f"{ADDRESS}keep/", {**given, "state": "settled"}).content.decode()
    assert "is not the next step" in page
    page = browser.post(f"{ADDRESS}keep/", given, follow=True).content.decode()
    for words in ("It is kept.", "Gathering evidence", "Weak", "An inspection"):
        assert words in page, words
    body(client(authority, "dcs"), f"{ADDRESS}keep/", 403)


def test_what_children_say_stands_beside_the_judgement(authority: Authority) -> None:
    browser = client(authority, "participation-officer")
    given = {"words": "We wait too long.", "how": "Children in care council", "heard_on_0": "1", "heard_on_1": "5",
             "heard_on_2": "2026", "access": "open"}  # fmt: skip
    assert "Nothing is recorded." in body(browser)
    page = browser.post(f"{ADDRESS}voice/", {**given, "heard_on_2": "2099"}).content.decode()
    assert "today or in the past" in page
    page = browser.post(f"{ADDRESS}voice/", given, follow=True).content.decode()
    for words in ("We wait too long.", "Children in care council, heard on 1 May 2026"):
        assert words in page, words


def test_both_sign_from_the_page_and_others_are_told_that_they_cannot(authority: Authority) -> None:
    first, second = both(authority, on=TODAY)
    assert first.user is not None
    assert second.user is not None
    for by in (first.user, second.user):
        assert "Sign both statements" in body(client_for(by))
        page = client_for(by).post(f"{ADDRESS}sign/", follow=True).content.decode()
        assert "It is signed." in page
        assert "Sign both statements" not in page, "who has signed what stands there has nothing to sign"
    page = client(authority, "monitoring-officer").post(f"{ADDRESS}sign/", follow=True).content.decode()
    assert "Only the two people who stated can sign it." in page
    say(first, "dcs", words="More was seen.", on=TODAY)
    assert "Sign both statements" in body(client_for(first.user))
    assert "Sign both statements" not in body(client(authority, "analyst"))


def test_words_kept_from_a_reader_are_not_on_the_page(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", words="A family moved.", on=TODAY)
    models.Statement.objects.update(access="confidential")
    page = body(client(authority, "analyst"))
    assert "A family moved." not in page
    assert HIDDEN in page
    assert "A family moved." in body(client(authority, "monitoring-officer"))


def test_what_was_said_under_an_earlier_edition_is_offered_and_read_beside(authority: Authority) -> None:
    both(authority, place=OLD, on=TODAY)
    officer = client(authority, "governance-officer")
    assert "Nothing has been offered." in body(officer, "/northmoor/statements/offers/")
    form = "/northmoor/statements/offers/make/"
    given = {"from_edition": "dcs-lm/2009", "to_edition": "dcs-lm/2013", "why": "A new edition."}
    assert "Judgements of" in body(officer, form)
    assert "Choose two editions." in officer.post(form, {**given, "to_edition": "dcs-lm/2009"}).content.decode()
    page = officer.post(form, given, follow=True).content.decode()
    assert "1 offered. Each begins anew." in page
    assert "Neither has said" in page
    page = body(client(authority, "dcs"))
    assert "Said under the 2009 edition" in page
    assert "It counts for nothing here until it is said anew." in page
    assert f"/northmoor/statements/{'/'.join(OLD)}/" in page
    assert len(offering.offers(authority, TODAY)) == 1
    for query, count in (("?now=no", 1), ("?now=yes", 0)):
        table = officer.get(f"/northmoor/statements/offers/{query}&format=csv").content.decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(table)))) == count


def test_a_past_review_a_local_limit_and_what_binds_nobody_are_said(authority: Authority) -> None:
    browser, keeper = client(authority, "analyst"), as_(authority, "governance-officer")
    both(authority)
    assert "Local limit: a year after the older statement" in body(browser)
    assert "Its review has passed" not in body(browser)
    keep(keeper, review=TODAY.replace(year=TODAY.year - 1, day=1), on=TODAY)
    models.Statement.objects.update(on=TODAY.replace(year=TODAY.year - 2, day=1))
    assert "Its review has passed" in body(browser)
    assert listed(browser, "&review=passed")
    assert "This binds nobody" in body(browser, f"/northmoor/statements/{'/'.join(MAY)}/")
    page = body(browser, f"/northmoor/statements/{'/'.join(TOP)}/")
    assert "Chief executive ensures" in page


def test_the_other_half_of_a_pair_of_duties_is_a_link(authority: Authority) -> None:
    paired = ("dcs-lm", "2009", "dcs-ensures-systems-delivered")
    page = body(client(authority, "analyst"), f"/northmoor/statements/{'/'.join(paired)}/")
    assert "The other half of this pair has statements of its own." in page


def test_what_cannot_be_judged_is_not_found(authority: Authority) -> None:
    browser = client(authority, "governance-officer")
    for place in ("dcs-lm/2013/nothing/", "cypnow-article/2012/nothing/", "none/2013/nothing/"):
        for name in ("", "keep/", "voice/"):
            body(browser, f"/northmoor/statements/{place}{name}", 404)
