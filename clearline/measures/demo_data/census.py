"""Writes one year's CIN census, in that year's elements and codes, from the cases of an authority's children."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import People, Stays
from clearline.measures.demo_data.days import (
    NEVER,
    Days,
    Flags,
    Text,
    Whole,
    ages,
    working_days_after,
    written,
    year_of_return,
)
from clearline.measures.demo_data.geography import Authority
from clearline.measures.demo_data.marking import NOTICE
from clearline.measures.demo_data.need import Cases
from clearline.measures.demo_data.protection import Assessments, Enquiries, Plans
from clearline.measures.demo_data.sampling import generator, pick

FIRST_YEAR, LAST_YEAR = 2019, 2026

ISO = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Need:
    """Everything about the children in need of one authority."""

    seed: int
    authority: Authority
    everyone: People
    cases: Cases
    enquiries: Enquiries
    plans: Plans
    assessments: Assessments
    stays: Stays

    def in_care(self, child: Whole, on: int) -> Flags:
        """Return whether each child is looked after on a day."""
        now: Flags = np.isin(child, self.stays.child[(self.stays.start <= on) & (self.stays.end > on)])
        return now


def census(need: Need, year: int) -> Iterator[str]:
    """Give the text of one year's census, 2019 to 2026, child by child."""
    first, last = year_of_return(year)
    cases = need.cases
    open_then = (cases.referred <= last) & (cases.closed >= first)
    chosen = np.flatnonzero(open_then & (~cases.no_action | (cases.referred >= first)))
    details = _details(need, chosen, year)
    yield _head(need.authority, year)
    child = cases.child[chosen]
    who = _identity(need.everyone, np.unique(child), year)
    for identity, (_, places) in zip(who, groupby(range(len(chosen)), key=child.tolist().__getitem__), strict=True):
        yield f"{identity}{''.join(details[place] for place in places)}    </Child>\n"
    yield "  </Children>\n</Message>\n"


def _head(authority: Authority, year: int) -> str:
    # the remark stands before the root, where a reader may skip it
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {NOTICE} -->
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection>
      <Year>{year}</Year>
      <ReferenceDate>{year}-03-31</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>{authority.old_code}</LEA>
      <SoftwareCode>SYNTHETIC</SoftwareCode>
      <Release>1</Release>
      <SerialNo>001</SerialNo>
      <DateTime>{year}-05-20T10:00:00</DateTime>
    </Source>
    <Content>
      <CBDSLevels>
        <CBDSLevel>Child</CBDSLevel>
      </CBDSLevels>
    </Content>
  </Header>
  <Children>
"""


def _tags(name: str, text: Text, known: Flags | bool = True, deep: int = 8) -> Text:
    """Return an element around each text, and nothing where it is not known."""
    indent = " " * deep
    opened = np.char.add(f"{indent}<{name}>", text)
    return np.where(known, np.char.add(opened, f"</{name}>\n"), "")


def _joined(*columns: Text) -> list[str]:
    """Return the columns' texts put together row by row."""
    return ["".join(cells) for cells in zip(*(column.tolist() for column in columns), strict=True)]


def _identity(everyone: People, child: Whole, year: int) -> list[str]:
    """Return the elements that say who each child is."""
    last = year_of_return(year)[1]
    born, age = everyone.born[child], ages(everyone.born[child], last)
    unborn = born > last
    unknown = np.where(everyone.alone[child], "UN3", "UN1")
    no_number = (age < 5) | everyone.alone[child]
    if year >= 2025:
        sex = _tags("Sex", np.where(unborn, "U", np.where(everyone.girl[child], "F", "M")))
    else:
        sex = _tags("GenderCurrent", np.where(unborn, "0", np.where(everyone.girl[child], "2", "1")))
    disability = np.where(everyone.disability[child] == "", "NONE", everyone.disability[child])
    return _joined(
        np.full(len(child), "    <Child>\n      <ChildIdentifiers>\n"),
        _tags("LAchildID", everyone.number[child]),
        _tags("UPN", everyone.upn[child], ~no_number),
        _tags("UPNunknown", unknown, no_number),
        _tags("PersonBirthDate", written(born, form=ISO), ~unborn),
        _tags("ExpectedPersonBirthDate", written(born, form=ISO), unborn),
        np.char.add(sex, "      </ChildIdentifiers>\n      <ChildCharacteristics>\n"),
        np.char.add(_tags("Ethnicity", everyone.ethnic[child]), "        <Disabilities>\n"),
        np.char.add(
            _tags("Disability", disability, deep=10), "        </Disabilities>\n      </ChildCharacteristics>\n"
        ),
    )


def _details(need: Need, chosen: Whole, year: int) -> list[str]:
    """Return the element CINdetails of each chosen case."""
    first, last = year_of_return(year)
    cases = need.cases
    closed = ~cases.no_action[chosen] & (cases.closed[chosen] <= last)
    reason = cases.reason[chosen]
    reason = reason if year >= 2023 else np.where(reason == "RC9", "RC8", reason)
    head = _joined(
        np.full(len(chosen), "      <CINdetails>\n"),
        _tags("CINreferralDate", written(cases.referred[chosen], form=ISO)),
        _tags("ReferralSource", cases.source[chosen]),
        _tags("PrimaryNeedCode", cases.need[chosen], ~cases.no_action[chosen]),
        _tags("CINclosureDate", written(cases.closed[chosen], closed, ISO), closed),
        _tags("ReasonForClosure", reason, closed),
    )
    place = np.full(len(cases), -1)
    place[chosen] = np.arange(len(chosen))
    after = [""] * len(chosen)
    inside = place >= 0
    parts = [_assessments(need, inside, year), _case_plans(need, chosen, year), _enquiries(need, inside, first, last)]
    for case, text in (pair for part in parts for pair in part):
        after[place[case]] += text
    action = np.where(cases.no_action[chosen], "1", "0")
    for at, text in enumerate(_tags("ReferralNFA", action).tolist()):
        after[at] += text
    for case, text in _plans(need, inside, first, last):
        after[place[case]] += text
    return [f"{one}{other}      </CINdetails>\n" for one, other in zip(head, after, strict=True)]


