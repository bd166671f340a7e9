"""Reads report contracts: from the YAML under ``content/reports`` when compiled, from the compiled file when used."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from clearline.kit.compiled import read_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.schedule.contract import Content, Contract, Contracts

COMPILED = Path(__file__).parent / "compiled.json"
"""All contracts in one file, written by ``make content`` and checked by ``make check``."""


class _Shared(Value, frozen=True, kw_only=True):
    contents: tuple[Content, ...]


@cache
def contracts() -> Mapping[str, Contract]:
    """Return every contract by its key. Raises ``BadInput`` when the file is not what was compiled."""
    return {one.key: one for one in read_compiled(COMPILED, Contracts).contracts}


def contract_named(key: str) -> Contract:
    """Return a contract; raise ``BadInput`` naming those there are."""
    found = contracts().get(key)
    if found is None:
        raise BadInput(f"There is no report '{key}'. There are: {', '.join(contracts())}.")
    return found


def read_contracts(content: Path) -> Contracts:
    """Return the contracts under a ``content`` folder; raise ``BadInput`` for every fault in their files."""
    root = content / "reports"
    committee = _committee(root / "shared" / "committee.yaml")
    found: list[Contract] = []
    problems: list[Problem] = []
    for path in sorted(root.glob("*.yaml")):
        try:
            data, places = read_yaml(path)
            one = convert(data, Contract, places)
        except BadInput as error:
            problems += error.problems
            continue
        if one.committee:
            one = msgspec.structs.replace(one, contents=one.contents + committee)
        problems += [Problem(path, 1, what) for what in _faults(one, path.stem)]
        found.append(one)
    if problems:
        raise BadInput(*problems)
    return Contracts(contracts=tuple(found))


def _committee(path: Path) -> tuple[Content, ...]:
    data, places = read_yaml(path)
    return convert(data, _Shared, places).contents


def _faults(one: Contract, name: str) -> list[str]:
    """Return what is wrong with a contract that is of the right form."""
    faults = [] if one.key == name else [f"has the key '{one.key}', unlike its name."]
    keys = [each.key for each in one.contents]
    faults += [f"has two contents with the key '{key}'." for key in sorted(set(keys)) if keys.count(key) > 1]
    if not one.readers:
        faults.append("names no reader.")
    if not one.required:
        faults.append("requires nothing of its contents.")
    for cadence in one.cadence:
        if (cadence.every is None) != (cadence.kind == "trigger"):
            faults.append("has a cadence of the kind 'trigger' with an interval, or another without one.")
        if (cadence.kind == "law") != bool(cadence.paragraph):
            faults.append("has a cadence of the kind 'law' without its paragraph, or another with one.")
    return faults
