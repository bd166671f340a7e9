"""Reads demonstration returns back and counts them in plain Python: slow, and independent of what made them."""

import csv
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

Row = dict[str, str]
NEW = ("S", "P", "B", "T", "U")


def day(text: str) -> date | None:
    """Return a date of SSDA903; ``None`` for a blank."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2])) if text else None


def sure(text: str) -> date:
    """Return a date of SSDA903 that must be there."""
    found = day(text)
    assert found
    return found


def table(folder: Path, name: str) -> list[Row]:
    """Return a table of a return."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def age(born: date, on: date) -> int:
    """Return an age in whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def share(rows: Iterable[bool]) -> float:
    """Return the percentage of the rows that are true."""
    every = list(rows)
    return 100 * sum(every) / len(every)


def weekdays(start: date, end: date) -> int:
    """Return Mondays to Fridays after the one day, up to the other."""
    weeks, over = divmod((end - start).days, 7)
    return weeks * 5 + sum((start.weekday() + at) % 7 < 5 for at in range(1, over + 1))


def looked_after(years: dict[int, Path], year: int, posts: dict[str, tuple[int, int, str]]) -> dict[str, float]:
    """Return figures of looked-after children, in per cent or as counts, from several years' returns."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    latest: dict[tuple[str, date], Row] = {}
    for each in sorted(years):
        latest |= {(row["CHILD"], sure(row["DECOM"])): row for row in table(years[each], "episodes")}
    born = {row["CHILD"]: sure(row["DOB"]) for row in table(years[year], "header")}
    by_child: dict[str, list[tuple[date, date | None, Row]]] = defaultdict(list)
    for (child, start), row in sorted(latest.items()):
        end = day(row["DEC"])
        if start <= last and (end is None or end >= first):
            by_child[child].append((start, end, row))
    now = {child: rows[-1] for child, rows in by_child.items() if rows[-1][1] is None or rows[-1][1] > last}
    placements = {
        child: sum(_new(row) and start >= first for start, _, row in rows if row["PLACE"][0] != "T")
        + any(start < first for start, _, row in rows if row["PLACE"][0] != "T")
        for child, rows in by_child.items()
    }
    last_left = {
        child: row["REC"] for child, rows in by_child.items() for _, end, row in rows
        if end and end <= last and row["REC"] != "X1"
    }  # fmt: skip
    left = last_left.values()
    known = [row for _, _, row in now.values() if row["PL_POST"]]
    year_round = {row["CHILD"] for row in table(years[year], "oc2")}
    gone = {kind: {row["CHILD"] for row in table(years[year], "missing") if row["MISSING"] == kind} for kind in "MA"}
    return {
        "looked-after": len(now),
        "started": sum(any(row["RNE"] == "S" and at >= first for at, _, row in rows) for rows in by_child.values()),
        "ceased": len(left),
        "adopted": share(reason in ("E11", "E12") for reason in left),
        "three-placements": share(placements[child] >= 3 for child in now),
        "far-and-out": share(_far_and_out(row, posts) for row in known),
        "year-round": share(child in year_round for child in now),
        "under-16": share(age(born[child], last) < 16 for child in now),
        "missing": share(child in gone["M"] for child in by_child),
        "away": share(child in gone["A"] for child in by_child),
    }  # fmt: skip


def _new(row: Row) -> bool:
    """Whether an episode is a new placement; being adopted by one's own foster carers is none."""
    return row["RNE"] in NEW and not (row["PLACE"] in ("A3", "A5") and row["RNE"] in ("T", "U"))


def _far_and_out(row: Row, posts: dict[str, tuple[int, int, str]]) -> bool:
    home, there = (posts[row[name].replace(" ", "")] for name in ("HOME_POST", "PL_POST"))
    return (home[0] - there[0]) ** 2 + (home[1] - there[1]) ** 2 > 32_186**2 and there[2] != home[2]


def health(folder: Path, year: int) -> dict[str, float]:
    """Return figures of the tables OC2 and OC3, in per cent."""
    last = date(year, 3, 31)
    rows = [row | {"age": str(age(sure(row["DOB"]), last))} for row in table(folder, "oc2")]
    scored = [row for row in rows if row["SDQ_SCORE"] and 5 <= int(row["age"]) <= 16]
    left = [(age(sure(row["DOB"]), last), row) for row in table(folder, "oc3")]
    return {
        "health": share(row["HEALTH_ASSESSMENT"] == "1" for row in rows),
        "immunised": share(row["IMMUNISATIONS"] == "1" for row in rows),
        "dentist": share(row["TEETH_CHECK"] == "1" for row in rows),
        "development": share(row["HEALTH_CHECK"] == "1" for row in rows if int(row["age"]) < 5),
        "convicted": share(row["CONVICTED"] == "1" for row in rows if int(row["age"]) >= 10),
        "substance": share(row["SUBSTANCE_MISUSE"] == "1" for row in rows),
        "scored": 100 * len(scored) / sum(5 <= int(row["age"]) <= 16 for row in rows),
        "concern": share(int(row["SDQ_SCORE"]) >= 17 for row in scored),
        "borderline": share(14 <= int(row["SDQ_SCORE"]) <= 16 for row in scored),
        "average score": sum(int(row["SDQ_SCORE"]) for row in scored) / len(scored),
        "active 17-18": share(row["ACTIV"][0] in "FP" for old, row in left if old < 19),
        "active 19-21": share(row["ACTIV"][0] in "FP" for old, row in left if old >= 19),
        "suitable-17-18": share(row["ACCOM"][1:] == "1" for old, row in left if old < 19),
        "suitable-19-21": share(row["ACCOM"][1:] == "1" for old, row in left if old >= 19),
    }


