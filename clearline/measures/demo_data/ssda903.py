"""Cuts one year's SSDA903 return out of the histories of an authority's children, in that year's columns and codes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import People, Stays
from clearline.measures.demo_data.care_events import Reviews, Workers
from clearline.measures.demo_data.days import Days, Flags, Text, Whole, ages, birthdays, written, year_of_return
from clearline.measures.demo_data.geography import Country
from clearline.measures.demo_data.outcomes import care_leavers, health, missing
from clearline.measures.demo_data.placements import Episodes, days_to_adopters
from clearline.measures.demo_data.sampling import chance, generator, pick

Table = dict[str, Text]
"""A table of the return: its columns in order, each cell as it is written."""

FIRST_YEAR, LAST_YEAR = 2017, 2026


@dataclass(frozen=True, slots=True)
class Care:
    """Everything about looked-after children of one authority."""

    seed: int
    place: int
    """The authority's place in the list."""
    land: Country
    children: People
    stays: Stays
    episodes: Episodes
    reviews: Reviews
    workers: Workers


def tables(care: Care, year: int) -> Iterator[tuple[str, Table]]:
    """Give each table of the return of one year, 2017 to 2026, by the name of its file."""
    first, last = year_of_return(year)
    rng = generator(care.seed, care.place, 3, year)
    inside = np.unique(care.stays.child[(care.stays.start <= last) & (care.stays.end >= first)])
    leavers, left = care_leavers(rng, care.children, care.stays, year)
    yield "header", _header(care.children, inside, np.union1d(inside, leavers), year)
    yield "episodes", _episodes(care, year)
    yield "reviews", _reviews(care, year)
    yield "uasc", _unaccompanied(care.children, inside, year)
    yield "oc2", health(rng, care.children, care.stays, year)
    yield "oc3", left
    yield "missing", missing(rng, care.children, care.stays, year)
    yield "ad1", _adoptions(rng, care, year)
    yield "placed_for_adoption", _to_be_adopted(care, year)
    yield "previous_permanence", _previous_permanence(rng, care, year)
    if year >= 2024:
        yield "sw_episodes", _workers(care, year)


def named(children: People, child: Whole) -> Table:
    """Return the two columns that begin most tables."""
    return {"CHILD": children.number[child], "DOB": written(children.born[child])}


def _sex(children: People, child: Whole, year: int) -> Text:
    boy, girl = ("M", "F") if year >= 2025 else ("1", "2")
    return np.where(children.girl[child], girl, boy)


def _header(children: People, inside: Whole, child: Whole, year: int) -> Table:
    last = year_of_return(year)[1]
    age = ages(children.born[child], last)
    gave_birth = birthdays(children.born[child], 16) + 200
    mother = children.girl[child] & (children.born[child] % 29 == 0) & (gave_birth <= last)
    asked = children.girl[child] & np.isin(child, inside)
    upn = np.where(age < 5, "UN1", children.upn[child])
    return {
        "CHILD": children.number[child],
        "SEX": _sex(children, child, year),
        "DOB": written(children.born[child]),
        "ETHNIC": children.ethnic[child],
        "UPN": np.where(children.alone[child], "UN3", upn),
        "MOTHER": np.where(asked, np.where(mother, "1", "0"), ""),
        "MC_DOB": written(gave_birth, mother & asked),
    }


