"""A draft is changed by the same forms as the organisation, thing by thing, and keeps only what differs from today."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from people import client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.checks import proposing
from clearline.kit.errors import BadInput
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Proposal

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[3] / "examples"
ROOT = "/northmoor/proposals/"


@pytest.fixture
def officer() -> Client:
    authority = make_authority()
    replace_organisation(
        by=at_the_machine(authority), organisation=read_organisation(EXAMPLES / "northmoor.yaml"), why=""
    )
    return client_for(member(authority, "governance-officer"))


@pytest.fixture
def key(officer: Client) -> str:
    made = officer.post(f"{ROOT}new/", {"title": "A change", "takes_effect_0": "1", "takes_effect_1": "12",
                                        "takes_effect_2": "2026"})  # fmt: skip
    key: str = made["Location"].rstrip("/").rpartition("/")[2]
    return key


def overlay(key: str) -> dict[str, object]:
    kept: dict[str, object] = Proposal.objects.get(key=key).overlay
    return kept


def fields(client: Client, address: str) -> dict[str, object]:
    """Return what the form of a page would send as it stands."""
    response = client.get(ROOT + address)
    assert response.status_code == 200, address
    form = response.context["form"]
    sent: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if hasattr(bound.field.widget, "decompress") else None
        if parts is not None:
            sent |= {f"{bound.html_name}_{at}": part for at, part in enumerate(parts) if part is not None}
        elif value is not None:
            sent[bound.html_name] = value
    return sent


def test_everything_that_is_stated_can_be_chosen(officer: Client, key: str) -> None:
    text = officer.get(f"{ROOT}of/{key}/choose/").content.decode()
    assert "Posts" in text
    assert "Boards and committees" in text
    posts = officer.get(f"{ROOT}of/{key}/choose/", {"section": "posts"}).content.decode()
    assert "Executive Director of Children and Learning" in posts
    assert officer.get(f"{ROOT}of/{key}/choose/", {"section": "plan"}).status_code == 302


def test_a_form_that_is_sent_as_it_stands_changes_nothing(officer: Client, key: str) -> None:
    things = ("posts/director-of-children", "offices/lead-member", "functions/child-protection", "plan", "monitoring")
    for address in things:
        page = f"of/{key}/change/{address}/"
        done = officer.post(ROOT + page, fields(officer, page))
        assert done.status_code == 302, (address, done.context["form"].errors)
        assert overlay(key) == {}, address


def test_only_what_differs_is_kept_and_can_be_left_as_today(officer: Client, key: str) -> None:
    page = f"of/{key}/change/posts/director-of-children/"
    sent = {**fields(officer, page), "title": "Director of People"}
    assert officer.post(ROOT + page, sent).status_code == 302
    assert overlay(key) == {"posts": {"director-of-children": {"title": "Director of People"}}}
    text = officer.get(f"{ROOT}of/{key}/").content.decode()
    assert "Director of People (changed)" in text
    assert officer.post(f"{ROOT}of/{key}/undo/", {"thing": "posts/director-of-children"}).status_code == 302
    assert overlay(key) == {}


def test_a_thing_that_is_one_section_is_changed_and_left(officer: Client, key: str) -> None:
    page = f"of/{key}/change/safeguarding_owner/"
    form = fields(officer, page)
    (name,) = [field for field in form if field.startswith("stated")] or ["stated"]
    assert officer.post(ROOT + page, {name: "leader"}).status_code == 302
    assert overlay(key) in ({"safeguarding_owner": "leader"}, {})
    assert officer.post(f"{ROOT}of/{key}/undo/", {"thing": "safeguarding_owner/"}).status_code == 302
    assert overlay(key) == {}


def test_a_new_post_is_proposed_under_an_id_of_its_title(officer: Client, key: str) -> None:
    page = f"of/{key}/add/posts/"
    sent = {**fields(officer, page), "title": "Head of Data"}
    assert officer.post(ROOT + page, sent).status_code == 302
    assert overlay(key)["posts"] == {"head-of-data": {"title": "Head of Data"}}
    again = officer.post(ROOT + page, sent)
    assert "one of that name already" in again.content.decode()
    assert "Add a post" in officer.get(ROOT + page).content.decode()


def test_what_has_no_title_is_given_a_short_name(officer: Client, key: str) -> None:
    page = f"of/{key}/add/people/"
    assert officer.post(ROOT + page, {"which": "person-new"}).status_code == 302
    assert overlay(key)["people"] == {"person-new": {}}
    assert "Give it a name" in officer.post(ROOT + page, {"which": "!!"}).content.decode()
    assert officer.get(f"{ROOT}of/{key}/add/relations/").status_code == 200
    assert officer.get(f"{ROOT}of/{key}/add/plan/").status_code == 404


def test_who_holds_a_post_can_be_changed_added_and_taken_out(officer: Client, key: str) -> None:
    thing = f"of/{key}/change/posts/assistant-director-early-help/"
    assert "Add somebody" in officer.get(ROOT + thing).content.decode()
    new = f"of/{key}/part/posts/assistant-director-early-help/"
    assert (
        officer.post(ROOT + new, {**fields(officer, new), "person": "person-c1", "kind": "interim"}).status_code == 302
    )
    held = {"holders": [{"person": "person-c1", "kind": "interim"}]}
    assert overlay(key)["posts"] == {"assistant-director-early-help": held}
    assert "interim" in officer.get(ROOT + thing).content.decode()
    there = f"{new}0/"
    assert officer.post(ROOT + there, {**fields(officer, there), "kind": "acting"}).status_code == 302
    assert overlay(key)["posts"] == {
        "assistant-director-early-help": {"holders": [{"person": "person-c1", "kind": "acting"}]}
    }
    assert officer.post(ROOT + there, {"do": "take-out"}).status_code == 302
    assert overlay(key) == {}
    assert officer.get(f"{ROOT}{new}7/").status_code == 404
    assert officer.get(f"{ROOT}of/{key}/part/functions/child-protection/").status_code == 404


def test_what_others_refer_to_is_not_taken_away_and_what_nobody_needs_is(officer: Client, key: str) -> None:
    refused = officer.post(f"{ROOT}of/{key}/remove/posts/chief-executive/")
    assert refused.status_code == 200
    assert "There is a problem" in refused.content.decode()
    assert overlay(key) == {}
    assert officer.post(f"{ROOT}of/{key}/remove/posts/foster-carer-support/").status_code in (200, 302)
    assert officer.post(f"{ROOT}of/{key}/remove/posts/head-of-libraries/").status_code in (200, 302)


def test_what_does_not_fit_stays_on_the_form_with_the_reason(officer: Client, key: str) -> None:
    text = officer.post(f"{ROOT}of/{key}/text/", {"text": "posts: {a: {title: A}, b: {title: B, reports_to: a}}"})
    assert text.status_code == 302
    kept = officer.post(f"{ROOT}of/{key}/undo/", {"thing": "posts/a"}, follow=True)
    assert "reports_to" in kept.content.decode()
    assert set(overlay(key)["posts"]) == {"a", "b"}  # type: ignore[call-overload]


@pytest.mark.parametrize("address", ["change/nothing/", "change/posts/nobody-has-this/", "add/nothing/"])
def test_what_is_not_there_cannot_be_changed(officer: Client, key: str, address: str) -> None:
    assert officer.get(f"{ROOT}of/{key}/{address}").status_code == 404


def test_a_whole_section_can_be_put_and_taken_away_by_an_action(officer: Client, key: str) -> None:
    by = at_the_machine(make_authority())
    proposing.put(by=by, key=key, section="authority_framework", thing="", facts={"owner": "chief-executive"})
    assert overlay(key) == {"authority_framework": {"owner": "chief-executive"}}
    proposing.put(by=by, key=key, section="authority_framework", thing="", facts=False)
    assert overlay(key) == {"authority_framework": False}
    with pytest.raises(BadInput, match="no proposal"):
        proposing.put(by=by, key="nothing", section="plan", thing="", facts=None)
    proposing.revise(by=by, key=key, wanted=proposing.Wanted("T", "R", date(2026, 12, 2)))
    assert Proposal.objects.get(key=key).title == "T"


def test_what_a_form_says_that_does_not_fit_is_said_on_the_form(officer: Client, key: str) -> None:
    reversed_days = {"from_0": "1", "from_1": "1", "from_2": "2026", "to_0": "1", "to_1": "1", "to_2": "2025"}
    for page in (f"of/{key}/change/posts/director-of-children/", f"of/{key}/add/posts/"):
        refused = officer.post(ROOT + page, {**fields(officer, page), "title": "Head", **reversed_days})
        assert "before it begins" in refused.content.decode(), page
    second = f"of/{key}/part/posts/director-of-children/"
    refused = officer.post(ROOT + second, {**fields(officer, second), "person": "person-c1", "kind": "substantive"})
    assert "two people hold the post" in refused.content.decode()
    assert "There is a problem" in officer.post(ROOT + second, {}).content.decode()
    assert overlay(key) == {}
