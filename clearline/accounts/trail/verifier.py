"""Checks a trail away from the system that wrote it. One file, Python 3.11 and nothing else.

    python verifier.py export.jsonl --against heads.txt
    python verifier.py --proof proof.json --against heads.txt

An entry's leaf is SHA-256(0x00 || its canonical JSON). The chain's head after it is SHA-256(0x01 || head before it ||
leaf). The root is the Merkle tree hash of all leaves (RFC 6962, 2.1). Editing, leaving out, adding or moving an entry
is found from the export alone. Whoever rewrites the whole chain, or cuts off its end, is found only by heads that
somebody else kept: ``--against``. ``--key`` checks their signatures, and needs the package ``cryptography``.

Exit status 0: sound; 1: broken, says at which entry and how; 2: what was given cannot be used.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

START = bytes(32)
"""The head of a chain before its first entry."""

NOWHERE = "-"
"""How a file of heads writes the installation's own chain, which has no authority."""


class Unusable(ValueError):
    """What was given cannot be used; the message says why."""


class Fault(NamedTuple):
    """One thing by which a trail is broken."""

    authority: str
    entry: int | None
    """Number of the entry in its chain; ``None`` when it is about no single entry."""
    what: str

    def __str__(self) -> str:
        where = "" if self.entry is None else f", entry {self.entry}"
        return f"{self.authority or 'the installation'}{where}: {self.what}"


def canonical(value: object) -> bytes:
    """Return a value as JSON in the one way in which a trail writes it: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two nodes of the tree, or of the head before and a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The Merkle tree of the leaves so far, kept as its whole subtrees only: memory grows with the logarithm."""

    def __init__(self) -> None:
        self._whole: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf at the end."""
        size = 1
        while self._whole and self._whole[-1][0] == size:
            leaf, size = node_hash(self._whole.pop()[1], leaf), size * 2
        self._whole.append((size, leaf))

    def root(self) -> bytes:
        """Return the Merkle tree hash; of no leaves it is the hash of nothing."""
        if not self._whole:
            return hashlib.sha256(b"").digest()
        *before, (_, root) = self._whole
        for _, left in reversed(before):
            root = node_hash(left, root)
        return root


def root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root to which an inclusion proof leads (RFC 9162, 2.1.3.2). Raises ``Unusable`` for an odd length."""
    at, last, root, steps = index, size - 1, leaf, list(path)
    while last > 0:
        if at % 2 or at < last:
            if not steps:
                raise Unusable("The proof is too short.")
            step = steps.pop(0)
            root = node_hash(step, root) if at % 2 else node_hash(root, step)
        at, last = at // 2, last // 2
    if steps or not 0 <= index < size:
        raise Unusable("The proof does not fit the size of the trail.")
    return root


class Head(NamedTuple):
    """A signed head: what a chain was when it had ``size`` entries."""

    authority: str
    size: int
    head: str
    root: str
    at: str
    """UTC, ISO 8601."""
    signature: str = ""
    """Ed25519 over the line without it, in base64."""

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return " ".join((self.authority or NOWHERE, str(self.size), self.head, self.root, self.at)).encode()

    def line(self) -> str:
        """Return the head as a line of a file of heads."""
        return f"{self.signed.decode()} {self.signature}"


def read_heads(lines: Iterable[str]) -> list[Head]:
    """Return the heads of a file; blank lines and lines that begin with # say nothing. Raises ``Unusable``."""
    heads = []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 6 or not words[1].isdecimal():
            raise Unusable(f"line {number} is not a head: authority size head root at signature")
        authority, size, head, root, at, signature = words
        heads.append(Head("" if authority == NOWHERE else authority, int(size), head, root, at, signature))
    return heads


