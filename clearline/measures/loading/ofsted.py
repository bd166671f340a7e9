"""Reads Ofsted's inspections of authorities' children's services (ILACS): an authority's five judgements."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.measures.areas import Areas
from clearline.measures.exact import GRADES
from clearline.measures.figures import Meaning
from clearline.measures.loading.lookups import text_of
from clearline.measures.store.writing import observation_schema

JUDGEMENTS = {
    "overall": "overall_effectiveness_grade",
    "leaders": "impact_of_leaders_grade",
    "help-and-protection": "help_and_protection_grade",
    "in-care": "in_care_grade",
    "care-leavers": "care_leavers_grade",
}
"""Clearline's names of the judgements, and the workbook's."""

ENGLAND = "E92000001"

_NEEDED = ("la_code", "publication_date", "inspection_end_date", *JUDGEMENTS.values())

_NUMBERS = {words: number for number, words in GRADES.items()} | {"requires improvement to be good": 3}
_NO_GRADE: dict[str, tuple[str, Meaning]] = {
    "inspection_pre_dates_judgement": ("inspected before there was this judgement", "not applicable"),
    "nan": ("no judgement", "not available"),
    "none": ("no judgement", "not available"),
    "": ("", "missing"),
}
"""What a workbook has where there is no grade, in lower case: what is said of it, and what it means."""


class Ofsted:
    """The judgements of a workbook as they are read."""

    def __init__(self, path: Path, rows: Sequence[Sequence[Any]], columns: Sequence[str], areas: Areas) -> None:
        """Take the rows under the heading, and its columns."""
        self.path = path
        self.rows = [dict(zip(columns, row, strict=False)) for row in rows]
        self.known = areas
        self.published: date | None = None

    def batches(self) -> Iterator[Any]:
        """Yield the judgements as one Arrow record batch; raise ``BadInput`` with every row that cannot be read."""
        found: list[dict[str, Any]] = []
        problems: list[Problem] = []
        lacking = [name for name in _NEEDED if name not in (self.rows[0] if self.rows else _NEEDED)]
        if lacking:
            todo = "Give Ofsted's workbook as it was published."
            raise BadInput(Problem(self.path, None, f"has no column {', '.join(lacking)}.", todo))
        for number, row in enumerate(self.rows, 2):
            try:
                found += self._judgements(row)
            except ValueError as error:
                problems.append(Problem(self.path, number, str(error)))
        twice = len(found) - len({(row["area"], row["indicator"], row["period"]) for row in found})
        if twice:
            problems.append(Problem(self.path, None, f"has {twice} judgements of an authority and a year twice."))
        found += self._leaders_by_grade(found)
        if problems or not found:
            raise BadInput(*first_of(problems or [Problem(self.path, None, "has no judgements.")]))
        schema = observation_schema(())
        plain = pa.schema([(field.name, _plain(field.type)) for field in schema])
        yield pa.RecordBatch.from_pylist(found, schema=plain).cast(schema)

    def _judgements(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """Return an authority's judgements, in the reporting year in which its inspection ended, or was published."""
        area = self.known.of_number(text_of(row["la_code"]))
        if area is None:
            raise ValueError("has an authority number that is not known. Load the lookup of authorities with it.")
        published = _day(row["publication_date"])
        ended = _day(row["inspection_end_date"]) if str(row["inspection_end_date"]).strip() else published
        self.published = max(self.published or published, published)
        year = _reporting_year(ended)
        place = {
            "period": str(year), "ends": date(year, 3, 31), "level": "authority", "area": area.code, "status": "final",
        }  # fmt: skip
        return [place | _grade(name, str(row[column]).strip()) for name, column in JUDGEMENTS.items()]

    def _leaders_by_grade(self, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return how many authorities have each grade for their leaders, as the National Framework dashboard counts."""
        if self.published is None:
            return []
        year = _reporting_year(self.published)
        grades = [row["value"] for row in found if row["indicator"] == "leaders"]
        place = {
            "period": str(year), "ends": date(year, 3, 31), "level": "england", "area": ENGLAND, "status": "",
            "symbol": "", "meaning": "",
        }  # fmt: skip
        counts = {f"leaders-{words.replace(' ', '-')}": grades.count(number) for number, words in GRADES.items()}
        return [place | {"indicator": name, "value": count, "text": str(count)} for name, count in counts.items()]


def _reporting_year(day: date) -> int:
    return day.year + (day > date(day.year, 3, 31))


def _grade(indicator: str, text: str) -> dict[str, Any]:
    plain = " ".join(text.casefold().split())
    number = _NUMBERS.get(plain)
    if number is None and plain not in _NO_GRADE:
        raise ValueError("has a judgement that is not one of Ofsted's.")
    symbol, meaning = _NO_GRADE[plain] if number is None else ("", "")
    return {
        "indicator": indicator,
        "value": number,
        "symbol": symbol.replace("no judgement", "no overall judgement") if indicator == "overall" else symbol,
        "meaning": meaning,
        "text": text,
    }


def _day(cell: Any) -> date:
    """Return the day in a cell: a date, or text such as 31/03/2025 or 31/03/25."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d":
        try:
            return datetime.strptime(str(cell).strip(), form).date()
        except ValueError:
            continue
    raise ValueError("has a date that is not written as 31/03/2025.")


def _plain(type_: Any) -> Any:
    return pa.string() if pa.types.is_dictionary(type_) else type_
