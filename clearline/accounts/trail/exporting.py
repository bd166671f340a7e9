"""What leaves for those who check from outside: the chains as lines of JSON, and proofs that one entry is in them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from json.encoder import encode_basestring as quoted
from pathlib import Path

from clearline.accounts.trail.entries import FIELDS, Row
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.verifier import Head, canonical, node_hash
from clearline.accounts.trail.verifying import of, rows
from clearline.kit.errors import BadInput, Problem


def lines(authorities: Iterable[str | None]) -> Iterator[bytes]:
    """Yield each entry of some chains as a line; personal values stay here, and their commitments go."""
    for authority in authorities:
        for row, leaf, head in rows(authority):
            yield b'{"entry":%b,"head":%b,"leaf":%b}\n' % (row.body(), quoted(head).encode(), quoted(leaf).encode())


def write_lines(path: Path, content: Iterable[bytes], force: bool) -> int:
    """Write lines as a file, whole or not at all; return how many. Raises ``BadInput``."""
    if path.exists() and not force:
        raise BadInput(Problem(path, None, "is there already.", "Choose another name, or add --force."))
    part, count = path.with_name(f"{path.name}.{os.getpid()}.part"), 0
    try:
        with part.open("xb") as file:
            for line in content:
                file.write(line)
                count += 1
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BadInput(Problem(path, None, f"cannot be written: {error.strerror}.")) from None
    return count


def proof(authority: str | None, sequence: int, heads: Iterable[Head]) -> bytes:
    """Return the proof, as canonical JSON, that an entry lies under the newest of the heads that can hold it.

    Raises ``BadInput`` when there is no such entry, or no such head.
    """
    fitting = [head for head in heads if head.authority == (authority or "") and head.size >= sequence]
    leaves = list(Entry.objects.filter(of(authority)).order_by("sequence").values_list("leaf", flat=True))
    if not 1 <= sequence <= len(leaves):
        raise BadInput(f"There is no entry {sequence}: the chain has {len(leaves)} entries.")
    if not fitting:
        raise BadInput(f"No head in the file is of {sequence} entries or more. Add one with `clearline trail head`.")
    size = max(head.size for head in fitting)
    path = inclusion_path([bytes.fromhex(leaf) for leaf in leaves[:size]], sequence - 1)
    entry = Row(*Entry.objects.filter(of(authority)).values_list(*FIELDS).get(sequence=sequence)).body()
    return b'{"entry":%b,"path":%b,"size":%d}' % (entry, canonical([step.hex() for step in path]), size)


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root of the tree of all leaves (RFC 6962, 2.1.1)."""
    path, level = [], list(leaves)
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[2 * len(pairs) :]  # one left over goes up as it is
        index //= 2
    return path
