"""Reads the pages and files about figures, and what the commands print of the same."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from django.test import Client
from made_figures import run, write_files

OUTCOMES = "/northmoor/outcomes/"


def said(client: Client, page: str, status: int = 200) -> str:
    """Return the words of a page, one blank between them."""
    response = client.get(OUTCOMES + page)
    assert response.status_code == status, response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def rows(client: Client, page: str) -> list[dict[str, str]]:
    """Return the rows of a file that a page gives."""
    response = client.get(OUTCOMES + page)
    assert response["Content-Type"].startswith("text/csv"), response.content.decode()
    return [*csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]


def of_command(figures: Path, *args: str) -> list[dict[str, str]]:
    """Return the rows of what a command prints as CSV; pages write yes and no in words."""
    text = run(figures, *args, "--format", "csv").stdout.replace(",True,", ",Yes,").replace(",False,", ",No,")
    return [*csv.DictReader(io.StringIO(text))]


def load_later(figures: Path, cell: str) -> None:
    """Load a later release of the referrals in which Northmoor's figure for 2025 is another."""
    again(figures, "referrals.csv", r"(2025,Reporting year,.*Northmoor,Referrals,\d+,\d+),[\d.]+", rf"\1,{cell}")


def again(figures: Path, name: str, pattern: str, instead: str | Callable[[re.Match[str]], str]) -> None:
    """Load a made-up file again as a later release, with something else in place of a pattern."""
    path = next(one for one in write_files(figures.parent) if one.name == name)
    path.with_name(f"later-{name}").write_text(re.sub(pattern, instead, path.read_text()))
    result = run(figures, "load", str(path.with_name(f"later-{name}")), "--published", "2025-11-01")
    assert result.exit_code == 0, result.output
