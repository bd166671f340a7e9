"""Counts an authority's demonstration histories year by year, for the figures that are published of it."""

import numpy as np

from clearline.measures.demo_data.census import Need
from clearline.measures.demo_data.days import Flags, ages, year_of_return
from clearline.measures.demo_data.geography import TWENTY_MILES
from clearline.measures.demo_data.placements import ADOPTIVE, MOVES
from clearline.measures.demo_data.ssda903 import Care, tables

Counts = dict[str, int]


def own_counts(care: Care, need: Need, population: int, year: int) -> Counts:
    """Return what the published figures count, for one year, as far as the histories hold it."""
    return {
        "population": population,
        **_looked_after(care, year),
        **_returned(care, year),
        **_in_need(need, year),
        **_on_plans(need, year),
    }


def _numbers(**flags: Flags) -> Counts:
    return {name: int(np.count_nonzero(each)) for name, each in flags.items()}


def _looked_after(care: Care, year: int) -> Counts:
    first, last = year_of_return(year)
    stays, episodes, born = care.stays, care.episodes, care.children.born
    now = (stays.start <= last) & (stays.end > last)
    long = now & (stays.start <= last - 913) & (ages(born[stays.child], last) < 16)
    moved = np.isin(episodes.why, MOVES)
    began = moved & (episodes.start >= first) & (episodes.start <= last) & (episodes.end > episodes.start)
    whose = stays.child[episodes.stay]
    ran_on = np.zeros(len(care.children), dtype=np.bool_)
    ran_on[whose[(episodes.start < first) & (episodes.end >= first)]] = True
    # as DfE counts placements: no temporary ones, and none with foster carers who adopt the child they have
    counted = began & ~np.char.startswith(episodes.place, "T") & (episodes.place != "A5")
    lived = np.bincount(whose[counted], minlength=len(ran_on)) + ran_on
    key = np.where(moved, episodes.start, 0) + episodes.stay * 100_000
    since = np.maximum.accumulate(key) - episodes.stay * 100_000
    on = (episodes.start <= last) & (episodes.end > last) & long[episodes.stay]
    settled = on & ((since <= last - 730) | np.isin(episodes.place, ADOPTIVE))
    return _numbers(
        looked_after=now,
        started=(stays.start >= first) & (stays.start <= last),
        ceased=(stays.end >= first) & (stays.end <= last),
        long_term=long,
        stable=settled,
        three_placements=lived[stays.child[now]] >= 3,
        **_where_placed(care, began),
    )


def _where_placed(care: Care, began: Flags) -> dict[str, Flags]:
    """Return which new placements are in the area or out of it, near home or far."""
    land, episodes = care.land, care.episodes
    home = care.children.home[care.stays.child[episodes.stay]]
    across = (land.east[home] - land.east[episodes.postcode]) ** 2
    far = across + (land.north[home] - land.north[episodes.postcode]) ** 2 > TWENTY_MILES**2
    out, known = land.owner(episodes.postcode) != care.place, began & ~episodes.unknown
    return {
        "placements": began,
        "in_near": known & ~out & ~far,
        "in_far": known & ~out & far,
        "out_near": known & out & ~far,
        "out_far": known & out & far,
    }


def _returned(care: Care, year: int) -> Counts:
    """Return what the year's own tables say of health, offending and care leavers."""
    last = year_of_return(year)[1]
    every = dict(tables(care, year))
    health, left = every["oc2"], every["oc3"]
    born = dict(zip(care.children.number.tolist(), care.children.born.tolist(), strict=True))
    age = ages(np.array([born[number] for number in health["CHILD"].tolist()], dtype=np.int32), last)
    asked = (age >= 5) & (age <= 16)
    scored = asked & (health["SDQ_SCORE"] != "")
    score = np.where(scored, health["SDQ_SCORE"], "0").astype(np.int64)
    young = ages(np.array([born[number] for number in left["CHILD"].tolist()], dtype=np.int32), last) < 19
    suitable = np.char.endswith(left["ACCOM"], "1")
    busy = np.isin(left["ACTIV"].astype("U1"), ["F", "P"])
    unknown = left["ACTIV"] == "0"
    return {"score": int(score.sum())} | _numbers(
        year_round=age >= 0,
        health=health["HEALTH_ASSESSMENT"] == "1",
        immunised=health["IMMUNISATIONS"] == "1",
        dentist=health["TEETH_CHECK"] == "1",
        substance=health["SUBSTANCE_MISUSE"] == "1",
        intervention=health["INTERVENTION_RECEIVED"] == "1",
        aged_0_to_4=age < 5,
        development=health["HEALTH_CHECK"] == "1",
        aged_10_to_17=age >= 10,
        convicted=health["CONVICTED"] == "1",
        aged_5_to_16=asked,
        scored=scored,
        concern=score >= 17,
        leavers_17_18=young,
        active_17_18=young & busy,
        unknown_17_18=young & unknown,
        suitable_17_18=young & suitable,
        leavers_19_21=~young,
        active_19_21=~young & busy,
        unknown_19_21=~young & unknown,
        suitable_19_21=~young & suitable,
    )


def _in_need(need: Need, year: int) -> Counts:
    first, last = year_of_return(year)
    cases = need.cases
    referred = (cases.referred >= first) & (cases.referred <= last)
    again = np.r_[False, (np.diff(cases.child) == 0) & (np.diff(cases.referred) <= 365)][: len(cases)]
    taken = ~cases.no_action
    wanted = taken & ~cases.not_needed
    whole = (cases.referred <= last) & (cases.closed >= first) & wanted
    on = (cases.referred <= last) & (cases.closed > last) & taken
    started, ended = referred & wanted, (cases.closed >= first) & (cases.closed <= last) & wanted
    children = {
        "referred_children": referred,
        "rereferred_children": referred & again,
        "in_need_any_child": whole,
        "in_need_started_child": started,
        "in_need_ended_child": ended,
    }
    return {name: len(np.unique(cases.child[rows])) for name, rows in children.items()} | _numbers(
        referrals=referred,
        rereferrals=referred & again,
        no_action=referred & ~taken,
        not_needed=referred & cases.not_needed & (cases.closed <= last),
        in_need=on,
        in_need_any=whole,
        in_need_started=started,
        in_need_ended=ended,
        awaiting=on & (cases.assessed > last),
    )


def _on_plans(need: Need, year: int) -> Counts:
    first, last = year_of_return(year)
    plans = need.plans
    began, on = (plans.start >= first) & (plans.start <= last), (plans.start <= last) & (plans.end > last)
    lasted = last - plans.start
    return _numbers(
        plans_started=began,
        second_plans=began & (plans.before > 0),
        plans=on,
        plans_3=on & (lasted <= 91),
        plans_6=on & (lasted > 91) & (lasted <= 182),
        plans_12=on & (lasted > 182) & (lasted < 365),
        plans_24=on & (lasted >= 365) & (lasted < 730),
        plans_long=on & (lasted >= 730),
    )
