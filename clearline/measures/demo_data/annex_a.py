"""Cuts Ofsted's Annex A, the child-level lists asked for at an inspection, out of the histories: lists 1 to 7.

The lists describe one day, the last of a return's year, and the six months before it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.annex_a_words import ABUSE, CLOSURE, ETHNIC, NEED, SOURCE, worded, yes_no
from clearline.measures.demo_data.care import People
from clearline.measures.demo_data.census import Need
from clearline.measures.demo_data.days import NEVER, Days, Flags, Whole, ages, year_of_return
from clearline.measures.demo_data.need import Cases
from clearline.measures.demo_data.sampling import chance, generator
from clearline.measures.demo_data.workbook import Cell, Sheet

SIX_MONTHS, TWELVE_MONTHS = 182, 365

TEAMS = ("Assessment", "Family safeguarding", "Children in care", "Disabled children")

Columns = dict[str, Sequence[Cell]]


def cells(days: Days, known: Flags | bool = True) -> list[Cell]:
    """Return days as dates, and nothing where they are not known."""
    known = np.broadcast_to(known, days.shape)
    dates = np.where(known, days, 0).astype("datetime64[D]").tolist()
    return [date if there else None for date, there in zip(dates, known.tolist(), strict=True)]


def identity(everyone: People, child: Whole, on: int) -> Columns:
    """Return the columns that begin every list about children."""
    born = everyone.born[child]
    sex = np.where(everyone.girl[child], "b) Female", "a) Male")
    return {
        "Child Unique ID": everyone.number[child].tolist(),
        "Gender": np.where(born > on, "c) Not stated/recorded", sex).tolist(),
        "Ethnicity": worded(everyone.ethnic[child], ETHNIC),
        "Date of Birth": cells(born),
        "Age of Child (Years)": np.maximum(ages(born, on), 0).tolist(),
    }


def disabled(everyone: People, child: Whole) -> Columns:
    """Return the column that says whether each child has a disability."""
    return {"Does the Child have a Disability": yes_no(everyone.disability[child] != "")}


def allocated(rng: Generator, number: int) -> Columns:
    """Return the columns that say who has each child's case."""
    return {
        "Allocated Team": np.array(TEAMS)[rng.integers(0, len(TEAMS), number)].tolist(),
        "Allocated Worker": np.char.mod("Worker %03d", rng.integers(1, 80, number)).tolist(),
    }


def need_lists(need: Need, year: int) -> Iterator[tuple[str, Sheet]]:
    """Give lists 1 to 7 on 31 March of a year."""
    on = year_of_return(year)[1]
    rng = generator(need.seed, need.authority.place, 6, year)
    since = on - SIX_MONTHS
    yield "List 1", _contacts(need, rng, since, on)
    yield "List 2", _early_help(need, rng, since, on)
    yield "List 3", _referrals(need, rng, since, on)
    yield "List 4", _assessments(need, rng, since, on)
    yield "List 5", _enquiries(need, rng, since, on)
    yield "List 6", _in_need(need, rng, since, on)
    yield "List 7", _on_plans(need, rng, since, on)


