"""Every wording of an element is kept with who wrote it and when: how far it is, how it read on a day, who its authors
are, also where the authority was moved to and the trail stayed behind."""

from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import timezone
from people import client_for, make_authority
from pytest_django import Settings
from world_testing import DAY, Team, decided, evidenced, opened, seen, somebody, team, written, wrote

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.trail.actions import record
from clearline.assurance.classified import classed
from clearline.assurance.reclassifying import change_access
from clearline.assurance.testing import actions, deciding, queries
from clearline.assurance.testing.elements import Found, authors
from clearline.assurance.testing.models import Element, Test, Writing
from clearline.kit.errors import BadInput
from clearline.transfer.comparing import read_folder
from clearline.transfer.exporting import export
from clearline.transfer.importing import import_folder

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="1", why="It is about one officer.")
ELEMENT = "accountability"
LATER = DAY + timedelta(7)


@pytest.fixture
def people() -> Team:
    return team()


def found(people: Team, key: str, on: date | None = None, by: Acting | None = None) -> Found:
    one = queries.as_at(people.authority, key, by or people.governance, on)
    assert one is not None
    return next(each for each in one.elements if each.key == ELEMENT)


def page(by: Acting, address: str) -> str:
    assert by.user is not None
    browser: Client = client_for(by.user)
    response = browser.get(f"/northmoor/tests-of-assurance/of/{address}")
    assert response.status_code == 200, address
    return response.content.decode()


# How far an element is


def test_an_element_is_not_started_in_progress_or_complete_and_says_what_it_lacks(people: Team) -> None:
    key = opened(people)
    assert found(people, key).state == "not started"
    wrote(people, key, rating="", gaps="")
    assert (found(people, key).state, found(people, key).lacks) == (
        "in progress", ("rate it", "attach the evidence that it rests on")
    )  # fmt: skip
    wrote(people, key)
    evidenced(people, f"test:{key}/{ELEMENT}")
    assert (found(people, key).state, found(people, key).lacks) == ("complete", ())
    evidenced(people, f"test:{key}/partnerships")
    begun = next(one for one in seen(people, key).elements if one.key == "partnerships")
    assert begun.state == "in progress"
    text = page(people.governance, f"{key}/")
    for words in ("Not started", "In progress", "Complete"):
        assert words in text, words
    assert "Before it can be reviewed: write its strengths or gaps, rate it." in page(
        people.governance, f"{key}/elements/partnerships/"
    )


def test_whoever_wrote_an_element_once_does_not_read_so_what_others_wrote_there_since(people: Team) -> None:
    key = opened(people)
    wrote(people, key)
    wrote(people, key, access=Access(kind="privileged"), gaps="Counsel doubts it.")
    one = Element.objects.get(key=ELEMENT)
    former = people.governance._replace(roles=frozenset())
    for by, reads in ((former, False), (people.monitoring, True)):
        shown = classed(by, "element", str(one.pk))
        assert shown is not None, "and they may still close it"
        assert shown.readable is reads


