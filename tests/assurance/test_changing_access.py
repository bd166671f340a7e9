"""Who may change who reads something, in which direction, and what the trail keeps of it."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from giving import add, add_place, uses
from stating import DUTY, as_, say
from world_challenges import challenges

from clearline.accounts.access_class import OPEN, Access, Classified, opens
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.assurance.challenges import actions as challenging
from clearline.assurance.challenges.models import Challenge, Step
from clearline.assurance.classified import KINDS, changeable, classed
from clearline.assurance.evidence.contents import Content
from clearline.assurance.evidence.models import Item, Use
from clearline.assurance.reclassifying import change_access
from clearline.assurance.statements.actions import record_voice
from clearline.assurance.statements.models import Statement, Voice
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="5", why="It repeats our solicitor.")
CONFIDENTIAL, PRIVILEGED, DRAFT = Access(kind="confidential"), Access(kind="privileged"), Access(kind="draft")


@pytest.fixture
def people(settings: Any, tmp_path: Path) -> dict[str, Acting]:
    """People of Northmoor by their role; the DCS has stated."""
    settings.EVIDENCE = tmp_path
    from northmoor_whole import northmoor

    authority = northmoor()
    roles = (
        "dcs", "lead-member", "governance-officer", "monitoring-officer", "data-protection-officer", "analyst",
        "administrator",
    )  # fmt: skip
    found = {role: as_(authority, role) for role in roles}  # type: ignore[arg-type]
    say(found["dcs"], "dcs", words="Counsel says so.")
    return found


def change(by: Acting, row: Any, access: Access, why: str = "It is advice.", kind: str = "statement") -> int:
    return change_access(by=by, kind=kind, key=str(row.pk), access=access, why=why)


def test_every_table_with_an_access_class_can_be_changed_but_an_issued_report() -> None:
    tables = {model._meta.label for model in apps.get_models() if issubclass(model, Classified)}
    with_another = {"testing.Writing"}  # closed with the element that it is of
    assert tables - with_another - {"schedule.Issue"} == {one.table for one in KINDS.values()}
    for kind in KINDS.values():
        names = {field.name for field in apps.get_model(kind.table)._meta.get_fields()}
        assert {*kind.texts, *filter(None, (kind.on, kind.below))} <= names


def test_each_class_is_read_by_fewer_than_the_one_before_it() -> None:
    for wider, narrower in pairwise((OPEN, EXEMPT, CONFIDENTIAL, PRIVILEGED)):
        assert opens(narrower, wider)
        assert not opens(wider, narrower)


@pytest.mark.parametrize("role", ["dcs", "governance-officer", "monitoring-officer", "data-protection-officer"])
def test_its_writer_and_those_who_keep_what_others_wrote_close_it(people: dict[str, Acting], role: str) -> None:
    row = Statement.objects.get()
    change(people[role], row, PRIVILEGED)
    row.refresh_from_db()
    assert row.access_class == PRIVILEGED


@pytest.mark.parametrize("role", ["lead-member", "analyst", "administrator"])
def test_nobody_else_does(people: dict[str, Acting], role: str) -> None:
    with pytest.raises(Refused, match="whoever wrote it"):
        change(people[role], Statement.objects.get(), PRIVILEGED)
    assert Statement.objects.get().access_class == OPEN


def test_only_the_monitoring_officer_opens_what_was_closed(people: dict[str, Acting]) -> None:
    row = Statement.objects.get()
    change(people["dcs"], row, PRIVILEGED)
    for role in ("dcs", "governance-officer", "data-protection-officer"):
        for wider in (OPEN, EXEMPT, CONFIDENTIAL):
            with pytest.raises(Refused, match="monitoring officer"):
                change(people[role], row, wider)
    change(people["monitoring-officer"], row, EXEMPT, why="Half of it was published.")
    other = Access(kind="exempt", paragraph="3", why="It names a price.")
    change(people["governance-officer"], row, other, why="The wrong paragraph.")
    row.refresh_from_db()
    assert row.access_class == other
    change(people["monitoring-officer"], row, OPEN, why="All of it was published.")
    row.refresh_from_db()
    assert row.access_class == OPEN


def test_a_change_needs_its_reason_and_a_class_that_is_another_and_whole(people: dict[str, Acting]) -> None:
    row, by = Statement.objects.get(), people["monitoring-officer"]
    for access, why, words in (
        (PRIVILEGED, " ", "Say why"),
        (OPEN, "So.", "already"),
        (DRAFT, "So.", "no draft"),
        (Access(kind="exempt"), "So.", "paragraph"),
        (Access(kind="exempt", paragraph="5"), "So.", "public interest"),
    ):
        with pytest.raises(BadInput, match=words):
            change(by, row, access, why)
    for kind, key in (("statement", "0"), ("statement", "x"), ("nothing", "1"), ("remark", str(uuid4()))):
        with pytest.raises(BadInput, match="no such thing"):
            change_access(by=by, kind=kind, key=key, access=PRIVILEGED, why="So.")


def test_what_another_authority_wrote_is_not_there(people: dict[str, Acting]) -> None:
    from people import make_authority

    stranger = as_(make_authority("southmoor"), "monitoring-officer")
    with pytest.raises(BadInput, match="no such thing"):
        change(stranger, Statement.objects.get(), PRIVILEGED)
    assert classed(stranger, "statement", str(Statement.objects.get().pk)) is None


def test_a_draft_is_finished_by_its_writer_and_a_statement_where_it_is_stated(people: dict[str, Acting]) -> None:
    say(people["lead-member"], "lead-member", access=DRAFT)
    with pytest.raises(BadInput, match="State anew"):
        change(people["lead-member"], Statement.objects.get(access="draft"), OPEN)
    key = add_place(people["analyst"], access=DRAFT)
    with pytest.raises(Refused, match="whoever wrote it"):
        change(people["governance-officer"], Item.objects.get(key=key), OPEN, kind="evidence")
    change(people["analyst"], Item.objects.get(key=key), OPEN, kind="evidence")
    assert Item.objects.get(key=key).access == "open"


def test_the_trail_says_what_changed_why_and_by_whom_and_not_the_words(people: dict[str, Acting]) -> None:
    change(people["dcs"], Statement.objects.get(), EXEMPT)
    authority: Any = people["dcs"].authority
    newest = history(authority, f"judgement:{'/'.join(DUTY)}", named=True)[0]
    assert newest.did == "changed who may read it: statement"
    assert newest.why == "It is advice."
    assert {(one.field, one.before, one.after) for one in newest.changes} == {
        ("access", "open", "exempt"), ("paragraph", "", "5"), ("statement", "", str(Statement.objects.get().pk)),
    }  # fmt: skip
    every = str(history(authority, f"judgement:{'/'.join(DUTY)}", named=True))
    for secret in ("Counsel says so", EXEMPT.why):
        assert secret not in every


def test_what_hangs_on_it_is_closed_with_it_and_not_opened_with_it(people: dict[str, Acting]) -> None:
    key = challenges(people["lead-member"])
    for words, access in (("One.", OPEN), ("Two.", PRIVILEGED)):
        challenging.say_what_changed(by=people["dcs"], key=key, words=words, on=date(2026, 6, 5), access=access)
    row = Challenge.objects.get(key=key)
    assert change(people["lead-member"], row, CONFIDENTIAL, kind="challenge") == 1
    assert [one.access for one in Step.objects.order_by("id")] == ["confidential", "privileged"]
    assert change(people["monitoring-officer"], row, OPEN, kind="challenge") == 0
    assert [one.access for one in Step.objects.order_by("id")] == ["confidential", "privileged"]
    item = add_place(people["analyst"])
    uses(people["analyst"], item)
    uses(people["analyst"], item, place="Page 5", access=DRAFT)
    change(people["analyst"], Item.objects.get(key=item), CONFIDENTIAL, kind="evidence")
    assert [one.access for one in Use.objects.order_by("id")] == ["confidential", "draft"]
    step = Step.objects.get(words="One.")
    change(people["monitoring-officer"], step, OPEN, kind="step")
    assert Step.objects.get(pk=step.pk).access == "open"


@pytest.mark.parametrize("kind", ["figure", "register-extract", "pack"])
def test_evidence_that_can_hold_small_numbers_is_closed_and_never_opened_here(
    people: dict[str, Acting], kind: str
) -> None:
    frozen = {"title": "x", "on": "x", "freshness": "x", "rows": []}
    content = Content(kind, "0" * 64, frozen=frozen, classes=("exempt", "confidential"))
    row = Item.objects.get(key=add(people["analyst"], content, access=EXEMPT))
    with pytest.raises(BadInput, match="small numbers"):
        change(people["monitoring-officer"], row, OPEN, kind="evidence")
    change(people["monitoring-officer"], row, CONFIDENTIAL, kind="evidence")
    with pytest.raises(BadInput, match="small numbers"):
        change(people["monitoring-officer"], row, EXEMPT, kind="evidence")


def test_whoever_may_change_it_is_told_its_words_only_if_they_may_read_them(people: dict[str, Acting]) -> None:
    key = str(Statement.objects.get().pk)
    officer = people["data-protection-officer"]
    shown = classed(officer, "statement", key)
    assert shown is not None
    assert shown.readable
    assert "Counsel says so." in shown.texts
    change(people["dcs"], Statement.objects.get(), PRIVILEGED)
    shown = classed(officer, "statement", key)
    assert shown is not None
    assert not shown.readable
    assert classed(people["analyst"], "statement", key) is None
    challenge = challenges(people["lead-member"], access=CONFIDENTIAL)
    challenging.answer(by=people["dcs"], key=challenge, words="Hm.", on=date(2026, 6, 5))
    step = classed(officer, "step", str(Step.objects.get().pk))
    assert step is not None
    assert not step.readable, "what it hangs on is closed to this reader"


def test_a_member_may_close_their_own_words_when_they_may_not_read_that_class(people: dict[str, Acting]) -> None:
    say(people["lead-member"], "lead-member", access=PRIVILEGED)
    row = Statement.objects.get(role="lead-member")
    shown = classed(people["lead-member"], "statement", str(row.pk))
    assert shown is not None
    assert shown.readable
    with pytest.raises(Refused):
        change(people["lead-member"], row, OPEN)


def test_what_somebody_may_change_of_a_kind_is_asked_once(people: dict[str, Acting], authority: Authority) -> None:
    record_voice(
        by=people["lead-member"], place=DUTY, words="They listen.", how="A survey", heard_on=date(2026, 5, 1),
        on=date(2026, 6, 1),
    )  # fmt: skip
    assert changeable(people["governance-officer"], "voice") is None
    assert changeable(people["lead-member"], "voice") == frozenset({str(Voice.objects.get().pk)})
    assert changeable(people["dcs"], "voice") == frozenset()
    assert changeable(people["dcs"], "element") == frozenset()
    machine = people["dcs"]._replace(user=None, roles=frozenset())
    assert changeable(machine, "voice") == frozenset()


@pytest.fixture
def authority(people: dict[str, Acting]) -> Any:
    return people["dcs"].authority
