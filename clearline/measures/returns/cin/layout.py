"""What a CIN census return can say, 2019 to 2026: its elements, the raw tables they become, and their codes by year.

Source: the elements and code sets of DfE's CIN census schemas for the collections of 2019 to 2026. A year is the
collection year: 2025 is 1 April 2024 to 31 March 2025.
"""

from typing import Literal, NamedTuple

FIRST_YEAR, LAST_YEAR = 2019, 2026

Kind = Literal["id", "date", "birth", "dated", "worked", "code", "yes-no", "number"]
"""How a value is read. ``birth`` also gives the year and the month-day, ``dated`` the date as
the number 20250331, ``worked`` the working days up to it (``working_days``)."""

Codes = dict[str, tuple[str, int, int]]
"""For each code as written: the code as Clearline calls it, and the first and last year that it belongs to."""


class Field(NamedTuple):
    """An element that holds one value: the column that it becomes."""

    column: str
    kind: Kind
    codes: Codes = {}
    since: int = FIRST_YEAR
    until: int = 9999
    needed: bool = False
    """Whether a row without it cannot be counted where it matters, and is reported."""


def _codes(text: str, **since: int) -> Codes:
    """Return codes that stand for themselves, those of ``since`` from a year on."""
    return {code: (code, since.get(f"_{code}", FIRST_YEAR), 9999) for code in text.split()}


_DISABILITY = _codes("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
_ETHNICITY = _codes(
    "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
)
_GENDER: Codes = {code: (sex, FIRST_YEAR, 9999) for code, sex in (("1", "M"), ("2", "F"), ("0", "U"), ("9", "U"))}
_SEX = _codes("M F U")
_SOURCE = _codes("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10", _5D=2023)
_NEED = _codes("N1 N2 N3 N4 N5 N6 N7 N8 N9 N0")
_CLOSURE = _codes("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9", _RC9=2023)
_ABUSE = _codes("NEG PHY SAB EMO MUL")
_FACTOR = _codes(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A 17A"
    " 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A",
    _18B=2021, _18C=2021, _19B=2021, _19C=2021, _24A=2022,
)  # fmt: skip

_CHILD = "Child"
_WHO = "Child/ChildIdentifiers/"
_EPISODE = "Child/CINdetails"
_ASSESSED = f"{_EPISODE}/Assessments"
_S47 = f"{_EPISODE}/Section47"
_PLAN = f"{_EPISODE}/ChildProtectionPlans"

ROWS = {
    _CHILD: "persons",
    "Child/ChildCharacteristics/Disabilities/Disability": "disabilities",
    _EPISODE: "details",
    _ASSESSED: "assessed",
    f"{_ASSESSED}/FactorsIdentifiedAtAssessment/AssessmentFactors": "factors",
    _S47: "section47",
    _PLAN: "protection_plans",
    f"{_PLAN}/Reviews/CPPreviewDate": "plan_reviews",
}
"""Elements of which each is a row of a raw table, each after the one it is part of."""

FIELDS = {
    f"{_WHO}LAchildID": Field("id", "id"),
    f"{_WHO}PersonBirthDate": Field("dob", "birth"),
    f"{_WHO}ExpectedPersonBirthDate": Field("expected", "date"),
    f"{_WHO}GenderCurrent": Field("sex", "code", _GENDER, until=2024),
    f"{_WHO}Sex": Field("sex", "code", _SEX, since=2025),
    f"{_WHO}PersonDeathDate": Field("died", "date"),
    "Child/ChildCharacteristics/Ethnicity": Field("ethnicity", "code", _ETHNICITY),
    "Child/ChildCharacteristics/Disabilities/Disability": Field("disability", "code", _DISABILITY),
    f"{_EPISODE}/CINreferralDate": Field("referred", "date", needed=True),
    f"{_EPISODE}/ReferralSource": Field("source", "code", _SOURCE),
    f"{_EPISODE}/PrimaryNeedCode": Field("need", "code", _NEED),
    f"{_EPISODE}/CINclosureDate": Field("closed", "date"),
    f"{_EPISODE}/ReasonForClosure": Field("reason", "code", _CLOSURE),
    f"{_EPISODE}/DateOfInitialCPC": Field("conference", "date"),
    f"{_EPISODE}/ReferralNFA": Field("no_action", "yes-no"),
    f"{_ASSESSED}/AssessmentActualStartDate": Field("started", "worked", needed=True),
    f"{_ASSESSED}/AssessmentInternalReviewDate": Field("reviewed", "date"),
    f"{_ASSESSED}/AssessmentAuthorisationDate": Field("authorised", "worked"),
    f"{_ASSESSED}/FactorsIdentifiedAtAssessment/AssessmentFactors": Field("factor", "code", _FACTOR),
    f"{_S47}/S47ActualStartDate": Field("started", "worked", needed=True),
    f"{_S47}/InitialCPCtarget": Field("target", "date"),
    f"{_S47}/DateOfInitialCPC": Field("conference", "worked"),
    f"{_S47}/ICPCnotRequired": Field("not_required", "yes-no"),
    f"{_PLAN}/CPPstartDate": Field("started", "dated", needed=True),
    f"{_PLAN}/CPPendDate": Field("ended", "dated"),
    f"{_PLAN}/InitialCategoryOfAbuse": Field("first_category", "code", _ABUSE),
    f"{_PLAN}/LatestCategoryOfAbuse": Field("category", "code", _ABUSE),
    f"{_PLAN}/NumberOfPreviousCPP": Field("plans_before", "number"),
    f"{_PLAN}/Reviews/CPPreviewDate": Field("reviewed", "date"),
}
"""Elements that hold a value. One that a row has twice is reported, and the first one counts."""

NOT_READ = (
    f"{_WHO}UPN", f"{_WHO}FormerUPN", f"{_WHO}UPNunknown",
    f"{_EPISODE}/CINPlanDates/CINPlanStartDate", f"{_EPISODE}/CINPlanDates/CINPlanEndDate",
)  # fmt: skip
"""Elements of the return that no figure needs: they are known, and their values are not taken up."""


NUMBERED = {"details": "episode", "assessed": "assessment", "protection_plans": "plan"}
"""Tables that others are part of, and the column that holds the number of their row, there and in the others."""


def element_of(table: str) -> str:
    """Return the path of the element that is a row of a table."""
    return next(path for path, name in ROWS.items() if name == table)


def above(table: str) -> str:
    """Return the table that the rows of a table are part of."""
    return table_of(element_of(table).rpartition("/")[0])


def table_of(path: str) -> str:
    """Return the table whose row a path is in: that of the nearest element around it (or itself) that is a row."""
    while path not in ROWS:
        path = path.rpartition("/")[0]
    return ROWS[path]
