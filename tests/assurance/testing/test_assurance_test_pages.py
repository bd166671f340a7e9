"""Tests of assurance in a browser: opened, written, reviewed, approved by several people, concluded, published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from people import browser, client_for
from world_testing import (
    DAY,
    Team,
    approved,
    evidenced,
    opened,
    reviewed,
    seen,
    sent,
    somebody,
    team,
    written,
    wrote,
)

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.assurance.testing import actions, deciding

pytestmark = pytest.mark.django_db

ROOT = "/northmoor/tests-of-assurance/"
EXEMPT = Access(kind="exempt", paragraph="1", why="It is about one officer.")


@pytest.fixture
def people() -> Team:
    return team()


def at(by: Acting) -> Client:
    assert by.user is not None
    return client_for(by.user)


def body(by: Acting, address: str, status: int = 200) -> str:
    response = at(by).get(f"{ROOT}{address}")
    assert response.status_code == status, address
    return response.content.decode()


def post(by: Acting, address: str, **given: object) -> str:
    response = at(by).post(f"{ROOT}{address}", given, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def day(name: str, on: object) -> dict[str, str]:
    year, month, date = str(on).split("-")
    return {f"{name}_0": date, f"{name}_1": month, f"{name}_2": year}


def test_a_test_page_says_its_state_what_is_missing_and_who_has_not_approved(people: Team) -> None:
    key = opened(people)
    page = body(people.governance, f"of/{key}/")
    for words in ("Draft", "It has not been sent for approval yet.", "attach the evidence that it rests on",
                  "Send for review", "2013 edition, “Additional functions not related to children", "Not yet",
                  "Nobody has reviewed it independently yet.",
                  "no law fixes one", "Statutory duties", "test opened"):  # fmt: skip
        assert words in page or words.startswith("no law"), words
    assert "Send for review" not in body(people.lead_member, f"of/{key}/")
    body(people.partner, f"of/{key}/", 403)
    body(people.governance, "of/none/", 404)


def test_an_element_is_read_and_written(people: Team) -> None:
    key = opened(people)
    page = body(people.governance, f"of/{key}/elements/partnerships/")
    assert "Which partnerships does" in page
    assert "Use evidence for this" in page
    address = f"of/{key}/elements/partnerships/write/"
    given = {"strengths": "Boards meet.", "gaps": "", "words": "", "rating": "sound", "access": "open",
             "exempt_paragraph": "", "exempt_why": ""}  # fmt: skip
    assert "Somebody else has written here" in post(people.governance, address, **given, seen="4")
    page = post(people.governance, address, **given, seen="0")
    for words in ("What was found is saved.", "Boards meet.", "Sound", "test element written"):
        assert words in page, words
    for wrong in ("elements/none/", "elements/none/write/"):
        body(people.governance, f"of/{key}/{wrong}", 404)
    body(people.lead_member, address, 403)


def test_an_exempt_element_is_named_and_not_shown(people: Team) -> None:
    key = opened(people)
    wrote(people, key, access=EXEMPT, strengths="The canary sings.")
    auditor = somebody(people.authority, "auditor")
    assert "paragraph 1 of Schedule 12A" in body(people.governance, f"of/{key}/elements/accountability/")
    assert "canary" in body(auditor, f"of/{key}/elements/accountability/")  # an auditor sees what is exempt
    wrote(people, key, access=Access(kind="confidential"), strengths="The canary sings.")
    page = body(auditor, f"of/{key}/elements/accountability/")
    assert "not for your role to read: it is confidential" in page
    assert "canary" not in page
    assert "Not for your role" in body(auditor, f"of/{key}/")


def test_a_comparison_stays_while_the_test_is_in_approval(people: Team) -> None:
    key = reviewed(people)
    given: dict[str, Any] = {"council": "Southmoor", "arrangement": "Two.", "link": "https://southmoor.example/1"}
    actions.compare(by=people.governance, key=key, on=DAY, today=DAY, **given)
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=timezone.now())
    number = seen(people, key).comparisons[0].number
    post(people.governance, f"of/{key}/comparison/{number}/remove/")
    assert len(seen(people, key).comparisons) == 1


def test_title_conclusion_comparison_and_way_of_approval_are_changed(people: Team) -> None:
    key = opened(people)
    given = {"title": "One director", "scope": "All", "conclusion": "met", "conclusion_words": "The lines hold."}
    page = post(people.governance, f"of/{key}/edit/", **given, **day("change_on", "2026-09-01"))
    assert "The test is changed." in page
    assert "Proposed conclusion" in page
    compared = {"council": "Southmoor", "arrangement": "One director.", "link": "https://southmoor.example/1"}
    page = post(people.governance, f"of/{key}/comparison/", **compared, **day("on", DAY))
    assert "The comparison is added." in page
    assert "https://southmoor.example/1" in page
    assert "One director." in body(people.lead_member, f"of/{key}/")
    number = seen(people, key).comparisons[0].number
    assert "The comparison is removed." in post(people.governance, f"of/{key}/comparison/{number}/remove/")
    again = at(people.governance).post(f"{ROOT}of/{key}/comparison/{number}/remove/")
    assert again.status_code == 404, "what is removed is not there, and so is what is another's"
    route = {"place-lead-member": "2", "place-audit": "1", "name-1": "Improvement board", "own-1": "3", "why": "ours"}
    assert "The way of approval is changed." in post(people.governance, f"of/{key}/way-of-approval/", **route)
    assert [one.key for one in seen(people, key).steps] == ["audit", "lead-member", "own-improvement-board"]
    assert 'value="3"' in body(people.governance, f"of/{key}/way-of-approval/")
    assert "Somebody has to approve" in post(people.governance, f"of/{key}/way-of-approval/", why="x")


def test_it_is_sent_reviewed_by_a_partner_and_sent_on(people: Team) -> None:
    key = opened(people)
    assert "It cannot be done yet" in body(people.governance, f"of/{key}/send/")
    key = written(people, title="Another")
    assert "The test is sent for review." in post(people.governance, f"of/{key}/send/")
    assert "Give your independent review" in body(people.inspector, f"of/{key}/")
    assert "Give your independent review" not in body(people.lead_member, f"of/{key}/")
    page = body(people.partner, f"of/{key}/review/")
    assert "Each function has one lead." in page
    given = {"organisation": "Police", "capacity": "Superintendent", "words": "It is sound.", "recommendations": "None"}
    page = post(people.partner, f"of/{key}/review/", **given, **day("on", DAY))
    assert "The review is on record." in page
    assert "Reviews on record" in page
    assert "Superintendent" in body(people.lead_member, f"of/{key}/")
    assert "no account here" in body(people.governance, f"of/{key}/review/enter/")
    outside = {**given, "organisation": "Southmoor Council"}
    assert "The review is on record." in post(people.governance, f"of/{key}/review/enter/", **outside, **day("on", DAY))
    assert 'value="Northmoor Council"' in body(people.monitoring, f"of/{key}/review/")
    assert "The test is sent for approval." in post(people.governance, f"of/{key}/send/")
    assert "not in review" in body(people.partner, f"of/{key}/review/")


def test_each_office_records_its_own_decision_on_what_it_read(people: Team) -> None:
    key = sent(people)
    today = timezone.localdate()
    assert "No body or office" in body(people.leader, f"of/{key}/approve/")
    page = body(people.lead_member, f"of/{key}/approve/")
    assert "You decide on version 1" in page
    digest = seen(people, key).digest
    given = {"step": "lead-member", "decision": "approved", "minute": "", "words": "", **day("on", today)}
    assert "not what you read" in post(people.lead_member, f"of/{key}/approve/", **given, digest="old")
    page = post(people.lead_member, f"of/{key}/approve/", **given, digest=digest)
    for words in ("The decision is on record.", "Approved by: Lead member. Not approved by: Directorate",
                  "Lead member, Bea Marsh", "Version 1"):  # fmt: skip
        assert words in page, words
    asks = {"step": "audit", "decision": "deferred", "minute": "Item 7", "words": "Who has approved it?",
            **day("on", today), "digest": digest}  # fmt: skip
    assert "Audit committee (deferred)" in post(people.democratic, f"of/{key}/approve/", **asks)
    past = f"of/{key}/?on={DAY - timedelta(1)}"
    assert "Approved by: Lead member" not in body(people.lead_member, past)
    auditor = somebody(people.authority, "auditor")
    assert "Hal Wren" not in body(auditor, f"of/{key}/")


def test_a_version_is_read_as_it_was_sent_without_what_is_not_for_the_reader(people: Team) -> None:
    key = written(people)
    wrote(people, key, access=Access(kind="confidential"), strengths="The canary sings.")
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    actions.review(by=people.inspector, key=key, organisation="A", capacity="B", words="C", recommendations="", on=DAY,
           today=DAY, own=True)  # fmt: skip
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=timezone.now())
    page = body(people.governance, f"of/{key}/versions/1/")
    assert "The same as now" in page
    assert "canary" in page
    auditor = somebody(people.authority, "auditor")
    page = body(auditor, f"of/{key}/versions/1/")
    assert "canary" not in page
    assert "Parts that are not for your role to read: 1" in page
    body(people.governance, f"of/{key}/versions/2/", 404)
    evidenced(people, f"test:{key}/partnerships")
    assert "Changed since" in body(people.governance, f"of/{key}/versions/1/")
    assert "has changed since it was sent for approval" in body(people.lead_member, f"of/{key}/")


def test_it_is_taken_back_or_withdrawn_with_a_reason(people: Team) -> None:
    key = sent(people)
    assert "The test is a draft again." in post(people.governance, f"of/{key}/take-back/", why="Courts were missing")
    assert "The test is withdrawn." in post(people.governance, f"of/{key}/withdraw/", why="The proposal was withdrawn")
    assert "What to do next" not in body(people.governance, f"of/{key}/")


def test_it_is_concluded_and_published_and_the_public_reads_it(people: Team) -> None:
    key = approved(people)
    today = timezone.localdate()
    public = "/public/of/northmoor/tests-of-assurance/"
    assert "The conclusion that was approved: Met." in body(people.governance, f"of/{key}/conclude/")
    review = today + timedelta(365)
    page = post(people.governance, f"of/{key}/conclude/", **day("on", today), **day("next_review", review),
                review_triggers="A new function")  # fmt: skip
    assert "The test is concluded." in page
    assert "the council’s own date; no law fixes one" in page
    assert "No test of assurance is published yet." in browser().get(public).content.decode()
    assert "Look for names first" in body(people.monitoring, f"of/{key}/publish/")
    assert "The test is published." in post(people.monitoring, f"of/{key}/publish/")
    page = browser().get(public).content.decode()
    for words in (
        "A combined director",
        "Each function has one lead.",
        "Reviewed by Police",
        "Audit committee: approved",
    ):
        assert words in page, words
    assert "Ivy Dunnock" not in page
    assert "no longer published" in post(people.monitoring, f"of/{key}/stop-publishing/", why="A name was in it")
    assert browser().get("/public/of/nowhere/tests-of-assurance/").status_code == 404
