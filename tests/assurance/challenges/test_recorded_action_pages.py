"""The pages of actions: the list, one, and the forms that open, change and end them."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone
from people import client_for, make_authority
from world_challenges import People, challenges, people, somebody

from clearline.accounts.acting import Acting
from clearline.assurance.challenges.actions import finish_action, open_action
from clearline.assurance.challenges.models import Action
from clearline.assurance.challenges.queries import action_named
from clearline.organisations import actions as organisation

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DUE = TODAY + timedelta(30)
SOURCE = "finding:2013/line-unbroken/family-practitioner"
DAY = {"due_0": str(DUE.day), "due_1": str(DUE.month), "due_2": str(DUE.year)}


@pytest.fixture
def here() -> People:
    return people()


def client(by: Acting) -> Client:
    assert by.user is not None
    return client_for(by.user)


def get(by: Acting, address: str = "", status: int = 200) -> str:
    response = client(by).get(f"/northmoor/challenges/actions/{address}")
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def post(by: Acting, address: str, **given: Any) -> str:
    response = client(by).post(f"/northmoor/challenges/actions/{address}", given, follow=True)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def opened(here: People, **otherwise: Any) -> str:
    given = {"title": "One manager", "source": SOURCE, "owner": "head-of-libraries", "due": DUE, "on": TODAY}
    return open_action(by=here.governance, **{**given, **otherwise})


def test_an_action_is_opened_from_a_thing_and_shows_where_it_comes_from(here: People) -> None:
    words_of_source = "From: Finding: Family Practitioner, line unbroken (2013 edition)"
    assert words_of_source in get(here.governance, f"open/?source={SOURCE}")
    page = post(here.governance, f"open/?source={SOURCE}", title="One manager", owner="head-of-front-door", **DAY)
    for words in ("The action is opened.", "One manager", "Head of Front Door and Assessment", "Open",
                  "/northmoor/findings/2013/line-unbroken/family-practitioner/"):  # fmt: skip
        assert words in page, words


def test_an_action_is_opened_from_a_recommendation_of_an_inspection(here: People) -> None:
    given = {"title": "Visit weekly", "owner": "lead-member", "recommendation": "Ofsted, March 2026, 2", **DAY}
    page = post(here.governance, "open/", **given)
    assert "Recommendation of an inspection: Ofsted, March 2026, 2" in page
    assert "/northmoor/organisation/offices/lead-member/" in page or "Cabinet Member" in page
    assert "names nothing" in post(here.governance, "open/", **{**given, "recommendation": "<script>"})


def test_what_is_wrong_is_said_and_nothing_is_kept(here: People) -> None:
    past = {**DAY, "due_2": "2020"}
    assert "today or later" in post(here.governance, f"open/?source={SOURCE}", title="x", owner="leader", **past)
    assert "Enter what is to be done" in post(here.governance, f"open/?source={SOURCE}", owner="leader", **DAY)
    assert "names nothing" in get(here.governance, "open/?source=nonsense")
    assert not Action.objects.exists()


def test_without_an_organisation_the_form_says_what_comes_first() -> None:
    by = somebody(make_authority(), "governance-officer")
    assert "State the organisation first." in get(by, "open/")


def test_an_action_changes_ends_and_opens_again(here: People) -> None:
    key = opened(here)
    page = post(here.governance, f"{key}/change/", owner="leader", why="A decision of members.", **DAY)
    assert "The action is changed." in page
    assert "another owner or another day" in post(here.governance, f"{key}/change/", owner="leader", why="x", **DAY)
    assert "The action is done." in post(here.governance, f"{key}/finish/", outcome="There is one manager.")
    assert "There is one manager." in get(here.governance, f"{key}/")
    assert "The action is open again." in post(here.governance, f"{key}/open-again/", why="There are two again.")
    page = post(here.governance, f"{key}/drop/", why="The hub closed.")
    assert "The action is dropped." in page
    assert "Why it was dropped" in page
    assert f"{key}/drop/" not in page
    for words in ("action opened", "action changed", "action done", "action opened again", "action dropped"):
        assert words in page, words


def test_a_form_that_is_sent_empty_says_so_and_changes_nothing(here: People) -> None:
    key = opened(here)
    for name in ("change", "finish", "drop"):
        assert "There is a problem" in post(here.governance, f"{key}/{name}/"), name
    assert Action.objects.get().status == "open"


def test_who_may_only_read_sees_no_buttons_and_no_forms(here: People) -> None:
    key = opened(here)
    auditor = somebody(here.authority, "auditor")
    assert "/drop/" not in get(auditor, f"{key}/")
    assert "/open/" not in get(auditor)
    for name in ("change", "finish", "drop", "open-again"):
        get(auditor, f"{key}/{name}/", 403)
    get(here.police, "", 403)
    get(here.governance, "2020-9/", 404)


def test_the_list_filters_by_state_owner_and_source_and_goes_out_as_a_file(here: People) -> None:
    then = TODAY - timedelta(60)
    opened(here, title="Late", on=then, due=then + timedelta(1))
    opened(here, title="Open", owner="leader", source="inspection:Ofsted, 2")
    finish_action(by=here.governance, key=opened(here, title="Done"), outcome="Done.", on=TODAY)
    assert "2 are open, 1 of them late." in get(here.governance)

    def titles(query: str) -> list[str]:
        response = client(here.governance).get(f"/northmoor/challenges/actions/?format=csv&sort=title{query}")
        return [row["Action"] for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]

    assert titles("") == ["Done", "Late", "Open"]
    assert titles("&state=late") == ["Late"]
    assert titles("&owner=leader") == ["Open"]
    assert titles("&source=inspection") == ["Open"]


def test_actions_whose_owner_is_gone_stand_above_the_list_and_warn(here: People) -> None:
    key = opened(here)
    organisation.end(
        by=here.governance, section="posts", key="head-of-libraries", last=TODAY - timedelta(1), why="Merged."
    )
    assert "Nobody does these any more" in get(here.governance)
    assert "is no longer there. Give it to another." in get(here.governance, f"{key}/")
    assert action_named(here.authority, key, TODAY) is not None


def drawn(by: Acting, text: str, **context: Any) -> str:
    """Return what a template draws for somebody."""
    request: Any = RequestFactory().get("/")
    request.acting, request.on, request.today, request.on_problem = by, TODAY, TODAY, ""
    return Template("{% load challenging %}" + text).render(Context({"request": request, **context}))


def test_any_page_shows_the_challenges_about_its_thing_and_where_to_challenge_it(here: People) -> None:
    about = "duty:dcs-lm/2009/lead-member-challenges-dcs-constructively"
    tag = "{% challenges_about about %}"
    assert "Nobody has challenged this." in drawn(here.lead_member, tag, about=about)
    challenges(here.lead_member, about=about, on=TODAY, due=DUE, topic="Plans")
    text = drawn(here.lead_member, tag, about=about.replace("duty:", "judgement:"))
    assert "Plans" in text
    assert "/northmoor/challenges/make/?about=judgement" in text
    assert "/make/" not in drawn(here.governance, tag, about=about)
    assert drawn(somebody(here.authority, "administrator"), tag, about=about).strip() == ""


def test_any_page_shows_the_actions_from_its_thing_and_where_to_open_one(here: People) -> None:
    tag = "{% actions_of source %}"
    assert "No action has been opened from this." in drawn(here.governance, tag, source=SOURCE)
    opened(here)
    text = drawn(here.governance, tag, source=SOURCE)
    assert "One manager" in text
    assert "/northmoor/challenges/actions/open/?source=finding" in text
    assert "/open/" not in drawn(somebody(here.authority, "auditor"), tag, source=SOURCE)
    assert drawn(here.police, tag, source=SOURCE).strip() == ""


def test_bad_results_that_nobody_challenged_prompt_whoever_may_challenge(here: People) -> None:
    tag = "{% unchallenged bad %}"
    text = drawn(here.lead_member, tag, bad=[SOURCE, "inspection:Ofsted, 2"])
    assert "Not challenged by anybody" in text
    assert "/northmoor/challenges/make/?about=finding" in text
    assert "Recommendation of an inspection: Ofsted, 2:" in text
    assert drawn(here.lead_member, tag, bad=[]).strip() == ""
    assert drawn(here.governance, tag, bad=[SOURCE]).strip() == ""
