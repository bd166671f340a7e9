"""Reads the guidance: from the YAML under ``content/`` when it is compiled, from the compiled file when it is used."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from clearline.guidance.schema import Body, Chapter, Edition, Guidance, ProofKeys, System
from clearline.kit.compiled import compiled_bytes as compiled_bytes
from clearline.kit.compiled import read_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml

T = TypeVar("T")

COMPILED = Path(__file__).parent / "compiled.json"
"""The whole content in one file, written by ``make content`` and checked by ``make check``."""


@cache
def load() -> Guidance:
    """Return the compiled guidance. Raises ``BadInput`` when the file is missing or is not what was compiled."""
    return read_compiled(COMPILED, Guidance)


def read_guidance(content: Path) -> Guidance:
    """Return the guidance under a ``content`` folder; raise ``BadInput`` for every fault in its files."""
    root = content / "guidance"
    return Guidance(
        editions=read_editions(root),
        bodies=_read_section(root / "bodies.yaml", "bodies", dict[str, Body]),
        systems=_read_section(root / "systems.yaml", "systems", tuple[System, ...]),
        terms=_read_section(root / "terms.yaml", "terms", tuple[str, ...]),
        proofs=_read(root / "proofs.yaml", ProofKeys),
    )


def read_editions(root: Path) -> tuple[Edition, ...]:
    """Return every edition under ``root/<document>/<edition>/``, documents and editions in the order of their names."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    for path in sorted(root.glob("*/*/edition.yaml")):
        try:
            editions.append(read_edition(path))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    return tuple(editions)


def read_edition(path: Path) -> Edition:
    """Return one edition from its ``edition.yaml`` and the chapter files beside it, in the order of their names."""
    data, places = read_yaml(path)
    edition = convert(data, Edition, places)
    if (edition.document, edition.edition) != (path.parent.parent.name, path.parent.name):
        raise BadInput(Problem(path, 1, f"says {edition.document}/{edition.edition}, unlike the folder it is in."))
    chapters: list[Chapter] = []
    problems: list[Problem] = []
    for chapter in sorted(path.parent.glob("*.yaml")):
        if chapter != path:
            try:
                chapters.append(_read(chapter, Chapter))
            except BadInput as error:
                problems += error.problems
    if problems:
        raise BadInput(*problems)
    return msgspec.structs.replace(edition, chapters=tuple(chapters))


def edition_checksum(edition: Edition) -> str:
    """Return the SHA-256 of an edition's content, whatever its layout in files."""
    return hashlib.sha256(msgspec.json.encode(edition)).hexdigest()


def _read(path: Path, type_: type[T]) -> T:
    data, places = read_yaml(path)
    return convert(data, type_, places)


def _read_section(path: Path, section: str, type_: type[T]) -> T:
    """Return the one section of a file that holds nothing else."""
    data, places = read_yaml(path)
    if not isinstance(data, dict) or set(data) != {section}:
        raise BadInput(Problem(path, 1, f"needs one section, '{section}', and nothing else."))
    inner = {place[1:]: where for place, where in places.items() if place[:1] == (section,)}
    return convert(data[section], type_, inner)
