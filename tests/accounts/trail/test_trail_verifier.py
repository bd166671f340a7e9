"""The stand-alone verifier: the hashes are those of the standards, and files of any kind get a verdict or a message."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearline.accounts.trail import verifier
from clearline.accounts.trail.exporting import inclusion_path
from clearline.accounts.trail.verifier import Chain, Head, Tree, canonical, leaf_hash, node_hash, root_of_path

LEAVES = [
    bytes.fromhex(text)
    for text in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
"""The inputs of the reference implementation of Certificate Transparency, and below its roots of the first n."""

ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
PATH_OF_FIRST_IN_EIGHT = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)


def exported(count: int, authority: str = "northmoor") -> list[bytes]:
    head, lines = verifier.START, []
    for sequence in range(1, count + 1):
        entry = {"authority": authority, "did": f"change {sequence}", "sequence": sequence}
        leaf = leaf_hash(canonical(entry))
        head = node_hash(head, leaf)
        lines.append(canonical({"entry": entry, "head": head.hex(), "leaf": leaf.hex()}) + b"\n")
    return lines


def head_of(lines: list[bytes], at: str = "2026-03-31T12:00:00+00:00") -> Head:
    tree = Tree()
    for line in lines:
        tree.add(bytes.fromhex(json.loads(line)["leaf"]))
    last = json.loads(lines[-1])
    return Head(last["entry"]["authority"], len(lines), last["head"], tree.root().hex(), at)


def test_the_tree_is_that_of_rfc_6962() -> None:
    tree = Tree()
    assert tree.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(leaf_hash(leaf))
        assert tree.root().hex() == root


def test_a_path_is_that_of_rfc_6962() -> None:
    path = inclusion_path([leaf_hash(leaf) for leaf in LEAVES], 0)
    assert tuple(step.hex() for step in path) == PATH_OF_FIRST_IN_EIGHT


@settings(deadline=None)
@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))), st.integers(0, 255))
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other(of: tuple[int, int], change: int) -> None:
    size, index = of
    leaves, tree = [leaf_hash(bytes([number])) for number in range(size)], Tree()
    for leaf in leaves:
        tree.add(leaf)
    path = inclusion_path(leaves, index)
    assert root_of_path(leaves[index], index, size, path) == tree.root()
    assert root_of_path(leaf_hash(bytes([change, 1])), index, size, path) != tree.root()
    with pytest.raises(verifier.Unusable):
        root_of_path(leaves[index], index, size, [*path, bytes(32)])
    if path:
        with pytest.raises(verifier.Unusable):
            root_of_path(leaves[index], index, size, path[1:])


def test_a_sound_export_agrees_with_the_heads_of_it() -> None:
    lines = exported(9)
    heads = [head_of(lines[:size]) for size in (1, 4, 9)]
    assert verifier.verify_export(lines, heads) == ({"northmoor": 9}, [])


@pytest.mark.parametrize(
    ("spoil", "entry", "says"),
    [
        (lambda lines: [*lines[:3], lines[3].replace(b"change 4", b"change 5"), *lines[4:]], 4, "not what was written"),
        (lambda lines: [*lines[:3], *lines[4:]], 5, "comes where entry 4 is wanted"),
        (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], 5, "comes where entry 4 is wanted"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], 2, "comes where entry 3 is wanted"),
        (lambda lines: [*lines[:8], lines[8].replace(b'"head":"', b'"head":"x')], 9, "does not follow"),
        (lambda lines: [*lines[:1], b"what is this\n", *lines[1:]], None, "line 2 is not as a trail writes it"),
        (
            lambda lines: [*lines[:1], b'{"entry":{"authority":"a","sequence":"1"},"head":"","leaf":""}\n'],
            None,
            "line 2",
        ),
        (lambda lines: [*lines[:4], lines[4].replace(b":", b": ", 1), *lines[5:]], None, "line 5"),
    ],
)
def test_a_spoilt_export_is_broken_at_the_place(spoil: object, entry: int | None, says: str) -> None:
    assert callable(spoil)
    _, faults = verifier.verify_export(spoil(exported(9)), ())
    assert faults[0].entry == entry
    assert says in str(faults[0])


def test_what_was_rewritten_whole_or_cut_off_is_found_by_heads_alone() -> None:
    old, new = exported(9), [line.replace(b"change", b"CHANGE") for line in exported(9)]
    chain = Chain("northmoor")
    rebuilt, head = [], verifier.START
    for line in new:
        entry = json.loads(line)["entry"]
        leaf = leaf_hash(canonical(entry))
        head = node_hash(head, leaf)
        rebuilt.append(canonical({"entry": entry, "head": head.hex(), "leaf": leaf.hex()}) + b"\n")
        chain.follow(entry["sequence"], canonical(entry), leaf.hex(), head.hex())
    assert chain.end() == []
    _, faults = verifier.verify_export(rebuilt, [head_of(old[:4])])
    assert "not as witnessed on 2026-03-31T12:00:00+00:00: entry 1 or a later one" in str(faults[0])
    _, faults = verifier.verify_export([*old[:4], *rebuilt[4:]], [head_of(old[:4]), head_of(old)])
    assert faults[-1].what.endswith("entry 5 or a later one was rewritten")
    _, faults = verifier.verify_export(old[:7], [head_of(old)])
    assert "there were 9, now there are 7" in str(faults[0])
    _, faults = verifier.verify_export([], [head_of(old)])
    assert "there were 9, now there are 0" in str(faults[0])


def test_a_head_is_read_as_it_is_written() -> None:
    heads = [Head("northmoor", 3, "aa", "bb", "2026-03-31T12:00:00+00:00", "cc"), Head("", 0, "a", "b", "c", "d")]
    text = "# kept by the monitoring officer\n\n" + "\n".join(head.line() for head in heads)
    assert verifier.read_heads(text.splitlines()) == heads


def run(*arguments: object, folder: Path) -> tuple[int, str]:
    """Run a copy of the one file by itself, as somebody outside does: nothing of Clearline can be imported."""
    shutil.copy(verifier.__file__, folder / "verifier.py")
    command = [sys.executable, "-I", "-S", str(folder / "verifier.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_one_file_runs_by_itself_and_tells_sound_from_broken(tmp_path: Path) -> None:
    lines = exported(5)
    (tmp_path / "heads.txt").write_text(head_of(lines)._replace(signature="none").line(), encoding="utf-8")
    (tmp_path / "sound.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "broken.jsonl").write_bytes(b"".join(lines[:4]))
    against = ("--against", tmp_path / "heads.txt")
    assert run(tmp_path / "sound.jsonl", *against, folder=tmp_path) == (
        0, "Sound. Entries: northmoor 5; 1 witnessed heads.\n",
    )  # fmt: skip
    status, says = run(tmp_path / "broken.jsonl", *against, folder=tmp_path)
    assert (status, says.splitlines()[-1]) == (1, "BROKEN in 1 places. Entries: northmoor 4; 1 witnessed heads.")
    status, says = run(tmp_path / "sound.jsonl", *against, "--key", "x", folder=tmp_path)
    assert (status, "install cryptography" in says) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.jsonl"], "No such file"),
        (["sound.jsonl", "--against", "sound.jsonl"], "line 1 is not a head"),
        (["sound.jsonl", "--against", "heads.txt", "--key", "short"], "not an Ed25519 public key"),
        (["--proof", "list.json", "--against", "heads.txt"], "not one that a trail writes"),
        (["--proof", "sound.jsonl", "--against", "heads.txt"], "Extra data"),
    ],
)
def test_what_cannot_be_used_is_a_message_and_status_2(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sound.jsonl").write_bytes(b"".join(exported(2)))
    Path("heads.txt").write_text(head_of(exported(2))._replace(signature="none").line(), encoding="utf-8")
    Path("list.json").write_text("[]", encoding="utf-8")
    assert verifier.main(arguments) == 2
    assert says in capsys.readouterr().err


def test_signatures_that_cannot_be_checked_here_are_not_taken_as_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(verifier.Unusable, match="install cryptography"):
        list(verifier.wrongly_signed([], "key"))


@pytest.mark.parametrize("arguments", [[], ["a", "--proof", "b"], ["--proof", "b"]])
def test_a_command_line_without_what_it_needs_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        verifier.main(arguments)
    assert ended.value.code == 2
