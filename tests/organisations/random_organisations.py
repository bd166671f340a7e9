"""Organisations made at random from the types of the picture, with dated changes: any value that a file could state."""

from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect as types

from clearline.organisations.organisation import SECTIONS, Change, Organisation

KEYS = st.sampled_from(["a", "b", "dcs", "yes", "no-1", "x-2"])
TEXTS = st.one_of(
    st.sampled_from(["", "yes", "yEs", "No", "null", "~", "12", "2009-01-01", "- a", "# b", "a: b", "{", "\U0001f600"]),
    st.sampled_from(["é\u2028\x85\ufeff", "two\r\nlines", "\0\x1b\x7f", '\\"', "a\\"]),
    st.text(max_size=8),
)
DAYS = st.dates(date(2009, 1, 1), date(2009, 1, 12))


def facts_like(kind: types.Type) -> st.SearchStrategy[Any]:
    """Return plain data that a type of the picture takes."""
    match kind:
        case types.Metadata():
            return facts_like(kind.type)
        case types.UnionType():
            return st.one_of(*map(facts_like, kind.types))
        case types.LiteralType():
            return st.sampled_from(kind.values)
        case types.NoneType():
            return st.none()
        case types.BoolType():
            return st.booleans()
        case types.IntType():
            return st.integers(0, 10**9)
        case types.DateType():
            return DAYS.map(str)
        case types.StrType():
            return KEYS if kind.pattern else TEXTS
        case types.VarTupleType():
            return st.lists(facts_like(kind.item_type), max_size=2)
        case types.DictType():
            key = facts_like(kind.key_type).filter(str.isprintable)
            return st.dictionaries(key, facts_like(kind.value_type), max_size=3)
    assert isinstance(kind, types.StructType), kind
    return struct_like(kind)


def struct_like(kind: types.StructType, without: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Return plain data of a struct: what it needs, and some of the rest."""
    fields = {field.encode_name: facts_like(field.type) for field in kind.fields if field.name not in without}
    needed = {field.encode_name for field in kind.fields if field.required}
    return st.fixed_dictionaries(
        {name: fields[name] for name in fields if name in needed},
        optional={name: fields[name] for name in fields if name not in needed},
    )


def _struct(of: type) -> types.StructType:
    found = types.type_info(of)
    assert isinstance(found, types.StructType)
    return found


PLACES = st.one_of(
    st.sampled_from(SECTIONS), st.builds("{}/{}".format, st.sampled_from(["people", "posts", "considerations"]), KEYS)
)
CHANGES = struct_like(_struct(Change), ("gone",)).flatmap(
    lambda change: st.lists(PLACES, max_size=3).map(lambda gone: {**change, "gone": gone})
)
ORGANISATIONS = st.builds(
    lambda plain, changes: msgspec.convert({**plain, "changes": changes}, Organisation),
    struct_like(_struct(Organisation), ("extends", "changes")),
    st.lists(CHANGES, max_size=4),
)
"""They need not fit together: whether they do is another question."""
