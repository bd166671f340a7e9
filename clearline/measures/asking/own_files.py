"""Keeps an authority's own small files, its targets and key indicators, in its folder of the store."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml
from clearline.kit.values import Value
from clearline.measures.store import Store
from clearline.measures.store.catalogue import alone, sync

T = TypeVar("T", bound=Value)


def read_own(store: Store, owner: str, name: str, type_: type[T]) -> tuple[T, ...]:
    """Return the entries of ``<name>.yaml`` of an authority, by its code; none when it has no such file.

    Raises ``BadInput`` naming file and line when the file is not what it should be.
    """
    path = store.folder(owner) / f"{name}.yaml"
    if not path.exists():
        return ()
    data, places = read_yaml(path)
    found: tuple[T, ...] = convert(data, tuple[type_, ...], places)  # type: ignore[valid-type]
    return found


def change_own(
    store: Store, owner: str, name: str, type_: type[T], how: Callable[[tuple[T, ...]], Sequence[T]]
) -> None:
    """Replace the entries of ``<name>.yaml`` of an authority by what ``how`` makes of them, alone or not at all.

    Raises ``BadInput`` when the file is not what it should be, cannot be written, or is being changed by another.
    """
    folder = store.folder(owner)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            _write(folder / f"{name}.yaml", how(read_own(store, owner, name, type_)))
    except OSError as error:
        raise BadInput(Problem(folder, None, f"cannot be written: {error.strerror}.")) from None


def _write(path: Path, entries: Sequence[Value]) -> None:
    text = yaml.safe_dump([msgspec.to_builtins(entry) for entry in entries], sort_keys=False, allow_unicode=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.write_text(text, encoding="utf-8")
    sync(beside)
    beside.replace(path)
