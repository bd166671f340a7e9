"""Pictures made at random, and the starter changed at random: nothing that is read ever crashes the rules."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearline.checks.findings import check
from clearline.guidance.content import load
from clearline.kit.errors import BadInput
from clearline.kit.reading import read_yaml
from clearline.organisations.commands import STARTER
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import Organisation

WORDS = st.sampled_from(["dcs", "council", "nobody", "x", "", "2009-01-01", "é", "lead-member", "our-council", "yes"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), WORDS, st.text(max_size=6))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)


def write(data: Any) -> str:
    """Return data as YAML that the reader reads back as the same data, as far as YAML can say it."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{write(str(key))}: {write(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(write(value) for value in data) + "]"
    if isinstance(data, str):
        return '"' + "".join(f"\\U{ord(c):08x}" for c in data) + '"'
    if data is None or isinstance(data, bool):
        return {None: "~", True: "yes", False: "no"}[data]
    return str(data)


def judge_without_a_crash(path: Path) -> bool:
    """Read and check a file under every edition; return whether it could be read."""
    try:
        organisation = read_organisation(path)
    except BadInput:
        return False
    for edition in ("2009", "2012", "2013"):
        check(organisation, load(), edition, None, date(2026, 6, 1))
    return True


@given(data=st.one_of(ANYTHING, st.dictionaries(st.sampled_from(Organisation.__struct_encode_fields__), ANYTHING)))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_yaml_data_crashes_the_reader_or_the_rules(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = tmp_path_factory.mktemp("random") / "a.yaml"
    path.write_text(write(data), encoding="utf-8")
    judge_without_a_crash(path)


def places_in(data: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for step, value in items for found in ((*place, step), *places_in(value, (*place, step)))]


def change(
    picture: Any, place: tuple[Any, ...], to: Callable[[Any], st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    """Change the value at a place of plain data to one that is drawn."""
    for step in place[:-1]:
        picture = picture[step]
    picture[place[-1]] = data.draw(to(picture[place[-1]]))


IDS = (
    "dcs",
    "chief-executive",
    "lead-member",
    "leader",
    "council",
    "nobody",
    "social-worker",
    "lscb",
    "police",
    "dass",
)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str)


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Return values that may well stand in the place of one: empty, reversed, doubled, of another id or day."""
    if isinstance(value, bool):
        return st.sampled_from([not value, None])
    if isinstance(value, str) and value in IDS:
        return st.one_of(st.sampled_from(IDS), st.sampled_from([["dcs", "lead-member"], ["nobody"], None]))
    if isinstance(value, str) and value[:2] == "20":
        return DAYS
    if isinstance(value, list):
        return st.sampled_from([[], value[::-1], value[1:], value + value, None])
    return st.sampled_from([None, value, {} if isinstance(value, dict) else value])


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_change_to_the_starter_crashes_the_reader_or_the_rules(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    picture, _ = read_yaml(STARTER)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(places_in(picture)))
        wild = data.draw(st.integers(0, 9)) == 0
        choose = (lambda value: ANYTHING) if wild else alike
        change(picture, place, choose, data)
    path = tmp_path_factory.mktemp("changed") / "a.yaml"
    path.write_text(write(picture), encoding="utf-8")
    judge_without_a_crash(path)
