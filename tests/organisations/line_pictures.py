"""The starter with changes, and the lines that the tests of lines look at."""

from datetime import date
from pathlib import Path
from typing import Any

from clearline.kit.reading import convert, read_yaml
from clearline.organisations import files
from clearline.organisations.lines.line import Line
from clearline.organisations.lines.report import LineReport, report
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

STARTER = Path(files.__file__).parent / "starter.yaml"
DAY = date(2009, 9, 1)


def picture(change: dict[str, Any] | None = None, on: date = DAY) -> Picture:
    base, places = read_yaml(STARTER)
    return Picture(convert(files.merge(base, change or {}), Organisation, places), on)


def shown(start: str | None, change: dict[str, Any] | None = None, on: date = DAY) -> LineReport:
    return report(picture(change, on), start)


def lines(start: str, change: dict[str, Any] | None = None, kind: str = "professional") -> list[Line]:
    return [line for subject in shown(start, change).subjects for line in subject.lines if line.kind == kind]


def line(start: str, change: dict[str, Any] | None = None, kind: str = "professional") -> Line:
    (only,) = lines(start, change, kind)
    return only


def posts(**change: Any) -> dict[str, Any]:
    return {"posts": {key.replace("_", "-"): value for key, value in change.items()}}


def offices(**change: Any) -> dict[str, Any]:
    return {"offices": {key.replace("_", "-"): value for key, value in change.items()}}


def facts(start: str, change: dict[str, Any] | None = None) -> str:
    return " ".join(shown(start, change).subjects[0].facts)
