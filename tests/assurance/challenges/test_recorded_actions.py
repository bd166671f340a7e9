"""An action has a source, an owner that is there, a day, an end with words, and a history that forgets nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world_challenges import DAY, People, challenges, people, somebody

from clearline.accounts.acting import Refused
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.assurance.challenges import actions
from clearline.assurance.challenges.models import Action
from clearline.assurance.challenges.queries import action_named, actions_of
from clearline.assurance.challenges.to_do import owners
from clearline.assurance.evidence.actions import add
from clearline.assurance.evidence.contents import from_link
from clearline.assurance.evidence.queries import uses_of
from clearline.kit.errors import BadInput
from clearline.organisations import actions as organisation

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SOURCE, DUE = "finding:2013/line-unbroken/family-practitioner", date(2026, 7, 1)


@pytest.fixture
def here() -> People:
    return people()


def opened(here: People, **otherwise: object) -> str:
    given: dict[str, object] = {
        "title": "Give the hub one manager", "source": SOURCE, "owner": "head-of-front-door", "due": DUE, "on": DAY,
        **otherwise,
    }  # fmt: skip
    return actions.open_action(by=here.governance, **given)  # type: ignore[arg-type]


def state(here: People, key: str, on: date) -> str:
    one = action_named(here.authority, key, on)
    return one.state if one else "not there"


def test_an_action_is_open_then_late_then_done_and_each_past_day_stays_as_it_was(here: People) -> None:
    key = opened(here)
    done = DUE + timedelta(3)
    assert state(here, key, DAY - timedelta(1)) == "not there"
    assert (state(here, key, DUE), state(here, key, done)) == ("open", "late")
    actions.finish_action(by=here.governance, key=key, outcome="One manager since July.", on=done)
    assert (state(here, key, done), state(here, key, DUE + timedelta(1))) == ("done late", "late")
    one = action_named(here.authority, key, done)
    assert one is not None
    assert (one.outcome, one.ended, one.owner_name, one.owner_is) == (
        "One manager since July.", done, "Head of Front Door and Assessment", "post"
    )  # fmt: skip
    assert [past.did for past in history(here.authority, f"action:{key}")] == ["action done", "action opened"]


def test_one_done_in_time_is_done_and_one_dropped_is_never_late(here: People) -> None:
    in_time, dropped = opened(here), opened(here)
    actions.finish_action(by=here.governance, key=in_time, outcome="Done.", on=DUE)
    actions.drop_action(by=here.governance, key=dropped, why="The hub closes.", on=DUE + timedelta(9))
    later = DUE + timedelta(30)
    assert (state(here, in_time, later), state(here, dropped, later)) == ("done", "dropped")


def test_an_action_comes_from_many_kinds_of_thing_and_is_found_by_them(here: People) -> None:
    key = challenges(here.lead_member)
    duty = "dcs-lm/2013/authority-takes-guidance-into-account"
    sources = (
        SOURCE, f"challenge:{key}", "inspection:Ofsted, March 2026, recommendation 2", "test:two-roles/scope",
        f"judgement:{duty}",
    )  # fmt: skip
    for source in sources:
        opened(here, source=source)
    assert len(actions_of(here.authority, DAY)) == len(sources)
    for source in sources:
        assert [one.source for one in actions_of(here.authority, DAY, source)] == [source]
    assert [one.source for one in actions_of(here.authority, DAY, f"duty:{duty}")] == [f"judgement:{duty}"]


@pytest.mark.parametrize(
    ("otherwise", "why"),
    [
        ({"title": " "}, "Say what is to be done"),
        ({"owner": "nobody-here"}, "There is no post or office 'nobody-here' on 1 June 2026"),
        ({"due": DAY - timedelta(1)}, "today or later"),
        ({"source": "whatever"}, "names nothing"),
        ({"source": ""}, "names nothing"),
    ],
)
def test_what_is_no_action_is_refused_and_nothing_is_kept(here: People, otherwise: dict[str, object], why: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(BadInput, match=why):
        opened(here, **otherwise)
    assert not Action.objects.exists()
    assert Entry.objects.count() == before


def test_only_those_who_keep_actions_do(here: People) -> None:
    with pytest.raises(Refused):
        opened(here._replace(governance=somebody(here.authority, "auditor")))


def test_owner_and_day_change_with_a_reason_and_something_must_change(here: People) -> None:
    key = opened(here)
    change = {"by": here.governance, "key": key, "on": DAY}
    later = DUE + timedelta(7)
    actions.change_action(**change, owner="lead-member", due=later, why="A decision of members.")  # type: ignore[arg-type]
    one = action_named(here.authority, key, DAY)
    assert one is not None
    assert (one.owner_name, one.owner_is, one.due) == ("Cabinet Member for Children and Learning", "office", later)
    for owner, due, why, said in (
        ("lead-member", later, "x", "another owner or another day"),
        ("lead-member", DAY - timedelta(1), "x", "same as or after the day on which it was opened"),
        ("gone", later, "x", "There is no post or office"),
        ("leader", later, " ", "Say it in words"),
    ):
        with pytest.raises(BadInput, match=said):
            actions.change_action(**change, owner=owner, due=due, why=why)  # type: ignore[arg-type]


def test_an_owner_that_is_gone_is_noticed_and_its_name_kept(here: People) -> None:
    key = opened(here, owner="head-of-libraries")
    organisation.end(by=here.governance, section="posts", key="head-of-libraries", last=DAY, why="Merged.")
    after = DAY + timedelta(1)
    one = action_named(here.authority, key, after)
    assert one is not None
    assert (one.owner_is, one.owner_name) == ("", "Head of Libraries")
    change = {"by": here.governance, "key": key, "owner": "head-of-libraries", "why": "Wait.", "on": after}
    actions.change_action(**change, due=DUE + timedelta(1))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="There is no post or office 'head-of-libraries'"):
        opened(here, owner="head-of-libraries", on=after)


def test_what_is_ended_is_ended_once_and_opens_again_with_a_reason(here: People) -> None:
    key = opened(here)
    by = {"by": here.governance, "key": key}
    with pytest.raises(BadInput, match="open already"):
        actions.open_again(**by, why="x")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="before the action was opened"):
        actions.drop_action(**by, why="x", on=DAY - timedelta(1))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="Say it in words"):
        actions.finish_action(**by, outcome=" ", on=DAY)  # type: ignore[arg-type]
    actions.finish_action(**by, outcome="Done.", on=DAY)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="This action is done"):
        actions.drop_action(**by, why="x", on=DAY)  # type: ignore[arg-type]
    actions.open_again(**by, why="It was not done.")  # type: ignore[arg-type]
    assert state(here, key, DAY) == "open"
    assert history(here.authority, f"action:{key}")[1].why == "Done."
    with pytest.raises(BadInput, match="There is no action '2020-9'"):
        actions.open_again(by=here.governance, key="2020-9", why="x")


def test_evidence_shows_that_it_is_done_or_nothing_is_changed(here: People) -> None:
    key = opened(here)
    finish = {"by": here.governance, "key": key, "outcome": "One manager.", "on": DAY}
    with pytest.raises(BadInput):
        actions.finish_action(**finish, evidence="nothing", place="Page 2")  # type: ignore[arg-type]
    assert state(here, key, DAY) == "open"
    item = add(
        by=here.governance, title="Structure", source="The council", content=from_link("https://northmoor.example/2"),
        starts=None, ends=None, expires=None, on=DAY, now=timezone.now(),
    )  # fmt: skip
    actions.finish_action(**finish, evidence=item, place="Page 2")  # type: ignore[arg-type]
    (used,) = uses_of(here.authority, f"action:{key}", here.governance)
    assert (used.item, used.place, used.why) == (item, "Page 2", "One manager.")


def test_without_an_organisation_nobody_can_own_an_action() -> None:
    from people import make_authority

    assert owners(make_authority("emptymoor"), DAY) == {}


def test_the_database_keeps_an_ended_action_from_being_without_words(here: People) -> None:
    opened(here)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(status="done")