def wrongly_signed(heads: Iterable[Head], key: str) -> Iterator[Fault]:
    """Yield a fault for each head that is not signed by a public key (base64). Raises ``Unusable``."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise Unusable("signatures cannot be checked here: install cryptography, or leave --key out") from None
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except ValueError:
        raise Unusable("the key is not an Ed25519 public key in base64") from None
    for head in heads:
        try:
            public.verify(base64.b64decode(head.signature, validate=True), head.signed)
        except (InvalidSignature, ValueError):
            yield Fault(head.authority, None, f"the head of {head.at} was not signed by this key")


class Chain:
    """Follows one chain from its first entry, and compares it with the heads that were kept outside."""

    def __init__(self, authority: str, witnessed: Iterable[Head] = ()) -> None:
        self.authority, self.size, self.head, self.tree = authority, 0, START, Tree()
        self.faults: list[Fault] = []
        self._witnessed = sorted((head for head in witnessed if head.authority == authority), key=lambda h: h.size)
        self._as_witnessed = 0
        self._compare()

    def follow(self, sequence: int, body: bytes, leaf: str, head: str) -> None:
        """Take the next entry: its number, canonical JSON, and its leaf and head as they were kept, in hex."""
        computed = leaf_hash(body)
        if sequence != self.size + 1:
            self._fault(sequence, f"it comes where entry {self.size + 1} is wanted: entries are missing or moved")
        elif computed.hex() != leaf:
            self._fault(sequence, "its content is not what was written")
        elif node_hash(self.head, computed).hex() != head:
            self._fault(sequence, "it does not follow from the entry before it")
        try:
            self.head = bytes.fromhex(head)
        except (ValueError, TypeError):  # has been reported as one that does not follow
            self.head = START
        self.size = sequence
        self.tree.add(computed)
        self._compare()

    def end(self) -> list[Fault]:
        """Return all faults, now that the last entry has been taken."""
        for head in self._witnessed:
            what = f"entries are missing at the end: on {head.at} there were {head.size}, now there are {self.size}"
            self._fault(self.size + 1, what)
        return self.faults

    def _compare(self) -> None:
        """Compare with the heads of this size."""
        while self._witnessed and self._witnessed[0].size <= self.size:
            kept = self._witnessed.pop(0)
            if (kept.size, kept.head, kept.root) == (self.size, self.head.hex(), self.tree.root().hex()):
                self._as_witnessed = self.size
                continue
            between = f"entry {self._as_witnessed + 1} or a later one was rewritten"
            self._fault(kept.size, f"it is not as witnessed on {kept.at}: {between}")

    def _fault(self, entry: int, what: str) -> None:
        self.faults.append(Fault(self.authority, entry, what))


def entries_of(lines: Iterable[bytes]) -> Iterator[tuple[str, int, bytes, str, str] | Fault]:
    """Yield authority, number, canonical JSON, leaf and head of each line of an export, or how the line is spoilt."""
    for number, line in enumerate(lines, 1):
        try:
            read = json.loads(line)
            entry = read["entry"]
            parts = entry["authority"] or "", entry["sequence"], canonical(entry), read["leaf"], read["head"]
            as_written = canonical(read) == line.rstrip(b"\n")
        except (ValueError, KeyError, TypeError, RecursionError):
            as_written = False
        if as_written and [type(part) for part in parts] == [str, int, bytes, str, str]:
            yield parts
        else:
            yield Fault("the export", None, f"line {number} is not as a trail writes it")


def verify_export(lines: Iterable[bytes], heads: Sequence[Head]) -> tuple[dict[str, int], list[Fault]]:
    """Return how many entries each chain has, and what is wrong, for an export and the heads kept outside."""
    chains: dict[str, Chain] = {head.authority: Chain(head.authority, heads) for head in heads}
    faults = []
    for found in entries_of(lines):
        if isinstance(found, Fault):
            faults.append(found)
            continue
        authority, sequence, body, leaf, head = found
        if authority not in chains:
            chains[authority] = Chain(authority)
        chains[authority].follow(sequence, body, leaf, head)
    for chain in chains.values():
        faults += chain.end()
    return {chain.authority: chain.size for chain in chains.values()}, faults


def verify_proof(proof: dict[str, Any], heads: Iterable[Head]) -> Fault | Head:
    """Return the witnessed head under which a proof shows its entry to lie, or what is wrong. Raises ``Unusable``."""
    try:
        entry, size, path = proof["entry"], proof["size"], [bytes.fromhex(step) for step in proof["path"]]
        authority, sequence = entry["authority"] or "", entry["sequence"]
        root = root_of_path(leaf_hash(canonical(entry)), sequence - 1, size, path).hex()
    except (KeyError, TypeError):
        raise Unusable("the proof is not one that a trail writes") from None
    for head in heads:
        if (head.authority, head.size, head.root) == (authority, size, root):
            return head
    return Fault(authority, sequence, f"no witnessed head of {size} entries holds it as it is given")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", nargs="?", type=Path, help="what `clearline trail export` wrote")
    parser.add_argument("--proof", type=Path, help="what `clearline trail prove` wrote, in place of an export")
    parser.add_argument("--against", type=Path, help="heads that were kept outside, one a line")
    parser.add_argument("--key", help="the installation's public key, to check the signatures of the heads")
    parsed = parser.parse_args(arguments)
    if (parsed.export is None) == (parsed.proof is None) or (parsed.proof and not parsed.against):
        parser.error("give an export, or --proof with --against")
    return parsed


def _judged(given: argparse.Namespace) -> tuple[str, list[Fault]]:
    """Return what was looked at, in words, and what is wrong."""
    heads = read_heads(given.against.read_text(encoding="utf-8").splitlines()) if given.against else []
    faults = list(wrongly_signed(heads, given.key)) if given.key else []
    if given.proof:
        found = verify_proof(json.loads(given.proof.read_bytes()), heads)
        return "1 entry", [*faults, found] if isinstance(found, Fault) else faults
    with given.export.open("rb") as lines:
        sizes, broken = verify_export(lines, heads)
    counts = ", ".join(f"{name or 'the installation'} {size}" for name, size in sorted(sizes.items()))
    return f"entries: {counts or 'none'}; {len(heads)} witnessed heads", [*faults, *broken]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names; return the exit status."""
    try:
        seen, faults = _judged(_arguments(arguments))
    except (Unusable, OSError, ValueError) as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2
    for fault in faults[:20]:
        sys.stdout.write(f"{fault}\n")
    verdict = f"BROKEN in {len(faults)} places" if faults else "Sound"
    sys.stdout.write(f"{verdict}. {seen[0].upper()}{seen[1:]}.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