Pairs = Iterator[tuple[int, str]]
"""The row of a case, and a block of elements in it."""


def _blocks(name: str, case: Whole, inner: list[str]) -> Pairs:
    for row, text in zip(case.tolist(), inner, strict=True):
        yield row, f"        <{name}>\n{text}        </{name}>\n"


def _assessments(need: Need, inside: Flags, year: int) -> Pairs:
    first, last = year_of_return(year)
    every = need.assessments
    row = np.flatnonzero((every.start <= last) & (every.authorised >= first) & inside[every.case])
    done = every.authorised[row] <= last
    rng = generator(need.seed, need.authority.place, 5, year)
    factors = _factors(rng, len(row), year)
    found = np.where(done, np.char.add(factors, "          </FactorsIdentifiedAtAssessment>\n"), "")
    found = np.where(done, np.char.add("          <FactorsIdentifiedAtAssessment>\n", found), "")
    inner = _joined(
        _tags("AssessmentActualStartDate", written(every.start[row], form=ISO), deep=10),
        _tags("AssessmentAuthorisationDate", written(every.authorised[row], done, ISO), done, 10),
        found,
    )
    return _blocks("Assessments", every.case[row], inner)


def _factors(rng: np.random.Generator, number: int, year: int) -> Text:
    """Return one to three factors for each assessment, in the codes of the year."""
    mix = dict(calibration().mix("factor"))
    if year < 2022:
        del mix["24A"]
    if year < 2021:
        mix["18A"], mix["19A"] = mix.pop("18B") + mix.pop("18C"), mix.pop("19B") + mix.pop("19C")
    one = _tags("AssessmentFactors", pick(rng, number, mix), deep=12)
    codes = list(mix)
    half = {code: weight for code, weight in mix.items() if codes.index(code) % 2}
    other = {code: weight for code, weight in mix.items() if code not in half}
    two = np.char.add(
        _tags("AssessmentFactors", pick(rng, number, half), deep=12),
        _tags("AssessmentFactors", pick(rng, number, other), rng.random(number) < 0.6, 12),
    )
    return np.where(rng.random(number) < 0.3, one, two)


def _case_plans(need: Need, chosen: Whole, year: int) -> Pairs:
    """Give the plans of children in need who have neither a protection plan nor are in care; asked for since 2022."""
    last = year_of_return(year)[1]
    cases = need.cases
    start = cases.assessed[chosen] + 7
    plain = ~cases.planned & ~cases.not_needed & ~cases.no_action & (cases.into_care == NEVER)
    has = plain[chosen] & (start <= np.minimum(last, cases.closed[chosen])) & (year >= 2022)
    row, start = chosen[has], start[has]
    ended = cases.closed[row] <= last
    inner = _joined(
        _tags("CINPlanStartDate", written(start, form=ISO), deep=10),
        _tags("CINPlanEndDate", written(cases.closed[row], ended, ISO), ended, 10),
    )
    return _blocks("CINPlanDates", row, inner)


def _enquiries(need: Need, inside: Flags, first: int, last: int) -> Pairs:
    every = need.enquiries
    this_year = (every.start >= first) & (every.start <= last)
    met_now = (every.conference >= first) & (every.conference <= last)
    row = np.flatnonzero((this_year | met_now) & inside[every.case])
    needed = every.conference[row] < NEVER
    target = working_days_after(every.start[row], np.full(len(row), 15))
    met: Flags = every.conference[row] <= last
    inner = _joined(
        _tags("S47ActualStartDate", written(every.start[row], form=ISO), deep=10),
        _tags("InitialCPCtarget", written(target, needed, ISO), needed, 10),
        _tags("DateOfInitialCPC", written(every.conference[row], met, ISO), met, 10),
        _tags("ICPCnotRequired", np.where(needed, "0", "1"), deep=10),
    )
    return _blocks("Section47", every.case[row], inner)


def _plans(need: Need, inside: Flags, first: int, last: int) -> Pairs:
    every = need.plans
    row = np.flatnonzero((every.start <= last) & (every.end >= first) & inside[every.case])
    ended = every.end[row] <= last
    inner = _joined(
        _tags("CPPstartDate", written(every.start[row], form=ISO), deep=10),
        _tags("CPPendDate", written(every.end[row], ended, ISO), ended, 10),
        _tags("InitialCategoryOfAbuse", every.first[row], deep=10),
        _tags("LatestCategoryOfAbuse", every.latest[row], deep=10),
        _tags("NumberOfPreviousCPP", np.char.mod("%d", every.before[row]), deep=10),
        _reviews(every, row, first, last),
    )
    return _blocks("ChildProtectionPlans", every.case[row], inner)


def _reviews(plans: Plans, row: Whole, first: int, last: int) -> Text:
    """Return the year's reviews of each plan as one element, or nothing."""
    now = (plans.review >= first) & (plans.review <= last)
    dates: Days = plans.review[now]
    texts = _tags("CPPreviewDate", written(dates, form=ISO), deep=12).tolist()
    by_plan: dict[int, str] = {}
    for plan, text in zip(plans.review_plan[now].tolist(), texts, strict=True):
        by_plan[plan] = by_plan.get(plan, "") + text
    inside = [by_plan.get(plan, "") for plan in row.tolist()]
    return np.array([f"          <Reviews>\n{text}          </Reviews>\n" if text else "" for text in inside])
