"""The lists of Annex A: how each is recognised, and the columns that figures are made of.

Source: the columns of Ofsted's Annex A to the framework for inspecting local authority children's services, with the
labels that councils write. Columns that no figure needs (names of workers, postcodes, gender, ethnicity) are not read.
"""

from typing import Literal, NamedTuple

Kind = Literal["day", "dated", "worked", "yes-no", "number", "code"]
"""``dated`` is a day that is also held as the number 20250331, ``worked`` one with the working days up to it."""


class Column(NamedTuple):
    """A column of a list: its heading and what it holds."""

    heading: str
    kind: Kind
    labels: tuple[str, ...] = ()
    """Of a code, in order: the first is written ``a) ...``. They are Clearline's names for the codes."""
    happened: bool = False
    """Whether its days are days on which something was done: the latest of them is the day of the lists."""


class List(NamedTuple):
    """One of the lists."""

    recognised_by: tuple[str, ...]
    """Headings that a sheet of this list has, and a sheet of no other."""
    columns: dict[str, Column]
    who: str = "Child Unique ID"


_STATUS = ("looked after child", "child protection plan", "child in need plan", "open assessment", "closed episode")
_PERMANENCE = (
    "return to family", "adoption", "sgo/cao", "supported living in the community", "long-term residential placement",
    "long-term fostering", "other",
)  # fmt: skip
_ACTIVITY = ("F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5", "G4", "G5", "G6")

LISTS = {
    "list_1": List(
        ("Date of Contact",),
        {"contacted": Column("Date of Contact", "day", happened=True)},
    ),
    "list_2": List(
        ("Assessment start date", "Organisation completing assessment"),
        {
            "started": Column("Assessment start date", "day"),
            "completed": Column("Assessment completion date", "day", happened=True),
        },
    ),
    "list_3": List(
        ("Date of referral",),
        {
            "referred": Column("Date of referral", "day", happened=True),
            "no_action": Column("Referral NFA?", "yes-no"),
            "referrals_before": Column("Number of Referrals in Last 12 Months", "number"),
        },
    ),
    "list_4": List(
        ("Continuous Assessment Start Date",),
        {
            "disabled": Column("Does the Child have a Disability", "yes-no"),
            "started": Column("Continuous Assessment Start Date", "worked", happened=True),
            "seen": Column("Child Seen During Continuous Assessment", "yes-no"),
            "authorised": Column("Continuous Assessment Date of Authorisation", "worked", happened=True),
        },
    ),
    "list_5": List(
        ("Strategy discussion initiating Section 47 Enquiry Start Date",),
        {
            "started": Column("Strategy discussion initiating Section 47 Enquiry Start Date", "worked", happened=True),
            "conference": Column("Date of Initial Child Protection Conference", "worked", happened=True),
            "led_to_plan": Column(
                "Did the Initial Child Protection Conference Result in a Child Protection Plan", "yes-no"
            ),
        },
    ),
    "list_6": List(
        ("CIN Start Date", "Case Status"),
        {
            "disabled": Column("Does the Child have a Disability", "yes-no"),
            "started": Column("CIN Start Date", "day"),
            "seen": Column("Date Child Was Last Seen", "day", happened=True),
            "closed": Column("CIN Closure Date", "day", happened=True),
            "status": Column("Case Status", "code", _STATUS),
        },
    ),
    "list_7": List(
        ("Child Protection Plan Start Date",),
        {
            "disabled": Column("Does the Child have a Disability", "yes-no"),
            "started": Column("Child Protection Plan Start Date", "dated"),
            "visited": Column("Date of the Last Statutory Visit", "worked", happened=True),
            "seen_alone": Column("Was the Child Seen Alone?", "yes-no"),
            "reviewed": Column("Date of latest review conference", "day", happened=True),
            "ended": Column("Child Protection Plan End Date", "day", happened=True),
            "plans_before": Column("Number of Previous Child Protection Plans", "number"),
        },
    ),
    "list_8": List(
        ("Date Started to be Looked After",),
        {
            "age": Column("Age of Child (Years)", "number"),
            "unaccompanied": Column(
                "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "yes-no"
            ),
            "disabled": Column("Does the Child have a Disability", "yes-no"),
            "started": Column("Date Started to be Looked After", "day"),
            "reviewed": Column("Date of Latest Statutory Review", "day", happened=True),
            "visited": Column("Date of Last Social Work Visit", "day", happened=True),
            "permanence": Column("What is the permanence plan for this child?", "code", _PERMANENCE),
            "health_checked": Column("Date of Last Health Assessment", "day", happened=True),
            "teeth_checked": Column("Date of Last Dental Check", "day", happened=True),
            "placements": Column("Number of Placements in the Last 12 months", "number"),
            "ceased": Column("Date Ceased to be Looked After", "day", happened=True),
            "placed": Column("Start Date of Most Recent Placement", "day"),
            "location": Column("Placement Location", "code", ("in", "out")),
            "times_missing": Column(
                "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", "number"
            ),
            "interview_offered": Column(
                "Was the child offered a Return Interview after their last missing episode (Y/N)?", "yes-no"
            ),
            "interview_accepted": Column(
                "Did the child accept a Return Interview after their last missing episode (Y/N)?", "yes-no"
            ),
        },
    ),
    "list_9": List(
        ("Eligibility Category", "Latest Pathway Plan Review Date"),
        {
            "disabled": Column("Does the Child have a Disability", "yes-no"),
            "reviewed": Column("Latest Pathway Plan Review Date", "day", happened=True),
            "in_touch": Column("LA in Touch", "code", ("in touch", "not in touch", "not recorded", "exclude")),
            "contacted": Column("Latest Date of Contact", "day", happened=True),
            "suitable": Column(
                "Suitability of Accommodation",
                "code",
                ("suitable", "not suitable", "not in touch or not recorded", "exclude"),
            ),
            "activity": Column("Activity Status", "code", _ACTIVITY),
        },
    ),
    "list_10": List(
        ("Date of Decision that Child Should be Placed for Adoption",),
        {
            "entered_care": Column("Date the Child Entered Care", "day"),
            "ordered": Column("Date of Placement Order", "day"),
            "matched": Column("Date of Matching Child and Prospective Adopters", "day"),
            "placed": Column("Date Placed for Adoption", "day"),
        },
    ),
    "list_11": List(
        ("Individual adopter identifier", "Date application approved"),
        {
            "stage_1_started": Column("Date Stage 1 started", "day"),
            "approved": Column("Date application approved", "day"),
        },
        who="Individual adopter identifier",
    ),
}
"""The lists by the name of their raw table."""
