"""`clearline trail`: heads that are signed, a verdict that is right, and files for those outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from tampering import a_chain, rehash, set_to

from clearline.accounts.trail import triggers, verifier
from clearline.accounts.trail.commands import trail
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.signing import KEY
from clearline.kit.commands import Commands

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    """Run as `clearline trail` does, bad input being a message and status 2."""
    main = Commands("clearline", commands={"trail": trail})
    result = CliRunner().invoke(main, ["trail", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def keep_heads() -> str:
    status, head = run("head")
    assert status == 0
    Path("heads.txt").write_text(head, encoding="utf-8")
    return head


def test_the_key_is_made_once_and_only_its_owner_reads_it(home: Path) -> None:
    status, public = run("key")
    assert status == 0
    assert len(public.strip()) == 44
    assert (home / KEY).stat().st_mode & 0o777 == 0o600
    assert run("key") == (0, public)
    assert [entry.after for entry in Entry.objects.all()] == [f'{{"public":"{public.strip()}"}}']


def test_heads_are_signed_and_a_sound_trail_agrees_with_them() -> None:
    a_chain(12)
    public = run("key")[1].strip()
    head = keep_heads()
    assert [line.split()[:2] for line in head.splitlines()] == [["-", "1"], ["northmoor", "12"]]
    assert run("verify", "--against", "heads.txt") == (0, "Sound. Entries: the installation 1, northmoor 12.\n")
    assert run("verify", "--authority", "northmoor", "--against", "heads.txt", "--key", public)[0] == 0
    status, says = run("verify")
    assert status == 0
    assert says.splitlines()[1] == "Not compared with heads kept outside: give them with --against."


def test_a_trail_rewritten_whole_is_found_by_its_heads_and_a_broken_one_is_not_signed() -> None:
    authority, _ = a_chain(12)
    run("key")
    keep_heads()
    triggers.remove(connection)
    fifth = Entry.objects.get(authority=authority, sequence=5)
    set_to(fifth.pk, "why", "another reason")
    triggers.add(connection)
    status, says = run("verify")
    assert status == 1
    assert "northmoor, entry 5: its content is not what was written" in says
    assert "BROKEN in 1 places. Entries: the installation 1, northmoor 12." in says
    assert run("head")[0] == 1
    triggers.remove(connection)
    rehash(authority)
    triggers.add(connection)
    assert run("verify")[0] == 0
    status, says = run("verify", "--against", "heads.txt")
    assert status == 1
    assert "northmoor, entry 12: it is not as witnessed on" in says


def test_a_head_that_was_not_signed_by_the_key_is_a_fault() -> None:
    a_chain(3)
    run("key")
    head = keep_heads()
    Path("forged.txt").write_text(head.replace("northmoor 3", "northmoor 2"), encoding="utf-8")
    status, says = run("verify", "--against", "forged.txt")
    assert status == 1
    assert "was not signed by this key" in says
    Path("garbled.txt").write_text(" ".join([*head.split()[:5], "AAA"]), encoding="utf-8")
    assert "was not signed by this key" in run("verify", "--against", "garbled.txt")[1]


def test_a_chain_that_is_gone_is_missed_by_its_head() -> None:
    a_chain(3)
    run("key")
    head = keep_heads()
    Path("more.txt").write_text(head.replace("northmoor", "southmoor"), encoding="utf-8")
    status, says = run("verify", "--against", "more.txt")
    assert status == 1
    assert "southmoor, entry 1: entries are missing at the end" in says


def test_the_installation_has_a_chain_of_its_own() -> None:
    assert run("verify")[1].startswith("Sound. Entries: none.")
    assert run("verify", "--authority", "-")[1].startswith("Sound. Entries: the installation 0.")
    run("key")
    assert run("head", "--authority", "-")[1].split()[:2] == ["-", "1"]
    assert run("verify")[1].startswith("Sound. Entries: the installation 1.")


def test_an_export_is_judged_by_the_one_file_and_holds_no_personal_value(capsys: pytest.CaptureFixture[str]) -> None:
    a_chain(12)
    public = run("key")[1].strip()
    keep_heads()
    assert run("export", "--out", "trail.jsonl") == (0, "trail.jsonl: 13 entries.\n")
    assert "Person 5" not in Path("trail.jsonl").read_text(encoding="utf-8")
    assert "Person 6" in Path("trail.jsonl").read_text(encoding="utf-8")
    assert verifier.main(["trail.jsonl", "--against", "heads.txt", "--key", public]) == 0
    assert capsys.readouterr().out == "Sound. Entries: the installation 1, northmoor 12; 2 witnessed heads.\n"
    assert run("export", "--out", "trail.jsonl")[0] == 2
    assert run("export", "--out", "trail.jsonl", "--force")[0] == 0
    assert run("export", "--out", "no/such/folder.jsonl")[0] == 2


def test_one_entry_is_proved_without_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    a_chain(12)
    run("key")
    keep_heads()
    prove = ("prove", "--authority", "northmoor", "--against", "heads.txt", "--out", "proof.json")
    assert run(*prove, "--entry", "7")[0] == 0
    given = Path("proof.json").read_text(encoding="utf-8")
    assert "Person 7" in given
    assert "Person 6" not in given
    assert verifier.main(["--proof", "proof.json", "--against", "heads.txt"]) == 0
    Path("proof.json").write_text(given.replace("Person 7", "Person 8"), encoding="utf-8")
    assert verifier.main(["--proof", "proof.json", "--against", "heads.txt"]) == 1
    assert "entry 7: no witnessed head of 12 entries holds it as it is given" in capsys.readouterr().out
    assert "the chain has 12 entries" in run(*prove, "--entry", "13", "--force")[1]


def test_a_proof_that_the_trail_itself_contradicts_is_not_written() -> None:
    authority, _ = a_chain(4)
    run("key")
    head = keep_heads()
    prove = ("prove", "--authority", "northmoor", "--against", "heads.txt", "--out", "proof.json")
    Path("heads.txt").write_text(head.replace("northmoor 4", "northmoor 3"), encoding="utf-8")
    assert "No head in the file is of 4 entries" in run(*prove, "--entry", "4")[1]
    status, says = run(*prove, "--entry", "2")
    assert (status, "no witnessed head of 3 entries" in says) == (1, True)
    assert not Path("proof.json").exists()
    assert authority.key == "northmoor"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("head", "--authority", "nowhere"), "There is no authority 'nowhere'"),
        (("head", "--authority", "-"), "Make it with `clearline trail key`"),
        (("verify", "--against", "none.txt"), "cannot be read as a file of heads"),
        (("verify", "--against", "bad.txt"), "line 1 is not a head"),
        (("verify", "--against", "head.txt", "--key", "short"), "not an Ed25519 public key"),
    ],
)
def test_bad_input_is_a_message_and_status_2(arguments: tuple[str, ...], says: str) -> None:
    Path("bad.txt").write_text("what is this", encoding="utf-8")
    Path("head.txt").write_text("northmoor 0 a b c d", encoding="utf-8")
    status, output = run(*arguments)
    assert status == 2
    assert says in output


@pytest.mark.parametrize("spoilt", ["no key", "other"])
def test_a_key_that_is_none_is_a_message(spoilt: str, home: Path) -> None:
    text = "no key"
    if spoilt == "other":
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        text = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    (home / KEY).write_text(text, encoding="ascii")
    status, says = run("key")
    assert status == 2
    assert "key" in says


def test_an_export_is_of_valid_json_lines() -> None:
    a_chain(3)
    run("export", "--out", "trail.jsonl")
    for line in Path("trail.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        assert set(json.loads(line)) == {"entry", "head", "leaf"}
