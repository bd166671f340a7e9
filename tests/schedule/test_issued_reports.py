"""Issuing a report: once, numbered, for the period that it is due for; amended, never changed; received, asked."""

from datetime import date

import pytest
from people import make_authority, member
from world_schedule import BRIEFING, as_role, at, complete, issued

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.schedule import actions, queries
from clearline.schedule.issued import Issued
from clearline.schedule.models import Issue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def found(authority: Authority, number: str, contract: str = BRIEFING) -> Issued:
    one = queries.issue(authority, contract, number)
    assert one is not None
    return one


def test_reports_are_numbered_by_contract_and_year(authority: Authority) -> None:
    numbers = [issued(authority, says=str(each), issued_on=date(2026, 4, each)) for each in (1, 2)]
    numbers.append(issued(authority, "standing-report"))
    numbers.append(issued(authority, says="next year", issued_on=date(2027, 1, 2)))
    assert numbers == ["2026-01", "2026-02", "2026-01", "2027-01"]


def test_the_same_report_is_issued_once(authority: Authority) -> None:
    assert issued(authority) == issued(authority, issued_on=date(2026, 4, 30)) == "2026-01"
    assert Issue.objects.count() == 1
    assert Entry.objects.filter(did="report issued").count() == 1


def test_an_issue_keeps_what_it_was_made_of_and_its_files(authority: Authority) -> None:
    one = found(authority, issued(authority, inputs={"trail": "abc"}))
    assert one.inputs == {"trail": "abc"}
    assert [(file.format, file.part, file.rendering) for file in one.files] == [("pdf", "whole", "restricted")]
    assert (one.period, one.due, one.late_days) == (date(2026, 3, 31), date(2026, 4, 10), 0)


def test_lateness_and_what_is_missing_are_part_of_the_issue(authority: Authority) -> None:
    contents = {**complete(BRIEFING), "voice": False, "complaints": False}
    del contents["gaps"]
    one = found(authority, issued(authority, issued_on=date(2026, 4, 22), contents=contents))
    assert one.late_days == 12
    assert one.missing == ("Gaps between groups of children", "What children and young people say")
    assert one.incomplete == ("Complaints",)


def test_what_is_due_by_practice_alone_is_never_late(authority: Authority) -> None:
    one = found(
        authority, issued(authority, "governance-assessment", issued_on=date(2027, 3, 1)), "governance-assessment"
    )
    assert (one.period, one.due, one.late_days) == (date(2026, 3, 31), None, 0)


def test_contents_that_the_contract_has_not_are_refused(authority: Authority) -> None:
    with pytest.raises(BadInput, match="no contents called: weather"):
        issued(authority, contents={"weather": True})


def test_an_amendment_is_an_issue_of_its_own_for_the_same_period(authority: Authority) -> None:
    first = issued(authority)
    second = issued(authority, says="put right", issued_on=date(2026, 6, 1), amends=first, why="A figure was wrong.")
    one, other = found(authority, first), found(authority, second)
    assert (one.amended_by, other.amends, other.why) == (second, first, "A figure was wrong.")
    assert (other.period, other.due, other.late_days) == (one.period, one.due, 0)


def test_an_amendment_needs_a_reason_and_something_that_was_not_amended(authority: Authority) -> None:
    first = issued(authority)
    with pytest.raises(BadInput, match="Say why it is amended"):
        issued(authority, says="b", amends=first, why=" ")
    with pytest.raises(BadInput, match="no issue 2026-09"):
        issued(authority, says="b", amends="2026-09", why="Wrong.")
    second = issued(authority, says="b", amends=first, why="Wrong.")
    with pytest.raises(BadInput, match=f"amended by {second} already"):
        issued(authority, says="c", amends=first, why="Wrong.")


def test_issuing_asks_for_its_permission(authority: Authority) -> None:
    with pytest.raises(Refused):
        issued(authority, by=as_role(authority, "lead-member"))
    assert found(authority, issued(authority, by=as_role(authority, "dcs"))).by == ""


def test_an_exempt_issue_says_under_which_paragraph(authority: Authority) -> None:
    with pytest.raises(BadInput, match="paragraph of Schedule 12A"):
        issued(authority, access=Access(kind="exempt"))
    number = issued(authority, access=Access(kind="exempt", paragraph="3", why="A contract is let."))
    assert found(authority, number).access.paragraph == "3"


