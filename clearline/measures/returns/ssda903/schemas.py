"""The tables of SSDA903 that are read: how each is recognised, what its columns hold, and the raw tables made of them.

Columns that no figure needs are not read at all: UPN, URN, MOTHER, MC_DOB, reasons, and what an adopter is.
"""

from typing import Literal

import pyarrow as pa

Holds = Literal["child", "identifier", "day", "birth", "code", "number", "postcode"]
"""``birth`` is a day that is also held as year and day of the year; ``number`` is whole, of 0 to 40 (the SDQ score)."""

TABLES: dict[str, dict[str, Holds]] = {
    "header": {"child": "child", "sex": "code", "dob": "birth", "ethnic": "code"},
    "episodes": {
        "child": "child", "decom": "day", "rne": "code", "ls": "code", "cin": "code", "place": "code",
        "place_provider": "code", "dec": "day", "rec": "code", "home_post": "postcode", "pl_post": "postcode",
    },
    "reviews": {"child": "child", "review": "day"},
    "uasc": {"child": "child", "duc": "day"},
    "oc2": {
        "child": "child", "dob": "birth", "sdq_score": "number", "convicted": "code", "health_check": "code",
        "immunisations": "code", "teeth_check": "code", "health_assessment": "code", "substance_misuse": "code",
        "intervention_received": "code", "intervention_offered": "code",
    },
    "oc3": {"child": "child", "dob": "birth", "in_touch": "code", "activ": "code", "accom": "code"},
    "ad1": {"child": "child", "date_int": "day", "date_match": "day", "foster_care": "code"},
    "placed_for_adoption": {"child": "child", "date_placed": "day", "date_placed_ceased": "day"},
    "previous_permanence": {"child": "child", "prev_perm": "code", "date_perm": "day"},
    "missing": {"child": "child", "missing": "code", "mis_start": "day", "mis_end": "day"},
    "sw_episodes": {"child": "child", "sw_id": "identifier", "sw_decom": "day", "sw_dec": "day"},
}  # fmt: skip
"""The columns that are read, in lower case, and what each holds."""

RECOGNISED_BY: dict[str, frozenset[str]] = {
    "header": frozenset({"child", "sex", "dob", "ethnic"}),
    "episodes": frozenset({"child", "decom", "rne", "ls", "place", "dec", "rec"}),
    "reviews": frozenset({"child", "review"}),
    "uasc": frozenset({"child", "duc"}),
    "oc2": frozenset({"child", "convicted", "health_assessment", "teeth_check"}),
    "oc3": frozenset({"child", "in_touch", "activ", "accom"}),
    "ad1": frozenset({"child", "date_int", "date_match"}),
    "placed_for_adoption": frozenset({"child", "date_placed"}),
    "previous_permanence": frozenset({"child", "prev_perm"}),
    "missing": frozenset({"child", "missing", "mis_start"}),
    "sw_episodes": frozenset({"child", "sw_id", "sw_decom"}),
}
"""Columns that a file of each table has, and a file of no other."""

KEY: dict[str, str] = {
    "episodes": "decom",
    "reviews": "review",
    "ad1": "date_int",
    "missing": "mis_start",
    "placed_for_adoption": "date_placed",
    "sw_episodes": "sw_decom",
}
"""The day that tells a child's rows of one table and year apart; in the other tables a child has one row."""

REPEATED = frozenset({"sw_episodes"})
"""Tables in which the same row twice changes nothing that is counted."""

FROM_TO: dict[str, tuple[str, str]] = {
    "episodes": ("decom", "dec"),
    "missing": ("mis_start", "mis_end"),
    "placed_for_adoption": ("date_placed", "date_placed_ceased"),
    "sw_episodes": ("sw_decom", "sw_dec"),
}
"""Columns of which the second cannot be before the first."""

DATED: dict[str, str] = {"episodes": "decom", "reviews": "review", "missing": "mis_start", "sw_episodes": "sw_decom"}
"""The columns by whose days the year of a return is told."""


def _fields(column: str, holds: Holds) -> list[pa.Field]:
    if holds == "code":
        return [pa.field(column, pa.dictionary(pa.int8(), pa.string()))]
    if holds == "birth":
        extra = [pa.field(f"{column}_{part}", pa.int16()) for part in ("year", "monthday")]
        return [pa.field(column, pa.int32()), *extra]
    return [] if holds == "postcode" else [pa.field(column, pa.int32())]


RAW: dict[str, list[pa.Field]] = {
    table: [field for column, holds in columns.items() for field in _fields(column, holds)]
    for table, columns in TABLES.items()
}
RAW["episodes"] += [
    pa.field("metres", pa.int32()),  # home to placement in a straight line, rounded up; null when it is not known
    pa.field("placed_la", pa.dictionary(pa.int16(), pa.string())),
    *(pa.field(name, pa.int32()) for name in ("care_began", "placed", "placed_before", "followed")),  # see histories
]
RAW["reviews"] += [pa.field(name, pa.int32()) for name in ("before", "before_that")]
"""The raw tables, without authority and year. A number stands for each child and each other identifier."""
