"""The pages of challenges: made, answered under a second sign-in, read by whom they are for, seen from both sides."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from people import client_for
from world_challenges import WORDS, People, challenges, people, somebody

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions
from clearline.assurance.challenges.models import Challenge, Spokesperson, Step

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DUE = TODAY + timedelta(28)
EXEMPT = Access(kind="exempt", paragraph="3", why="A contract is being let.")
ABOUT = "duty:dcs-lm/2009/lead-member-challenges-dcs-constructively"
GIVEN = {
    "challenger": "office:lead-member", "challenged": "office:dcs", "topic": "Waiting for plans", "words": WORDS,
    "due_0": str(DUE.day), "due_1": str(DUE.month), "due_2": str(DUE.year), "access": "open",
}  # fmt: skip


@pytest.fixture
def here() -> People:
    return people()


def client(by: Acting) -> Client:
    assert by.user is not None
    return client_for(by.user)


def get(by: Acting, address: str, status: int = 200) -> str:
    response = client(by).get(f"/northmoor/challenges/{address}")
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def post(by: Acting, address: str, **given: Any) -> str:
    """Send a form and return the page that comes of it."""
    response = client(by).post(f"/northmoor/challenges/{address}", {"access": "open", **given}, follow=True)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def made(here: People, **otherwise: Any) -> str:
    return challenges(here.lead_member, **{"on": TODAY, "due": DUE, **otherwise})


def test_the_lead_member_challenges_the_dcs_answers_and_the_lead_member_closes(here: People) -> None:
    page = post(here.lead_member, f"make/?about={ABOUT}", **GIVEN)
    for words in ("The challenge is raised.", WORDS, "Waiting for an answer", "Director of children’s services",
                  "draws on personal experience"):  # fmt: skip
        assert words in page, words
    key = Challenge.objects.get().key
    assert "For you to answer" in get(here.dcs, "")
    assert "The answer is sent." in post(here.dcs, f"{key}/answer/", words="Two posts are empty.")
    assert "It is recorded." in post(here.dcs, f"{key}/what-changed/", words="Both are filled.")
    assert "For you to answer" not in get(here.dcs, "")
    page = get(here.lead_member, f"{key}/")
    assert "Two posts are empty." in page
    assert f"{key}/answer/" not in page
    assert "The reply is sent." in post(here.lead_member, f"{key}/reply/", words="Thank you.")
    page = post(here.lead_member, f"{key}/close/", words="Satisfied.")
    assert "The challenge is closed." in page
    assert f"{key}/close/" not in page
    assert "its holder now has closed it" not in page


def test_a_form_begins_with_four_weeks_and_says_what_is_wrong(here: People) -> None:
    page = get(here.lead_member, "make/")
    assert f'value="{DUE.day}"' in page
    assert "Not finished" not in page
    assert "Draft" not in page
    for name in ("summons", "minute", "made_on_0"):
        assert f'name="{name}"' not in page
    page = post(here.lead_member, "make/", **{**GIVEN, "words": "", "due_2": "2020"})
    assert "There is a problem" in page
    page = post(here.lead_member, "make/", **{**GIVEN, "due_2": "2020"})
    assert "must be the same as or after the day of the challenge" in page
    page = get(here.lead_member, "make/?about=nonsense")
    assert "names nothing" in page
    assert "Enter" not in page
    assert "names nothing" in post(here.lead_member, "make/?about=nonsense", **GIVEN)
    page = post(here.lead_member, "make/", **{**GIVEN, "challenged": "body:children-scrutiny"})
    assert "is not one of the available choices" in page
    assert not Challenge.objects.exists()


def test_a_clerk_gives_the_minute_and_the_day_and_summons(here: People) -> None:
    yesterday = TODAY - timedelta(1)
    given = {
        **GIVEN, "challenger": "body:children-scrutiny", "challenged": "office:lead-member", "summons": "on",
        "made_on_0": str(yesterday.day), "made_on_1": str(yesterday.month), "made_on_2": str(yesterday.year),
    }  # fmt: skip
    assert "Give the minute" in post(here.democratic_services, "make/", **given, minute="")
    tomorrow = {**given, "made_on_2": str(TODAY.year + 1), "due_2": str(TODAY.year + 2)}
    assert "must be today or in the past" in post(here.democratic_services, "make/", **tomorrow, minute="Item 6")
    page = post(here.democratic_services, "make/", **given, minute="Scrutiny, item 6")
    assert "Summons" in page
    assert "Must be answered by" in page
    assert "Scrutiny, item 6" in page
    assert Challenge.objects.get().made_on == yesterday


def test_who_speaks_for_nobody_is_told_who_can_change_that(here: People) -> None:
    nobody = somebody(here.authority, "partner")
    page = get(nobody, "make/")
    assert "Board support can record it" in page
    assert "Send the challenge" not in page
    get(somebody(here.authority, "analyst"), "make/", 403)


def test_whoever_does_not_hold_the_office_is_sent_back(here: People) -> None:
    key = made(here)
    for by, step in ((here.chief_executive, "answer"), (here.leader, "what-changed"), (here.dcs, "close"),
                     (here.police, "reply"), (here.scrutiny, "escalate")):  # fmt: skip
        page = post(by, f"{key}/{step}/", words="In another’s name.")
        assert "This is for whoever holds the office" in page, step
    assert not Step.objects.exists()
    get(here.scrutiny, f"{key}/answer/", 403)


def test_an_escalation_asks_to_whom_and_by_when(here: People) -> None:
    key = made(here)
    page = get(here.lead_member, f"{key}/escalate/")
    assert "Chief executive" in page
    assert "Full Council" in page
    day = {"due_0": str(DUE.day), "due_1": str(DUE.month), "due_2": str(DUE.year)}
    page = post(here.lead_member, f"{key}/escalate/", to="office:chief-executive", words="No answer.", **day)
    assert "Escalated to Chief executive" in page
    assert "For you to answer" in get(here.chief_executive, "")
    assert "An answer is asked for by" in page
    late = post(here.lead_member, f"{key}/escalate/", to="office:leader", words="No.", **{**day, "due_2": "2020"})
    assert "must be today or later" in late


def test_council_answers_by_a_minute_that_the_form_asks_for(here: People) -> None:
    key = made(here)
    actions.escalate(by=here.lead_member, key=key, to="body:council", words="Up.", on=TODAY, due=DUE)
    assert 'name="minute"' in get(here.governance, f"{key}/answer/")
    assert "Give the minute" in post(here.governance, f"{key}/answer/", words="Resolved.")
    page = post(here.governance, f"{key}/answer/", words="Resolved.", minute="Council, item 8")
    assert "on the minute: Council, item 8" in page


def test_the_list_counts_filters_and_goes_out_as_a_file(here: People) -> None:
    made(here, topic="In time")
    made(here, topic="Too late", on=TODAY - timedelta(60), due=TODAY - timedelta(30))
    done = made(here, topic="Done")
    actions.close(by=here.lead_member, key=done, words="Withdrawn.", on=TODAY)
    assert "2 wait for an answer, 1 of them overdue." in get(here.governance, "")

    def topics(query: str) -> list[str]:
        response = client(here.governance).get(f"/northmoor/challenges/?format=csv&sort=topic{query}")
        return [row["Topic"] for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]

    assert topics("") == ["Done", "In time", "Too late"]
    assert topics("&state=overdue") == ["Too late"]
    assert topics("&state=waiting") == ["In time", "Too late"]
    assert topics("&state=closed") == ["Done"]
    assert topics("&challenged=office:dcs") == ["Done", "In time", "Too late"]


def test_each_party_has_a_page_with_both_directions(here: People) -> None:
    made(here, topic="To the police", challenged="partner:police")
    challenges(here.police, challenger="partner:police", topic="From the police", on=TODAY, due=DUE)
    page = get(here.governance, "of/partner:police/")
    assert page.index("Challenges made") < page.index("From the police") < page.index("Challenges received")
    assert page.index("Challenges received") < page.index("To the police")
    get(here.governance, "of/office:lead-member/")
    get(here.governance, "of/partner:nobody/", 404)


def test_a_party_that_is_gone_keeps_its_page_for_what_it_said(here: People) -> None:
    Challenge.objects.create(
        authority=here.authority, key="2019-1", challenger="body:old-board", challenger_name="Old Board",
        challenged="partner:old", challenged_name="Old Partner", topic="Then", words="Why?", made_on=TODAY, due=DUE,
        by=here.police.user.individual,  # type: ignore[union-attr]
    )  # fmt: skip
    assert "Old Board" in get(here.governance, "of/body:old-board/")
    assert "Old Partner" in get(here.governance, "of/partner:old/")


def test_a_partner_and_a_scrutiny_member_find_nothing_that_is_not_theirs(here: People) -> None:
    key = made(here, access=EXEMPT, topic="The contract")
    for by in (here.police, here.scrutiny):
        get(by, f"{key}/", 404)
        assert "The contract" not in get(by, "")
        assert "No evidence" not in get(by, f"{made(here)}/")
    assert "Exempt, paragraph 3" in get(here.governance, f"{key}/")
    actions.answer(by=here.dcs, key=made(here, topic="Open"), words="The price.", on=TODAY, access=EXEMPT)
    page = get(here.scrutiny, f"{Challenge.objects.get(topic='Open').key}/")
    assert "These words are not open to you (exempt)." in page
    assert "The price." not in page


def test_an_answer_to_an_exempt_challenge_begins_as_exempt(here: People) -> None:
    key = made(here, access=EXEMPT)
    assert '<option value="exempt" selected>' in get(here.dcs, f"{key}/answer/")


def test_on_a_past_day_a_challenge_is_as_it_was_and_nothing_is_done(here: People) -> None:
    then = TODAY - timedelta(60)
    key = made(here, on=then, due=then + timedelta(28))
    actions.answer(by=here.dcs, key=key, words="Later.", on=TODAY)
    page = get(here.dcs, f"{key}/?on={then}")
    assert "Waiting for an answer" in page
    assert "Later." not in page
    assert f"{key}/answer/" not in page
    get(here.dcs, f"{key}/?on={then - timedelta(1)}", 404)


def test_the_successor_is_said_on_the_page(here: People) -> None:
    key = made(here)
    successor = somebody(here.authority, "lead-member", name="Jo Dipper")
    page = post(successor, f"{key}/close/", words="Satisfied.")
    assert "Raised by Bea Marsh: a challenge belongs to the office, and its holder now has closed it" in page
    assert "By Jo Dipper, in that office since 1 January 2020" in page


def test_board_support_names_who_speaks_and_ends_it(here: People) -> None:
    new = somebody(here.authority, "partner", name="Kit Pipit")
    day = {"starts_0": "1", "starts_1": "3", "starts_2": "2026"}
    page = post(here.board_support, "speakers/name/", party="partner:probation", individual=str(new.person), **day)
    assert "It is recorded who speaks for them." in page
    assert "Kit Pipit" in page
    again = post(here.board_support, "speakers/name/", party="partner:probation", individual=str(new.person), **day)
    assert "speaks for them already" in again
    number = Spokesperson.objects.get(individual=new.person).pk
    last = {"last_0": "1", "last_1": "4", "last_2": "2026"}
    assert "same as or after" in post(
        here.board_support, f"speakers/{number}/end/", **{**last, "last_2": "2020"}, why="Moved on."
    )
    page = post(here.board_support, f"speakers/{number}/end/", **last, why="Moved on.")
    assert "It is ended." in page
    assert f"speakers/{number}/end/" not in page
    assert "End speaking for" in get(here.board_support, f"speakers/{number}/end/")
    get(here.board_support, "speakers/999/end/", 404)
    get(here.dcs, "speakers/", 403)


def test_without_anybody_to_name_the_form_says_where_roles_are_given() -> None:
    from northmoor_whole import northmoor

    by = somebody(northmoor(), "board-support")
    assert "An administrator gives it under People and roles." in get(by, "speakers/name/")
    assert "Nobody is named yet." in get(by, "speakers/")


def test_a_finding_leads_to_challenging_it_and_to_opening_an_action(here: People) -> None:
    assert here.lead_member.user is not None
    page = client(here.lead_member).get("/northmoor/findings/2013/line-unbroken/family-practitioner/")
    text = page.content.decode()
    assert "/northmoor/challenges/make/?about=finding%3A2013%2Fline-unbroken%2Ffamily-practitioner" in text
    assert "/northmoor/challenges/actions/open/?source=finding%3A2013%2Fline-unbroken%2Ffamily-practitioner" in text