def test_whoever_it_is_not_for_does_not_see_it(authority: Authority) -> None:
    issued(authority)
    issued(authority, "annual-governance-digest")
    issued(authority, "standing-report", access=Access(kind="confidential"))

    def seen(*roles: str) -> set[str]:
        return {one.contract for one in queries.issues(authority, as_role(authority, *roles))}  # type: ignore[arg-type]

    assert seen("dcs") == {BRIEFING, "annual-governance-digest", "standing-report"}
    assert seen("analyst") == {BRIEFING, "annual-governance-digest"}
    assert seen("scrutiny-member") == {"annual-governance-digest"}
    assert seen("partner") == seen("administrator") == set()
    everything = queries.issues(authority, at_the_machine(authority), "standing-report")
    assert [one.contract for one in everything] == ["standing-report"]


def test_a_reader_confirms_for_each_office_once(authority: Authority) -> None:
    number = issued(authority)
    reader = as_role(authority, "lead-member", "lead-member-support")
    assert found(authority, number).not_received == ("lead-member", "lead-member-support")
    assert [one.number for one in queries.unread(authority, reader)] == [number]
    for _ in range(2):
        actions.acknowledge(by=reader, contract=BRIEFING, number=number, now=at(date(2026, 4, 9)))
    one = found(authority, number)
    assert [receipt.office for receipt in one.receipts] == ["lead-member", "lead-member-support"]
    assert (one.not_received, queries.unread(authority, reader)) == ((), ())
    assert Entry.objects.filter(did="report received").count() == 1


def test_nobody_confirms_what_is_for_others(authority: Authority) -> None:
    number = issued(authority)
    with pytest.raises(Refused, match="for those whom the report is for"):
        actions.acknowledge(by=as_role(authority, "dcs"), contract=BRIEFING, number=number, now=at(date(2026, 4, 9)))
    with pytest.raises(Refused, match="for others"):
        actions.acknowledge(
            by=as_role(authority, "scrutiny-member"), contract=BRIEFING, number=number, now=at(date(2026, 4, 9))
        )
    with pytest.raises(BadInput, match="no issue 2026-07"):
        actions.acknowledge(
            by=as_role(authority, "lead-member"), contract=BRIEFING, number="2026-07", now=at(date(2026, 4, 9))
        )


def test_a_reader_asks_and_the_maker_answers_once(authority: Authority) -> None:
    number = issued(authority)
    reader, maker = as_role(authority, "lead-member"), as_role(authority, "dcs")
    now = at(date(2026, 4, 9))
    question = actions.ask(by=reader, contract=BRIEFING, number=number, text=" Why? ", now=now)
    waiting = queries.waiting_questions(authority, maker)
    assert [(one.number, one.text) for one in waiting] == [(number, "Why?")]
    actions.answer(by=maker, contract=BRIEFING, number=number, question=question, text="Because.", now=now)
    one = found(authority, number)
    assert [(each.text, each.answer, each.office) for each in one.questions] == [("Why?", "Because.", "lead-member")]
    assert (one.unanswered, queries.waiting_questions(authority, maker)) == ((), ())
    with pytest.raises(BadInput, match="has its answer"):
        actions.answer(by=maker, contract=BRIEFING, number=number, question=question, text="Again.", now=now)


def test_what_is_asked_and_answered_has_words_and_the_right_people(authority: Authority) -> None:
    number = issued(authority)
    now = at(date(2026, 4, 9))
    one = {"contract": BRIEFING, "number": number, "now": now}
    reader, maker = as_role(authority, "lead-member"), as_role(authority, "dcs")
    with pytest.raises(BadInput, match="Enter the question"):
        actions.ask(by=reader, text=" ", **one)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="for those whom"):
        actions.ask(by=maker, text="Why?", **one)  # type: ignore[arg-type]
    question = actions.ask(by=reader, text="Why?", **one)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="Enter the answer"):
        actions.answer(by=maker, question=question, text="", **one)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="no question 7"):
        actions.answer(by=maker, question=7, text="So.", **one)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="office that made it: Director"):
        actions.answer(by=as_role(authority, "analyst"), question=question, text="So.", **one)  # type: ignore[arg-type]


def test_whoever_asked_does_not_answer(authority: Authority) -> None:
    number = issued(authority)
    both = as_role(authority, "lead-member", "dcs", user=member(authority, "lead-member"))
    now = at(date(2026, 4, 9))
    question = actions.ask(by=both, contract=BRIEFING, number=number, text="Why?", now=now)
    with pytest.raises(Refused, match="other than its author"):
        actions.answer(by=both, contract=BRIEFING, number=number, question=question, text="So.", now=now)


def test_the_words_of_questions_are_kept_apart_in_the_trail(authority: Authority) -> None:
    number = issued(authority)
    reader = as_role(authority, "lead-member")
    actions.ask(by=reader, contract=BRIEFING, number=number, text="About Sam?", now=at(date(2026, 4, 9)))
    entry = Entry.objects.get(did="report questioned")
    assert "Sam" not in str(entry.after)
