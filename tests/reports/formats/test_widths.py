"""The widths of columns: short words stand in one line, nothing is narrower than its words, and the page is filled."""

import pytest

from clearline.reports.blocks import Cell, Table
from clearline.reports.formats.widths import GUTTER, LETTER, PAGE, letter_size, widths


def made(columns: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(title="T", columns=columns, rows=tuple(tuple(Cell(text=text) for text in row) for row in rows))


LONG = "a good many words that say why it is so " * 3
DUTIES = made(
    ("Duty", "Where", "How it stands", "Why"),
    (LONG, "s18(1)(a), Children Act 2004, must", "Appears not to be met", LONG),
    (LONG, "key-1, should", "Not known", LONG),
)
MANY = made(tuple(f"Column {at}" for at in range(9)), ("wonderfully",) * 9)
ONE_LONG = made(("No", "Why"), ("1", LONG))
SHORT = made(("Role", "Since"), ("Leader", "1 May 2024"))


@pytest.mark.parametrize("table", [DUTIES, MANY, ONE_LONG, SHORT, made(("A", "B"))])
def test_the_columns_fill_the_page(table: Table) -> None:
    assert sum(widths(table)) == pytest.approx(PAGE)


@pytest.mark.parametrize("table", [DUTIES, ONE_LONG, SHORT])
def test_no_column_is_narrower_than_its_longest_word(table: Table) -> None:
    letter = letter_size(len(table.columns)) * LETTER
    for at, width in enumerate(widths(table)):
        longest = max(len(word) for row in table.rows for word in row[at].text.split())
        assert width >= longest * letter + GUTTER


def test_what_is_short_stands_in_one_line_and_what_is_long_has_the_rest() -> None:
    duty, where, stands, why = widths(DUTIES)
    assert stands >= len("Appears not to be met") * letter_size(4) * LETTER
    assert duty == pytest.approx(why)
    assert duty > where
    narrow, wide = widths(ONE_LONG)
    assert wide > 5 * narrow


def test_columns_that_cannot_all_have_their_words_share_the_page_by_them() -> None:
    assert widths(MANY) == pytest.approx([PAGE / 9] * 9)


def test_letters_are_smaller_the_more_columns_there_are() -> None:
    assert letter_size(5) > letter_size(7) > letter_size(8)
