"""Runs DfE's own rules on a return, with the two public validators, each in an environment of its own made on demand.

The validators pin libraries that Clearline cannot have beside it. They are run as programs without a network, in a
folder that is thrown away afterwards, and only counts by rule come back: no child's number, and no cell.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value

VALIDATORS = Path(__file__).parent / "dfe_validators"
"""The locks of the validators' environments, and the programs that run them."""

ENVIRONMENTS = Path(sys.prefix).parent / ".venvs"
"""Where the environments are made: beside the one that Clearline runs in."""

YEARS = range(2023, 2028)
"""Collection years that the validators have rules for."""

LONGEST = 1800
"""Seconds that a validator may take; one authority's return takes a minute at most."""

Collection = Literal["ssda903", "cin"]


class RuleIssue(Value, frozen=True, kw_only=True):
    """A rule of DfE's that rows of a return do not meet."""

    rule: str
    count: int
    """Rows, or 1 for a rule about the whole return."""
    description: str
    """In the validator's words."""


class RuleCheck(Value, frozen=True, kw_only=True):
    """What DfE's rules say about one return. A rule that crashed or was skipped has not been passed."""

    collection: Collection
    year: int
    validator: str
    """Its name and version."""
    run: int
    """Rules that were run to their end."""
    issues: tuple[RuleIssue, ...]
    """Most rows first."""
    crashed: tuple[str, ...]
    """Codes of rules in which the validator itself failed."""
    skipped: tuple[str, ...]
    """Codes of rules for which a table was missing."""


class _Answer(Value, frozen=True, kw_only=True):
    validator: str
    run: tuple[str, ...]
    crashed: tuple[str, ...]
    skipped: tuple[str, ...]
    issues: tuple[tuple[str, int, str], ...]


def check_ssda903(files: Sequence[Path], earlier: Sequence[Path], year: int, authority: str) -> RuleCheck:
    """Return what DfE's rules say about the CSV files of one year's SSDA903 return.

    ``earlier`` are the files of the year before, without which many rules are skipped. Raises ``BadInput`` when there
    are no rules for the year, the validator cannot be installed, or it fails on the files.
    """
    request = {"year": year, "authority": authority, "files": _full(files), "earlier": _full(earlier)}
    return _checked("ssda903", year, request)


def check_cin(file: Path, year: int) -> RuleCheck:
    """Return what DfE's rules say about one CIN census; raises ``BadInput`` as ``check_ssda903`` does."""
    return _checked("cin", year, {"year": year, "files": _full([file])})


def statement(check: RuleCheck) -> tuple[str, ...]:
    """Return the sentences of the data-reliability statement about a check."""
    rows = sum(issue.count for issue in check.issues)
    found = f"{rows:,} issues of {len(check.issues)} rules" if rows else "no issues"
    sentences = [f"DfE's rules of {check.year} ({check.validator}) found {found} in {check.run} rules that were run."]
    for codes, what in ((check.crashed, "crashed"), (check.skipped, "were skipped because a table was not supplied")):
        if codes:
            sentences.append(f"Rules that {what}, and so are not passed: {', '.join(codes)}.")
    return tuple(sentences)


def _full(paths: Sequence[Path]) -> list[str]:
    return [str(path.resolve()) for path in paths]


def _checked(collection: Collection, year: int, request: dict[str, Any]) -> RuleCheck:
    if year not in YEARS:
        raise BadInput(f"The public validators have DfE's rules for {YEARS[0]} to {YEARS[-1]}, not for {year}.")
    answer = _ask(_python_of(collection), VALIDATORS / f"{collection}.py", request)
    issues = [RuleIssue(rule=code, count=count, description=words) for code, count, words in answer.issues]
    return RuleCheck(
        collection=collection,
        year=year,
        validator=answer.validator,
        run=len(answer.run),
        issues=tuple(sorted(issues, key=lambda issue: (-issue.count, issue.rule))),
        crashed=answer.crashed,
        skipped=answer.skipped,
    )


def _ask(python: Path, program: Path, request: dict[str, Any]) -> _Answer:
    """Return a validator's answer; what it writes elsewhere may hold children's data and is thrown away."""
    with tempfile.TemporaryDirectory(prefix="clearline-rules-") as folder:
        try:
            done = subprocess.run(
                [python, "-I", str(program)],
                input=msgspec.json.encode(request),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={"PATH": os.defpath, "HOME": folder, "TMPDIR": folder},
                timeout=LONGEST,
                check=True,
            )
            return msgspec.json.decode(done.stdout, type=_Answer)
        except subprocess.TimeoutExpired:
            raise BadInput(f"The validator did not finish within {LONGEST // 60} minutes.") from None
        except (subprocess.CalledProcessError, msgspec.MsgspecError):
            what = "The validator of DfE's rules failed on these files."
            raise BadInput(Problem(None, None, what, "See what `clearline returns check` says of them.")) from None


def _python_of(collection: Collection) -> Path:
    """Return the Python of a validator's environment, making it first when it is missing or its lock has changed."""
    lock = VALIDATORS / f"{collection}.lock"
    home = ENVIRONMENTS / f"dfe-rules-{collection}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    ready = home / ".ready"
    if not ready.exists() or ready.read_text() != digest:
        _make(home, lock)
        ready.write_text(digest)
    return home / "bin" / "python"


def _make(home: Path, lock: Path) -> None:
    """Make an environment; raise ``BadInput`` when its packages cannot be had. Half-made, it has no ``.ready``."""
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True, capture_output=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(home, ignore_errors=True)
        what = "The validator of DfE's rules cannot be installed: its packages are not to be had from here."
        raise BadInput(
            Problem(None, None, what, "Leave out --with-dfe-rules, or try where there is a package index.")
        ) from None
