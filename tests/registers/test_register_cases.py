"""Every register as its content states it, and the cases beside each: what passes, what fails, what is not known."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.guidance.content import load
from clearline.kit.compiled import compiled_bytes
from clearline.kit.errors import BadInput
from clearline.kit.proving import Result
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.registers.cells import check_entry, read_stored
from clearline.registers.content import COMPILED, read_registers, registers
from clearline.registers.judging import Told, judge, months_before
from clearline.registers.known import ROLE_WORDS, Known
from clearline.registers.queries import title_of
from clearline.registers.subjects import Due
from clearline.registers.vocabulary import Each, Register

CONTENT = Path(__file__).parents[2] / "content"
ON = date(2026, 6, 1)


class Case(Value, frozen=True, kw_only=True):
    """Entries, and how the register stands on 1 June 2026."""

    name: str
    result: Result
    entries: tuple[dict[str, Any], ...]
    due: tuple[Due, ...] = ()
    months: int | None = None
    """The council's own interval; ``None``: that of the content."""
    says: tuple[str, ...] = ()


def cases_of(key: str) -> tuple[Case, ...]:
    data, places = read_yaml(CONTENT / "registers" / f"{key}.cases.yaml")
    return convert(data, tuple[Case, ...], places)


CASES = [pytest.param(key, case, id=f"{key}: {case.name}") for key in registers() for case in cases_of(key)]


def told(register: Register, number: int, values: dict[str, Any], case: Case) -> Told:
    kept = {key: value for key, value in values.items() if key != "withdrawn"}
    assert set(kept) <= {column.key for column in register.columns}
    there = read_stored(register, kept)
    named = {value: value for value in there.values() if isinstance(value, str)}
    known = Known(
        of=dict.fromkeys(("person", "partner", "body", "post", "office"), named) | {"role": ROLE_WORDS}, stated=True
    )
    assert check_entry(register, there, known, {}) == [], case.name
    return Told(key=str(number), title=title_of(register, there, known), values=there, withdrawn="withdrawn" in values)


@pytest.mark.parametrize(("key", "case"), CASES)
def test_a_register_stands_as_its_cases_say(key: str, case: Case) -> None:
    register = registers()[key]
    rules = [rule for rule in register.complete if isinstance(rule, Each)]
    if case.entries:
        assert len(case.due) == len(rules), "a case says whom each rule is about"
    fresh = register.fresh.months if register.fresh else None
    entries = [told(register, number, values, case) for number, values in enumerate(case.entries)]
    state = judge(register, entries, case.due, case.months or fresh, ON)
    assert state.result == case.result, state.says
    assert set(case.says) <= set(state.says), state.says


@pytest.mark.parametrize("key", registers())
def test_each_register_has_a_case_that_passes_and_one_that_does_not(key: str) -> None:
    results = {case.result for case in cases_of(key)}
    assert "passes" in results
    assert len(results) > 1
    if registers()[key].permissive:
        assert "fails" not in results


def test_what_is_compiled_is_what_the_content_says() -> None:
    assert COMPILED.read_bytes() == compiled_bytes(read_registers(CONTENT))


def test_every_paragraph_that_a_register_names_is_in_the_guidance() -> None:
    there = {
        f"{edition.document}/{edition.edition}/{provision.at}"
        for edition in load().editions
        for chapter in edition.chapters
        for provision in chapter.provisions
    }
    assert {path for one in registers().values() for path in one.paragraphs} <= there


def test_every_register_that_a_built_proof_names_is_there() -> None:
    answered_elsewhere = {"challenges", "departures", "assurance-statements", "targets"}
    built = {key for key, proof in load().proofs.registers.items() if proof.built}
    assert built - answered_elsewhere <= set(registers())


def test_no_column_asks_for_what_a_child_is_known_by() -> None:
    asked = re.compile(r"\b(upn|nhs number|date of birth|child's name|initials|home address|postcode)\b", re.IGNORECASE)
    for one in registers().values():
        for column in one.columns:
            assert not asked.search(f"{column.title}"), (one.key, column.key)


