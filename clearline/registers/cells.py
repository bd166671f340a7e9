"""What a cell of a register holds: read from words, checked, kept, and said in words again."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clearline.doors.values import words
from clearline.guidance.content import load
from clearline.guidance.queries import stated_in
from clearline.kit.writing import neutral
from clearline.registers.known import Known
from clearline.registers.vocabulary import Column, Register

Values = dict[str, Any]
"""By key of the column: text, a whole number, a day, yes or no, a key, or several keys. An empty cell is left out."""

Name = tuple[str, ...]
"""What the columns say by which an entry is told from others."""

LONGEST, LONGEST_LONG = 200, 4000
"""Characters of ``text`` and of ``long-text``."""

LARGEST = 10_000_000_000
"""The largest number: pounds a year of a large council are fewer."""

DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class Wrong(ValueError):
    """A value that a column cannot hold; says why, in words for whoever typed it."""


def from_text(column: Column, text: str, known: Known) -> Any:
    """Return what a cell of text means; ``None`` for an empty one. Raises ``Wrong`` for what the column cannot hold."""
    text = text.strip()
    if text.startswith("'") and neutral(text[1:]) == text:  # as our own files write what a spreadsheet would run
        text = text[1:].strip()
    if not text:
        return None
    if column.type == "date":
        return _day(text)
    if column.type == "number":
        if not re.fullmatch(r"[0-9]{1,3}(,?[0-9]{3})*|[0-9]+", text):
            raise Wrong(f"'{text[:40]}' is no whole number")
        return check(column, int(text.replace(",", "")), known)
    if column.type == "yes-no":
        if text.casefold() not in _YES_NO:
            raise Wrong(f"'{text[:40]}' is neither yes nor no")
        return _YES_NO[text.casefold()]
    if column.type == "choices":
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return check(column, [_key(column, part, known) for part in parts], known)
    keyed = column.type in ("choice", *_REFERENCES)
    return check(column, _key(column, text, known) if keyed else text, known)


_REFERENCES = ("person", "post", "office", "body", "partner", "role")


def check(column: Column, value: Any, known: Known, kept: Any = None) -> Any:
    """Return a value as it is; raise ``Wrong`` for what the column cannot hold.

    ``kept``: what is there already, which may stay although the picture no longer has it.
    """
    kind = column.type
    if kind in ("text", "long-text"):
        most = LONGEST if kind == "text" else LONGEST_LONG
        if len(value) > most:
            raise Wrong(f"must be {most} characters or fewer")
        if "\0" in value:
            raise Wrong("holds a character that cannot be kept")
    elif kind == "number" and not 0 <= value <= LARGEST:
        raise Wrong("must be a count, 0 or more")
    elif kind == "link" and not _ADDRESS.fullmatch(value):
        raise Wrong("must be an address that begins with https:// or http://")
    elif kind == "duty" and value not in _duties():
        raise Wrong(f"'{value[:80]}' is no duty. Write document/edition/key, as the page of the duty says")
    elif kind in ("choice", "choices", *_REFERENCES):
        stays = kept if isinstance(kept, list) else [kept]
        for one in value if isinstance(value, list) else [value]:
            if one not in known.choices(column) and one not in stays:
                raise Wrong(f"'{one[:60]}' is not one of those it can be")
    return value


def check_entry(register: Register, values: Mapping[str, Any], known: Known, kept: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a whole entry, each a sentence; ``kept`` is what it was before, empty when new."""
    said = []
    for column in register.columns:
        value = values.get(column.key)
        if value in (None, "", []):
            if column.required:
                said.append(f"{column.title}: is missing.")
            continue
        try:
            check(column, value, known, kept.get(column.key))
        except Wrong as wrong:
            said.append(f"{column.title}: {wrong}.")
        whole = values.get(column.most) if column.most else None
        if whole is not None and value > whole:
            said.append(f"{column.title}: is more than {register.column(str(column.most)).title.lower()}.")
    begins, ends = values.get(register.dated or ""), values.get(register.ends or "")
    if begins and ends and ends < begins:
        titles = [register.column(str(key)).title for key in (register.ends, register.dated)]
        said.append(f"{titles[0]}: is before {titles[1].lower()}.")
    return said


def in_words(column: Column, value: Any, known: Known) -> Any:
    """Return a value as a table shows it: days and numbers as they are, keys by what they are called."""
    if value is None or column.type in ("text", "long-text", "number", "date", "yes-no", "duty", "link"):
        return value
    return [known.words(column, one) for one in value] if isinstance(value, list) else known.words(column, value)


def as_text(column: Column, value: Any, known: Known) -> str:
    """Return a value as a cell of text that ``from_text`` reads back."""
    return value.isoformat() if isinstance(value, date) else words(in_words(column, value, known))


def stored(register: Register, values: Mapping[str, Any]) -> Values:
    """Return values as JSON keeps them, in the order of the columns; empty ones are left out."""
    given = {column.key: values.get(column.key) for column in register.columns}
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in given.items()
        if value not in (None, "", [])
    }


def name_of(register: Register, kept: Mapping[str, Any]) -> Name:
    """Return by what an entry is told from others, whatever its capitals; ``kept`` as ``stored`` gives it."""
    return tuple(str(kept.get(key, "")).casefold() for key in register.named_by)


def read_stored(register: Register, values: Mapping[str, Any]) -> Values:
    """Return values as they were before ``stored``; of columns that the register no longer has, nothing."""
    return {
        column.key: date.fromisoformat(values[column.key]) if column.type == "date" else values[column.key]
        for column in register.columns
        if column.key in values
    }


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Wrong(f"'{text[:40]}' is no day. Write it as 2026-03-31 or 31 March 2026")


def _key(column: Column, text: str, known: Known) -> str:
    """Return the key that text names, by itself or by its words; raise ``Wrong`` for none, or for more than one."""
    choices = known.choices(column)
    if text in choices:
        return text
    found = [key for key, called in choices.items() if called.casefold() == text.casefold()]
    if len(found) > 1:
        raise Wrong(f"'{text[:60]}' is the name of more than one. Write its id: {', '.join(found)}")
    return found[0] if found else text


def _duties() -> frozenset[str]:
    return frozenset(
        f"{edition.document}/{edition.edition}/{stated.duty.key}"
        for edition in load().editions
        for stated in stated_in(edition)
    )
