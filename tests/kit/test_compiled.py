"""Compiled content is read whole or refused."""

from pathlib import Path

import pytest

from clearline.kit.compiled import compiled_bytes, read_compiled
from clearline.kit.errors import BadInput
from clearline.kit.values import Value


class Thing(Value, frozen=True, kw_only=True):
    name: str


def test_what_was_compiled_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "compiled.json"
    path.write_bytes(compiled_bytes(Thing(name="a")))
    assert read_compiled(path, Thing) == Thing(name="a")


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make content"):
        read_compiled(tmp_path / "none.json", Thing)


def test_one_changed_byte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "compiled.json"
    path.write_bytes(compiled_bytes(Thing(name="a")).replace(b'"a"', b'"b"'))
    with pytest.raises(BadInput, match="has been changed"):
        read_compiled(path, Thing)
