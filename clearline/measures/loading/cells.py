"""What a cell of a column of figures says: a number, or a symbol and its meaning. Each different text is read once."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clearline.measures.exact import decimal_of
from clearline.measures.figures import Meaning

MEANINGS: dict[str, Meaning] = {
    "": "missing", "c": "suppressed", "*": "suppressed", "z": "not applicable", ".": "not applicable",
    "x": "not available", "..": "not available", ":": "not available", "-": "not available", "na": "not available",
    "n/a": "not available", "#value!": "not available", "#n/a": "not available", "#ref!": "not available",
    "#div/0!": "not available", "low": "rounds to zero", "k": "rounds to zero", "~": "rounds to zero",
    "u": "low reliability",
}  # fmt: skip
"""What symbols mean, in lower case: those of the Government Statistical Service since 2018, the ones they replaced,
LAIT's ``-`` for any of them, and what spreadsheets leave behind."""

OLD_MEANINGS: dict[str, Meaning] = MEANINGS | {"x": "suppressed"}
"""In statistics up to 2017 ``x`` stood for a number from 1 to 5."""

NEW_SYMBOLS_FROM = 2018

_NUMBER = r"^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$"
_DIGIT = r"^-?\.?[0-9]"
_MONTHS = r"^[0-9]{1,2}:(0?[0-9]|1[01])$"

_PRECISE = 16
"""Characters from which a number may hold the noise that a spreadsheet adds after its fifteenth digit."""


class Cells(NamedTuple):
    """The different texts of a column and what each says; a column's cells point into them."""

    texts: Any
    """As published, without blanks around them: an Arrow array of text."""
    numbers: NDArray[np.float64]
    """NaN where the text is no number."""
    symbols: NDArray[np.int32]
    """A place in ``SYMBOLS``; the first is no symbol. -1 where the text is neither number nor symbol."""


class Symbols:
    """The symbols that were met so far, as published, and what each means."""

    def __init__(self, old: bool) -> None:
        self.meanings = OLD_MEANINGS if old else MEANINGS
        self.raw: list[str] = [""]
        """The symbol of every place; the first is that of a number, and a blank cell has its own."""
        self.means: list[Meaning] = [""]
        self._place: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Return the place of a symbol; -1 when the text is none."""
        meaning = self.meanings.get(text.casefold())
        if meaning is None:
            return -1
        if text not in self._place:
            self._place[text] = len(self.raw)
            self.raw.append(text)
            self.means.append(meaning)
        return self._place[text]


def read_cells(dictionary: Any, symbols: Symbols, months: bool) -> Cells:
    """Return what each text of a column says. ``months`` takes years and months, ``01:09``, as 21 months."""
    texts = pc.utf8_trim_whitespace(dictionary)
    number = pc.and_(pc.match_substring_regex(texts, _NUMBER), pc.match_substring_regex(texts, _DIGIT))
    numbers = np.full(len(texts), np.nan)
    places = np.zeros(len(texts), np.int32)
    is_number = number.to_numpy(zero_copy_only=False)
    plain = pc.replace_substring(texts.filter(number), ",", "")
    numbers[is_number] = pc.cast(plain, pa.float64()).to_numpy()
    for at in np.flatnonzero(~is_number):
        text = texts[int(at)].as_py()
        places[at] = symbols.place(text)
        if places[at] < 0 and months and pc.match_substring_regex(pa.scalar(text), _MONTHS).as_py():
            years, _, more = text.partition(":")
            numbers[at], places[at] = int(years) * 12 + int(more), 0
    places[np.isinf(numbers)] = -1
    long = is_number & (pc.utf8_length(texts).to_numpy() >= _PRECISE) & np.isfinite(numbers)
    for at in np.flatnonzero(long):
        numbers[at] = float(decimal_of(float(numbers[at])))
    return Cells(texts, numbers + 0.0, places)