def test_an_interval_counts_back_to_the_last_of_a_shorter_month() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)


GOOD = """
key: made
title: Made up
entry: a thing
purpose: For a test.
paragraphs: [dcs-lm/2009/2.5]
keepers: [dcs]
subject: what
dated: day
ends: last
named_by: [what]
columns:
  - {key: what, title: What, type: text, required: yes}
  - {key: day, title: Day, type: date}
  - {key: last, title: Last, type: date}
  - {key: done, title: Done, type: yes-no}
  - {key: all, title: All, type: number}
  - {key: part, title: Part, type: number, most: all}
  - {key: kind, title: Kind, type: choice, choices: {a: A, b: B}}
complete:
  - {rule: all-yes, columns: [done]}
  - {rule: some-of, column: kind, choices: [a], when: {kind: a}, within: 12}
"""


def read(folder: Path, text: str, name: str = "made") -> None:
    (folder / "registers").mkdir(exist_ok=True)
    (folder / "registers" / f"{name}.yaml").write_text(text)
    (folder / "registers" / f"{name}.cases.yaml").write_text("not: looked at")
    read_registers(folder)


def test_a_register_that_is_well_made_is_read(tmp_path: Path) -> None:
    read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("key: made", "key: other", "unlike its name"),
        ("key: day, title: Day", "key: what, title: Day", "two columns of one key"),
        ("dated: day", "dated: nowhere", "names a column 'nowhere'"),
        ("keepers: [dcs]", "keepers: []", "who keeps it"),
        ("keepers: [dcs]", "keepers: [partner]", "may keep no register"),
        ("type: choice, choices: {a: A, b: B}", "type: choice", "choices missing"),
        ("type: yes-no", "type: yes-no, choices: {a: A}", "too many"),
        ("type: yes-no", "type: person", "Only what an entry is about can be a person"),
        ("type: yes-no}", "type: yes-no, see: [lead-member]}", "does not see 'done'"),
        ("type: yes-no}", "type: yes-no, see: people}", None),
        ("keepers: [dcs]", "keepers: [analyst]\nsee: everyone", None),
        ("type: yes-no}", "type: yes-no, see: confidential}", None),
        ("{key: what, title: What, type: text,", "{key: what, title: What, type: person,", "is about people"),
        ("title: Part, type: number", "title: Part, type: text", "no number"),
        ("dated: day", "dated: done", "no date"),
        ("{rule: all-yes, columns: [done]}", "{rule: all-yes, columns: [kind]}", "no yes-no"),
        ("{rule: all-yes, columns: [done]}", "{rule: every-choice, column: done}", "a column that has none"),
        ("{rule: all-yes, columns: [done]}", "{rule: some-of, column: kind, choices: [c]}", "its column has not"),
        ("{rule: all-yes, columns: [done]}", "{rule: filled, columns: [nowhere]}", "names a column 'nowhere'"),
        ("dated: day\n", "", "its entries have no day"),
        ("subject: what\n", "", None),
        ("{rule: all-yes, columns: [done]}", "{rule: some, column: kind}", "made.yaml"),
    ],
)
def test_a_fault_in_a_register_is_said_with_its_file(tmp_path: Path, was: str, now: str, said: str | None) -> None:
    assert was in GOOD
    if said is None:
        read(tmp_path, GOOD.replace(was, now))
        return
    with pytest.raises(BadInput, match=said):
        read(tmp_path, GOOD.replace(was, now))


def test_those_for_whom_there_must_be_an_entry_need_a_subject(tmp_path: Path) -> None:
    text = GOOD.replace("subject: what\n", "").replace("{rule: all-yes, columns: [done]}", "{rule: each, of: [dcs]}")
    with pytest.raises(BadInput, match="have no subject"):
        read(tmp_path, text)
