"""Records of assurance come up in a request for information by their access class, with what may withhold them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from northmoor_whole import acting
from people import make_authority, member
from world_challenges import DAY, DUE, People, challenges, people

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Individual, Membership, User
from clearline.accounts.permissions import Role
from clearline.assurance.challenges import actions
from clearline.assurance.signing.actions import sign
from clearline.transfer.information_law.foi import Match, search
from clearline.transfer.information_law.foi_assurance import classes
from clearline.transfer.information_law.scoping import path_to_authority

pytestmark = pytest.mark.django_db

CLASSES = {
    "exempt-1": Access(kind="exempt", paragraph="1", why="It names a worker."),
    "exempt-3": Access(kind="exempt", paragraph="3", why="A contract is let."),
    "confidential": Access(kind="confidential"),
    "privileged": Access(kind="privileged"),
}


@pytest.fixture
def here() -> People:
    return people()


def somebody(here: People, role: Role) -> Acting:
    return acting(member(here.authority, role), here.authority, role)


def found(by: Acting, words: str) -> dict[str, Match]:
    kinds = {one.kind for one in classes()}
    return {match.record: match for match in search(by, words) if match.kind in kinds}


def test_each_table_has_a_way_to_its_authority_and_is_searched_there_alone(here: People) -> None:
    for one in classes():
        assert list(one.rows(at_the_machine(make_authority("southmoor")))) == [], one.kind
    assert path_to_authority(Individual) is None
    assert path_to_authority(User) is None
    assert path_to_authority(Permission) is None
    assert path_to_authority(Membership) == "authority"


def test_challenges_steps_actions_and_signatures_are_found_and_named(here: People) -> None:
    key = challenges(here.lead_member, words="About the zebra.")
    later = DAY + timedelta(3)
    actions.answer(by=here.dcs, key=key, words="The zebra is well.", on=later)
    actions.open_action(
        by=here.governance, title="Feed the zebra", source=f"challenge:{key}", owner="leader", due=DUE, on=DAY
    )
    sign(by=here.dcs, about="report:x/1", content={}, title="Zebra report", office="dcs", on=DAY, now=timezone.now())
    there = found(somebody(here, "monitoring-officer"), "zebra")
    kinds = {match.kind: match for match in there.values()}
    assert set(kinds) == {"Challenge", "What followed a challenge", "Action", "Signature"}
    assert kinds["Challenge"].record == f"challenges.challenge:{key}"
    assert (kinds["Challenge"].title, kinds["Challenge"].day) == ("Waiting for plans", DAY)
    assert kinds["What followed a challenge"].day == later
    assert kinds["What followed a challenge"].title.startswith("What followed a challenge ")
    assert (kinds["Action"].title, kinds["Action"].day) == ("Feed the zebra", DAY)
    assert all(not match.likely for match in there.values())


def test_the_access_class_suggests_the_exemption_and_says_who_finds_it(here: People) -> None:
    keys = {name: challenges(here.lead_member, words="A zebra.", access=access) for name, access in CLASSES.items()}
    there = found(somebody(here, "monitoring-officer"), "zebra")
    sections = {
        name: [one.section for one in there[f"challenges.challenge:{key}"].likely] for name, key in keys.items()
    }
    assert sections == {
        "exempt-1": ["s40"], "exempt-3": ["s36"], "confidential": ["s41"], "privileged": ["s42"],
    }  # fmt: skip
    seen = found(somebody(here, "data-protection-officer"), "zebra")
    assert set(seen) == {f"challenges.challenge:{keys[name]}" for name in ("exempt-1", "exempt-3")}


def test_a_draft_is_advice_that_is_not_finished() -> None:
    from clearline.assurance.statements.models import Statement
    from clearline.transfer.information_law.foi_assurance import _day, _likely

    row: Any = Statement(access="draft")
    assert [one.section for one in _likely(row)] == ["s36"]
    assert _day(Membership()) is None