def test_in_review_nothing_of_an_element_can_be_taken_out_again(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    parts: tuple[tuple[dict[str, Any], str], ...] = (
        ({"rating": ""}, "missing: rate it"),
        ({"strengths": "", "gaps": ""}, "strengths or gaps"),
    )
    for part, says in parts:
        with pytest.raises(BadInput, match=says):
            wrote(people, key, **part)
    wrote(people, key, gaps="")


# As it read on a day


def test_a_past_day_shows_an_element_as_it_read_then(people: Team) -> None:
    key = opened(people)
    wrote(people, key, strengths="The first words.", on=DAY)
    wrote(people, key, strengths="Words of the same day.", on=DAY)
    wrote(people, key, strengths="The later words.", on=LATER)
    assert found(people, key, DAY - timedelta(1)).state == "not started"
    assert found(people, key, DAY).strengths == "Words of the same day."
    assert found(people, key, LATER).strengths == found(people, key).strengths == "The later words."
    text = page(people.governance, f"{key}/elements/{ELEMENT}/?on={DAY}")
    assert "Words of the same day." in text
    assert "as it was at the end of 1 June 2026" in text
    assert "Write what was found" not in text
    text = page(people.governance, f"{key}/?on={DAY}")
    assert "State, title, scope, conclusion and who has to approve are those of today" in text
    assert "Send for review" not in text


def test_words_that_were_closed_then_or_are_closed_now_are_hidden_as_at_every_day(people: Team) -> None:
    key = opened(people)
    partner = somebody(people.authority, "partner")
    wrote(people, key, strengths="Open words.", on=DAY)
    wrote(people, key, strengths="The canary sings.", access=EXEMPT, on=LATER)
    Test.objects.update(state="in-review")
    assert found(people, key, DAY, partner).hidden
    assert found(people, key, DAY).access.kind == "exempt"
    Element.objects.filter(key=ELEMENT).update(access="open", exempt_paragraph="", exempt_why="")
    assert found(people, key, DAY, partner).strengths == "Open words."
    assert found(people, key, LATER, partner).hidden
    assert "canary" not in repr(queries.as_at(people.authority, key, partner, LATER))


def test_reviews_and_comparisons_of_later_days_are_not_shown_as_at_a_day(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    actions.review(
        by=people.inspector, key=key, organisation="A", capacity="B", words="C", recommendations="", on=LATER,
        today=LATER, own=True,
    )  # fmt: skip
    actions.compare(
        by=people.governance, key=key, council="D", arrangement="E", link="https://d.example", on=LATER, today=LATER
    )
    deciding.send_for_approval(by=people.governance, key=key, on=LATER, now=timezone.now())
    then, now = (queries.as_at(people.authority, key, people.governance, on) for on in (DAY, None))
    assert then is not None
    assert now is not None
    assert (then.reviews, then.comparisons, then.versions) == ((), (), ())
    assert (len(now.reviews), len(now.comparisons), len(now.versions)) == (1, 1, 1)


# Its authors


def test_whoever_wrote_any_part_is_an_author(people: Team) -> None:
    key = opened(people)
    row = Test.objects.get(key=key)
    assert authors(row) == {people.governance.person}
    actions.revise(
        by=people.chief_executive, key=key, title="A", scope="B", change_on=None, conclusion="", conclusion_words="",
        on=DAY,
    )  # fmt: skip
    actions.compare(
        by=people.monitoring, key=key, council="D", arrangement="E", link="https://d.example", on=DAY, today=DAY
    )
    wrote(people._replace(governance=people.dcs), key)
    machine = at_the_machine(people.authority)
    wrote(people._replace(governance=machine), key, "partnerships")
    everybody = (people.governance, people.chief_executive, people.monitoring, people.dcs)
    assert authors(row) == {by.person for by in everybody}
    assert Writing.objects.filter(by=None).count() == 1


def test_after_a_move_whoever_wrote_an_element_still_cannot_approve_or_review_it(
    people: Team, settings: Settings, tmp_path: Path
) -> None:
    for name in ("EVIDENCE", "ISSUED"):
        setattr(settings, name, tmp_path / name.lower())
    key = written(people)
    wrote(people._replace(governance=people.dcs), key, strengths="By the director.", on=LATER)
    deciding.send_for_review(by=people.governance, key=key, on=LATER)
    wrote_then = Writing.objects.filter(element__key=ELEMENT).count()
    export(by=at_the_machine(people.authority), folder=tmp_path / "out")
    Writing.objects.all().delete()
    import_folder(read_folder(tmp_path / "out"), why="moved", now=timezone.now())
    row = Test.objects.get(key=key)
    assert authors(row) == {people.governance.person, people.dcs.person}
    assert Writing.objects.filter(element__key=ELEMENT).count() == wrote_then
    assert found(people, key, DAY).strengths == "Each function has one lead."
    with pytest.raises(BadInput, match="You wrote a part"):
        actions.review(
            by=people.dcs._replace(roles=frozenset({"inspector"})), key=key, organisation="A", capacity="B", words="C",
            recommendations="", on=LATER, today=LATER, own=True,
        )  # fmt: skip
    actions.review(
        by=people.inspector, key=key, organisation="A", capacity="B", words="C", recommendations="", on=LATER,
        today=LATER, own=True,
    )  # fmt: skip
    deciding.send_for_approval(by=people.governance, key=key, on=LATER, now=timezone.now())
    today = timezone.localdate()
    with pytest.raises(Refused, match="other than its author"):
        decided(people, people.dcs, key, "directorate-team", on=today, today=today)


# What was written before wordings were kept


def wrote_then(by: Acting, key: str, strengths: str, *, element: str = ELEMENT, access: Access = OPEN) -> None:
    """Write an element as it was written before: the trail told the words of what was open, and nothing else did."""
    one = Element.objects.get(test__key=key, key=element)
    told = ("strengths", "rating", "edits") if {one.access, access.kind} == {"open"} else ("access", "edits")
    before = {name: getattr(one, name) for name in told}
    one.strengths, one.rating, one.edits, one.access = strengths, "sound", one.edits + 1, access.kind
    one.save()
    after = {name: getattr(one, name) for name in told}
    with transaction.atomic():
        record(by=by, did="test element written", about=f"test:{key}/{element}", before=before, after=after)


def migrated() -> None:
    """Forget every wording, and let the migration find them again."""
    Writing.objects.all().delete()
    migration = import_module("clearline.assurance.testing.migrations.0002_who_wrote_what_and_when")
    migration.keep_what_the_trail_tells(apps, None)


def test_the_migration_keeps_the_wordings_and_authors_that_the_trail_tells(people: Team) -> None:
    key = opened(people)
    wrote_then(people.governance, key, "The first words.")
    wrote_then(people.dcs, key, "The later words.")
    actions.revise(
        by=people.monitoring, key=key, title="A", scope="B", change_on=None, conclusion="", conclusion_words="", on=DAY
    )
    migrated()
    assert authors(Test.objects.get(key=key)) == {
        by.person for by in (people.governance, people.dcs, people.monitoring)
    }
    kept = Writing.objects.filter(element__key=ELEMENT).values_list("strengths", "rating", "by")
    assert list(kept) == [
        ("The first words.", "sound", people.governance.person), ("The later words.", "sound", people.dcs.person)
    ]  # fmt: skip
    assert {one.on for one in Writing.objects.all()} == {timezone.localdate()}  # the day of the trail


def test_the_migration_says_where_closed_words_were_not_kept_and_keeps_the_newest(people: Team) -> None:
    key = opened(people)
    wrote_then(people.governance, key, "Open.")
    wrote_then(people.governance, key, "Closed.", access=EXEMPT)
    wrote_then(people.governance, key, "Open again.")
    wrote_then(people.governance, key, "The newest.")
    migrated()
    kept = list(Writing.objects.filter(element__key=ELEMENT).values_list("strengths", "access", "words"))
    lost = "What was written here on this day was not open, and is not kept."
    assert kept == [("Open.", "open", ""), ("", "exempt", lost), ("", "open", lost), ("The newest.", "open", "")]


def test_the_migration_keeps_what_stands_where_the_trail_stayed_behind(people: Team) -> None:
    key = opened(people)
    wrote_then(people.governance, key, "Moved here.")
    Test.objects.update(authority=make_authority("elsewhere"))
    migrated()
    (one,) = Writing.objects.all()
    assert (one.strengths, one.by_id, one.on) == ("Moved here.", None, DAY)


def test_the_migration_takes_the_person_where_the_account_is_gone_and_nobody_for_the_machine(people: Team) -> None:
    key = opened(people)
    wrote_then(people.dcs, key, "Hers.")
    wrote_then(at_the_machine(people.authority), key, "The machine's.", element="partnerships")
    assert people.dcs.user is not None
    person = people.dcs.person
    people.dcs.user.memberships.all().delete()
    people.dcs.user.delete()
    migrated()
    assert Writing.objects.get(element__key=ELEMENT).by_id == person
    assert Writing.objects.get(element__key="partnerships").by_id is None


def test_a_form_opened_before_an_element_was_closed_does_not_open_it_again(people: Team) -> None:
    key = opened(people)
    wrote(people, key)
    before = found(people, key)
    change_access(by=people.monitoring, kind="element", key=str(before.number), access=EXEMPT, why="It is about one.")
    with pytest.raises(BadInput, match="Somebody else has written here"):
        wrote(people, key, seen=before.edits)
    assert found(people, key).access == EXEMPT
