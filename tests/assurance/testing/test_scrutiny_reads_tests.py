"""Scrutiny, whose committee is asked to approve a test, reads it: once it is sent, what is open of it, and no draft."""

import pytest
from people import client_for
from world_testing import DAY, Team, concluded, decided, opened, sent, somebody, team, written, wrote

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.assurance.testing import deciding, models, queries

pytestmark = pytest.mark.django_db

ROOT = "/northmoor/tests-of-assurance/"


@pytest.fixture
def people() -> Team:
    return team()


@pytest.fixture
def scrutiny(people: Team) -> Acting:
    return somebody(people.authority, "scrutiny-member", "Vi Curlew")


def page(by: Acting, address: str, status: int = 200) -> str:
    assert by.user is not None
    response = client_for(by.user).get(f"{ROOT}{address}")
    assert response.status_code == status, address
    return response.content.decode()


def test_scrutiny_reads_a_test_from_its_review_on_and_no_draft(people: Team, scrutiny: Acting) -> None:
    key = written(people)
    page(scrutiny, f"of/{key}/", 404)
    assert "A combined director" not in page(scrutiny, "")
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    assert "A combined director" in page(scrutiny, "")
    assert "Each function has one lead." in page(scrutiny, f"of/{key}/elements/accountability/")
    for state, seen in (("in-approval", True), ("withdrawn", False), ("draft", False)):
        models.Test.objects.update(state=state)
        assert (queries.test(people.authority, key, scrutiny) is not None) is seen, state
        assert bool(queries.tests(people.authority, scrutiny)) is seen, state
        assert queries.test(people.authority, key, people.lead_member) is not None


def test_scrutiny_reads_what_its_committee_decided_on_and_no_closed_words_of_it(people: Team, scrutiny: Acting) -> None:
    key = sent(people)
    decided(people, people.democratic, key, "scrutiny")
    assert "Approved by: Scrutiny committee." in page(scrutiny, f"of/{key}/")
    models.Element.objects.filter(key="accountability").update(access="exempt", strengths="The canary sings.")
    text = page(scrutiny, f"of/{key}/")
    assert "Not for your role" in text
    assert "canary" not in text + page(scrutiny, f"of/{key}/elements/accountability/")
    assert "canary" not in page(scrutiny, f"of/{key}/versions/1/")


def test_scrutiny_is_led_to_no_page_that_it_cannot_open_and_reads_no_history_of_drafts(
    people: Team, scrutiny: Acting
) -> None:
    key = concluded(people, proposal="overhaul")
    whole, element = page(scrutiny, f"of/{key}/"), page(scrutiny, f"of/{key}/elements/partnerships/")
    assert "Scheme of delegation" in element
    assert "/evidence/" not in element
    assert "/proposals/" not in whole
    for words in ("test element written", "Hal Wren", "Write what was found", "What to do next"):
        assert words not in whole + element, words
    assert "Scheme of delegation" in page(people.governance, f"of/{key}/elements/partnerships/")
    assert "/evidence/" in page(people.governance, f"of/{key}/elements/partnerships/")


def test_a_partner_asked_for_a_review_reads_no_draft_either(people: Team) -> None:
    key = opened(people)
    wrote(people, key, access=Access())
    page(people.partner, f"of/{key}/review/", 404)
    models.Test.objects.update(state="in-review")
    assert "Each function has one lead." in page(people.partner, f"of/{key}/review/")
