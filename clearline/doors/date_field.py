"""A date in three boxes: day, month and year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

NAMES = ("day", "month", "year")
YEARS = range(1900, 2200)
"""Of the days that can be asked about or written down: none is so far off that a day before or after it is no date."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateInput(forms.MultiWidget):
    """Three text boxes. The browser's own chooser is not used: people know dates or copy them."""

    use_fieldset = True

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in NAMES], dict(attrs or {}))

    def decompress(self, value: date | None) -> list[Any]:
        """Return day, month and year of a date; three times ``None`` for no date."""
        return [None] * 3 if value is None else [value.day, value.month, value.year]


class DateField(forms.Field):
    """A date; the month may be a number or a name. What is wrong is said of the box that it is in."""

    widget = DateInput

    def to_python(self, value: list[str] | date | None) -> date | None:
        """Return the date of three boxes; ``None`` when all are empty. Raises ``ValidationError`` naming the boxes."""
        if value is None or isinstance(value, date):
            return value
        parts = [(part or "").strip() for part in value]
        if not any(parts):
            return None
        missing = [at for at, part in enumerate(parts) if not part]
        if missing:
            names = " and ".join(NAMES[at] for at in missing)
            raise self._wrong(f"must include a {names}", missing)
        day, month, year = parts
        number = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else month
        if not (len(year) == 4 and year.isdecimal() and year.isascii()):
            raise self._wrong("must have a year of 4 numbers", [2])
        try:
            found = date(int(year), int(number), int(day))
        except ValueError:
            raise self._wrong("must be a real date", [0, 1, 2]) from None
        if found.year not in YEARS:
            raise self._wrong(f"must be in a year from {YEARS[0]} to {YEARS[-1]}", [2])
        return found

    def _wrong(self, what: str, boxes: list[int]) -> ValidationError:
        return ValidationError(f"{self.label or 'Date'} {what}", code="invalid", params={"boxes": boxes})
