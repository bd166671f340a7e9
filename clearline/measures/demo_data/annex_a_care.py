"""Cuts lists 8 to 11 of Ofsted's Annex A out of the histories: children in care, care leavers, adoption, adopters."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.annex_a import (
    SIX_MONTHS,
    TWELVE_MONTHS,
    Columns,
    allocated,
    cells,
    disabled,
    identity,
)
from clearline.measures.demo_data.annex_a_words import (
    ACTIVITY,
    ETHNIC,
    HOME,
    LAW,
    LEFT,
    NEED,
    PLACE,
    PROVIDER,
    TOUCH,
    worded,
    yes_no,
)
from clearline.measures.demo_data.days import Days, Flags, Text, Whole, birthdays, year_of_return
from clearline.measures.demo_data.outcomes import care_leavers
from clearline.measures.demo_data.placements import MOVES
from clearline.measures.demo_data.sampling import chance, generator, pick
from clearline.measures.demo_data.ssda903 import Care, adoption_days, tables
from clearline.measures.demo_data.workbook import Cell, Sheet


def care_lists(care: Care, year: int) -> Iterator[tuple[str, Sheet]]:
    """Give lists 8 to 11 on 31 March of a year."""
    rng = generator(care.seed, care.place, 7, year)
    yield "List 8", _looked_after(care, rng, year)
    yield "List 9", _leavers(care, rng, year)
    adoption, adopters = _adoption(care, rng, year)
    yield "List 10", adoption
    yield "List 11", adopters


def _looked_after(care: Care, rng: Generator, year: int) -> Sheet:
    on = year_of_return(year)[1]
    stays, episodes = care.stays, care.episodes
    stay = np.flatnonzero((stays.start <= on) & (stays.end > on - SIX_MONTHS))
    child, ended = stays.child[stay], stays.end[stay] <= on
    until = np.minimum(stays.end[stay], on)
    # the episode that each stay was in on its last day, or is in now
    key = episodes.stay * 100_000 + episodes.start
    now = np.searchsorted(key, stay * 100_000 + until - ended, side="right") - 1
    starts = np.where(np.isin(episodes.why, MOVES), episodes.start, 0)
    placed = np.maximum.accumulate(episodes.stay * 100_000 + starts)[now] - stay * 100_000
    law_from = np.where(np.isin(episodes.why, ["S", "L", "B", "U"]), episodes.start, 0)
    law_since = np.maximum.accumulate(episodes.stay * 100_000 + law_from)[now] - stay * 100_000
    plan = pick(
        rng, len(stay), {"a) Return to family": 20, "f) Long-term fostering": 40, "c) SGO/CAO": 10, "g) Other": 20}
    )
    return {
        **identity(care.children, child, on),
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": yes_no(care.children.alone[child]),
        **disabled(care.children, child),
        "Date Started to be Looked After": cells(stays.start[stay]),
        "Child's Category of Need": worded(stays.need[stay], NEED),
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)": yes_no(
            _back_within_a_year(care, stay)
        ),
        "Start date of current legal status": cells(law_since.astype(np.int32)),
        "Child's Legal Status": worded(episodes.law[now], LAW),
        "Date of Latest Statutory Review": _latest_review(care, stay, on),
        "Date of Last Social Work Visit": _lately(rng, stays.start[stay], until, 42),
        "What is the permanence plan for this child?": np.where(stays.adopted[stay], "b) Adoption", plan).tolist(),
        "Date of Last IRO Visit / Contact to the Child": _lately(rng, stays.start[stay], until, 120),
        "Date of Last Health Assessment": _lately(rng, stays.start[stay], until, 390),
        "Date of Last Dental Check": _lately(rng, stays.start[stay], until, 420),
        "Number of Placements in the Last 12 months": _placements_in_a_year(care, on)[stay].tolist(),
        "Date Ceased to be Looked After": cells(stays.end[stay], ended),
        "Reason Ceased to be Looked After": worded(np.where(ended, stays.reason[stay], ""), LEFT),
        **_placement(care, now, placed.astype(np.int32)),
        **_missing(care, rng, child, year),
        **allocated(rng, len(stay)),
    }


def _back_within_a_year(care: Care, stay: Whole) -> Flags:
    stays = care.stays
    same = np.r_[False, stays.child[1:] == stays.child[:-1]]
    gap = np.r_[0, stays.start[1:] - stays.end[:-1]]
    back: Flags = (same & (gap <= TWELVE_MONTHS))[stay]
    return back


def _lately(rng: Generator, start: Days, until: Days, within: int) -> list[Cell]:
    days = until - rng.integers(0, within, len(until))
    return cells(days.astype(np.int32), days >= start)


def _latest_review(care: Care, stay: Whole, on: int) -> list[Cell]:
    latest = np.zeros(len(care.stays), dtype=np.int32)
    held = care.reviews.on <= on
    np.maximum.at(latest, care.reviews.stay[held], care.reviews.on[held])
    return cells(latest[stay], latest[stay] > 0)


def _placements_in_a_year(care: Care, on: int) -> Whole:
    """Return how many placements each stay had in the twelve months to a day."""
    episodes = care.episodes
    new = np.isin(episodes.why, MOVES) & (episodes.start <= on) & (episodes.end > on - TWELVE_MONTHS)
    return np.bincount(episodes.stay[new], minlength=len(care.stays))


def _placement(care: Care, now: Whole, placed: Days) -> Columns:
    """Return the columns about where each child lives."""
    episodes, land = care.episodes, care.land
    postcode = episodes.postcode[now]
    names = np.array([authority.name for authority in land.authorities])
    outside = land.owner(postcode) != care.place
    return {
        "Start Date of Most Recent Placement": cells(placed),
        "Placement Type": worded(episodes.place[now], PLACE),
        "Placement Provider": worded(episodes.provider[now], PROVIDER, "c) Other"),
        "Placement postcode": land.text[postcode].tolist(),
        "URN of Placement": episodes.urn[now].tolist(),
        "Placement Location": np.where(outside, "b) Out", "a) In").tolist(),
        "LA of Placement": names[land.owner(postcode)].tolist(),
    }


def _missing(care: Care, rng: Generator, child: Whole, year: int) -> Columns:
    """Return how often the year's return says that each child was missing or away, and the talk afterwards."""
    returned = dict(tables(care, year))["missing"]
    times = {kind: np.zeros(len(child), dtype=np.int64) for kind in "MA"}
    place = {number: at for at, number in enumerate(care.children.number[child].tolist())}
    for number, kind in zip(returned["CHILD"].tolist(), returned["MISSING"].tolist(), strict=True):
        if number in place:
            times[kind][place[number]] += 1
    offered = chance(rng, len(child), 0.85)
    gone = times["M"] > 0
    return {
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": times[
            "M"
        ].tolist(),
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months": times[
            "A"
        ].tolist(),
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": np.where(
            gone, yes_no(offered), ""
        ).tolist(),
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": np.where(
            gone & offered, yes_no(chance(rng, len(child), 0.65)), ""
        ).tolist(),
    }