def _contacts(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    """Referrals, and as many contacts again that became none."""
    cases = need.cases
    row = np.flatnonzero((cases.referred > since) & (cases.referred <= on))
    other = rng.choice(row, len(row))
    child = np.r_[cases.child[row], cases.child[other]]
    days = np.r_[cases.referred[row], np.maximum(cases.referred[other] - rng.integers(5, 60, len(other)), since + 1)]
    source = np.r_[cases.source[row], cases.source[other]]
    return {
        **identity(need.everyone, child, on),
        "Date of Contact": cells(days),
        "Contact Source": worded(source, SOURCE),
    }


def _early_help(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    """Assessments of children whose cases were closed without being in need."""
    cases = need.cases
    row = np.flatnonzero(cases.not_needed & (cases.closed > since - 60) & (cases.closed <= on - 30))
    start = np.maximum(cases.closed[row] + rng.integers(1, 30, len(row)), since + 1)
    done = start + rng.integers(15, 60, len(row))
    organisations = np.array(["Council early help", "School", "Health visiting"])
    return {
        **identity(need.everyone, cases.child[row], on),
        "Assessment start date": cells(start),
        "Assessment completion date": cells(done, done <= on),
        "Organisation completing assessment": organisations[rng.integers(0, 3, len(row))].tolist(),
    }


def _referrals(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    cases = need.cases
    row = np.flatnonzero((cases.referred > since) & (cases.referred <= on))
    child = cases.child[row]
    # before this one; cases of a child are in the order of time, and seldom more than two fall in a year
    near = [np.r_[np.zeros(back, dtype=np.bool_), _within_a_year(cases, back)] for back in (1, 2)]
    earlier = near[0].astype(np.int64) + near[1]
    return {
        **identity(need.everyone, child, on),
        "Date of referral": cells(cases.referred[row]),
        "Referral Source": worded(cases.source[row], SOURCE),
        "Referral NFA?": yes_no(cases.no_action[row]),
        "Number of Referrals in Last 12 Months": earlier[row].tolist(),
        **allocated(rng, len(row)),
    }


def _within_a_year(cases: Cases, back: int) -> Flags:
    """Return, from the row ``back`` on, whether so many rows before is a referral of the child within a year."""
    same = cases.child[back:] == cases.child[:-back]
    recent: Flags = same & (cases.referred[back:] - cases.referred[:-back] <= TWELVE_MONTHS)
    return recent


def _lately(whose: Whole, days: Days, child: Whole, on: int) -> Whole:
    """Return how many of the days in the last twelve months are about each child."""
    now = whose[(days > on - TWELVE_MONTHS) & (days <= on)]
    counts: Whole = np.bincount(now, minlength=int(child.max(initial=0)) + 1)[child]
    return counts


def _assessments(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    every, cases = need.assessments, need.cases
    row = np.flatnonzero((every.start <= on) & (every.authorised > since))
    case = every.case[row]
    child, done = cases.child[case], every.authorised[row] <= on
    seen = np.where(chance(rng, len(row), 0.97), "a) Yes", "b) No")
    support = np.where(cases.not_needed[case], "b) No", "a) Yes")
    return {
        **identity(need.everyone, child, on),
        **disabled(need.everyone, child),
        "Continuous Assessment Start Date": cells(every.start[row]),
        "Child Seen During Continuous Assessment": seen.tolist(),
        "Continuous Assessment Date of Authorisation": cells(every.authorised[row], done),
        "Was the child assessed as requiring LA children's social care support?": np.where(done, support, "").tolist(),
        **allocated(rng, len(row)),
    }


def _enquiries(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    every, cases = need.enquiries, need.cases
    row = np.flatnonzero((every.start > since) & (every.start <= on))
    case = every.case[row]
    child, met = cases.child[case], every.conference[row] <= on
    planned = np.isin(case, need.plans.case[need.plans.start <= on])
    conferences = every.conference < NEVER
    whose = cases.child[every.case]
    return {
        **identity(need.everyone, child, on),
        **disabled(need.everyone, child),
        "Strategy discussion initiating Section 47 Enquiry Start Date": cells(every.start[row]),
        "Was an Initial Child Protection Conference deemed unnecessary?": yes_no(every.conference[row] == NEVER),
        "Date of Initial Child Protection Conference": cells(every.conference[row], met),
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": np.where(
            met, yes_no(planned), ""
        ).tolist(),
        "Number of Section 47 Enquiries in the last 12 months": _lately(whose, every.start, child, on).tolist(),
        "Number of ICPCs in the last 12 months": _lately(
            whose[conferences], every.conference[conferences], child, on
        ).tolist(),
        **allocated(rng, len(row)),
    }


def _in_need(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    cases = need.cases
    row = np.flatnonzero((cases.referred <= on) & (cases.closed > since) & ~cases.no_action)
    child, closed = cases.child[row], cases.closed[row] <= on
    protected = np.isin(row, need.plans.case[(need.plans.start <= on) & (need.plans.end > on)])
    status = np.where(cases.assessed[row] > on, "d) Open assessment", "c) Child in need plan")
    status = np.where(protected, "b) Child Protection plan", status)
    status = np.where((cases.into_care[row] <= on) & need.in_care(child, on), "a) Looked after child", status)
    seen = np.maximum(np.minimum(cases.closed[row], on) - rng.integers(1, 42, len(row)), cases.referred[row])
    return {
        **identity(need.everyone, child, on),
        **disabled(need.everyone, child),
        "CIN Start Date": cells(cases.referred[row]),
        "Primary Need Code": worded(cases.need[row], NEED),
        "Date Child Was Last Seen": cells(seen, chance(rng, len(row), 0.98)),
        "CIN Closure Date": cells(cases.closed[row], closed),
        "Reason for Closure": worded(np.where(closed, cases.reason[row], ""), CLOSURE),
        "Case Status": np.where(closed, "e) Closed episode", status).tolist(),
        **allocated(rng, len(row)),
    }


def _on_plans(need: Need, rng: Generator, since: int, on: int) -> Sheet:
    plans = need.plans
    row = np.flatnonzero((plans.start <= on) & (plans.end > since))
    child, ended = need.cases.child[plans.case[row]], plans.end[row] <= on
    until = np.minimum(plans.end[row], on)
    visit = np.maximum(until - rng.integers(0, 14, len(row)), plans.start[row])
    held = plans.review <= on
    latest = np.zeros(len(plans.case), dtype=np.int32)
    np.maximum.at(latest, plans.review_plan[held], plans.review[held])
    return {
        **identity(need.everyone, child, on),
        **disabled(need.everyone, child),
        "Child Protection Plan Start Date": cells(plans.start[row]),
        "Initial Category of Abuse": worded(plans.first[row], ABUSE),
        "Latest Category of Abuse": worded(plans.latest[row], ABUSE),
        "Date of the Last Statutory Visit": cells(visit, chance(rng, len(row), 0.98)),
        "Was the Child Seen Alone?": yes_no(chance(rng, len(row), 0.82)),
        "Date of latest review conference": cells(latest[row], latest[row] > 0),
        "Child Protection Plan End Date": cells(plans.end[row], ended),
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": yes_no(
            chance(rng, len(row), 0.01)
        ),
        "Number of Previous Child Protection Plans": plans.before[row].tolist(),
        **allocated(rng, len(row)),
    }
