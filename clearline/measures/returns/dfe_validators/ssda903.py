"""Runs DfE's rules for SSDA903 (csc-validator-be-903) on the files of one return; the request and the answer are JSON.

Request: ``{"year": 2025, "authority": "E06000999", "files": [path, ...], "earlier": [path, ...]}``. Answer:
``validator``, ``run``, ``crashed`` and ``skipped`` (codes of rules) and ``issues`` (code, count of rows, description).
"""

import contextlib
import io
import json
import logging
import socket
import sys
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

PACKAGE = "csc-validator-be-903"


def refuse(*_: Any, **__: Any) -> Any:
    """Stand in for every connection: children's data go nowhere."""
    raise OSError("no network")


def upload(path: str, when: str) -> dict[str, Any]:
    """Return a file as the validator takes it, which knows a table only by its exact columns in capitals."""
    raw = Path(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    heading, _, rows = text.partition("\n")
    columns = ",".join(column.strip().strip('"').upper() for column in heading.split(","))
    return {"name": Path(path).name, "file_content": f"{columns}\n{rows}".encode(), "description": when}


def check(request: dict[str, Any]) -> dict[str, Any]:
    """Return what the validator found."""
    validator = import_module("lac_validator.lac_validator")
    report = import_module("lac_validator.report")
    registry = import_module("lac_validator.rules.ruleset_utils").get_year_ruleset(str(request["year"]))
    files = [upload(path, "This year") for path in request["files"]]
    files += [upload(path, "Prev year") for path in request["earlier"]]
    about = {"collectionYear": str(request["year"]), "localAuthority": request["authority"]}
    found = validator.LacValidator(metadata=about, files=files, registry=registry)
    table = report.Report(found.ds_results, registry).error_report
    issues = zip(table["Code"], table["Count"], table["Description"], strict=True)
    return {
        "validator": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "run": sorted(map(str, found.dones)),
        "crashed": sorted(map(str, found.fails)),
        "skipped": sorted(map(str, found.skips)),
        "issues": sorted([str(code), int(count), str(words)] for code, count, words in issues if count),
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
