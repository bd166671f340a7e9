"""Hostile XML is refused or read quickly, and in little memory."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from made_cin import child, message

from clearline.kit.errors import BadInput
from clearline.measures.returns.cin.plain import DEEPEST, rewrite
from clearline.measures.returns.cin.reading import read_message

BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ONE = child({"CINdetails": {"CINreferralDate": "2024-05-01"}}, 1)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (message(ONE, head=BOMB).encode(), "document type"),
        (message(ONE, head='<!DOCTYPE x SYSTEM "file:///etc/passwd">').encode(), "document type"),
        (message(ONE, head=BOMB).encode("utf-16"), "document type"),
        (message(ONE).replace("SYN1", "&lol;").encode(), "undefined entity"),
        (message("<a>" * DEEPEST + "</a>" * DEEPEST).encode(), "nested more than"),
        (message("<a>" * (DEEPEST - 2) + "<b/>" + "</a>" * (DEEPEST - 2)).encode(), "nested more than"),
        (message("<a>" * 200_000).encode(), "nested more than"),
        (message(ONE).encode()[:200], "not well-formed"),
        (message(ONE).encode().replace(b"SYN1", b"\xff\xfe\x00"), "not well-formed"),
        (message(ONE, head='<?xml version="1.0" encoding="utf-16"?>').encode(), "not well-formed|encoding"),
        (message(ONE).encode() + message(ONE).encode(), "not well-formed"),
        (b"\0" * 100_000, "not well-formed"),
    ],
)
def test_it_is_refused(raw: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(raw)
    with pytest.raises(BadInput, match=says):
        read_message(path)


def test_levels_up_to_the_limit_are_read(tmp_path: Path) -> None:
    levels = DEEPEST - 2
    path = tmp_path / "return.xml"
    path.write_text(message("<a>" * levels + "</a>" * levels))
    assert read_message(path).scanned.unknown == {"a": (1, 0)}
    assert rewrite(path, path.read_bytes()).body.count(b"<a>") == levels


LARGE = {
    "an attribute of 20 MB": b"<Message a='" + b"x" * 20_000_000 + b"'/>",
    "a million attributes": b"<Message " + b" ".join(b"a%d=''" % n for n in range(300_000)) + b"/>",
    "a hundred thousand names": message("".join(f"<Child><a{n}/></Child>" for n in range(100_000))).encode(),
    "nothing but opening tags": b"<" * 5_000_000,
    "a value of 20 MB": message(ONE.replace("SYN1", "7" * 20_000_000)).encode(),
    "a comment of 20 MB": message(ONE + "<!--" + "-a" * 10_000_000 + "-->").encode(),
}


@pytest.mark.parametrize("name", LARGE)
def test_it_takes_little_time_and_memory(name: str, tmp_path: Path) -> None:
    """In a process of its own that may take 5 seconds of processor time; its memory is looked at."""
    path = tmp_path / "return.xml"
    path.write_bytes(LARGE[name])
    program = (
        "import sys, pathlib\n"
        "from clearline.measures.returns.cin.reading import read\n"
        "from clearline.measures.returns.recognising import Given\n"
        "from clearline.kit.errors import BadInput\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "try: list(read([Given(path=path, kind='cin', authority='E06000999', size=1)]))\n"
        "except BadInput as error: print(str(error)[:200])\n"
        # not ru_maxrss, which begins with the memory of the process that ran the tests
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(int(status.partition('VmHWM:')[2].split()[0]) // 1000)\n"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))

    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, preexec_fn=limit)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout.split()[-1]) < 350