def _leavers(care: Care, rng: Generator, year: int) -> Sheet:
    """List 9: those whom the year's return asks about, with the same answers."""
    on = year_of_return(year)[1]
    child, _ = care_leavers(generator(care.seed, care.place, 3, year), care.children, care.stays, year)
    returned = dict(tables(care, year))["oc3"]
    known = returned["ACCOM"] != "0"
    good = np.char.endswith(returned["ACCOM"], "1")
    suitable = np.where(known, np.where(good, "a) Suitable", "b) Not suitable"), "c) Not in touch or not recorded")
    adult = birthdays(care.children.born[child], 18) <= on
    return {
        **identity(care.children, child, on),
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": yes_no(
            care.children.alone[child]
        ),
        **disabled(care.children, child),
        **allocated(rng, len(child)),
        "Allocated Personal Advisor": np.char.mod("Adviser %02d", rng.integers(1, 20, len(child))).tolist(),
        "Eligibility Category": np.where(adult, "b) Former relevant", "a) Relevant").tolist(),
        "Latest Pathway Plan Review Date": cells((on - rng.integers(1, 230, len(child))).astype(np.int32)),
        "LA in Touch": worded(returned["IN_TOUCH"], TOUCH),
        "Latest Date of Contact": cells((on - rng.integers(1, 80, len(child))).astype(np.int32), known),
        "Type of Accommodation": worded(returned["ACCOM"], HOME),
        "Suitability of Accommodation": suitable.tolist(),
        "Activity Status": worded(returned["ACTIV"], ACTIVITY),
    }