def _episodes(care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    episodes, stays, children = care.episodes, care.stays, care.children
    row = np.flatnonzero((episodes.start <= last) & (episodes.end >= first) & (episodes.end > episodes.start))
    stay = episodes.stay[row]
    child = stays.child[stay]
    ended = episodes.end[row] <= last
    guardian = np.isin(stays.reason[stay], ["E45", "E46"]) & ~np.char.startswith(episodes.place[row], "U")
    reason = np.where(guardian, "E48", stays.reason[stay])  # not made to a foster carer
    reason = np.where(episodes.last[row], reason, "X1")
    return {
        "CHILD": children.number[child],
        "DECOM": written(episodes.start[row]),
        "RNE": episodes.why[row],
        "LS": episodes.law[row],
        "CIN": stays.need[stay],
        "PLACE": _place(episodes.place[row], year),
        "PLACE_PROVIDER": episodes.provider[row],
        "DEC": written(episodes.end[row], ended),
        "REC": np.where(ended, _reason(reason, year), ""),
        "REASON_PLACE_CHANGE": np.where(ended, _change(episodes.change[row], year), ""),
        "HOME_POST": care.land.text[children.home[child]],
        "PL_POST": np.where(episodes.unknown[row], "", care.land.text[episodes.postcode[row]]),
        "URN": episodes.urn[row],
    }


def _place(place: Text, year: int) -> Text:
    """Supported accommodation was H5, and independent living P2, until the collection of 2025 made both K3."""
    return np.where(place == "P2", "K3", place) if year >= 2025 else np.where(place == "K3", "H5", place)


def _reason(reason: Text, year: int) -> Text:
    """Special guardianship was E43 and E44 until the collection of 2019 split them by who the carer was."""
    if year >= 2019:
        return reason
    return np.where(np.isin(reason, ["E45", "E46"]), "E43", np.where(np.isin(reason, ["E47", "E48"]), "E44", reason))


def _change(change: Text, year: int) -> Text:
    return change if year >= 2019 else np.where(change == "CUSTOD", "OTHER", change)


def _reviews(care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    row = np.flatnonzero((care.reviews.on >= first) & (care.reviews.on <= last))
    child = care.stays.child[care.reviews.stay[row]]
    return {
        **named(care.children, child),
        "REVIEW": written(care.reviews.on[row]),
        "REVIEW_CODE": care.reviews.code[row],
    }


def _unaccompanied(children: People, inside: Whole, year: int) -> Table:
    last = year_of_return(year)[1]
    child = inside[children.alone[inside]]
    adult = birthdays(children.born[child], 18)
    return {
        "CHILD": children.number[child],
        "SEX": _sex(children, child, year),
        "DOB": written(children.born[child]),
        "DUC": written(adult, adult <= last),
    }


def adoption_days(care: Care) -> tuple[Whole, Days, Days]:
    """Return the stays that end in adoption, the day it was decided, and the day the child was placed."""
    row = np.flatnonzero(care.stays.adopted)
    start, placed = care.stays.start[row], days_to_adopters(care.stays)[row]
    decided = np.maximum(start + 60, placed - 110 - start * 37 % 260)  # some eight months before, more for some
    return row, np.minimum(decided, placed - 10).astype(np.int32), placed


def _adoptions(rng: np.random.Generator, care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    row, decided, placed = adoption_days(care)
    now = (care.stays.end[row] >= first) & (care.stays.end[row] <= last)
    row, decided, placed = row[now], decided[now], placed[now]
    couple = chance(rng, len(row), 0.88)
    sexes = pick(rng, len(row), calibration().mix("adopters"))
    alone = np.where(chance(rng, len(row), 0.9), "F1", "M1")
    carers = care.stays.reason[row] == "E11"
    return {
        **named(care.children, care.stays.child[row]),
        "DATE_INT": written(decided),
        "DATE_MATCH": written(np.maximum(decided, placed - 30)),
        "FOSTER_CARE": np.where(carers, "1", "0"),
        "NB_ADOPTR": np.where(couple, "2", "1"),
        "SEX_ADOPTR": np.where(couple, sexes, alone),
        "LS_ADOPTR": np.where(couple, np.where(sexes == "MF", "L11", "L12"), "L0"),
    }


def _to_be_adopted(care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    row, decided, _ = adoption_days(care)
    now = (decided <= last) & (care.stays.end[row] >= first)
    child = care.stays.child[row[now]]
    blank = np.full(len(child), "", dtype="U3")
    return {
        **named(care.children, child),
        "DATE_PLACED": written(decided[now]),
        "DATE_PLACED_CEASED": blank,
        "REASON_PLACED_CEASED": blank,
    }


def _previous_permanence(rng: np.random.Generator, care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    stays = care.stays
    child = np.unique(stays.child[(stays.start >= first) & (stays.start <= last)])
    code = pick(rng, len(child), calibration().mix("previous-permanence"))
    old_enough = (first - care.children.born[child] > 4 * 365) & ~care.children.alone[child]
    had: Flags = (code != "Z1") & old_enough
    when = care.children.born[child] + rng.integers(500, 1200, len(child))
    own = care.land.authorities[care.place].old_code
    return {
        **named(care.children, child),
        "PREV_PERM": np.where(had, code, "Z1"),
        "LA_PERM": np.where(had, own, ""),
        "DATE_PERM": written(when, had),
    }


def _workers(care: Care, year: int) -> Table:
    first, last = year_of_return(year)
    workers = care.workers
    row = np.flatnonzero((workers.start <= last) & (workers.end >= first))
    ended: NDArray[np.bool_] = workers.end[row] <= last
    return {
        **named(care.children, care.stays.child[workers.stay[row]]),
        "SW_ID": workers.who[row],
        "SW_DECOM": written(workers.start[row]),
        "SW_DEC": written(workers.end[row], ended),
        "SW_REASON": workers.why[row],
    }