def in_need(paths: list[Path]) -> dict[str, float]:
    """Return figures of the CIN census of the last of two years, as counts or in per cent."""
    trees = [ET.parse(path).getroot() for path in paths]
    last = date.fromisoformat(trees[-1].findtext("Header/CollectionDetails/ReferenceDate") or "")
    first = date(last.year - 1, 4, 1)
    before = {
        (child.findtext("ChildIdentifiers/LAchildID"), case.findtext("CINreferralDate"))
        for tree in trees for child in tree.iter("Child") for case in child.iter("CINdetails")
    }  # fmt: skip
    referrals: dict[str | None, list[date]] = defaultdict(list)
    for child, referred in before:
        referrals[child].append(date.fromisoformat(referred or ""))
    counts: Counter[str] = Counter()
    lengths: list[float] = []
    for one in trees[-1].iter("Child"):
        number = one.findtext("ChildIdentifiers/LAchildID")
        for case in one.iter("CINdetails"):
            _count_case(case, referrals[number], first, last, counts, lengths)
    return {
        "referrals": counts["referrals"],
        "re-referred": 100 * counts["again"] / counts["referrals"],
        "no-further-action": 100 * counts["no action"] / counts["referrals"],
        "not-in-need": 100 * counts["not needed"] / counts["referrals"],
        "in-need": counts["open"],
        "assessed-in-45-days": 100 * counts["in 45 days"] / counts["assessed"],
        "section-47": counts["enquiries"],
        "conferences": counts["conferences"],
        "conferences-in-15-days": 100 * counts["in 15 days"] / counts["conferences"],
        "plans-started": counts["plans started"],
        "second-plans": 100 * counts["second plans"] / counts["plans started"],
        "plans": len(lengths),
        "plans-two-years": share(days >= 730 for days in lengths),
        "plans-ended-after-two-years": 100 * counts["long ended"] / counts["plans ended"],
        "plans-reviewed": 100 * counts["reviewed"] / counts["to review"],
    }


def _count_case(
    case: ET.Element, referrals: list[date], first: date, last: date, counts: Counter[str], lengths: list[float]
) -> None:
    referred, closed = _day(case, "CINreferralDate"), _day(case, "CINclosureDate")
    no_action = case.findtext("ReferralNFA") == "1"
    assert referred
    if first <= referred <= last:
        counts["referrals"] += 1
        counts["no action"] += no_action
        counts["again"] += any(timedelta(0) < referred - other <= timedelta(365) for other in referrals)
    if closed and first <= referred <= last and case.findtext("ReasonForClosure") in ("RC8", "RC9"):
        counts["not needed"] += 1
    elif first <= referred <= last and closed is None and not no_action:
        counts["not yet known"] += 1
    counts["open"] += not no_action and (closed is None or closed > last)
    for assessment in case.iter("Assessments"):
        start, done = _day(assessment, "AssessmentActualStartDate"), _day(assessment, "AssessmentAuthorisationDate")
        if start and done and first <= done <= last:
            counts["assessed"] += 1
            counts["in 45 days"] += weekdays(start, done) <= 45
    for enquiry in case.iter("Section47"):
        start, met = _day(enquiry, "S47ActualStartDate"), _day(enquiry, "DateOfInitialCPC")
        counts["enquiries"] += bool(start and first <= start <= last)
        if start and met and first <= met <= last:
            counts["conferences"] += 1
            counts["in 15 days"] += weekdays(start, met) <= 15
    for plan in case.iter("ChildProtectionPlans"):
        _count_plan(plan, first, last, counts, lengths)


def _count_plan(plan: ET.Element, first: date, last: date, counts: Counter[str], lengths: list[float]) -> None:
    start, end = _day(plan, "CPPstartDate"), _day(plan, "CPPendDate")
    assert start
    if start >= first:
        counts["plans started"] += 1
        counts["second plans"] += int(plan.findtext("NumberOfPreviousCPP") or 0) > 0
    if end:
        counts["plans ended"] += 1
        counts["long ended"] += (end - start).days >= 730
        return
    lengths.append((last - start).days)
    if (last - start).days >= 91:
        counts["to review"] += 1
        counts["reviewed"] += _on_time(start, first, last, [_text_day(one.text) for one in plan.iter("CPPreviewDate")])


def _on_time(start: date, first: date, last: date, reviews: list[date]) -> bool:
    """Whether no gap between reviews was too long, as far as the one year's reviews tell."""
    times = [*([start] if start >= first else []), *sorted(reviews), last]
    allowed = [91 if times[at] == start else 183 for at in range(len(times) - 1)]
    return all((later - sooner).days <= most for (sooner, later), most in zip(pairwise(times), allowed, strict=True))


def _text_day(text: str | None) -> date:
    return date.fromisoformat(text or "")


def _day(element: ET.Element, name: str) -> date | None:
    text = element.findtext(name)
    return date.fromisoformat(text) if text else None