def _adoption(care: Care, rng: Generator, year: int) -> tuple[Sheet, Sheet]:
    """Lists 10 and 11: children to be adopted, or adopted in the last twelve months, and those who adopt them."""
    on = year_of_return(year)[1]
    stay, decided, placed = adoption_days(care)
    now = (decided <= on) & (care.stays.end[stay] > on - TWELVE_MONTHS)
    stay, decided, placed = stay[now], decided[now], placed[now]
    child, ordered = care.stays.child[stay], care.stays.end[stay]
    matched = np.maximum(decided, placed - 30).astype(np.int32)
    family = np.char.mod(f"SYNF{care.place:03d}%05d", stay)
    children: Sheet = {
        "Child Unique ID": care.children.number[child].tolist(),
        "Family identifier": family.tolist(),
        **{name: column for name, column in identity(care.children, child, on).items() if name != "Child Unique ID"},
        **disabled(care.children, child),
        "Date the Child Entered Care": cells(care.stays.start[stay]),
        "Date of Decision that Child Should be Placed for Adoption": cells(decided),
        "Date of Placement Order": cells(decided + 30, decided + 30 <= on),
        "Date of Matching Child and Prospective Adopters": cells(matched, matched <= on),
        "Date Placed for Adoption": cells(placed, placed <= on),
        "Date of Adoption Order": cells(ordered, ordered <= on),
        "Date of Decision that Child Should No Longer be Placed for Adoption": [None] * len(stay),
        "Reason Why Child No Longer Placed for Adoption": [None] * len(stay),
        "Date the child was placed for fostering in FFA or concurrent planning placement": [None] * len(stay),
    }
    return children, _adopters(care, rng, family, matched, placed, ordered, on)


def _adopters(care: Care, rng: Generator, family: Text, matched: Days, placed: Days, ordered: Days, on: int) -> Sheet:
    now = matched <= on
    family, matched, placed, ordered = family[now], matched[now], placed[now], ordered[now]
    number = len(family)
    steps = np.cumsum(rng.integers(10, 55, (7, number)), axis=0)[::-1]
    names = ["enquiry received", "Stage 1 started", "Stage 1 ended", "Stage 2 started", "Stage 2 ended"]
    process = {f"Date {name}": cells((matched - steps[at]).astype(np.int32)) for at, name in enumerate(names)}
    return {
        "Individual adopter identifier": np.char.add(family, "A").tolist(),
        "Family identifier": family.tolist(),
        "Gender": np.where(chance(rng, number, 0.6), "b) Female", "a) Male").tolist(),
        "Ethnicity": worded(np.full(number, "WBRI"), ETHNIC),
        "Disability": yes_no(chance(rng, number, 0.04)),
        "Is the (prospective) adopter fostering for adoption?": yes_no(chance(rng, number, 0.2)),
        **process,
        "Date application submitted": cells((matched - steps[5]).astype(np.int32)),
        "Date application approved": cells((matched - steps[6]).astype(np.int32)),
        "Date adopter matched with child(ren)": cells(matched),
        "Date child/children placed with adopter(s)": cells(placed, placed <= on),
        "No. of children placed": (placed <= on).astype(int).tolist(),
        "Date of Adoption Order": cells(ordered, ordered <= on),
        "Date of leaving adoption process": [None] * number,
        "Reason for leaving adoption process": [None] * number,
    }
