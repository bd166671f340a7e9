"""Runs DfE's rules for the CIN census (csc-validator-be-cin) on one file; the request and the answer are JSON.

Request: ``{"year": 2025, "files": [path]}``. Answer: as ``ssda903.py`` gives it; this validator skips no rule.
"""

import contextlib
import io
import json
import logging
import socket
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any

PACKAGE = "csc-validator-be-cin"


def refuse(*_: Any, **__: Any) -> Any:
    """Stand in for every connection: children's data go nowhere."""
    raise OSError("no network")


def noting(function: Callable[..., Any], code: str, crashed: set[str]) -> Callable[..., Any]:
    """Return a rule that is noted when it crashes; the validator counts it as passed."""

    def rule(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except Exception:
            crashed.add(code)
            raise

    return rule


def check(request: dict[str, Any]) -> dict[str, Any]:
    """Return what the validator found: counts of rows by rule, and 1 for a rule about the whole file."""
    cin = import_module("cin_validator.cin_validator")
    registry = import_module("cin_validator.rules.ruleset_utils").get_year_ruleset(str(request["year"]))
    crashed: set[str] = set()
    for rule in registry.values():
        object.__setattr__(rule, "func", noting(rule.func, str(rule.code), crashed))
    tables = cin.process_data(cin.convert_data(ET.parse(request["files"][0]).getroot()))
    found = cin.CinValidator(tables, registry)
    rows = {
        (str(code), str(words), str(table), str(row))
        for code, words, table, row in zip(
            *(found.full_issue_df[name] for name in ("rule_code", "rule_description", "tables_affected", "row_id")),
            strict=True,
        )
    }
    whole = found.multichild_issues
    rows |= {
        (str(code), str(words), "", "")
        for code, words in zip(whole["rule_code"], whole["rule_description"], strict=True)
    }
    counts: dict[tuple[str, str], int] = {}
    for code, words, _, _ in rows:
        counts[code, words] = counts.get((code, words), 0) + 1
    return {
        "validator": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "run": sorted({str(rule.code) for rule in registry.values()} - crashed),
        "crashed": sorted(crashed),
        "skipped": [],
        "issues": sorted([code, count, words] for (code, words), count in counts.items()),
    }


def main() -> None:
    """Answer the request on standard input; what the validator prints is thrown away, for it may name children."""
    request = json.load(sys.stdin)
    socket.socket = refuse  # type: ignore[assignment, misc]
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()):
        answer = check(request)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
