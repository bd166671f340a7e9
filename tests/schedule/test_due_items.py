"""When a report is due: by law, by the council's own setting, by practice; late, missed, and answered by which."""

from datetime import date

import pytest

from clearline.schedule.content import contract_named
from clearline.schedule.due import Outstanding, Own, Period, Plan, add_months, answers, outstanding, periods, plan_for

SINCE = date(2026, 1, 10)


def plan(contract: str = "lead-member-briefing", own: Own | None = None, edition: str = "2013") -> Plan:
    return plan_for(contract_named(contract), own, edition, date(2026, 6, 1), SINCE)


def test_periods_end_with_the_month_and_are_due_some_days_after() -> None:
    found = list(periods(plan(), date(2026, 4, 30)))
    assert found == [
        Period(date(2026, 1, 31), date(2026, 2, 10)),
        Period(date(2026, 2, 28), date(2026, 3, 10)),
        Period(date(2026, 3, 31), date(2026, 4, 10)),
    ]


def test_nothing_is_asked_for_of_the_time_before_the_council_was_kept_here() -> None:
    assert min(one.end for one in periods(plan(own=Own("year")), date(2030, 1, 1))) == date(2026, 3, 31)


def test_quarters_and_years_are_those_of_the_financial_year() -> None:
    quarters = [one.end for one in periods(plan("dcs-performance-report"), date(2026, 12, 31))]
    assert quarters == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    years = [one.end for one in periods(plan("comply-or-explain"), date(2028, 1, 1))]
    assert years == [date(2026, 3, 31), date(2027, 3, 31)]


def test_a_council_can_say_from_which_day_on_it_is_due() -> None:
    own = Own("quarter", 14, date(2026, 2, 20))
    assert [one.due for one in periods(plan(own=own), date(2026, 9, 1))] == [
        date(2026, 2, 20), date(2026, 5, 20), date(2026, 8, 20)
    ]  # fmt: skip


def test_the_last_day_of_a_month_stays_within_the_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 15), 2) == date(2027, 2, 15)
    own = Own("month", 0, date(2026, 1, 31))
    assert [one.due.day for one in periods(plan(own=own), date(2026, 4, 1))] == [31, 28, 31]


def test_without_interval_nothing_is_due() -> None:
    for one in (plan("test-of-assurance"), plan(own=Own("none"))):
        assert list(periods(one, date(2099, 1, 1))) == []
        assert answers(one, date(2026, 5, 1), None) is None
        assert outstanding(one, date(2026, 6, 1), date(2027, 1, 1), None) == Outstanding(None, 0, ())


def test_a_report_that_comes_on_a_trigger_can_be_given_an_interval() -> None:
    assert plan("test-of-assurance", Own("year")).every == "year"


@pytest.mark.parametrize("own", [Own("none"), Own("year", 400), Own("year", 90)])
def test_no_setting_makes_longer_what_is_law(own: Own) -> None:
    found = plan("governance-assessment", own, "2009")
    assert (found.cadence.kind, found.every, found.deadline) == ("law", "year", 90)


def test_a_setting_can_make_shorter_what_is_law() -> None:
    found = plan("governance-assessment", Own("half-year", 30), "2009")
    assert (found.every, found.deadline) == ("half-year", 30)


def test_the_yearly_assessment_is_law_under_2009_alone_and_never_late_after() -> None:
    day, until = date(2028, 1, 1), date(2028, 12, 31)
    by_law = outstanding(plan("governance-assessment", edition="2009"), day, until, None)
    assert by_law.late == Period(date(2027, 3, 31), date(2027, 6, 29))
    assert by_law.missed == 1
    by_practice = outstanding(plan("governance-assessment", edition="2013"), day, until, None)
    assert by_practice.late is None
    assert [one.end for one in by_practice.ahead] == [date(2028, 3, 31)]


def test_the_self_evaluation_is_asked_for_since_its_framework_began() -> None:
    contract = contract_named("self-evaluation")
    before = plan_for(contract, None, "2013", date(2017, 1, 1), date(2010, 1, 1))
    assert before.cadence.kind == "trigger"
    after = plan_for(contract, None, "2013", date(2019, 1, 1), date(2010, 1, 1))
    assert next(iter(periods(after, date(2030, 1, 1)))).end == date(2018, 3, 31)


def test_what_is_late_is_the_latest_period_with_how_many_were_missed_before_it() -> None:
    found = outstanding(plan(own=Own("month")), date(2026, 4, 20), date(2026, 6, 30), None)
    assert (found.late, found.missed) == (Period(date(2026, 3, 31), date(2026, 4, 10)), 2)
    assert [one.due for one in found.ahead] == [date(2026, 5, 10), date(2026, 6, 10)]


def test_what_is_only_suggested_is_late_once_the_council_has_set_it_or_issued_one() -> None:
    day, until = date(2026, 4, 20), date(2026, 5, 31)
    assert outstanding(plan(), day, until, None) == Outstanding(
        None, 0, (Period(date(2026, 4, 30), date(2026, 5, 10)),)
    )
    for one, answered in ((plan(own=Own(deadline=10)), None), (plan(), date(2026, 1, 31))):
        assert outstanding(one, day, until, answered).late == Period(date(2026, 3, 31), date(2026, 4, 10))


def test_on_the_day_itself_it_is_not_late() -> None:
    assert outstanding(plan(own=Own("month")), date(2026, 2, 10), date(2026, 2, 20), None).late is None


def test_a_report_stands_for_those_that_were_missed_before_it() -> None:
    found = outstanding(plan(), date(2026, 4, 20), date(2026, 4, 30), date(2026, 3, 31))
    assert found == Outstanding(None, 0, ())


@pytest.mark.parametrize(
    ("on", "answered", "end"),
    [
        (date(2026, 3, 31), None, date(2026, 3, 31)),  # on its last day it is for that period
        (date(2026, 4, 5), date(2026, 2, 28), date(2026, 3, 31)),  # just after: for the one that has ended
        (date(2026, 4, 5), date(2026, 3, 31), date(2026, 4, 30)),  # which has one: for the one that runs
        (date(2026, 1, 5), None, date(2026, 1, 31)),  # before any has ended
        (date(2026, 4, 5), None, date(2026, 3, 31)),  # those missed before stay missed
    ],
)
def test_a_report_is_for_the_last_period_that_has_none_else_for_the_one_that_runs(
    on: date, answered: date | None, end: date
) -> None:
    found = answers(plan(), on, answered)
    assert found is not None
    assert found.end == end
