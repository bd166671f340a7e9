"""Challenges, actions, who speaks for whom, signatures and published departures in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from northmoor_whole import departs
from pages import check_all, sign_in_as
from playwright.sync_api import Page, expect
from world_challenges import People, challenges, people, somebody

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions
from clearline.assurance.signing.actions import sign

pytestmark = pytest.mark.browser

LONG = "Words that go on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 6
ABOUT = "duty:dcs-lm/2009/lead-member-challenges-dcs-constructively"
TODAY = timezone.localdate()
DUE = TODAY + timedelta(28)


def visit(page: Page, by: Acting, *addresses: str) -> None:
    assert by.user is not None
    page.context.clear_cookies()
    sign_in_as(page, by.user)
    for address in addresses:
        page.goto(f"/northmoor/{address}")
        check_all(page)


def filled(here: People) -> str:
    """Make a challenge with all that can follow, others beside it, and actions; return its key."""
    key = challenges(here.lead_member, words=LONG, topic=LONG[:190], about=ABOUT, on=TODAY, due=DUE)
    actions.answer(by=here.dcs, key=key, words=LONG, on=TODAY)
    actions.say_what_changed(by=here.dcs, key=key, words="Two posts were filled.", on=TODAY)
    actions.reply(by=here.lead_member, key=key, words="And the third?", on=TODAY, due=DUE)
    actions.escalate(by=here.lead_member, key=key, to="office:chief-executive", words=LONG, on=TODAY, due=DUE)
    exempt = Access(kind="exempt", paragraph="3", why="A contract is being let.")
    challenges(here.scrutiny, challenger="body:children-scrutiny", challenged="office:lead-member", summons=True,
               on=TODAY - timedelta(60), due=TODAY - timedelta(30))  # fmt: skip
    closed = challenges(here.lead_member, access=exempt, on=TODAY, due=DUE)
    actions.close(by=somebody(here.authority, "lead-member", name="Jo Dipper"), key=closed, words="Done.", on=TODAY)
    for owner, source in (("head-of-libraries", f"challenge:{key}"), ("leader", "inspection:Ofsted, March 2026, 2")):
        actions.open_action(by=here.governance, title=LONG[:280], source=source, owner=owner, due=DUE, on=TODAY)
    actions.finish_action(by=here.governance, key=f"{TODAY.year}-2", outcome="There is one manager.", on=TODAY)
    return key


def test_pages_of_challenges_read_and_written(page: Page) -> None:
    here = people()
    visit(page, here.lead_member, "challenges/", "challenges/actions/")
    key = filled(here)
    visit(page, here.lead_member, "challenges/", f"challenges/{key}/", f"challenges/make/?about={ABOUT}",
          f"challenges/{key}/escalate/", f"challenges/{key}/reply/", "challenges/of/office:dcs/")  # fmt: skip
    visit(page, here.dcs, "challenges/", f"challenges/{key}/answer/")
    visit(page, here.democratic_services, "challenges/make/")
    visit(page, here.board_support, "challenges/speakers/", "challenges/speakers/name/")


def test_pages_of_actions_and_signatures_and_of_published_departures(page: Page) -> None:
    here = people()
    filled(here)
    departs(here.authority, published=True)
    now = timezone.now()
    sign(by=here.dcs, about=ABOUT, content={"x": 1}, title=LONG[:290], office="dcs", on=TODAY, now=now)
    year = TODAY.year
    visit(page, here.governance, "challenges/actions/", f"challenges/actions/{year}-1/",
          f"challenges/actions/{year}-2/", f"challenges/actions/{year}-1/finish/", "challenges/actions/open/",
          "signatures/")  # fmt: skip
    page.goto("/public/of/northmoor/departures/")
    check_all(page)


def test_the_lead_member_challenges_and_the_director_answers_without_javascript(
    page_without_javascript: Page,
) -> None:
    page, here = page_without_javascript, people()
    assert here.lead_member.user is not None
    assert here.dcs.user is not None
    sign_in_as(page, here.lead_member.user)
    page.goto(f"/northmoor/challenges/make/?about={ABOUT}")
    page.get_by_label("Whom to challenge").select_option("office:dcs")
    page.get_by_label("Topic").fill("Waiting for plans")
    page.get_by_label("The challenge", exact=True).fill("Why do so many wait?")
    page.get_by_role("button", name="Send the challenge").click()
    expect(page.get_by_text("The challenge is raised.")).to_be_visible()
    page.context.clear_cookies()
    sign_in_as(page, here.dcs.user)
    page.goto("/northmoor/challenges/")
    page.get_by_role("link", name="Waiting for plans").first.click()
    page.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("Two posts are empty.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Two posts are empty.")).to_be_visible()
